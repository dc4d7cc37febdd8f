"""The form about a member who leaves: the last day, and what is asked of dues that were not charged."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.people.commands import EndMembership
from leadsroom.domain.money.dues import DuesRecord, Uncharged, uncharged_in_words
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.text.typed_day import read_day_back
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, Misfilled
from screens.kit.form.form import Form, Remark
from screens.kit.form.read_fields import DayField
from screens.kit.styled import short

_SHARES = (
    (Share.NONE, "nothing"),
    (Share.DAYS, "the days stayed"),
    (Share.MONTHS, "the months stayed"),
    (Share.WHOLE, "the whole"),
)


class LeavingForm(Form[EndMembership]):
    """On which day a member leaves, and what is asked of what was not charged: first what the rules ask."""

    save_word = "end membership"

    def __init__(self, leaver: Member, record: DuesRecord, today: date) -> None:
        """`record` is what stands of the chapter's dues, which it has."""
        self._leaver, self._record = leaver, record
        country = record.chapter.country
        self.day = DayField("day", "Last day", today, today, read_day_back, country=country)
        self.share = ChoiceField(
            "share", "Asked", _SHARES, record.asked_of(uncharged_of(leaver, record, today))
        )
        super().__init__(
            f"{short(leaver.person.name)} leaves",
            (self.day, self.share),
            first=self.share,
            draft_name=f"leaving {leaver.id}",
        )

    @property
    def _found(self) -> Uncharged | None:
        return uncharged_of(self._leaver, self._record, self.day.day)

    def follow(self) -> None:
        """Where everything is charged by that day, nothing is asked."""
        try:
            self.share.is_away = self._found is None
        except Misfilled:
            self.share.is_away = False

    def remark(self, _here: Field) -> Remark:
        try:
            found = self._found
        except Misfilled as no:
            return Remark(Content.styled(str(no), "$text-warning"), no.field)
        if found is None:
            return Remark(Content("All their dues are charged."))
        chapter = self._record.chapter
        words = uncharged_in_words(found, chapter.currency, chapter.country, self.share.chosen)
        return Remark(Content.styled(f"{words[:1].upper()}{words[1:]}.", "bold"))

    def build(self) -> EndMembership:
        share = None if self._found is None else self.share.chosen
        return EndMembership(self._leaver.id, self.day.day, share)


def uncharged_of(leaver: Member, record: DuesRecord, on: date) -> Uncharged | None:
    """What would not be charged to a member who leaves on a day."""
    return record.uncharged(replace(leaver, ended_on=on))

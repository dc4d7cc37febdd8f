"""The forms of the calendar: a special date, who is away, and the schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.acts.season.commands import MarkDate, SetPlace, SetSchedule
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import (
    WEEKDAYS,
    Calendar,
    DateKind,
    Schedule,
    ScheduleKind,
    read_schedule,
    schedule_in_words,
)
from leadsroom.domain.season.schedule_change import SeasonAhead, schedule_change
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.wording import near_date
from leadsroom.views.people import SubstitutesOfDate, substitutes_of_date
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, Misfilled, ReadField, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.names import profession_of
from screens.kit.form.people import PersonField
from screens.kit.form.read_fields import DayField
from screens.kit.styled import warned
from screens.people.home_chapter import HomeFields
from screens.people.substitute_hints import Overruling, Substitution, side_by_side

if TYPE_CHECKING:
    from leadsroom.views.association.members_elsewhere import FoundElsewhere

_MARKS = (Mark.ABSENT, Mark.MEDICAL, Mark.LATE)
_KINDS = (
    (ScheduleKind.WEEKLY, "weekly"),
    (ScheduleKind.EVERY_TWO_WEEKS, "every two weeks"),
    (ScheduleKind.MONTHLY, "monthly"),
)
_USUAL_WEEKS = "1st and 3rd"
_DATES_SHOWN = 3
_SUCH_AS = {DateKind.HOLIDAY: "such as Thanksgiving"}


def date_form(
    kind: DateKind, on: date, today: date, note: str | None = None, proposed: str = ""
) -> Form[MarkDate]:
    """Why a date is special; `note` is what stands there where it is of this kind already, else one may be
    `proposed`.
    """
    why = TextField(
        "note", "Why", proposed if note is None else note, placeholder=_SUCH_AS.get(kind, "may stay blank")
    )
    return Form(
        near_date(on, today),
        [why],
        lambda: MarkDate(on, kind, why.text),
        about=kind.value,
        draft_name=f"{kind} {on}",
        corrects=note is not None,
    )


def place_form(on: date, today: date, place: str) -> Form[SetPlace]:
    """Where they meet on a date."""
    where = TextField("place", "Place", place, hint="blank: the usual place")
    return Form(
        near_date(on, today),
        [where],
        lambda: SetPlace(on, where.text),
        about="another place",
        draft_name=f"place {on}",
        corrects=bool(place),
    )


def extra_meeting_form(today: date, country: str) -> Form[MarkDate]:
    """On which day, and why."""
    day = DayField("day", "Day", None, today, read_day_ahead, country=country, hint="e.g. fri, 4 Dec")
    why = TextField("note", "Why", placeholder="may stay blank")
    return Form(
        "An extra meeting",
        [day, why],
        lambda: MarkDate(day.day, DateKind.EXTRA, why.text),
        draft_name="extra meeting",
    )


class AnnounceForm(Form[AnnounceAbsence]):
    """A member is away, or late, on a date; of one who announced it already, what is different."""

    def __init__(
        self, on: date, today: date, members: Sequence[Person], notice: Notice | None = None
    ) -> None:
        self._on, self._seats = on, frozenset(member.id for member in members)
        self._of_date, self._overruling = SubstitutesOfDate(), Overruling()
        by = notice.substitute if notice else None
        self.member = PersonField(
            "member", "Member", members, notice.member if notice else None, role="is away"
        )
        marks = [(mark, mark.words) for mark in _MARKS]
        mark = notice.mark if notice and notice.mark in _MARKS else Mark.ABSENT
        self.mark = ChoiceField("mark", "Will be", marks, mark)
        self.of = HomeFields("Substitute", by, name="substitute", placeholder="their name; blank for nobody")
        self.substitute, self._has_past = self.of.name, False
        self.rest_is_open = bool(self.of.chapter.text)
        self.profession = TextField(
            "profession", "Profession", by.profession if by else "", placeholder="of the substitute"
        )
        self.note = TextField("note", "Note", notice.note if notice else "")
        self.member.is_away = notice is not None
        super().__init__(
            f"Away on {near_date(on, today)}",
            (self.member, self.mark, self.substitute, self.profession, self.of.chapter, self.note),
            about=notice.member.name if notice else "",
            first=self.mark if notice else self.member,
            draft_name=f"notice {notice.id}" if notice else f"away {on}",
            corrects=notice is not None,
        )

    def question(self) -> Question | None:
        """Who might be a substitute, and how often they have been one; then who may be of another chapter."""
        return self.of.question if self._has_past else Question(substitutes_of_date, (self._on,))

    def learn(self, _question: Question, found: SubstitutesOfDate | FoundElsewhere) -> None:
        if not isinstance(found, SubstitutesOfDate):
            self.of.learn(found)
            return
        self._of_date, self._has_past = found, True
        often: dict[int, str] = {one.person.id: one.why for one in found.past.people if one.why}
        self.substitute.expect((one for one in found.people if one.id not in self._seats), often)

    def follow(self) -> None:
        """Whoever comes late needs no substitute."""
        self.substitute.is_away = self.profession.is_away = self._is_late
        self.of.chapter.is_away = self._is_late or not self.rest_is_open

    @property
    def _is_late(self) -> bool:
        return self.mark.chosen is Mark.LATE

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field is self.substitute:
            self.substitute.fill_in((self.profession, profession_of))
            self.of.fill_in()
            self._show_rest(self.rest_is_open or bool(self.of.chapter.text))
        return refused

    @property
    def more_word(self) -> str:
        if self._is_late:
            return ""
        return "less" if self.rest_is_open else "of another chapter"

    def more(self) -> Field | None:
        if self._is_late:
            return None
        self._show_rest(not self.rest_is_open)
        return self.of.chapter if self.rest_is_open else self.profession

    def _show_rest(self, is_open: bool) -> None:
        self.rest_is_open = is_open
        self.follow()

    def put_back(self, draft: Mapping[str, str]) -> None:
        super().put_back(draft)
        self._show_rest(self.rest_is_open or self.of.chapter.name in draft)

    def remark(self, here: Field) -> Remark:
        member = self.member.person
        if self._is_late or member is None:
            return Remark()
        is_asked = self.substitute.or_else.plain and self.substitute.offers_own
        if is_asked and here is not self.profession:
            return Remark(self.substitute.or_else, self.substitute)
        if not self.substitute.called.strip():
            return Remark()
        of_date, wanted = self._of_date, self._substitution(member.id)
        sentences = wanted.in_words(of_date.past, of_date.rules)
        if self.of.home is not None:
            sentences.insert(0, (self.of.in_words, False))
        return Remark(side_by_side(sentences), self.profession)

    def _substitution(self, member_id: PersonId) -> Substitution:
        return Substitution(self.of.shown, self.profession.text, member_id, self._on)

    def build(self) -> AnnounceAbsence:
        (name, home), profession = self.of.final, self.profession.text
        if self._is_late:
            name, home, profession = "", None, ""
        member_id, overrules = self.member.person_id, False
        if name.strip():
            wanted = self._substitution(member_id)
            refusal = wanted.refusal(self._of_date.past, self._of_date.rules)
            overrules = self._overruling.overrules(wanted, refusal, self.profession)
        return AnnounceAbsence(
            member_id, self._on, self.mark.chosen, name, profession, self.note.text, overrules, home
        )


class ScheduleForm(Form[SetSchedule]):
    """How often the chapter meets; below, the dates that this means."""

    save_word = "meet so"

    def __init__(self, calendar: Calendar, today: date, ahead: SeasonAhead | None = None) -> None:
        """`ahead` is what stands for dates to come, as far as it is known."""
        self._calendar, self._today = calendar, today
        self._ahead = ahead or SeasonAhead(calendar, today)
        schedule, day = calendar.schedule, WEEKDAYS[calendar.weekday]
        self.kind = ChoiceField("kind", "Meets", _KINDS, schedule.kind)
        following = Calendar(calendar.weekday, schedule).upcoming(today).on
        self.first_on = ReadField(
            "first",
            "First on",
            near_date(following, today),
            lambda typed: self._read(f"every two weeks from {typed}"),
            hint=f"a {day}",
        )
        is_monthly = schedule.kind is ScheduleKind.MONTHLY
        self.weeks = ReadField(
            "weeks",
            f"{day}s",
            _weeks_of(schedule, calendar.weekday) if is_monthly else _USUAL_WEEKS,
            self._read,
            hint="also 4th, last",
        )
        super().__init__(
            "How often the chapter meets",
            (self.kind, self.first_on, self.weeks),
            draft_name="schedule",
            corrects=True,
        )

    def follow(self) -> None:
        """What belongs to the kind of schedule."""
        self.first_on.is_away = self.kind.chosen is not ScheduleKind.EVERY_TWO_WEEKS
        self.weeks.is_away = self.kind.chosen is not ScheduleKind.MONTHLY

    def _read(self, typed: str) -> Schedule:
        return read_schedule(typed, self._calendar.weekday, self._today, self._today)

    @property
    def schedule(self) -> Schedule:
        """What is chosen. Raises Misfilled."""
        field = {ScheduleKind.EVERY_TWO_WEEKS: self.first_on, ScheduleKind.MONTHLY: self.weeks}
        kind = self.kind.chosen
        return field[kind].value if kind in field else self._read("weekly")

    def remark(self, _here: Field) -> Remark:
        try:
            schedule = self.schedule
        except Misfilled as no:
            return Remark(Content.styled(str(no), "$text-warning"), no.field)
        weekday = self._calendar.weekday
        change = schedule_change(self._ahead, weekday, schedule)
        calendar = Calendar(weekday, schedule, change.special_after(self._calendar.special))
        days = (each.on for each in calendar.meetings(self._today, _DATES_SHOWN))
        dates = ", ".join(near_date(day, self._today) for day in days)
        words = schedule_in_words(schedule, weekday)
        meets = Content(f"{words[:1].upper()}{words[1:]}: {dates} …")
        return Remark(Content("\n").join([meets, *map(warned, change.words)]))

    def build(self) -> SetSchedule:
        return SetSchedule(self.schedule)


def _weeks_of(schedule: Schedule, weekday: int) -> str:
    """`1st and 3rd`, as it would be typed."""
    words = schedule_in_words(schedule, weekday).removeprefix("the ")
    return words.partition(f" {WEEKDAYS[weekday]}")[0]

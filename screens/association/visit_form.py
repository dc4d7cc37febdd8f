"""A director's visit to a chapter, asked for from whatever page names the chapter."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from textual.content import Content

from leadsroom.acts.act import Done
from leadsroom.acts.association.commands import CorrectVisit, LogVisit
from leadsroom.domain.association.areas import Director, DirectorsVisit
from leadsroom.domain.ids import ChapterId, DirectorId
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.views.association.areas import VisitToLog, visit_to_log
from screens.kit.form.field import Field, TextField
from screens.kit.form.form import Form, Remark
from screens.kit.form.people import FoundField
from screens.kit.form.read_fields import DayField
from screens.kit.list_page import ListPage
from screens.kit.styled import short


class _Candidate(Struct, frozen=True):
    """A director as found by a few letters of the name or the area."""

    id: DirectorId
    name: str
    profession: str
    company: str = ""


class _DirectorField(FoundField[_Candidate]):
    nobody = "no director of that name or area"
    unknown_sentence = "No director matches “{}”. Try a name or an area."
    _proposed = ""

    def propose(self, one: _Candidate | None) -> None:
        """Write who it likely was, unless somebody else stands there."""
        if self.text != self._proposed:
            return
        if one is None:
            self.draft = ""
        else:
            self._pick(one)
        self._proposed = self.text


class VisitForm(Form["LogVisit | CorrectVisit"]):
    """Who came, when, and what was seen; of one on record the same."""

    def __init__(self, about: VisitToLog, chapter_id: ChapterId, visit: DirectorsVisit | None = None) -> None:
        self._about, self._chapter_id, self._visit = about, chapter_id, visit
        self._candidates = {each.id: _candidate(each, about) for each in about.directors}
        preset = None if visit is None or visit.director_id is None else self._candidates[visit.director_id]
        self.by = _DirectorField(
            "by",
            "Director",
            self._candidates.values(),
            preset,
            placeholder="name or area; blank: not on record" if self._candidates else "nobody is named yet",
        )
        on = None if visit is None else visit.on
        self.on = DayField(
            "on",
            "Day",
            on,
            about.today,
            read_day_back,
            country=about.country,
            placeholder="blank: today" if visit is None else "",
        )
        self.note = TextField(
            "note", "Note", "" if visit is None else visit.note, placeholder="what was seen"
        )
        super().__init__(
            "Director's visit" if visit is None else "Correct the visit",
            (self.by, self.on, self.note),
            about=short(about.chapter),
            first=self.on if visit is not None or self._likeliest or not self._candidates else self.by,
            draft_name=f"visit {chapter_id}" if visit is None else f"visit no. {visit.id}",
            corrects=visit is not None,
        )

    @property
    def _likeliest(self) -> _Candidate | None:
        found = self._about.likeliest(self.on.value_or(None) or self._about.today)
        return None if found is None else self._candidates[found.id]

    def follow(self) -> None:
        """Who looked after the chapter on the day is proposed."""
        if self._visit is None:
            self.by.propose(self._likeliest)

    def remark(self, _here: Field) -> Remark:
        """When the chapter was visited last, apart from the visit that is corrected."""
        last = self._about.last
        if last is not None and self._visit is not None and last.id == self._visit.id:
            return Remark()
        if last is None:
            words = "No visit to this chapter is on record yet."
        else:
            words = f"Last visit: {full_day(last.on)}{f', {short(last.director)}' if last.director else ''}."
        return Remark(Content.styled(words, "$quiet"), self.on)

    def build(self) -> LogVisit | CorrectVisit:
        found = self.by.value
        by = None if found is None else found.id
        if self._visit is None:
            return LogVisit(self._chapter_id, by, self.on.value, self.note.text)
        return CorrectVisit(self._visit.id, by, self.on.day, self.note.text)


def _candidate(director: Director, about: VisitToLog) -> _Candidate:
    return _Candidate(director.id, director.name, about.tree.named(director.area_id))


async def ask_for_visit(page: ListPage[Any, Any], chapter_id: ChapterId) -> Done | None:
    """Ask on a page, whose desk is the association's, for a visit to a chapter, and enter it."""
    try:
        about = await page.look_up(visit_to_log, chapter_id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return None
    return await page.ask(VisitForm(about, chapter_id))

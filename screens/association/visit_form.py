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


class VisitForm(Form["LogVisit | CorrectVisit"]):
    """Who came, when, and what was seen; of one on record the same."""

    def __init__(self, about: VisitToLog, chapter_id: ChapterId, visit: DirectorsVisit | None = None) -> None:
        self._about, self._chapter_id, self._visit = about, chapter_id, visit
        candidates = [_candidate(each, about) for each in self._choices()]
        meant = about.likeliest if visit is None else visit.director_id
        preset = next((each for each in candidates if each.id == meant), None)
        self.by = _DirectorField("by", "Director", candidates, preset, placeholder=_placeholder(candidates))
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
            first=self.by if preset is None and candidates else self.on,
            draft_name=f"visit {chapter_id}" if visit is None else f"visit no. {visit.id}",
            corrects=visit is not None,
        )

    def _choices(self) -> list[Director]:
        """Those of today; of a visit on record its own too, whoever that is by now."""
        own = None if self._visit is None else self._visit.director_id
        others = [each for each in self._about.everybody if each.id == own]
        return list(dict.fromkeys((*self._about.directors, *others)))

    def remark(self, _here: Field) -> Remark:
        """When the chapter was visited last."""
        last = self._about.last
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
        return CorrectVisit(self._visit.id, by, self.on.value or self._about.today, self.note.text)


def _candidate(director: Director, about: VisitToLog) -> _Candidate:
    return _Candidate(director.id, director.name, about.tree.named(director.area_id))


def _placeholder(candidates: list[_Candidate]) -> str:
    return "name or area; blank: not on record" if candidates else "no director is named yet"


async def ask_for_visit(page: ListPage[Any, Any], chapter_id: ChapterId) -> Done | None:
    """Ask on a page, whose desk is the association's, for a visit to a chapter, and enter it."""
    try:
        about = await page.look_up(visit_to_log, chapter_id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return None
    return await page.ask(VisitForm(about, chapter_id))

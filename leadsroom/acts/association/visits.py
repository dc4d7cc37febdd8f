"""Directors' visits to chapters: noted, put right, withdrawn. The day is the chapter's."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.association.commands import CorrectVisit, LogVisit, WithdrawVisit
from leadsroom.acts.association.directors import need_director
from leadsroom.clock import date_here
from leadsroom.domain.association.directors import days_in_words
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, DirectorId, DirectorVisitId
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import need_day_back
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.association.directory import label_of_chapter
from leadsroom.store.row_changes import Image

_GONE = "That visit is no longer on record. Look again."


@handles(LogVisit)
def log_visit(act: Act, command: LogVisit) -> Done:
    """Whoever it was, and when; two on one day are two."""
    chapter = _need_chapter(act, command.chapter_id)
    who, on = _who(act, command.director_id), command.on or chapter.today(act.now)
    need_day_back(on, chapter.today(act.now))
    _refuse_not_in_office(act, command.director_id, on)
    visit_id = act.unit.insert(
        t.director_visit,
        chapter_id=chapter.id,
        director_id=command.director_id,
        on_date=on,
        note=clean(command.note),
        at=act.now,
    )
    return Done(f"{who} visited {_called(act, chapter)} on {full_day(on)}", subject=visit_id)


@handles(CorrectVisit)
def correct_visit(act: Act, command: CorrectVisit) -> Done:
    """A correction of nothing leaves no mark."""
    row = _need_visit(act, command.visit_id)
    chapter = _need_chapter(act, row["chapter_id"])
    who = _who(act, command.director_id)
    need_day_back(command.on, chapter.today(act.now))
    if (command.director_id, command.on.isoformat()) != (row["director_id"], row["on_date"]):
        _refuse_not_in_office(act, command.director_id, command.on)
    columns = {"director_id": command.director_id, "on_date": command.on, "note": clean(command.note)}
    act.unit.update(t.director_visit, command.visit_id, **columns)
    if act.unit.changes:
        act.unit.update(t.director_visit, command.visit_id, corrected_at=act.now)
    corrected = f"Corrected: {who} visited {_called(act, chapter)} on {full_day(command.on)}"
    return Done(corrected, subject=command.visit_id)


@handles(WithdrawVisit)
def withdraw_visit(act: Act, command: WithdrawVisit) -> Done:
    """The row stays, so that the trail does."""
    row = _need_visit(act, command.visit_id)
    chapter = _need_chapter(act, row["chapter_id"])
    act.unit.update(t.director_visit, command.visit_id, withdrawn_at=act.now)
    day = full_day(date.fromisoformat(row["on_date"]))
    return Done(
        f"Withdrew the director's visit to {_called(act, chapter)} of {day}", subject=command.visit_id
    )


def _need_chapter(act: Act, chapter_id: ChapterId) -> Chapter:
    found = read_chapter.chapters_among(act.unit.connection, [chapter_id])
    if not found:
        raise Refused("That chapter is not on record here. Look again.")
    return found[0]


def _called(act: Act, chapter: Chapter) -> str:
    """As it is told apart from others of its name."""
    return label_of_chapter(act.unit.connection, chapter.id)


def _who(act: Act, director_id: DirectorId | None) -> str:
    return "A director" if director_id is None else need_director(act, director_id).name


def _refuse_not_in_office(act: Act, director_id: DirectorId | None, on: date) -> None:
    """Whoever is named was a director that day, of whatever area. Raises Refused."""
    if director_id is None:
        return
    director = need_director(act, director_id)
    if not director.is_one_on(on):
        days = days_in_words(director, date_here(act.now))
        raise Refused(
            f"{director.name} was no director on {full_day(on)}, only {days}. Correct the day of the "
            f"visit, or the first and last day of {director.name}; or name nobody."
        )


def _need_visit(act: Act, visit_id: DirectorVisitId) -> Image:
    row = act.unit.row(t.director_visit, visit_id)
    if row is None or row["withdrawn_at"]:
        raise Refused(_GONE)
    return row

"""`leadsroom visits`: directors' visits to chapters, listed, entered and put right."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.association.areas import NONE, association_of, carry_out
from leadsroom.cli.speech import deliver
from leadsroom.domain.association.directors import described, director_called
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.typed_day import read_day_back, read_day_of_either
from leadsroom.domain.text.wording import full_day, listed
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.ids import ChapterId, DirectorId
    from leadsroom.views.association.areas import VisitToLog

_NAMED_AT_MOST = 8


def give(words: Namespace) -> int:
    """The visits, printed or into a file."""
    from leadsroom.exchange.association.areas import write_visits
    from leadsroom.views.association.areas import directors_picture, visits_picture

    with association_of(words) as desk:
        named: str | None = getattr(words, "chapter", None)
        people = desk.read(directors_picture)
        by = None
        if words.director is not None:
            found = director_called(people.directors, words.director, people.tree, people.today, any_day=True)
            by = [found.id]
        picture = desk.read(
            visits_picture,
            chapter_id=None if named is None else _chapter(desk, named),
            area_id=None if words.area is None else people.tree.called(words.area).id,
            director_ids=by,
            first=_day(words.since, people.today),
            last=_day(words.until, people.today),
            most=words.most,
        )
    return deliver(words, write_visits(picture, words.format))


def add(words: Namespace) -> int:
    """A visit, today where no day is named."""
    from leadsroom.acts.association.commands import LogVisit

    with association_of(words) as desk:
        chapter_id = _chapter(desk, words.of)
        about = _about(desk, chapter_id)
        on = about.today if words.on is None else read_day_back(words.on, about.today, about.country)
        by = _likeliest(about, on) if words.by is None else _by(about, words.by)
        return carry_out(desk, LogVisit(chapter_id, by, on, words.note))


def correct(words: Namespace) -> int:
    """Put a visit right; what is not named stays."""
    from leadsroom.acts.association.commands import CorrectVisit
    from leadsroom.views.association.areas import visit_on_record

    with association_of(words) as desk:
        visit = desk.read(visit_on_record, words.number)
        about = _about(desk, visit.chapter_id)
        on = visit.on if words.on is None else read_day_back(words.on, about.today, about.country)
        by = visit.director_id if words.by is None else _by(about, words.by)
        note = visit.note if words.note is None else words.note
        return carry_out(desk, CorrectVisit(visit.id, by, on, note))


def withdraw(words: Namespace) -> int:
    """Take a visit back that never was."""
    from leadsroom.acts.association.commands import WithdrawVisit

    with association_of(words) as desk:
        return carry_out(desk, WithdrawVisit(words.number))


def _chapter(desk: SyncDesk, typed: str) -> ChapterId:
    """The chapter that a name means; to name it here is not to use it. Raises Refused."""
    from leadsroom.store.read.association.choosing import entry_named

    with desk.store.reading() as connection:
        return entry_named(connection, typed).id


def _about(desk: SyncDesk, chapter_id: ChapterId) -> VisitToLog:
    from leadsroom.views.association.areas import visit_to_log

    return desk.read(visit_to_log, chapter_id)


def _likeliest(about: VisitToLog, on: date) -> DirectorId | None:
    """Who looked after the chapter's area that day. Raises Refused where nobody did, or several."""
    found = about.likeliest(on)
    if found is None and about.directors:
        likely = [each for each in about.directors if each.is_one_on(on)]
        if not likely:
            raise Refused(
                f"Nobody was a director on {full_day(on)}. --by none enters the visit without a name; since "
                "when somebody is one, leadsroom directors change NAME --since DAY puts right."
            )
        names = listed((described(each, about.tree) for each in likely), "or", most=_NAMED_AT_MOST)
        raise Refused(f"Say who visited {about.chapter}, with --by: {names}.")
    return None if found is None else found.id


def _by(about: VisitToLog, typed: str) -> DirectorId | None:
    if fold(typed) == NONE:
        return None
    return director_called(about.directors, typed, about.tree, about.today, any_day=True).id


def _day(typed: str | None, today: date) -> date | None:
    return None if typed is None else read_day_of_either(typed, today)

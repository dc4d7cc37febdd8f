"""Every kind of the chapter's health in every format: of a season, of the first day, of nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import KINDS, write_health
from leadsroom.store.store import Store, open_store
from tests.databases import Databases
from tests.harborview import START, found_chapter
from tests.health.season_by_hand import play
from tests.sample import sample_chapter
from tests.seen import seen

EACH = [(name, format) for name, kind in KINDS.items() for format in kind.formats]
_TODAY = Period(START.date(), START.date())


def wanted(name: str, format: str, period: Period, *, officers: bool = False) -> Wanted:
    """What a kind needs, about the first two members."""
    kind = KINDS[name]
    return Wanted(
        period=period,
        format=format,
        member=PersonId(1) if "member" in kind.needs else None,
        other=PersonId(2) if "other" in kind.needs else None,
        profession="Plumber" if "profession" in kind.needs else "",
        officers=officers and "officers" in kind.takes,
    )


@pytest.fixture
def season(databases: Databases) -> Iterator[Store]:
    """An open store with the season by hand in it."""
    place, _ = databases.made_by(play.write_season_by_hand)
    store = open_store(place)
    yield store
    store.close()
    databases.drop(place)


def test_of_a_season(season: Store) -> None:
    """Each is written, for officers and not."""
    chapter = sample_chapter(season)
    for name, format in EACH:
        for officers in (False, True):
            of = wanted(name, format, play.WINDOW, officers=officers)
            assert len(seen(season, chapter, play.NOW, write_health, name, of)) > 100, (name, format)


def written(store: Store, chapter: Chapter, now: datetime, name: str, of: Wanted) -> tuple[bytes, str]:
    """What is written, or the sentence that refuses it."""
    try:
        return seen(store, chapter, now, write_health, name, of), ""
    except Refused as refused:
        return b"", str(refused)


@pytest.mark.parametrize("people", [(), (("Ann", "Florist"),), (("Ann", "Florist"), ("Ben", "Roofer"))])
def test_of_a_chapter_that_has_not_met(sqlite_store: Store, people: tuple[tuple[str, str], ...]) -> None:
    """Each is written, or is refused in a sentence; no share of nothing is given."""
    chapter = found_chapter(sqlite_store, people=people)
    for name, format in EACH:
        data, refused = written(sqlite_store, chapter, START, name, wanted(name, format, _TODAY))
        assert data or refused.endswith("."), (name, format)
        if format == "text" and name != "scores":  # whose steps are published in percent
            assert not re.search(r"\d %", re.sub(r"(from|over) \d+ %", "", data.decode())), name


def test_days_of_long_ago_and_to_come(season: Store) -> None:
    """Days of which nothing is on record, the first there are and the last."""
    chapter = sample_chapter(season)
    days = (
        Period(date.min, date.max),
        Period(date(1900, 1, 1), date(1900, 12, 31)),
        Period(date(2024, 2, 29), date(2024, 2, 29)),
        Period(date(2099, 1, 1), date(2099, 12, 31)),
    )
    for period in days:
        for name, format in EACH:
            if format in {"text", "json"}:
                data, refused = written(season, chapter, play.NOW, name, wanted(name, format, period))
                assert data or refused.endswith("."), (name, format, period)


def test_hostile_names_are_written_as_they_are(season: Store) -> None:
    """In text and JSON they stand as typed; in HTML no tag of theirs is one."""
    from leadsroom.store import tables as t

    chapter = sample_chapter(season)
    hostile = "<b>Anna</b> [/] & “x”"
    with season.writing(chapter.id) as unit:
        unit.connection.execute(t.person.update().where(t.person.c.id == 1).values(name=hostile))
    for name, format in EACH:
        if format not in {"text", "csv", "json", "html", "md"}:
            continue
        data = seen(season, chapter, play.NOW, write_health, name, wanted(name, format, play.WINDOW))
        text = data.decode("utf-8-sig")
        assert format != "html" or "<b>Anna</b>" not in text, name

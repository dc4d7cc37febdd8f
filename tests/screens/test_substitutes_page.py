"""The list of substitutes: how often, for whom, and the limit; as a page and in a shell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import ChapterRules, SubstituteRules
from leadsroom.domain.rules.windows import Window, WindowKind
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from screens.people.substitutes import SubstitutesScreen
from tests.cli_runs import answered
from tests.harborview import SetClock, found_chapter
from tests.offices import RulesBook
from tests.past_meetings import hold
from tests.screens.pages import HOSTILE, SMALL, reading

TODAY = date(2026, 11, 18)
ONCE = SubstituteRules(same_person=1, same_person_window=Window(WindowKind.ROLLING_MONTHS, 6))


def stood_in(store, chapter, weeks, name, seats):
    """So many weeks ago somebody was a substitute of the members in these seats."""
    meeting = hold(store, chapter, TODAY - timedelta(weeks=weeks), {})
    with store.writing(chapter.id) as unit:
        rows = unit.connection.execute(t.person.select().where(t.person.c.name == name)).all()
        columns = {"chapter_id": chapter.id, "name": name, "name_key": fold(name), "trade": "Notary"}
        person = rows[0].id if rows else unit.insert(t.person, **columns)
        places = unit.connection.execute(t.attendance.select().where(t.attendance.c.meeting_id == meeting))
        for row in places.all():
            if row.seat in seats:
                unit.update(t.attendance, row.id, mark=Mark.SUBSTITUTE.value, substitute_id=person)
    return meeting


@pytest.fixture
def chapter(sqlite_store):
    """Tom Ray came twice this autumn, for two members; who is called by markup long ago."""
    chapter = found_chapter(sqlite_store)
    for weeks, name, seats in ((60, HOSTILE["tag"], {1}), (3, "Tom Ray", {1}), (1, "Tom Ray", {2})):
        stood_in(sqlite_store, chapter, weeks, name, seats)
    return RulesBook(sqlite_store, SetClock(), "desk").set_rules(chapter.id, ChapterRules(substitutes=ONCE))


async def test_who_was_a_substitute_and_for_whom(sqlite_store, chapter):
    """The most often first, past the limit with a sign, everybody for whom below; Enter opens that review,
    and p the page of the member for whom they were there.
    """
    page = SubstitutesScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("▲ twice, 1 allowed")
        assert "one person at most 1 in any 6 months" in reader.text
        assert "Tom Ray: twice in any 6 months, 1 allowed, for Maria Lopez 1, Ann Chu 1." in " ".join(
            reader.text.split()
        )
        assert "review of Wed 11 Nov" in reader.key_line
        await reader.press("down")
        await reader.until_shown("earlier, Maria Lopez")
        assert HOSTILE["tag"] in reader.text
        await reader.press("up", "p", "enter")
        await reader.until(lambda: [name for name, _ in reader.wanted] == ["me", "review"])
        assert page.chosen is not None
        assert reader.wanted[0] == ("me", page.chosen.last.member_id)


def test_the_substitutes_in_a_shell(sqlite_store, chapter, capsys, tmp_path, monkeypatch):
    """`leadsroom standing` lists them below the members, with no attendance rule too; not for one member."""
    (tmp_path / "clock").write_text("2026-11-18T20:00:00+00:00")
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "clock"))
    place = sqlite_store.place
    answer = answered(capsys, "--db", place, "standing")
    assert answer.code == 0
    assert answer.out.splitlines()[-2:] == [
        "Substitutes",
        "  Tom Ray  ■ past a limit: twice in any 6 months, 1 allowed, for Maria Lopez 1, Ann Chu 1.",
    ]
    assert "Substitutes" not in answered(capsys, "--db", place, "standing", "--for", "Ann").out

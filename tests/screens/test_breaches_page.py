"""The rules that were broken: as a page, on home, and in a shell."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk
from leadsroom.domain.people.breaches import QUOTA
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    LimitRule,
    Quota,
    SubstituteRules,
    VisitorRules,
)
from leadsroom.domain.rules.windows import PeriodKind, Window, WindowKind
from leadsroom.store import tables as t
from leadsroom.views.home import BrokenRules
from leadsroom.views.rules import breach_list
from screens.home.panes import AttentionPane
from screens.rules.breaches import BreachesScreen
from tests.cli_runs import answered
from tests.databases import counted
from tests.harborview import START, SetClock, found_chapter
from tests.offices import RulesBook
from tests.past_meetings import hold, people_of
from tests.screens.pages import HOSTILE, SMALL, reading
from tests.seen import attention_picture, seen

TODAY = date(2026, 11, 18)
SIX_MONTHS = Window(WindowKind.ROLLING_MONTHS, 6)
RULES = ChapterRules(
    limits=(LimitRule(Counted.ABSENCE, 1, SIX_MONTHS), LimitRule(Counted.MEDICAL, 8, SIX_MONTHS)),
    quotas=(Quota(1, PeriodKind.MONTH),),
    visitors=VisitorRules(visits=None),
)
_DAYS = "4 Nov (until 4 May 2027), 18 Nov"
QUOTA_ALONE = ChapterRules(quotas=(Quota(1, PeriodKind.MONTH),), visitors=VisitorRules(visits=None))


@pytest.fixture
def chapter(sqlite_store):
    """Four meetings since 28 October: somebody was absent twice; nobody gave a lead in October."""
    chapter = found_chapter(sqlite_store)
    with sqlite_store.writing(chapter.id) as unit:
        unit.connection.execute(
            t.person.update().where(t.person.c.name == "Dee Fox").values(name=HOSTILE["tag"])
        )
    for week in range(4):
        absent = {HOSTILE["tag"]: "A"} if week in (0, 2) else {}
        hold(sqlite_store, chapter, TODAY - timedelta(weeks=week), absent)
    return RulesBook(sqlite_store, SetClock(), "desk").set_rules(chapter.id, RULES)


@pytest.fixture
def shell(sqlite_store, chapter, capsys, tmp_path, monkeypatch):
    """`leadsroom standing` on the evening of the last meeting."""
    (tmp_path / "clock").write_text("2026-11-18T20:00:00+00:00")
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "clock"))
    return lambda *words: answered(capsys, "--db", sqlite_store.place, "standing", *words)


async def test_the_page_of_broken_rules(sqlite_store, chapter):
    """What stands today first, with the figures; the rule below; Enter opens the page of the member."""
    page = BreachesScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Broken today")
        assert "the last 6 months" in reader.text
        assert HOSTILE["tag"] in reader.text
        assert "At most 1 absence in any 6 months" in " ".join(reader.text.split())
        assert f"page of {HOSTILE['tag']}" in reader.key_line
        assert page.query_one("#status").region.bottom == page.size.height - 1  # at the foot, over the keys
        await reader.press("enter")
        await reader.until(lambda: [name for name, _ in reader.wanted] == ["member"])


async def test_the_page_opens_at_the_quota_of_somebody(sqlite_store, chapter):
    """Whoever comes from what is to be decided finds the month that was missed under the cursor."""
    ann = people_of(sqlite_store, chapter)["Ann Chu"]
    page = BreachesScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter, ann)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Broken today")
        assert page.chosen is not None
        assert (page.chosen.breach.who, page.chosen.breach.kind) == ("Ann Chu", QUOTA)


def test_home_says_in_one_line_how_many_rules_are_broken(sqlite_store, chapter):
    """By how many, the most pressing first, and where the list is; members at a limit stay above it."""
    attention = attention_picture(sqlite_store, chapter, START)
    people = len([line for line in attention.limits if line.past])
    assert people == 1
    broken = attention.broken
    assert broken == BrokenRules(rules=broken.people + 1, people=broken.people, name=HOSTILE["tag"])
    drawn = AttentionPane().draw((attention, "US"), 80).plain.splitlines()
    assert [line for line in drawn if line.startswith("Rules")] == [
        f"Rules    {broken.rules} broken by {broken.people} people, first {HOSTILE['tag']}  g x"
    ]


def test_months_back_are_read_at_once(sqlite_store, chapter):
    """Two years take as many statements as one month: quotas and limits of each month are worked out of one
    reading.
    """
    rules = replace(RULES, substitutes=SubstituteRules(same_person=1, same_person_window=SIX_MONTHS))
    chapter = replace(chapter, rules=rules)
    taken = []
    for back in (1, 24):
        with counted(sqlite_store.engine) as statements:
            seen(sqlite_store, chapter, START, breach_list, back)
        taken.append(len(statements))
    assert taken[0] == taken[1]


def test_standing_says_what_counts_and_what_was_broken(shell):
    """Under a name only what counts, nothing said once for all others; below it every breach."""
    lines = shell().out.splitlines()
    assert lines[:2] == [
        f"{HOSTILE['tag']}  ■ past a limit",
        f"  2 absences in any 6 months: {_DAYS}. 1 is allowed: the membership may end.",
    ]
    assert "medical" not in "\n".join(lines)
    assert sum("Nothing counts against" in line for line in lines) == 1
    broken = lines[lines.index("Broken today") + 1 :]
    assert broken[0] == (
        f"  {HOSTILE['tag']}: 2 absences, 1 allowed, in any 6 months: {_DAYS}; since 18 Nov."
    )
    assert "  Ann Chu: 1 of 1 month with too few leads: Oct (0 of 1); since 1 Oct." in broken


def test_standing_of_one_member(shell):
    """By a part of the name, with what they broke alone; nothing to say is said."""
    lines = shell("chu").out.splitlines()
    assert lines == [
        "Ann Chu",
        "  Nothing counts against this member.",
        "",
        "Broken today",
        "  Ann Chu: 1 of 1 month with too few leads: Oct (0 of 1); since 1 Oct.",
    ]
    assert shell("--for", "chu").out.splitlines() == lines
    refused = shell("Nobody")
    assert (refused.code, refused.out) == (1, "")


def test_standing_with_a_quota_alone(sqlite_store, chapter, shell):
    """It names who missed it, and does not say that there is no attendance rule."""
    RulesBook(sqlite_store, SetClock(), "desk").set_rules(chapter.id, QUOTA_ALONE)
    answer = shell().out
    assert answer.startswith("Broken today\n")
    assert "no attendance rule" not in answer
    RulesBook(sqlite_store, SetClock(), "desk").set_rules(
        chapter.id, ChapterRules(visitors=VisitorRules(visits=None))
    )
    assert shell().out.startswith("The chapter has no attendance rule yet.")
    assert shell("--breaches").out.startswith("The chapter has no rule yet.")


def test_breaches_as_tables(shell, tmp_path):
    """As CSV for a spreadsheet and as JSON, in a file too; how far back is asked for."""
    out = tmp_path / "broken.csv"
    assert shell("--breaches", "--format", "csv", "-o", out).code == 0
    text = out.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (rows[0]["Who"], rows[0]["Counted"], rows[0]["Allowed or asked"]) == (HOSTILE["tag"], "2", "1")
    assert rows[0]["Dates"] == "2026-11-04 2026-11-18"
    found = json.loads(shell("--breaches", "--back", "3", "--format", "json").out)
    assert (found["on"], found["since"]) == ("2026-11-18", "2026-08-18")
    assert [each["who"] for each in found["breaches"]] == [row["Who"] for row in rows]
    whole = json.loads(shell("--format", "json").out)
    assert whole["members"][0]["limits"][0]["counted"] == 2
    assert whole["breaches"] == found["breaches"]
    standings = shell("--format", "csv").out.splitlines()
    assert len(standings) == 1 + 2 * len(whole["members"])

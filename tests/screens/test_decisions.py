"""The page of what is to be decided: what it shows to whom, and where Enter leads."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk
from leadsroom.acts.leads.commands import NoteGiverAnswer
from leadsroom.acts.meeting.commands import WelcomeVisitor
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.decide.matters import DecidedOn, DecisionSection, Matter, ToDecide
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.document.write import write_document
from leadsroom.exchange.health.decisions import decisions_as_data, decisions_document
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views.health.decisions import ToDecidePicture
from leadsroom.views.people import visitors
from screens.health.decisions import DecisionsScreen, decision_lines, in_full
from screens.people.roster import RosterScreen
from screens.people.visitors import VisitorsScreen
from tests.domain.leads import CHAPTER
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import membership_of, people_of
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading
from tests.seen import seen

TODAY = date(2026, 11, 20)
DAYS = Period(date(2026, 11, 18), TODAY)
COMPLAINT = ToDecide(
    matter=Matter.COMPLAINT,
    who="Robert Diaz",
    what="a complaint about a lead that they received",
    figures="too little data for a share",
    when="18 Nov",
    on=date(2026, 11, 18),
    decided_on=DecidedOn.LEADS,
    subject=1,
    rule="Every complaint is listed.",
    private=("18 Nov, Ann Chu about Jane Doe: “rude”",),
)
BROKEN = ToDecide(
    matter=Matter.BROKEN,
    who="Dee Fox",
    what="4 absences, 3 allowed",
    when="since 4 Nov",
    on=date(2026, 11, 4),
    decided_on=DecidedOn.MEMBER,
    subject=15,
    rule="At most 3 absences.",
    decided="warned 5 Nov",
)


def picture(*lines: ToDecide) -> ToDecidePicture:
    """A page with these lines, each a matter of its own."""
    return ToDecidePicture(CHAPTER, TODAY, DAYS, tuple(DecisionSection(x.matter, (x,)) for x in lines))


def drawn(seen_now: ToDecidePicture, *, officers: bool = False) -> list[str]:
    """The lines in words."""
    return [line.text.strip() for line in decision_lines(seen_now, officers=officers) if line.text.strip()]


def test_a_matter_stands_under_its_heading_with_what_is_behind_it() -> None:
    """Something that was decided since has another sign, and says so first."""
    assert drawn(picture(BROKEN, COMPLAINT), officers=True)[:-1] == [
        "Who What, and what is behind it When",
        "Rules broken today · 1",
        "○ Dee Fox warned 5 Nov · 4 absences, 3 allowed since 4 Nov",
        "Complaints of prospects · 1",
        "▲ Robert Diaz a complaint about a lead that they received · too little data for a share 18 Nov",
    ]
    assert drawn(picture()) == []


def test_all_lines_are_counted_and_a_rule_stands_once() -> None:
    """What was decided since is among them, and said; a threshold of advice is no second rule."""
    two = picture(BROKEN, COMPLAINT)
    assert two.in_words == "2 matters, 1 of them decided"
    assert picture(COMPLAINT).in_words == "1 matter"
    lines = (BROKEN, replace(BROKEN, who="Ann Chu", threshold="Advice: from 8 meetings on."))
    section = DecisionSection(BROKEN.matter, lines)
    text = write_document(decisions_document(replace(two, sections=(section,)), officers=False), "text")
    assert text.decode().count("At most 3 absences.") == 1
    assert "Advice: from 8 meetings on." in text.decode()


def test_nobody_but_officers_reads_more_of_complaints_than_their_number() -> None:
    """Each complaint is counted, not whom they are about; what was heard stands below the line."""
    heard = COMPLAINT.private[0]
    two = replace(COMPLAINT, private=(heard, "19 Nov, Dee Fox about Jim Poe"))
    assert drawn(picture(two)) == [
        "Who What, and what is behind it When",
        "Complaints of prospects · 2",
        "▲  2 complaints, for officers (o)",
    ]
    assert drawn(picture(two), officers=True)[-2:] == list(two.private)
    assert in_full(COMPLAINT, heard).plain == f"{heard}\nEvery complaint is listed."
    assert in_full(COMPLAINT).plain.startswith("Robert Diaz: a complaint")
    assert heard not in in_full(COMPLAINT).plain


@pytest.mark.parametrize("text", HOSTILE.values())
def test_hostile_names_are_shown_as_they_were_typed(text: str) -> None:
    """In the list, in full, as data and in the page to read."""
    line = replace(COMPLAINT, who=text, what=text, figures=text, private=(text,))
    shown = picture(line)
    assert drawn(shown, officers=True)[-2:] == [f"▲ {text} {text} · {text} 18 Nov", text]
    assert in_full(line).plain.startswith(f"{text}: {text} · {text}")
    assert in_full(line, text).plain.startswith(text)
    (matter,) = decisions_as_data(shown, officers=True)["matters"]
    assert (matter["lines"][0]["who"], matter["lines"][0]["for_officers"]) == (text, [text])
    assert text in str(decisions_document(shown, officers=True))


def _after_a_meeting(store: Store) -> Chapter:
    chapter, clock = found_chapter(store), SetClock()
    table = Table.lay(store, chapter, clock)
    table.go()
    table.do(WelcomeVisitor("Eve Roe", "Masonry", host_id=table.person("Ann Chu")))
    lead = table.do(table.lead("Ann Chu", "Robert Diaz")).leads[0]
    table.do(NoteGiverAnswer(lead.id, Served.COMPLAINT, "[/] rude"))
    table.go_to_end()
    table.desk.close()
    return chapter


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """A chapter of six after a meeting with a visitor, and a lead whose prospect complained."""
    return _after_a_meeting(sqlite_store)


NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
_OF_OFFICERS = ("Robert Diaz", "Ann Chu about", "[/] rude")


async def test_enter_leads_to_where_it_is_decided(sqlite_store: Store, chapter: Chapter) -> None:
    """To the lead of a complaint, and to the visitor; whom a complaint is about comes after a key alone."""
    page = DecisionsScreen(Desk(sqlite_store, chapter.id, SetClock(NOW), "desk"), chapter)
    async with reading(page, LAPTOP) as reader:
        await reader.until_shown("1 complaint, for officers")
        assert "2 matters" in reader.text
        assert not [each for each in _OF_OFFICERS if each in reader.text]
        await reader.press("enter")  # a number leads nowhere
        await reader.press("o")
        await reader.until_shown("[/] rude")
        await reader.press("down")
        await reader.until(lambda: reader.text.count("[/] rude") == 2)  # in its line, and in full below
        await reader.press("enter")
        await reader.until(lambda: reader.wanted == [("leads", 1)])
        await reader.press("o", "down", "enter")
        await reader.until(lambda: [name for name, _ in reader.wanted] == ["leads", "visitors"])
        assert not [each for each in _OF_OFFICERS if each in reader.text]


async def test_the_page_where_it_is_decided_begins_with_who_it_is_about(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """The roster with a member, the visitors with the one who came; by themselves both begin at the top."""
    desk, who = Desk(sqlite_store, chapter.id, SetClock(NOW), "desk"), people_of(sqlite_store, chapter)
    paul = membership_of(sqlite_store, who["Paul Whitfield"])
    async with reading(RosterScreen(desk, chapter, NOW, paul), SMALL) as reader:
        await reader.until_shown("open Paul Whitfield")
    async with reading(RosterScreen(desk, chapter, NOW), SMALL) as reader:
        await reader.until_shown("open Maria Lopez")
    with sqlite_store.reading() as connection:
        seen_now = visitors(Reading(connection, chapter.id, NOW))
    assert VisitorsScreen(desk, chapter, who["Eve Roe"]).begin_at(seen_now) == str(who["Eve Roe"])
    assert VisitorsScreen(desk, chapter).begin_at(seen_now) == ""


async def test_an_empty_page_says_what_was_looked_at(sqlite_store: Store) -> None:
    """In the narrowest window too."""
    chapter = found_chapter(sqlite_store)
    page = DecisionsScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Nothing is to be decided. Looked at: rules broken today")


@pytest.mark.parametrize("format", ["text", "csv", "json", "html", "md"])
def test_a_file_names_nobody_of_a_complaint_unless_it_is_for_officers(
    sqlite_store: Store, chapter: Chapter, format: str
) -> None:
    """Others read how many there are; the visitor is in both."""
    for officers in (False, True):
        wanted = Wanted(period=DAYS, format=format, officers=officers)
        written = seen(sqlite_store, chapter, NOW, write_health, "decisions", wanted).decode()
        assert ("Robert Diaz" in written, "rude" in written) == (officers, officers)
        assert "Eve Roe" in written
        assert ("1 complaint, for officers" in written) == (not officers and format != "json")
    if format == "json":
        wanted = Wanted(period=DAYS, format=format)
        found = json.loads(seen(sqlite_store, chapter, NOW, write_health, "decisions", wanted))
        of_others = {"number": 1, "open": None, "lines": None}
        assert (
            found["matters"][0] == {"matter": "complaints", "heading": "Complaints of prospects"} | of_others
        )


def test_data_have_every_line_with_its_day(sqlite_store: Store, chapter: Chapter) -> None:
    """The table has a row for each, JSON beside them what was looked at."""

    def written(format: str) -> bytes:
        wanted = Wanted(period=DAYS, format=format, officers=True)
        return seen(sqlite_store, chapter, NOW, write_health, "decisions", wanted)

    rows = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8-sig"))))
    assert [(row["Matter"], row["Who"], row["Day"]) for row in rows] == [
        ("complaints", "Robert Diaz", "2026-11-18"),
        ("visitors", "Eve Roe", "2026-11-18"),
    ]
    found = json.loads(written("json"))
    assert found["looked_at"] == [matter.value for matter in Matter]
    assert [(each["matter"], each["number"], each["open"]) for each in found["matters"]] == [
        ("complaints", 1, 1),
        ("visitors", 1, 1),
    ]

"""The chapter's figures on a real database, in every file and on their page; the sample's stories."""

from __future__ import annotations

import csv
import html
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from leadsroom.acts.desk import Desk
from leadsroom.acts.leads.commands import NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.people.commands import MergePeople
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.findings import Finding
from leadsroom.domain.health.statistics import TOO_LITTLE
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.chapter_figures import ChapterFigures, chapter_figures, chapter_figures_of_days
from screens.health.chapter_figures import ChapterFiguresScreen, in_full, page_about, trend_of
from screens.kit.trend import TrendPicture
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.domain.leads import CHAPTER
from tests.harborview import START, SetClock, found_chapter
from tests.past_meetings import hold, people_of
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.pages import HOSTILE, SMALL, reading
from tests.seen import seen

TODAY = START.date()
YEAR = Period(TODAY - timedelta(days=365), TODAY)
SEASON = Period(date(2026, 4, 22), SAMPLE_NOW.date())


def by_key(store: Store, chapter: Chapter, period: Period = YEAR, now: Any = START) -> dict[str, Finding]:
    """The findings of a period by their names as data; no name is there twice."""
    found = seen(store, chapter, now, chapter_figures, period)
    every = [each for section in found.sections for each in section.findings]
    assert len({each.key for each in every}) == len(every)
    return {each.key: each for each in every}


# Degenerate chapters


@ON_BOTH
def test_a_chapter_without_a_meeting(store: Store) -> None:
    """Nothing is divided by nothing: what has no number says so, and every figure has its definition."""
    found = by_key(store, found_chapter(store))
    assert found["leads_a_member_a_meeting"].words == found["reciprocity"].words == TOO_LITTLE
    assert found["dollars"].words == "$0"
    assert found["alike_seats"].words == "none"
    assert all(each.definition and each.window and each.title for each in found.values())
    assert not any(key.startswith("quota_") for key in found)


@ON_BOTH
def test_a_chapter_of_one_member(store: Store) -> None:
    """Eight meetings of one member who gives nobody anything."""
    chapter = found_chapter(store, people=((HOSTILE["closing tag"], "Dentist"),))
    for week in range(8):
        hold(store, chapter, TODAY - timedelta(weeks=week), {})
    found = by_key(store, chapter)
    assert (found["leads_a_member_a_meeting"].words, found["leads_trend"].words) == (
        "0.00",
        "0.0, before 0.0",
    )
    assert found["largest_seat_of_leads"].words == TOO_LITTLE
    assert found["size_and_age"].words == "1 member"


@ON_BOTH
def test_leads_and_dollars_between_meetings(store: Store) -> None:
    """All on one day, in two currencies, one passed on to a profession that a member holds."""
    chapter = found_chapter(store)
    hold(store, chapter, TODAY - timedelta(weeks=1), {})
    people, book = people_of(store, chapter), Book(store, chapter.id, SetClock(), "desk")
    ann, paul, dee = (people[name] for name in ("Ann Chu", "Paul Whitfield", "Dee Fox"))
    for number in range(12):
        slip = Slip(f"Jane {number}", f"+141555501{number:02}", "", "a new roof", expecting_call=True)
        book.do(PassLead(giver_id=ann, receiver_id=paul, slip=slip))
    with store.reading() as connection:
        first, second, *_ = sorted(connection.scalars(select(t.lead.c.id)))
    book.do(NoteOutcome(LeadId(first), LeadOutcome.OUTSIDE, passed_outside="caterer"))
    book.do(NoteOutcome(LeadId(second), LeadOutcome.WORKING))
    book.do(ThankForBusiness(paul, ann, Money(50_000, "USD"), LeadId(second)))
    book.do(ThankForBusiness(dee, ann, Money(999, "EUR")))
    found = by_key(store, chapter)
    assert found["raw_share"].behind == "0 of 12 slips"
    assert found["closed_share"].words == "8.3 %"
    assert (found["dollars"].words, found["dollars"].behind) == ("$500", "1 report")
    assert found["dollars"].remark == "Besides, in other currencies: €9.99."
    assert found["passed_outside"].behind == "1 of 1 lead"
    assert found["passed_outside_caterer"].remark == "The seat was held by Dee Fox."
    assert found["never_called"].remark == "12 leads passed in the last 7 days left out."
    assert found["largest_seat_of_leads"].remark == "Paul Whitfield, Roofing."


def test_two_spellings_of_one_person_are_one(sqlite_store: Store) -> None:
    """Merging them changes nothing in sum, and pairs are those of the one who stays."""
    chapter = found_chapter(sqlite_store)
    hold(sqlite_store, chapter, TODAY - timedelta(weeks=1), {})
    people, book = people_of(sqlite_store, chapter), Book(sqlite_store, chapter.id, SetClock(), "desk")
    ann, paul = people["Ann Chu"], people["Paul Whitfield"]
    with sqlite_store.writing(chapter.id) as unit:
        other = PersonId(unit.insert(t.person, chapter_id=chapter.id, name="Anne Chu", name_key="anne chu"))
    slips = [Slip(f"P{number}", f"+141555501{number:02}", "", "a roof") for number in range(4)]
    for giver, receiver, slip in zip((ann, other, other, paul), (paul, paul, paul, ann), slips, strict=True):
        lead = PassLead(giver_id=giver, receiver_id=receiver, slip=replace(slip, expecting_call=True))
        book.do(lead)
    before = by_key(sqlite_store, chapter)
    book.do(MergePeople(other, ann))
    after = by_key(sqlite_store, chapter)
    for key in ("raw_share", "leads_trend", "dollars", "net_growth"):
        assert before[key] == after[key]
    assert (before["reciprocity"].behind, after["reciprocity"].behind) == ("1 of 1 pair", "1 of 1 pair")
    assert after["largest_seat_of_leads"].behind == "3 of 4 leads"


def test_days_to_come_are_no_days_of_figures(sqlite_store: Store) -> None:
    """Figures end today; without days they begin with the record, a year ago at most."""
    chapter = found_chapter(sqlite_store)
    hold(sqlite_store, chapter, TODAY - timedelta(weeks=3), {})
    found = seen(sqlite_store, chapter, START, chapter_figures_of_days)
    assert found.period == Period(TODAY - timedelta(weeks=3), TODAY)
    further = Period(TODAY - timedelta(weeks=1), TODAY + timedelta(weeks=1))
    assert seen(sqlite_store, chapter, START, chapter_figures_of_days, further).period.last == TODAY
    with pytest.raises(Refused, match="days to come"):
        seen(
            sqlite_store,
            chapter,
            START,
            chapter_figures_of_days,
            Period(TODAY + timedelta(1), TODAY + timedelta(2)),
        )


def test_what_is_missing_is_by_the_chapters_own_catalogue(sqlite_store: Store) -> None:
    """Its spheres and professions, and what it has planned itself in one of its spheres."""
    chapter = found_chapter(sqlite_store)
    with sqlite_store.writing(chapter.id) as unit:
        unit.update(t.chapter, chapter.id, catalogue='[spheres]\n"[/]" = ["Roofer", "Chimney sweep"]\n')
        unit.insert(
            t.profession,
            chapter_id=chapter.id,
            name="Glazier",
            name_key="glazier",
            family="",
            sphere="[/]",
            is_planned=True,
        )
    found = by_key(sqlite_store, chapter)
    (missing,) = (each for key, each in found.items() if key.startswith("missing_"))
    assert (missing.title, missing.words) == ("Missing in [/]", "2 of 3")
    assert missing.behind == "Chimney sweep and Glazier"
    assert found["leads_within_spheres"].words == TOO_LITTLE


# The sample's stories


@pytest.mark.parametrize(
    ("key", "words", "behind"),
    [
        ("own_share_of_dollars", "15.4 %", "$60,490 of $392,878, 128 reports"),
        ("largest_seat_of_dollars", "28.7 %", "$112,750 of $392,878, 128 reports"),
        ("raw_share", "16.8 %", "96 of 570 slips"),
        ("leads_trend", "16.9, before 14.7", "254 leads at the later 15 meetings, 220 at the earlier"),
        ("never_called", "1.5 %", "7 of 474 leads"),
        ("months_since_new_member", "2 months", "Jonas Weiss, joined 19 Aug 2026"),
        ("visitors_joined", "6.7 %", "1 of 15 visitors"),
        ("missing_property", "2 of 5", "Landscaper and Organizer"),
        ("quota_1_met", "89.6 %", "95 of 106 months"),
    ],
)
def test_the_sample_tells_its_stories(demo_store: Store, key: str, words: str, behind: str) -> None:
    """What was planted in the sample's season stands in the chapter's figures."""
    found = by_key(demo_store, sample_chapter(demo_store), SEASON, SAMPLE_NOW)[key]
    assert (found.words, found.behind) == (words, behind)


# Files


def test_all_files_say_the_same(sqlite_store: Store) -> None:
    """The table, JSON and every page have each figure in the same words, names as they were typed."""
    names = tuple((name, f"Dentist {kind}") for kind, name in HOSTILE.items())
    chapter = found_chapter(sqlite_store, people=names)
    hold(sqlite_store, chapter, TODAY, {})
    files = {
        form: seen(sqlite_store, chapter, START, write_health, "chapter", Wanted(period=YEAR, format=form))
        for form in ("text", "csv", "json", "html", "md")
    }
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    data = [each for section in json.loads(files["json"])["sections"] for each in section["figures"]]
    assert [(row["Key"], row["In words"]) for row in rows] == [(each["key"], each["words"]) for each in data]
    assert {row["Key"] for row in rows} == set(by_key(sqlite_store, chapter))
    for form in ("text", "html", "md"):
        page = files[form].decode()
        assert all(each["words"] in html.unescape(page) for each in data), form
        assert page.count("Leads a member a meeting") >= 2
    assert "<script" not in files["html"].decode()
    assert all(each["threshold"] or each["value"] is not None or each["unit"] for each in data)


def test_another_format_is_refused(sqlite_store: Store) -> None:
    """It is said which there are."""
    chapter = found_chapter(sqlite_store)
    with pytest.raises(Refused, match="text, csv, json, html, md, pdf"):
        seen(sqlite_store, chapter, START, write_health, "chapter", Wanted(period=YEAR, format="xlsx"))


# The page


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("alike_seats_1", "professions"),
        ("missing_law", "professions"),
        ("passed_outside_dentist", "leads"),
        ("visitors_joined", "visitors"),
        ("size_and_age", "settings"),
        ("quota_1_met", "rules"),
        ("dollars", ""),
        ("leads_trend", ""),
    ],
)
def test_enter_leads_to_where_something_can_be_done(key: str, page: str) -> None:
    """Or nowhere."""
    assert page_about(Finding(key=key, title="")) == page


@pytest.mark.parametrize(
    ("leads", "room", "values", "span"),
    [
        ((), 50, (), ""),
        ((3,), 50, (3.0,), "3 to 3 at 1 meeting"),
        ((0, 7, 2), 50, (0.0, 7.0, 2.0), "0 to 7 at 3 meetings"),
        ((9, 0, 7, 2), 3, (0.0, 7.0, 2.0), "0 to 7 at the last 3 meetings"),
        ((9, 1), -20, (1.0,), "1 to 1 at the last meeting"),
    ],
)
def test_the_trend_is_of_as_many_meetings_as_there_is_room_for(
    leads: tuple[int, ...], room: int, values: tuple[float, ...], span: str
) -> None:
    """The last ones, and it says of how many it is."""
    seen_here = ChapterFigures(CHAPTER, YEAR, TODAY, (), at_meetings=leads)
    assert trend_of(seen_here, room) == TrendPicture("leads a meeting", values, span)


def test_a_figure_in_full() -> None:
    """The numbers behind it, what to add, what it counts, of which time and from how many cases on."""
    finding = Finding(
        key="x",
        title="[/]",
        words="12.5 %",
        behind="2 of 16 leads",
        definition="What it is.",
        window="on 6 May 2026",
        threshold="from 10 leads on",
        remark="And more.",
    )
    assert [part.plain for part in in_full(finding)] == [
        "[/]: 12.5 %  2 of 16 leads",
        "And more.",
        "What it is.",
        "On 6 May 2026 · Given from 10 leads on",
    ]


async def test_the_page_of_the_chapters_figures(sqlite_store: Store) -> None:
    """A line for each, the one under the cursor in full below, and Enter to where it is changed."""
    chapter = found_chapter(sqlite_store, people=((HOSTILE["tag"], HOSTILE["closing tag"]),))
    for week in range(9):
        hold(sqlite_store, chapter, TODAY - timedelta(weeks=week), {})
    page = ChapterFiguresScreen(Desk(sqlite_store, chapter.id, SetClock(), "desk"), chapter)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Leads a member a meeting")
        assert "at 9 meetings" in reader.text
        assert "Given from 6 meetings on" in reader.text
        await reader.press("slash")
        await reader.paste("no sphere")
        await reader.press("enter")
        await reader.until_shown(f"{HOSTILE['closing tag']}.")
        assert "the professions" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: [name for name, _ in reader.wanted] == ["professions"])

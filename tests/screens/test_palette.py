"""What the palette offers, and what it finds by a few letters."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from textual.screen import Screen

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.store.store import Store
from leadsroom.views.palette import PaletteView, PastMeeting, chapters_named, palette_view
from screens.kit.keyboard.keys import ELSEWHERE, Act
from screens.meeting.keys import KEYS, Press, Situation, acts_of_table, possible_now
from screens.pages import PAGES
from screens.palette import (
    Kind,
    Offer,
    Palette,
    found,
    offer_lines,
    offers_of_program,
    offers_of_screen,
    offers_on_record,
)
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import hold
from tests.screens.hands import Hands, OneScreen
from tests.screens.pages import HOSTILE

ACTS = (
    Act("n", "A new member", "new", "act('new')"),
    Act("v", "Record the vote on an applicant", "vote", "act('vote')"),
    Act("g", "Go to another page, by its letter", "go to", "go_to", ELSEWHERE),
    Act("m", "Who owes what, payments, receipts", "money", "page('money')", ELSEWHERE),
)


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """A chapter of six with two meetings behind it."""
    chapter = found_chapter(sqlite_store)
    for day in (4, 11):
        hold(sqlite_store, chapter, date(2026, 11, day), {"Ann Chu": "P"})
    return chapter


@pytest.fixture
def offers(sqlite_store: Store, chapter: Chapter) -> list[Offer]:
    """All that is offered over a page of that chapter."""
    view = seen(sqlite_store, chapter)
    return [*offers_of_screen(ACTS, leads_elsewhere=True), *offers_on_record(view), *offers_of_program()]


def seen(store: Store, chapter: Chapter) -> PaletteView:
    """What is on record of a chapter, read as the palette does."""
    from leadsroom.acts.desk import SyncDesk

    return SyncDesk(store, chapter.id, SetClock(), "desk").read(palette_view)


def test_every_page_and_every_act_is_offered_once(offers: list[Offer]) -> None:
    """What only leads to a page stands under the pages alone, with the keys that lead there."""
    pages = [offer for offer in offers if offer.kind is Kind.PAGE]
    lettered = {name for name, page in PAGES.items() if page.letter}
    assert {offer.page for offer in pages} == lettered | {
        *("chapter_figures", "scores", "matrix", "another", "areas", "directors", "director_visits"),
        *("handed_down", "templates"),
    }
    assert {offer.key for offer in pages} >= {"g o", "g t", "g l"}
    acts = [(offer.title, offer.key) for offer in offers if offer.kind is Kind.ACT]
    assert acts == [("A new member", "n"), ("Record the vote on an applicant", "v")]


def test_who_only_looks_is_offered_no_page() -> None:
    """Of a review from the command line there is nowhere to go."""
    assert {offer.kind for offer in offers_of_screen(ACTS, leads_elsewhere=False)} == {Kind.ACT}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lea", "Leads"),
        ("vote", "vote"),
        ("ann", "Ann Chu"),
        ("chu attendance", "Ann Chu"),
        ("anm", "Ann Chu"),
        ("florsit", "Ann Chu"),
        ("rostre", "Roster"),
        ("calender", "Calendar"),
        ("review 4", "Review of Wed 4 Nov"),
        ("2026-11-11", "Review of Wed 11 Nov"),
        ("11 november", "Review of Wed 11 Nov"),
        ("theme", "Dark colors"),
        ("quit", "Quit leadsroom"),
        ("dues", "Money"),
        ("import", "Roster"),
        ("export", "Roster"),
        ("minutes", "Last review"),
        ("pitch length", "Settings"),
        ("absence", "Calendar"),
        ("ann owe", "Ann Chu"),
        ("alarm", "Rules"),
        ("online", "Rules"),
        ("read back", "Rules"),
        ("overdue", "Leads"),
        ("speaker", "Calendar"),
        ("families", "Leads"),
        ("matrix", "Matrix"),
        ("scores", "Scores"),
        ("scorecard", "Scores"),
        ("catalogue", "Professions"),
        ("joining sheet", "Professions"),
        ("renewal", "Health"),
        ("founded", "Settings"),
        ("passed outside", "Leads"),
    ],
)
def test_a_few_letters_find_it(offers: list[Offer], typed: str, first: str) -> None:
    """By its name, by what it is about, by a date, and with a slip of the finger."""
    assert found(typed, offers)[0].name == first


def test_nothing_typed_finds_all_under_their_headings(offers: list[Offer]) -> None:
    """Pages first, then what can be done here, members, reviews, the program."""
    assert list(found("", offers)) == offers
    lines = offer_lines(offers, grouped=True)
    headings = [line.text for line in lines if not line.key]
    assert headings == [kind.value for kind in (Kind.PAGE, Kind.ACT, Kind.MEMBER, Kind.MEETING, Kind.PROGRAM)]
    assert [line.key for line in lines if line.key] == [str(at) for at in range(len(offers))]
    assert all(line.key for line in offer_lines(offers, grouped=False))


def test_names_are_letters(offers: list[Offer]) -> None:
    """Whatever somebody is called is shown and found as it is written."""
    member = next(offer for offer in offers if offer.kind is Kind.MEMBER)
    for name in HOSTILE.values():
        hostile = [replace(member, name=name), *offers]
        assert offer_lines(hostile, grouped=False)[0].cells[0].plain == name
        assert found(name, hostile)[0].name == name


def test_what_is_on_record(sqlite_store: Store, chapter: Chapter) -> None:
    """Everybody who has a page, the closed meetings with the latest first, and the other chapters."""
    other = found_chapter(sqlite_store, name="Lakeside")
    view = seen(sqlite_store, chapter)
    assert [member.person.name for member in view.members][:2] == ["Maria Lopez", "Ann Chu"]
    assert [meeting.name.on.day for meeting in view.meetings] == [11, 4]
    assert [each.chapter.id for each in view.chapters] == [other.id]
    (choice,) = (offer for offer in offers_on_record(view) if offer.kind is Kind.CHAPTER)
    assert (choice.page, choice.subject) == ("home", other)


def test_of_many_chapters_those_are_found_that_letters_mean(sqlite_store: Store, chapter: Chapter) -> None:
    """None of them stands in the list at first, so that it is there at once."""
    from leadsroom.acts.desk import SyncDesk

    for number in range(50):
        found_chapter(sqlite_store, name=f"Lake_side {number}")
    found_chapter(sqlite_store, name="Österreich")
    view = seen(sqlite_store, chapter)
    assert (view.chapters, view.has_many_chapters) == ((), True)
    desk = SyncDesk(sqlite_store, chapter.id, SetClock(), "desk")
    assert desk.read(chapters_named, "lake side 7")[0].label == "Lake_side 7"
    assert "Lake_side 7" in [each.label for each in desk.read(chapters_named, "7 lake_sied")]
    assert [each.label for each in desk.read(chapters_named, "osterreich")] == ["Österreich"]
    assert desk.read(chapters_named, "lakeXXXside") == ()
    assert chapter.id not in [each.chapter.id for each in desk.read(chapters_named, chapter.name)]


def test_a_review_of_another_year_says_so() -> None:
    """Two meetings of one day and month are told apart, and two of one date."""
    names = (MeetingName(date(2026, 11, 4), 2), MeetingName(date(2025, 11, 5)))
    meetings = tuple(PastMeeting(MeetingId(number), name) for number, name in enumerate(names))
    offers = offers_on_record(PaletteView(date(2026, 11, 18), meetings=meetings))
    assert [offer.name for offer in offers] == ["Review of Wed 4 Nov #2", "Review of Wed 5 Nov 2025"]


def test_at_the_table_only_what_does_something_is_offered(sqlite_store: Store, chapter: Chapter) -> None:
    """No advice where there is none to take, no digits without the bucket; with a form open its two keys."""
    table = Table.lay(sqlite_store, chapter, SetClock())
    table.go()
    press = Press(table.now, START)
    keys = possible_now(press, in_form=False, in_list=False)
    assert "take_advice" not in {key.action for key in keys}
    assert Situation.BUCKET not in {key.situation for key in keys}
    assert set(possible_now(press, in_form=False, in_list=True)) > set(keys)
    assert {key.keys for key in possible_now(press, in_form=True, in_list=True)} == {"f5", "f6"}
    table.desk.close()


def test_go_says_what_comes_next() -> None:
    """Each digit stands for itself, and keys that only move a cursor are left out."""
    acts = acts_of_table(KEYS, "on to Welcome")
    assert [act.does for act in acts if act.key in ("enter", "f6")] == ["on to Welcome", "on to Welcome"]
    assert {act.key for act in acts} >= set("01234567")
    assert not {act.key for act in acts} & {"↑", "↓", "⇥"}
    assert all(act.key and act.does for act in acts)


async def test_keys_wait_for_what_it_reads(sqlite_store: Store, chapter: Chapter) -> None:
    """Letters and Enter right behind the key that opens it are for members whom it has not read yet."""
    view, gate = seen(sqlite_store, chapter), asyncio.Event()

    async def read(_view: Callable[..., Any]) -> PaletteView:
        await gate.wait()
        return view

    app = OneScreen(Screen())
    async with app.run_test():
        hands = Hands(app)
        app.push_screen(Palette(app.screen, read))
        await hands.settle()
        assert not app.nothing_being_read.is_set()
        gate.set()
        await hands.settle()
        assert app.nothing_being_read.is_set()

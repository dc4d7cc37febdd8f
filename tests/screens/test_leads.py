"""The leads screen: what waits, one lead in full, and every act between meetings.

What its forms propose, say and mean stands in `test_lead_forms`.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache, partial

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk
from leadsroom.acts.leads.commands import LogOneToOne, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from screens.kit.dialog import EntriesDialog
from screens.kit.form.box import FormBox
from screens.leads.page import LeadsScreen
from tests.desks import Book
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import WHOLE, Table
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, WIDE, reading

STEADY = 5  # looks
CAFE = Slip(
    "Joy Bauer",
    "+14155550133",
    need="table pieces for a gala",
    expecting_call=True,
    company="Sunset Vets",
    who_calls=WhoCalls.GIVER,
    when=When.WEEKS,
    note="after six",
)
RAW = Slip("Kofi Whitmore", need="new web shop")


class Season:
    """A chapter of six with some leads behind it, and its book."""

    def __init__(self, store, clock):
        self.clock = clock
        with store.reading() as connection:
            (self.chapter,) = chapters(connection)
        self.table = Table.lay(store, self.chapter, self.clock)
        self.book = Book(store, self.chapter.id, self.clock, "front desk")
        self.desk = Desk(store, self.chapter.id, self.clock, "front desk")

    def person(self, name):
        return self.table.person(name)

    def page(self):
        return LeadsScreen(self.desk, self.chapter, self.clock.now())

    def lead(self, prospect):
        """A lead on record, by its prospect."""
        return next(lead for lead in self.book.lead_list().leads if lead.slip.prospect == prospect)

    def state(self, prospect):
        return self.lead(prospect).standing.state

    def note(self, prospect, outcome, **rest):
        self.book.do(NoteOutcome(self.lead(prospect).id, outcome, **rest))

    def paid(self, prospect, minor):
        lead = self.lead(prospect)
        money = Money(minor, "USD")
        self.book.do(ThankForBusiness(lead.receiver_id, lead.giver_id, money, lead.id, "first half"))


def _founded(store):
    """A chapter in which no lead has been passed."""
    found_chapter(store, name="Harborview Leads Group")
    season = Season(store, SetClock())
    season.table.desk.close()
    return season


@cache
def _filled(files):
    """Two leads past their 24 hours, one to be followed up, and a family of three that closed: what a copy
    of their database is made from, and the moment.
    """
    place = files.fresh()
    store = open_store(place)
    empty = _founded(store)
    table, book = Table.lay(store, empty.chapter, empty.clock), empty.book
    table.go()
    table.do(table.lead("Ann Chu", "Maria Lopez"))
    table.do(table.lead("Robert Diaz", "Cyrus Ng", replace(WHOLE, prospect="Felix Abbott", need="an audit")))
    table.go_to_end()
    parent = empty.lead("Felix Abbott")
    empty.clock.pass_by(hours=20)
    empty.note("Felix Abbott", LeadOutcome.CONTACTED, note="meets on Friday", thanked=True)
    for receiver, slip in (("Dee Fox", CAFE), ("Paul Whitfield", replace(WHOLE, prospect="Lena Roe"))):
        book.do(PassLead(parent.receiver_id, table.person(receiver), slip, parent.id))
    empty.paid("Felix Abbott", 420_000)
    empty.paid("Joy Bauer", 90_000)
    book.do(PassLead(table.person("Ann Chu"), table.person("Maria Lopez"), RAW))
    tomorrow = empty.chapter.today(empty.clock.now()) + timedelta(days=1)
    empty.note("Lena Roe", LeadOutcome.NOTE, note="on a journey", follow_up_on=tomorrow)
    empty.clock.pass_by(days=2)
    table.desk.close()
    store.close()
    return place, empty.clock.moment


@pytest.fixture
def empty(sqlite_store):
    """A chapter in which no lead has been passed."""
    return _founded(sqlite_store)


@pytest.fixture
def season(sqlite_files):
    """Two leads past their 24 hours, one to be followed up, and a family of three that closed."""
    template, moment = _filled(sqlite_files)
    place = sqlite_files.copy_of(template)
    store = open_store(place)
    season = Season(store, SetClock(moment))
    yield season
    season.table.desk.close()
    store.close()
    sqlite_files.drop(place)


async def until_state(reader, season, prospect, state):
    """Wait until a lead stands so on record."""
    await reader.until(lambda: season.state(prospect) is state)


async def laid_out(reader):
    """Wait until the window knows how high the lead is that it shows: it looks the same again and again."""
    seen: list[str] = []
    while len(seen) < STEADY or set(seen[-STEADY:]) != {seen[-1]}:
        await reader.settle()
        seen.append(reader.text)


def without_bars(reader):
    """What is read: the scroll bar is drawn when it is, and is no part of it."""
    return "\n".join(line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines)


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_leads(season, size, snapshot):
    """What waits at two sizes; in a narrow window Enter puts the lead in the place of the list."""
    page = season.page()
    async with reading(page, size) as reader:
        await reader.until_shown("Not heard from yet." if size == LAPTOP else "follow up")
        await laid_out(reader)
        assert without_bars(reader) == snapshot(name="list")
        await reader.press("s", "end", "enter")
        await reader.until_shown("after six")
        await reader.until_shown("└ Cyrus Ng → Paul Whitfield")
        await laid_out(reader)
        assert without_bars(reader) == snapshot(name="a family")
        await reader.press("escape")
        assert page.listing.has_focus


async def test_a_chapter_without_leads_says_so(empty):
    """Nothing is listed, and it is said where leads come from; no key does harm."""
    async with reading(empty.page(), SMALL) as reader:
        await reader.until_shown("No lead has been passed yet")
        await reader.press(*"1234567tfec", "delete", "enter", "down", "u")
        await reader.until_shown("There is nothing to undo.")
        await reader.press("escape")
        assert reader.left_with


async def test_digits_say_how_far_it_is(season):
    """One key is one word; the lead stays in view where it stood, and u takes the word back."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("1")
        await until_state(reader, season, "Jane Doe", LeadState.CONTACTED)
        await reader.until_shown("✓ Maria Lopez, Jane Doe: contacted. u takes it back.")
        assert "● in progress" in reader.text
        await reader.press("4")
        await until_state(reader, season, "Jane Doe", LeadState.NOT_NEEDED)
        await reader.press("u")
        await until_state(reader, season, "Jane Doe", LeadState.CONTACTED)
        await reader.until_shown("Undid: Maria Lopez, Jane Doe: not needed")
        await reader.press("u")
        await until_state(reader, season, "Jane Doe", LeadState.OPEN)
        await reader.press("ctrl+y")
        await until_state(reader, season, "Jane Doe", LeadState.CONTACTED)


async def test_a_note_is_no_call(season):
    """The key of a note is in view; a lead that nobody has called about waits as before, and it says so."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        assert "t note" in reader.key_line
        await reader.press("t")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.paste("her sister asked")
        await reader.press("ctrl+s")
        await reader.until_shown("It waits as before, since a note is no call; u takes it back.")
        assert season.state("Jane Doe") is LeadState.OPEN


async def test_keys_in_haste_are_all_kept_in_order(season):
    """Several words typed faster than the disk are all on record, the last one counts."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("1", "2", "6", "4")
        await until_state(reader, season, "Jane Doe", LeadState.NOT_NEEDED)
        outcomes = [update.outcome for update in season.book.story(season.lead("Jane Doe").id).updates]
        assert outcomes == [
            LeadOutcome.CONTACTED,
            LeadOutcome.WORKING,
            LeadOutcome.OUTSIDE,
            LeadOutcome.NOT_NEEDED,
        ]


async def test_dollars_are_reported_and_corrected(season):
    """3 asks for the amount and refuses what is not one; c corrects closed business, and withdraws it."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("3")
        await reader.until_shown("Closed business, thanks")
        await reader.paste("lots")
        await reader.press("ctrl+s")
        await reader.until_shown("“lots” is not an amount")
        await reader.retype("4.2k")
        await reader.press("ctrl+s")
        await reader.until_shown("$4,200 closed, Maria Lopez thanks Ann Chu")
        assert season.state("Jane Doe") is LeadState.CLOSED
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, EntriesDialog))
        await reader.press("enter")
        await reader.until_shown("Closed business, thanks  correct it")
        await reader.press("tab")
        await reader.paste("950")
        await reader.press("ctrl+s")
        await reader.until(lambda: isinstance(reader.app.screen, EntriesDialog) and "$950" in reader.text)
        await reader.press("delete")
        await reader.until_shown("Withdrew closed business")
        assert season.state("Jane Doe") is LeadState.OPEN


async def test_a_bad_lead_has_its_reason(season):
    """5 asks why; the reason stands in the verdict."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("5")
        await reader.paste("wrong number")
        await reader.press("enter")
        await reader.until_shown("raw: bad lead, says the receiver (wrong number)")


async def test_a_follow_up_is_a_day_as_people_say_it(season):
    """F takes a day; one that is past is refused beside the line; the lead is set aside until then."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("f")
        await reader.until_shown("Follow up  Jane Doe")
        await reader.paste("yesterday")
        await reader.press("ctrl+s")
        await reader.until_shown("past")
        await reader.retype("in 2 weeks")
        await reader.press("ctrl+s")
        await reader.until_shown("◇ follow-up planned")
        today = season.chapter.today(season.clock.now())
        assert season.lead("Jane Doe").standing.follow_up_on == today + timedelta(weeks=2)
        await reader.press("t")
        await reader.until_shown("Note  Jane Doe")
        await reader.paste("left a message")
        await reader.press("ctrl+s")
        await reader.until_shown("left a message")
        assert season.lead("Jane Doe").standing.follow_up_on == today + timedelta(weeks=2)


async def test_a_raw_lead_is_completed(season):
    """E opens the slip at what is missing and says what it would count as; saved, it is a lead."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("down", "e")
        await reader.until_shown("raw: no phone, call not confirmed")
        await reader.paste("415 555 0177")
        await reader.press("down", "down", "space")
        await reader.until_shown("✓ lead")
        await reader.press("ctrl+s")
        await reader.until_shown("Raw lead completed: Ann Chu → Maria Lopez: Kofi Whitmore")
        slip = season.lead("Kofi Whitmore").slip
        assert (slip.phone, slip.expecting_call) == ("+14155550177", True)
        assert "(415) 555-0177" in reader.text


async def test_a_slip_that_is_refused_stays_open(season):
    """What the record refuses is said in the form; nothing typed is lost, and it can be put right."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("n")
        await reader.until_shown("who wants it")
        for words in ("dee", "maria"):
            await reader.paste(words)
            await reader.press("enter")
        await reader.press("ctrl+s")
        await reader.until_shown("The slip is empty.")
        await reader.paste("Nolan Roe")
        await reader.press("ctrl+s")
        await reader.until_shown("Dee Fox → Maria Lopez: Nolan Roe")
        assert len(season.book.lead_list().leads) == 6


async def test_a_lead_is_withdrawn_and_brought_back(season):
    """Delete asks nothing, since u takes it back; the cursor goes on to the next lead."""
    page = season.page()
    async with reading(page) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("delete")
        await reader.until_shown("2 of 4 · waiting")
        assert page.chosen.slip.prospect == "Kofi Whitmore"
        await reader.press("u")
        await reader.until_shown("3 of 5 · waiting")


async def test_a_one_to_one_is_logged(season):
    """O takes two members and a day; O with shift shows the last ones."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("o")
        await reader.until_shown("One-to-one")
        await reader.paste("florist")
        await reader.press("enter")
        await reader.paste("dee")
        await reader.press("enter")
        await reader.paste("yesterday")
        await reader.press("ctrl+s")
        await reader.until_shown("One-to-one of Ann Chu and Dee Fox on")
        await reader.press("O")
        await reader.until_shown("Ann Chu and Dee Fox")


async def test_what_is_listed_is_chosen_by_keys(season):
    """S and a go round, a few letters find by any part, and the top line says what and how many."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("s")
        assert "5 of 5 · all" in reader.text
        await reader.press("slash", *"lopez kofi")
        assert "1 of 5 · all · “lopez kofi”" in reader.text
        await reader.press("escape")
        assert "3 of 5 · waiting" in reader.text
        await reader.press("a")
        assert "2 of 5 · waiting · overdue" in reader.text
        await reader.press("a", "a")
        assert "0 of 5 · waiting · stale" in reader.text
        await reader.until_shown("No lead fits.")
        await reader.press("escape", "escape")
        assert reader.left_with


async def test_what_was_said_between_meetings_is_put_right(season):
    """C lists outcomes and closed business; one is corrected there, then withdrawn, and u brings it back."""
    season.note("Jane Doe", LeadOutcome.CONTACTED, note="meets on Friday", thanked=True)
    season.note("Jane Doe", LeadOutcome.THANKS)
    async with reading(season.page(), SMALL) as reader:
        await reader.until_shown("2 of 5 · waiting")
        await reader.press("s", "down", "down")
        page = reader.top
        assert isinstance(page, LeadsScreen)
        await reader.until(lambda: page.chosen is not None and page.chosen.slip.prospect == "Jane Doe")
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, EntriesDialog))
        await reader.until_shown("contacted: meets on Friday, thanks")
        await reader.press("up", "e")
        await reader.until_shown("Outcome of a lead  Jane Doe · correct it")
        await reader.press("right", "down")
        await reader.paste("at work on it")
        await reader.press("ctrl+s")
        await until_state(reader, season, "Jane Doe", LeadState.WORKING)
        await reader.until_shown("working: at work on it, thanks")
        await reader.press("delete")
        await until_state(reader, season, "Jane Doe", LeadState.OPEN)
        await reader.until_shown("Withdrew an outcome of a lead. u takes it back.")
        await reader.press("u")
        await until_state(reader, season, "Jane Doe", LeadState.WORKING)


async def test_a_busy_database_is_told_where_words_are_read(season, monkeypatch):
    """When what was said cannot be read, the leads stay open and say why."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")

        def busy(_reading, _lead_id):
            raise Refused("Another window is writing.")

        monkeypatch.setattr("screens.leads.actions.lead_story", busy)
        await reader.press("c")
        await reader.until_shown("Another window is writing")
        assert isinstance(reader.app.screen, LeadsScreen)


async def test_a_half_filled_slip_waits_for_its_return(season):
    """Escape keeps what was typed, of a new slip and of a correction, until it is saved."""
    async with reading(season.page()) as reader:
        await reader.until_shown("3 of 5 · waiting")
        for opens in ("n", "e"):
            await reader.press(opens)
            await reader.until_shown("expecting the call?")
            await reader.press("tab", "tab", "tab", "tab")
            await reader.paste("a ramp")
            await reader.press("escape", opens)
            await reader.until_shown("unsaved draft · f3 start over")
            assert "a ramp" in reader.text
            await reader.press("escape")
        await reader.press("e", "ctrl+s")
        await reader.until_shown("corrected: ")
        await reader.press("e", "ctrl+s")
        await reader.until_shown("Nothing was changed.")


async def test_a_slip_says_what_should_be_known(season):
    """The same prospect once more; and it can grow out of a lead that was received."""
    async with reading(season.page(), SMALL) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("n")
        await reader.until_shown("who wants it")
        for words in ("cyrus", "maria", "Jane Doe"):
            await reader.paste(words)
            await reader.press("enter")
        await reader.until_shown("▲ same as Ann Chu's of Wed 18 Nov: does not count again")
        await reader.press("f2", *["tab"] * 8)
        await reader.paste("felix")
        await reader.until_shown("▸ Felix Abbott")
        await reader.press("ctrl+s")
        await reader.until(lambda: len(season.book.lead_list().leads) == 6)
        new = max(season.book.lead_list().leads, key=lambda lead: lead.id)
        assert new.from_lead_id == season.lead("Felix Abbott").id


async def test_a_one_to_one_is_withdrawn(season):
    """In the list of the last ones delete withdraws the one under the cursor, u brings it back."""
    today = season.chapter.today(season.clock.now())
    for name in ("Dee Fox", "Cyrus Ng"):
        season.book.do(LogOneToOne(season.person("Ann Chu"), season.person(name), today))
    async with reading(season.page(), SMALL) as reader:
        await reader.until_shown("3 of 5 · waiting")
        await reader.press("O")
        await reader.until_shown("Ann Chu and Dee Fox")
        await reader.press("down", "delete")
        await reader.until_shown("Withdrew a one-to-one")
        assert [one.second for one in season.book.lead_list().one_to_ones] == ["Cyrus Ng"]
        await reader.press("u")
        await reader.until(lambda: len(season.book.lead_list().one_to_ones) == 2)


async def test_a_lead_is_opened_from_elsewhere_and_leads_to_its_receiver(season):
    """The page stands in that lead, whatever usually is listed; `p` leads on, escape back at once."""
    lead = season.lead("Joy Bauer")
    page = LeadsScreen(season.desk, season.chapter, season.clock.now(), lead.id)
    async with reading(page, SMALL) as reader:
        await reader.until(lambda: page.has_class("-opened"))
        assert page.cursor == str(lead.id)
        assert "Joy Bauer" in reader.text
        await reader.press("p")
        assert reader.wanted == [("me", lead.receiver_id)]
        await reader.press("escape")
        await reader.until(lambda: reader.left_with)
    gone = LeadsScreen(season.desk, season.chapter, season.clock.now(), lead.id + 1000)
    async with reading(gone, SMALL) as reader:
        await reader.until_shown("it is not listed any more")


async def test_a_lead_becomes_late_while_it_is_looked_at(season):
    """The list follows the clock."""
    page = season.page()
    async with reading(page) as reader:
        await reader.until_shown("3 of 5 · waiting")
        page.tick(season.clock.now() + timedelta(weeks=14))
        await reader.until_shown("▽ stale")


def shown_twice(reader, words):
    """Whether words are on the page in two places."""
    return reader.text.count(words) >= 2


@pytest.mark.parametrize("size", [SMALL, LAPTOP, WIDE])
async def test_hostile_words_are_shown_literally(empty, size):
    """Markup and links in a slip are letters; nothing is wider than the window."""
    ann, maria = empty.person("Ann Chu"), empty.person("Maria Lopez")
    for name in HOSTILE.values():
        empty.book.do(PassLead(ann, maria, Slip(name, need=name, company=name, note=name)))
    page, left = empty.page(), set(HOSTILE.values())
    async with reading(page, size) as reader:
        await reader.until_shown("6 of 6")
        while left:
            name = page.chosen.slip.prospect
            left.remove(name)
            await reader.press("enter")
            await reader.until(partial(shown_twice, reader, name[:8]))
            assert max(len(row) for row in reader.lines) <= size[0]
            await reader.press("escape", "down")

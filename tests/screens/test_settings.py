"""The settings: how things stand in one line each, and the chapter's habits changed."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import habits_of
from leadsroom.acts.desk import Desk
from leadsroom.domain.agenda.agenda import pitch_changeover
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.season.calendar import WEEKLY, Calendar, DateKind, SpecialDate
from leadsroom.domain.season.schedule_change import SeasonAhead
from screens.kit.form.box import FormBox
from screens.kit.leaving import ChapterChanged
from screens.setup.chapter_form import ChapterForm
from screens.setup.day_plan import Plan
from screens.setup.settings import SettingsScreen
from tests.harborview import SetClock
from tests.meeting.money_rules import RULES
from tests.offices import Office, SeasonBook
from tests.roster.sheets import harborview, seat_all
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading


@pytest.fixture
def office(sqlite_store):
    """An office with one chapter of three."""
    office = Office(sqlite_store, SetClock(), "desk")
    seat_all(office, office.found(harborview(place="Pier 4")), "Ann", "Bo", "Cy")
    return office


@pytest.fixture
def calendar(sqlite_store):
    """The door to the calendar."""
    return SeasonBook(sqlite_store, SetClock(), "desk")


@pytest.fixture
def chapter(office):
    """The chapter."""
    return office.chapters()[0]


@pytest.fixture
def desk(sqlite_store, chapter):
    """The desk between meetings."""
    desk = Desk(sqlite_store, chapter.id, SetClock(), "desk")
    yield desk
    desk.close()


@pytest.fixture
def page(desk, chapter):
    """Its settings."""
    return SettingsScreen(desk, chapter)


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["80x24", "120x36"])
async def test_the_settings(page, calendar, office, size, snapshot):
    """The page at two sizes: a holiday, no rules yet."""
    calendar.mark_date(office.chapters()[0].id, date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving")
    async with reading(page, size) as reader:
        await reader.until_shown("Professions")
        assert "\n".join(["", *reader.lines, ""]) == snapshot


async def test_the_bottom_line_names_what_undo_takes_back(page, calendar, office):
    """What was done on another page is named as it was typed; once it is taken back, what came before."""
    chapter_id = office.chapters()[0].id
    calendar.mark_date(chapter_id, date(2026, 12, 2), DateKind.OPEN_HOUSE, "Party")
    calendar.mark_date(chapter_id, date(2026, 11, 25), DateKind.HOLIDAY, "[@click=app.quit]x[/]")
    async with reading(page, (200, 50)) as reader:
        await reader.until(lambda: "u undo: Wed 25 Nov: holiday, [@click=app.quit]x[/]" in reader.key_line)
        await reader.press("u")
        await reader.until(lambda: "u undo: Wed 2 Dec" in reader.key_line)


async def test_each_thing_is_one_key_away(page):
    """Its letter, or Enter on its line; the app shows it."""
    async with reading(page) as reader:
        await reader.until_shown("Professions")
        await reader.press("a", "r", "d", "up", "enter", "escape")
        assert [name for name, _ in reader.wanted] == ["agenda", "rules", "calendar", "professions"]
        assert len(reader.left_with) == 1


async def test_the_habits_are_changed(page, office):
    """The form has them as they are on record, and what is saved is told and read back."""
    office.change_chapter(
        office.chapters()[0].id, harborview(starts=time(19, 30), country="CA", currency="CAD")
    )
    async with reading(page) as reader:
        await reader.until_shown("at 7:30 PM")
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("Lakeside [/]")
        await reader.press(*["tab"] * 5, "right", "ctrl+s")
        await reader.until_shown("✓ On record.")
        assert "Meets every Thursday at 7:30 PM" in reader.text
        *_, changed = reader.messages(ChapterChanged)
    chapter = changed.chapter
    assert (chapter.name, chapter.weekday, chapter.starts) == ("Lakeside [/]", 3, time(19, 30))
    assert (chapter.country, chapter.currency, chapter.clock_24h) == ("CA", "CAD", False)


async def test_the_changeover_on_record_counts(page, office, chapter):
    """Three pitches of 60 s with half a minute between them take what the agenda says: 4 min 30 s."""
    office.set_agenda(chapter.id, AgendaPlan(chapter.agenda, timedelta(seconds=30)))
    async with reading(page) as reader:
        await reader.until_shown("Professions")
        await reader.press("c")
        await reader.until_shown("3 people: 4 min 30 s")


@pytest.mark.parametrize(
    ("pitch", "verdict", "ends"),
    [
        (60, "15 min to spare", time(8, 15)),
        (120, "it just fits", time(8, 30)),
        (124, "15 s too long: shorter pitches, or a longer meeting", time(8, 30)),
        (180, "14 min too long: shorter pitches, or a longer meeting", time(8, 44)),
    ],
)
def test_the_plan_of_the_habits_counts_full_minutes(pitch, verdict, ends):
    """As the agenda does: seconds that fill no minute are none, but what is too long by seconds is said."""
    plan = Plan(2, time(7), True, timedelta(minutes=90), timedelta(seconds=pitch), 15)
    assert (plan.verdict, plan.ends) == (verdict, ends)


def test_pitches_that_begin_by_themselves_have_no_changeover(chapter):
    """Then there is none between them, whatever the chapter's is."""
    flowing = [replace(step, autostart=True) for step in chapter.agenda]
    assert pitch_changeover(chapter.agenda, timedelta(seconds=30)) == timedelta(seconds=30)
    assert pitch_changeover(flowing, timedelta(seconds=30)) == timedelta(0)
    assert pitch_changeover((), timedelta(seconds=30)) == timedelta(seconds=30)


async def test_a_refused_name_is_still_there(page, office):
    """Another chapter has it, at the same place: the form comes back with everything typed."""
    office.found(harborview(name="Lakeside", place="Pier 9"))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Professions")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("lakeside")
        await reader.press("tab")
        await reader.retype("Pier 9")
        await reader.press("ctrl+s")
        await reader.until_shown("There is a chapter called Lakeside at Pier 9 already.")
        assert "Pier 9" in reader.text
        await reader.press("escape")
        assert not reader.messages(ChapterChanged)


async def test_hostile_names_are_shown_literally(page, office):
    """Names that are markup or very long are letters, and nothing is wider than the screen."""
    async with reading(page, SMALL) as reader:
        for name in HOSTILE.values():
            office.change_chapter(page.chapter.id, harborview(name=name, place=name))
            page.enter()
            await reader.until_shown(name[:12])
            assert max(len(line) for line in reader.lines) <= SMALL[0]


async def test_u_takes_the_change_of_the_chapter_back(page, office):
    """The page shows it as it was, and the app goes on with the chapter as it is on record."""
    async with reading(page) as reader:
        await reader.until_shown("Professions")
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("Lakeside")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ On record.")
        await reader.press("u")
        await reader.until_shown("✓ Undid: Lakeside: name Harborview → Lakeside.")
        *_, changed = reader.messages(ChapterChanged)
    assert changed.chapter == office.chapters()[0]
    assert changed.chapter.name == "Harborview"


async def test_two_stations_change_the_chapter(page, office, chapter):
    """What only one has changed stands; a field that both have is asked about, and Enter keeps one's own."""
    async with reading(page) as reader:
        await reader.until_shown("Professions")
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("Lakeside")
        office.change_chapter(chapter.id, replace(habits_of(chapter), place="Pier 9"))
        await reader.press("ctrl+s")
        await reader.until_shown("✓ On record.")
        assert (office.chapters()[0].name, office.chapters()[0].place) == ("Lakeside", "Pier 9")
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("Lakeview")
        office.change_chapter(chapter.id, replace(habits_of(office.chapters()[0]), name="Harborside"))
        await reader.press("ctrl+s")
        await reader.until_shown("Harborside")
        await reader.press("enter", "ctrl+s")
        await reader.until_shown("✓ On record.")
    assert office.chapters()[0].name == "Lakeview"


async def test_it_is_handed_over_to_the_next_moderator(page, tmp_path, monkeypatch):
    """To whom and where is asked until it can be done; from then on its line says so, and nothing changes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.db").write_text("mine")
    async with reading(page) as reader:
        await reader.until_shown("one file for the next moderator's laptop")
        await reader.press("o")
        await reader.until_shown("take-over FILE")
        await reader.press("ctrl+s")
        await reader.until_shown("Name the one who gets it")
        await reader.type("Bea [red]Katz")
        await reader.press("tab")
        await reader.retype("taken.db")
        await reader.press("ctrl+s")
        # The file has a long name: the sentence about it goes over several lines.
        await reader.until(lambda: "taken.db is there already" in " ".join(reader.text.split()))
        await reader.retype(".")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Handed over to Bea [red]Katz on 18 Nov 2026")
        assert "Hand over    Handed over to Bea [red]Katz on 18 Nov 2026; reading only" in reader.text
        await reader.press("c")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.retype("Lakeside")
        await reader.press("ctrl+s")
        await reader.until_shown("Handed over to Bea [red]Katz: for reading only.")
    (file,) = tmp_path.glob("*bea-red-katz-2026-11-18.db")
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_form_says_what_a_change_clears(chapter):
    """Under its field, before anything is saved; what clears nothing says nothing."""
    special = SpecialDate(date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving")
    ruled = replace(chapter, rules=replace(chapter.rules, money=RULES))
    ahead = SeasonAhead(Calendar.of(2, WEEKLY, [special]), date(2026, 11, 18))
    form = ChapterForm(habits_of(ruled), on_record=(ruled, ahead))

    def says(field, typed):
        field.draft = typed
        form.edited()
        remark = form.remark(field)
        return (remark.words.plain.splitlines() or [""])[0], remark.field

    assert says(form.place, "Pier 5") == ("", None)
    moves = "The holiday “Thanksgiving” moves from Wed 25 Nov to Thu 26 Nov"
    assert says(form.weekday, "3") == (moves, form.weekday)
    assert says(form.currency, "EUR") == ("Clears what is in USD:", form.currency)
    assert "  Dues are $120 a quarter; members on leave pay too." in form.remark(form.currency).words.plain
    assert says(form.pitch, "45 s") == (
        "The agenda is made again for 90 min and pitches of 45 s",
        form.pitch,
    )
    assert form.remark(form.name).field is form.currency


def test_the_form_reads_the_day_of_founding(chapter):
    """As people type it, however long ago; blank takes it off the record, and no chapter is to be founded."""
    ahead, today = SeasonAhead(Calendar.of(2, WEEKLY, []), date(2026, 11, 18)), date(2026, 11, 18)
    founded = replace(chapter, founded_on=date(2019, 3, 12))
    form = ChapterForm(habits_of(founded), on_record=(founded, ahead), today=today)
    assert (form.founded_on.draft, form.build()) == ("12 Mar 2019", habits_of(founded))
    form.founded_on.draft = "3 feb 2004"
    assert form.build().founded_on == date(2004, 2, 3)
    form.founded_on.draft = ""
    assert form.build() == habits_of(chapter)
    form.founded_on.draft = "2027-01-01"
    assert "still to come" in form.founded_on.refusal()

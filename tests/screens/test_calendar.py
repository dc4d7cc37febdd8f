"""The calendar's screen: dates marked by single keys, and what members announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.acts.season.commands import PlanTalk
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.season.calendar import WEEKLY, DateKind, Schedule, ScheduleKind
from screens.kit.form.box import FormBox
from screens.kit.leaving import ChapterChanged
from screens.season.page import CalendarScreen
from tests.harborview import START, SetClock, found_chapter
from tests.offices import AbsenceBook, Office, SeasonBook
from tests.past_meetings import past_meeting
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading

TODAY, NEXT, AFTER = date(2026, 11, 18), date(2026, 11, 25), date(2026, 12, 2)


@pytest.fixture
def chapter(sqlite_store):
    """A chapter of six that meets on Wednesdays, today among them."""
    return found_chapter(sqlite_store)


@pytest.fixture
def doors(sqlite_store):
    """The doors to the calendar, to what is announced, and to the members."""
    clock = SetClock()
    return (
        SeasonBook(sqlite_store, clock, "desk"),
        AbsenceBook(sqlite_store, clock, "desk"),
        Office(sqlite_store, clock, "desk"),
    )


@pytest.fixture
def desk(sqlite_store, chapter):
    """The desk between meetings."""
    desk = Desk(sqlite_store, chapter.id, SetClock(), "desk")
    yield desk
    desk.close()


@pytest.fixture
def page(desk, chapter):
    """Its calendar."""
    return CalendarScreen(desk, chapter)


def what_is_on(doors, chapter, on):
    """The kind of a date, why, and what was announced of it."""
    record = next(each for each in doors[0].season(chapter.id, TODAY, 10).dates if each.on == on)
    return record.what.kind, record.what.note, [notice.words for notice in record.notices]


def row_of(reader, words):
    """The line of the list with these words."""
    return next(line for line in reader.lines if words in line)


async def form_opens(reader):
    """A form is open."""
    await reader.until(lambda: isinstance(reader.app.screen, FormBox))


async def test_a_holiday_and_back(page, doors, chapter):
    """One key, why, and it is off; another key, and it is a regular meeting."""
    async with reading(page) as reader:
        await reader.until_shown("To come")
        assert "away on Wed 18 Nov" in reader.key_line
        await reader.press("down", "x")
        await form_opens(reader)
        await reader.paste("Thanksgiving [/]")
        await reader.press("enter")
        await reader.until_shown(
            "✓ Wed 25 Nov: holiday, Thanksgiving [/]. del makes it a regular meeting again."
        )
        assert "✕ holiday  Thanksgiving [/]" in row_of(reader, "Wed 25 Nov  ")
        assert what_is_on(doors, chapter, NEXT) == (DateKind.HOLIDAY, "Thanksgiving [/]", [])
        assert not reader.key_line.startswith("⏎")
        await reader.press("enter")
        await reader.until_shown("Nobody meets on Wed 25 Nov. del makes it a regular meeting again.")
        await reader.press("delete")
        await reader.until_shown("is regular again")
        assert what_is_on(doors, chapter, NEXT) == (None, "", [])


async def test_somebody_is_away(page, doors, chapter):
    """Announced with the substitute; a refusal leaves everything typed; changed, and taken back."""
    async with reading(page) as reader:
        await reader.until_shown("To come")
        await reader.press("down", "enter")
        await form_opens(reader)
        await reader.paste("cyr")
        await reader.press("enter", "enter")
        await reader.paste("Ann Chu")
        await reader.press("ctrl+s")
        await reader.until_shown("“Ann Chu” holds a seat at this table")
        assert "Cyrus Ng" in reader.text
        await reader.retype("Tom Ray")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Announced for Wed 25 Nov: Tom Ray for Cyrus Ng.")
        assert "⇄ substitute  Tom Ray for Cyrus Ng" in reader.text
        await reader.press("down", "e")
        await form_opens(reader)
        await reader.press("right", "right")
        await reader.until(lambda: "Substitute" not in reader.text)
        await reader.press("left", "enter")
        await reader.retype("")
        await reader.press("ctrl+s")
        await reader.until_shown("○ medical")
        assert what_is_on(doors, chapter, NEXT) == (None, "", ["Cyrus Ng medical"])
        await reader.press("down", "delete")
        await reader.until_shown("Cyrus Ng comes on Wed 25 Nov after all")
        assert what_is_on(doors, chapter, NEXT) == (None, "", [])


async def test_an_extra_meeting_and_an_open_house(page, doors, chapter):
    """A typed day becomes a meeting; a day on which they meet anyway is refused, and can be typed again."""
    async with reading(page, SMALL) as reader:
        await reader.until_shown("To come")
        await reader.press("n")
        await form_opens(reader)
        await reader.paste("25 nov")
        await reader.press("ctrl+s")
        await reader.until_shown("The chapter meets on Wed 25 Nov anyway.")
        await reader.retype("27 nov")
        await reader.press("ctrl+s")
        await reader.until_shown("+ extra meeting")
        assert what_is_on(doors, chapter, date(2026, 11, 27))[0] is DateKind.EXTRA
        await reader.press("o", "enter")
        await reader.until_shown("◆ open house")
        assert what_is_on(doors, chapter, date(2026, 11, 27))[0] is DateKind.OPEN_HOUSE
        await reader.press("delete")
        await reader.until_shown("No extra meeting on Fri 27 Nov.")


async def test_an_extra_meeting_is_no_holiday(page, doors, chapter):
    """It is taken out instead: no key offers the one, and what was announced for it goes with it."""
    friday = date(2026, 11, 20)
    doors[0].mark_date(chapter.id, friday, DateKind.EXTRA)
    ann = doors[2].members(chapter.id)[0]
    doors[1].announce(chapter.id, ann.person.id, friday)
    async with reading(page) as reader:
        await reader.until_shown("To come")
        assert "x holiday" in reader.key_line
        await reader.press("down")
        assert page.cursor == friday.isoformat()
        assert ("x holiday" in reader.key_line, "del take out" in reader.key_line) == (False, True)
        await reader.press("x", "delete")
        await reader.until_shown("✓ No extra meeting on Fri 20 Nov; 1 announced absence withdrawn.")
        assert "+ extra meeting" not in reader.text


async def test_a_change_leaves_the_list_where_it_is(page, doors, chapter):
    """Far down, a date that is marked stays at its place on the screen."""
    async with reading(page, SMALL) as reader:
        await reader.until_shown("To come")
        await reader.press(*["down"] * 20, *["up"] * 8, "x")
        await form_opens(reader)
        await reader.press("escape")
        await reader.until_shown("? keys")
        was = [line[:13] for line in reader.lines[1:-2]]
        await reader.press("x", "enter")
        await reader.until_shown("✕ holiday")
        await reader.at_rest()
        assert [line[:13] for line in reader.lines[1:-2]] == was
        assert page.listing.scroll_offset.y > 0


async def test_another_schedule(page, doors, chapter):
    """Chosen with the arrows, with the dates it means; what is no schedule is said, and nothing is lost."""
    async with reading(page) as reader:
        await reader.until_shown("meets every Wednesday")
        await reader.press("s")
        await form_opens(reader)
        await reader.press("right")
        await reader.until_shown("Every second Wednesday: Wed 18 Nov, Wed 2 Dec")
        await reader.press("right", "enter")
        await reader.until_shown("The 1st and 3rd Wednesday of the month: Wed 18 Nov, Wed 2 Dec")
        await reader.retype("5th")
        await reader.press("enter")
        await reader.until_shown("“5th” is not a schedule")
        await reader.retype("last")
        await reader.press("enter")
        await reader.until_shown("meets the last Wednesday of the month")
        *_, changed = reader.messages(ChapterChanged)
        assert changed.chapter.schedule == Schedule(ScheduleKind.MONTHLY, weeks=(5,))
    assert chapter.schedule == WEEKLY


async def test_hostile_words_are_shown_literally(page, doors, chapter):
    """Notes and names that are markup or links are letters, and nothing is wider than the screen."""
    calendar, notices, office = doors
    names = [name for name in HOSTILE.values() if len(name) < 60]
    for member, on, name in zip(office.members(chapter.id), (NEXT, AFTER, TODAY, TODAY), names, strict=False):
        notices.announce(chapter.id, member.person.id, on, substitute=name, note=name)
    calendar.mark_date(chapter.id, AFTER, DateKind.OPEN_HOUSE, "[@click=app.quit]x[/]")
    async with reading(page, SMALL) as reader:
        await reader.until_shown("◆ open house    [@click=app.quit]x[/]")
        for name in names[:3]:
            assert f"{name} for" in reader.text
        assert max(len(line) for line in reader.lines) <= SMALL[0]


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["80x24", "120x36"])
async def test_the_calendar(page, doors, chapter, size, snapshot):
    """A season with everything in it, at two sizes; the column of the scroll bar left out."""
    calendar, notices, office = doors
    calendar.mark_date(chapter.id, NEXT, DateKind.HOLIDAY, "Thanksgiving")
    calendar.mark_date(chapter.id, date(2026, 12, 11), DateKind.EXTRA, "Christmas dinner")
    calendar.mark_date(chapter.id, date(2026, 12, 9), DateKind.OPEN_HOUSE)
    members = [member.person.id for member in office.members(chapter.id)]
    notices.announce(chapter.id, members[3], TODAY, substitute="Tom Ray", note="on a cruise")
    notices.announce(chapter.id, members[4], TODAY, Mark.LATE)
    async with reading(page, size) as reader:
        await reader.until_shown("To come")
        top, *rows, keys = reader.lines
        assert "\n".join(["", top, *(row[: size[0] - 3].rstrip() for row in rows), keys, ""]) == snapshot


def past_dates(reader):
    """How many of them stand above what is to come."""
    above, _, _ = reader.text.partition("To come")
    return above.count("no meeting on record")


async def test_what_is_to_come_stands_near_the_top(sqlite_store, doors, chapter):
    """However much is past: three of its dates above the next meeting, also where the window is resized."""
    doors[0].mark_date(chapter.id, NEXT, DateKind.HOLIDAY, "holidays")
    desk = Desk(sqlite_store, chapter.id, SetClock(START + timedelta(weeks=20)), "desk")
    async with reading(CalendarScreen(desk, chapter), LAPTOP) as reader:
        await reader.until_shown("To come")
        await reader.resize(*SMALL)
        await reader.until(lambda: past_dates(reader) == 3)
    async with reading(CalendarScreen(desk, chapter), SMALL) as reader:
        await reader.until(lambda: past_dates(reader) == 3)
        await reader.press("home")
        await reader.until_shown("✕ holiday")
        assert "holidays" not in reader.text
    desk.close()


async def test_a_public_holiday_is_proposed_and_taken_by_one_key(page, doors, chapter, documents):
    """Y is there on the date alone; x has the name in its form; the dates to come are written by w."""
    async with reading(page) as reader:
        await reader.until_shown("the day before Thanksgiving Day, a public holiday")
        assert "y no meeting" not in reader.key_line
        await reader.press("y", "down")
        await reader.until(lambda: "y no meeting" in reader.key_line)
        await reader.press("x")
        await reader.until_shown("Why         the day before Thanksgiving Day")
        await reader.press("escape", "y")
        await reader.until_shown("✓ Wed 25 Nov: holiday, the day before Thanksgiving Day.")
        assert "a public holiday" not in reader.text
        await reader.press("w", "enter")
        await reader.until_shown("✓ Written to ~/Documents/Harborview/calendar.ics.")
    assert what_is_on(doors, chapter, NEXT)[:2] == (DateKind.HOLIDAY, "the day before Thanksgiving Day")
    assert b"STATUS:CANCELLED" in (documents / chapter.name / "calendar.ics").read_bytes()


async def test_u_takes_back_what_was_done_here(page, doors, chapter):
    """The newest first, each named; with the old schedule comes what was cleared; ctrl+y does it again."""
    doors[0].mark_date(chapter.id, AFTER, DateKind.OPEN_HOUSE, "Bring a friend")
    async with reading(page) as reader:
        await reader.until_shown("Bring a friend")
        await reader.press("s")
        await form_opens(reader)
        await reader.press("right", "enter")
        await reader.retype("25 nov")
        await reader.until_shown("The open house of Wed 2 Dec (Bring a friend) is cleared")
        assert "Every second Wednesday: Wed 25 Nov, Wed 9 Dec, Wed 23 Dec …" in reader.text
        await reader.press("enter")
        await reader.until_shown(
            "✓ The chapter meets every second Wednesday; the open house of Wed 2 Dec (Bring a friend) is"
        )
        await reader.press("down")
        assert "Bring a friend" not in reader.text
        await reader.press("u")
        await reader.until_shown("✓ Undid: Meets every second Wednesday from Wed 25 Nov")
        assert "Bring a friend" in reader.text
        assert "meets every Wednesday" in reader.text
        await reader.press("u")
        await reader.until_shown("✓ Undid: Wed 2 Dec: open house, Bring a friend.")
        await reader.press("u")
        await reader.until_shown("There is nothing to undo.")
        await reader.press("ctrl+y", "ctrl+y")
        await reader.until_shown("✓ Redid: Meets every second Wednesday")


async def test_the_rota_of_a_date(page, doors, chapter):
    """Who speaks and who leads stand under their date, as two stations say; a holiday keeps the talk."""
    async with reading(page, SMALL) as reader:
        await reader.until_shown("To come")
        await reader.press("down", "d")
        await form_opens(reader)
        await reader.until_shown("never spoke")
        await reader.paste("Ann Chu")
        await reader.press("enter")
        await reader.paste("Wills [/]")
        await reader.press("ctrl+s")
        await reader.until_shown("❝ speaker")
        assert "Ann Chu — Wills [/]" in reader.text
        await reader.press("down", "enter")
        await form_opens(reader)
        talk = page.talk
        beside = PlanTalk(talk.on, "Ann Chu", "Wills", length=timedelta(minutes=9), corrects=talk.id)
        doors[0].desk(chapter.id).do(beside)
        await reader.press("ctrl+g", "q")
        await reader.paste("3")
        await reader.press("ctrl+s")
        await reader.until_shown("Ann Chu — Wills · 9 min, 3 min for questions")
        await reader.press("l")
        await form_opens(reader)
        await reader.press("tab")
        await reader.paste("cyr")
        await reader.press("ctrl+s")
        await reader.until_shown("▸ welcome")
        await reader.press("down", "down", "delete")
        await reader.until(lambda: "▸ welcome" not in reader.text)
        await reader.press("x")
        await form_opens(reader)
        await reader.press("ctrl+s")
        await reader.until_shown("; the talk of Ann")
        await reader.until_shown("was to be on Wed 25 Nov")
        await reader.press("home")
        assert "Ann Chu" in row_of(reader, "was to be on Wed 25 Nov")
        await reader.press("delete")
        await reader.until(lambda: "Talks without a date" not in reader.text)


async def test_a_talk_that_another_station_moved_stays_there(page, doors, chapter):
    """What is changed here of the talk is changed at its new date."""
    desk = doors[0].desk(chapter.id)
    desk.do(PlanTalk(NEXT, "Ann Chu", "Wills", length=timedelta(minutes=9)))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("❝ speaker")
        await reader.press("down", "down", "enter")
        await form_opens(reader)
        desk.do(PlanTalk(AFTER, "Ann Chu", "Wills", length=timedelta(minutes=9), corrects=page.talk.id))
        await reader.press("ctrl+g", "q")
        await reader.paste("3")
        await reader.press("ctrl+s")
        await reader.until(lambda: not isinstance(reader.app.screen, FormBox))
    talks = {each.on: each.talk for each in doors[0].season(chapter.id, TODAY, 10).dates if each.talk}
    assert {on: talk.questions for on, talk in talks.items()} == {AFTER: timedelta(minutes=3)}


async def test_a_date_that_is_past_leads_to_its_review(page, sqlite_store, chapter):
    """Enter opens it, and the line of keys says so; one without a meeting leads nowhere."""
    held = past_meeting(sqlite_store, chapter, TODAY - timedelta(days=14), {})
    async with reading(page) as reader:
        await reader.until_shown("✓ held")
        await reader.press("up")
        assert "review" not in reader.lines[-1]
        await reader.press("up")
        assert "⏎   review Wed 4 Nov" in reader.lines[-1]
        await reader.press("enter")
        assert reader.wanted == [("review", held)]

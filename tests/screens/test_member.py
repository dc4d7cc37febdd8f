from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.rule_presets import BNI
from screens.kit.form.box import FormBox
from screens.people.member import MemberScreen
from tests.harborview import SetClock, found_chapter
from tests.offices import Office, RulesBook
from tests.past_meetings import hold
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading

TODAY = date(2026, 11, 18)


@pytest.fixture
def page(sqlite_store):
    """The page of Ann, absent on 4 and 11 November, by rules that allow three in six months."""
    clock = SetClock()
    chapter = found_chapter(sqlite_store)
    for weeks, mark in ((4, "P"), (3, "L"), (2, "A"), (1, "A")):
        hold(sqlite_store, chapter, TODAY - timedelta(weeks=weeks), {"Ann Chu": mark})
    chapter = RulesBook(sqlite_store, clock, "desk").set_rules(chapter.id, BNI.rules)
    ann = next(m for m in Office(sqlite_store, clock, "desk").members(chapter.id) if m.seat == 2)
    return MemberScreen(Desk(sqlite_store, chapter.id, clock, "desk"), chapter, ann.id)


@pytest.mark.parametrize("size", [LAPTOP, SMALL], ids=["laptop", "small"])
async def test_the_page_tells_the_count_the_dates_and_what_is_left(page, size, snapshot):
    """A member's page says the count with its dates, what is left and until when the oldest counts."""
    async with reading(page, size) as reader:
        await reader.until_shown("2 absences in any 6 months: 4 Nov")
        assert "(until 4 May 2027)" in " ".join(reader.text.split())
        assert [line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines] == snapshot


@pytest.mark.parametrize("words", list(HOSTILE.values()), ids=list(HOSTILE))
async def test_an_absence_is_excused_with_who_and_why(page, words):
    """The chapter excuses the absence under the cursor: the count goes down, and who decided stands there."""
    async with reading(page) as reader:
        await reader.until_shown("2 absences")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.paste(words)
        await reader.press("ctrl+s")
        await reader.until_shown("1 absence in any 6 months: 4 Nov")
        assert "absence excused" in reader.text
        assert words[:12] in reader.text


async def test_a_late_arrival_is_excused_by_its_name(page):
    """Enter, the form, the record and the line of the decision all say what there was to excuse."""
    async with reading(page) as reader:
        await reader.until_shown("2 absences")
        await reader.press("end")
        assert "excuse this late arrival" in reader.key_line
        await reader.press("enter")
        await reader.until_shown("Excuse this late arrival")
        await reader.paste("the committee")
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Ann Chu: late arrival excused, Wed 28 Oct, decided by")
        assert sum("late arrival excused" in line for line in reader.lines) == 2
        assert "review of Wed 28 Oct" in reader.key_line


async def test_a_decision_is_taken_back_at_once_and_u_records_it_again(page):
    """Delete takes the decision back and the absence counts again; u and ctrl+y go back and forth."""
    async with reading(page) as reader:
        await reader.until_shown("2 absences")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("ctrl+s")
        assert "Type who decided" in reader.text
        await reader.paste("the committee")
        await reader.press("ctrl+s")
        await reader.until_shown("1 absence in any")
        page.listing.highlighted = 1
        await reader.until(lambda: "del withdraw" in reader.key_line)
        await reader.press("delete")
        await reader.until_shown("✓ Withdrawn. u records it again.")
        assert "2 absences in any 6 months" in reader.text
        await reader.press("u")
        await reader.until_shown("✓ Undid: Ann Chu: withdrawn: absence excused, Wed 11")
        assert "1 absence in any" in reader.text
        await reader.press("ctrl+y")
        await reader.until_shown("2 absences in any 6 months")
        await reader.press("u", "u")
        await reader.until_shown("✓ Undid: Ann Chu: absence excused, Wed 11")
        assert "Decided" not in reader.text


async def test_enter_opens_the_review_where_nothing_is_to_be_excused(page):
    """Only what needs a word is listed; one at which they were present is found, and opens its review."""
    async with reading(page) as reader:
        await reader.until_shown("2 absences")
        assert "excuse this absence" in reader.key_line
        assert "withdraw" not in reader.key_line
        assert "Wed 21 Oct" not in reader.text
        await reader.press("slash", *"present", "enter")
        assert "review of Wed 21 Oct" in reader.key_line
        await reader.press("enter")
        ((name, meeting_id),) = reader.wanted
        present = next(mark for mark in page.picture.picture.marks if mark.mark is Mark.PRESENT)
        assert (name, meeting_id) == ("review", present.meeting_id)


async def test_the_end_of_a_membership_is_recorded(page):
    """The chapter has decided it, and the seat stays theirs until it is done on the roster."""
    async with reading(page) as reader:
        await reader.until_shown("2 absences")
        await reader.press("n")
        await reader.until_shown("Decision of the chapter")
        await reader.press("right", "right", "enter", "enter")
        await reader.paste("the members' vote")
        await reader.press("ctrl+s")
        await reader.until_shown("The seat stays theirs until the")


async def test_s_leads_to_what_the_member_is_to_do(page):
    """Calls, thanks and the season stand on a page of their own, and nothing of them on this one."""
    async with reading(page) as reader:
        await reader.until_shown("2 absences")
        assert "s calls" in reader.key_line
        await reader.press("s")
        assert reader.wanted == [("me", page.picture.member.person.id)]

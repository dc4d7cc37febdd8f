"""What is said at the table: testimonials, thanks with dollars, what speakers ask for; and its ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.planning import plan_meeting
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from tests.databases import SqliteFiles
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.meeting.table import WHOLE, Table
from tests.screens.table import SMALL, Moderator, bucket, moderator, networking, pitches, second_pitch


def week_before(table: Table) -> None:
    """Last week Ann gave Maria two leads, of which nobody has heard since; the bucket is with Maria."""
    chapter = table.now.chapter
    clock = SetClock(table.clock.moment - timedelta(weeks=1))
    with table.store.writing(chapter.id) as unit:
        meeting_id = plan_meeting(unit, chapter, chapter.today(clock.now()))
    before = Table(table.store, meeting_id, clock, desk_at(table.store, meeting_id, clock, "table"))
    before.go()
    before.do(before.lead())
    before.do(before.lead(slip=Slip("Harbor Yoga", "", "", "booking page")))
    before.go_to_end()
    before.desk.close()
    bucket(table)


# Testimonials


async def test_a_testimonial(sqlite_files: SqliteFiles) -> None:
    """T presets who is up; about whom and the words follow."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("t", "'robert", "enter", "'helped us in a day", "enter")
        (said,) = hands.table.now.testimonials
        assert (said.by_id, said.about_id) == (
            hands.table.person("Ann Chu"),
            hands.table.person("Robert Diaz"),
        )
        assert "Ann Chu about Robert Diaz" in hands.text("#tonight")
        assert "helped us in a day" in hands.text("#tonight")


async def test_nobody_praises_themselves(sqlite_files: SqliteFiles) -> None:
    """The refusal is said in the form, and the words stay."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("t", "'ann", "enter", "'me", "enter")
        assert "A testimonial is about somebody else than Ann Chu." in hands.text("#form-place")
        assert (hands.field, hands.fields["words"].draft) == ("about", "me")


async def test_correcting_a_testimonial(sqlite_files: SqliteFiles) -> None:
    """E on a testimonial corrects that one."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("t", "'ann", "enter", "'dee", "enter", "'ok", "enter")
        await hands.press("down", "e", "tab", "'splendid", "enter")
        (said,) = hands.table.now.testimonials
        assert said.words == "splendid"


# Closed business, thanks


async def test_business_of_a_lead_of_an_earlier_meeting(sqlite_files: SqliteFiles) -> None:
    """The leads between the two are offered; the one chosen is closed, and the dollars count."""
    async with moderator(sqlite_files, week_before) as hands:
        await hands.press("c", "'ann", "enter", "'4,200", "enter")
        assert "no lead on record   ↑↓ 1 of 3" in hands.text("#form-place")
        await hands.press("down")
        assert "Jane Doe · a new web shop   ↑↓ 2 of 3" in hands.text("#form-place")
        await hands.press("down")
        assert "Harbor Yoga · booking page   ↑↓ 3 of 3" in hands.text("#form-place")
        chosen = hands.snapshot.open_leads[1].id
        await hands.press("enter", "'at last", "enter")
        (report,) = hands.table.now.business
        assert (report.amount, report.lead_id, report.note) == (Money(420000, "USD"), chosen, "at last")
        assert [lead.prospect for lead in hands.table.now.open_leads] == ["Jane Doe"]
        assert "Maria Lopez thanks Ann Chu" in hands.text("#tonight")
        assert "$4,200" in hands.text("#tonight")


async def test_thanks_without_a_figure(sqlite_files: SqliteFiles) -> None:
    """A blank amount is thanks; it stands in the ledger as thanks."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("c", "'ann", "ctrl+s")
        assert hands.table.now.business[0].amount == Money(0, "USD")
        assert "Thanks" in hands.text("#tonight")


@pytest.mark.parametrize("typed", ["many", "1.234", "-5", "4 200", "9" * 20])
async def test_an_amount_that_could_be_misread(sqlite_files: SqliteFiles, typed: str) -> None:
    """What is no amount is refused in a sentence that quotes it, and nothing is lost."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("c", "'ann", "enter", f"'{typed}", "ctrl+s")
        assert f"“{typed}”" in hands.text("#form-place")
        assert (hands.fields["to"].draft, hands.fields["amount"].draft) == ("Ann Chu", typed)
        assert hands.table.now.business == ()


async def test_correcting_business(sqlite_files: SqliteFiles) -> None:
    """E on a report opens it with its amount and its lead, which stays unless another is chosen."""
    async with moderator(sqlite_files, week_before) as hands:
        await hands.press("c", "'ann", "enter", "'4200", "enter", "down", "ctrl+s", "down", "e")
        before = hands.table.now.business[0].lead_id
        assert hands.fields["amount"].draft == "4200.00"
        await hands.until_told()
        assert "Jane Doe · a new web shop · closed before" in hands.text("#form-place")
        await hands.press("tab", "'4300", "ctrl+s")
        (report,) = hands.table.now.business
        assert (report.amount, report.lead_id) == (Money(430000, "USD"), before)


async def test_a_draft_remembers_the_chosen_lead(sqlite_files: SqliteFiles) -> None:
    """Escape keeps which lead was chosen, too."""
    async with moderator(sqlite_files, week_before) as hands:
        await hands.press("c", "'ann", "enter", "'10", "enter", "down", "escape", "c")
        assert "Jane Doe · a new web shop   ↑↓ 2 of 3" in hands.text("#form-place")


async def test_choosing_by_keyboard_at_eighty_columns(sqlite_files: SqliteFiles) -> None:
    """In the small window every field of the form is in view."""
    async with moderator(sqlite_files, week_before, size=SMALL) as hands:
        await hands.press("c", "'ann", "enter", "enter")
        for label in ("Received by", "Thanks", "Amount", "For", "Note"):
            assert label in hands.text("#form-place")


# What a speaker is looking for


async def test_an_ask_of_who_is_up(sqlite_files: SqliteFiles) -> None:
    """K keeps what the speaker asks for: on the stage at once, and in the ledger."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("k", "'dental offices", "enter")
        assert hands.table.now.turn is not None
        assert hands.turn.looking_for == "dental offices"
        assert "Looking for   dental offices" in hands.text("#stage")
        assert "Looking for  Ann Chu" in hands.text("#tonight")


async def test_an_ask_of_whoever_spoke_last(sqlite_files: SqliteFiles) -> None:
    """Between turns k is about the last speaker, before the first it says that nobody has spoken."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("k")
        assert hands.form == ""
        assert "Nobody has spoken yet." in hands.go_bar


async def test_the_ask_is_edited_and_withdrawn(sqlite_files: SqliteFiles) -> None:
    """E on an ask opens its words; delete takes them back."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("k", "'dental offices", "enter", "down", "e")
        assert hands.fields["ask"].draft == "dental offices"
        await hands.press("'law offices", "enter", "delete")
        assert hands.turn.looking_for == ""


# The ledger


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("l", "'ann", "enter", "'Jane", "ctrl+s"), "leads"),
        (("t", "'ann", "enter", "enter"), "testimonials"),
        (("c", "'ann", "ctrl+s"), "business"),
    ],
)
async def test_delete_and_undo(sqlite_files: SqliteFiles, keys: tuple[str, ...], left: str) -> None:
    """Any entry can be withdrawn by delete and comes back by undo."""
    async with moderator(sqlite_files, pitches) as hands:
        await hands.press(*keys)
        await hands.press("down", "delete")
        assert getattr(hands.table.now, left) == ()
        await hands.press("u")
        assert len(getattr(hands.table.now, left)) == 1


async def test_a_withdrawn_stand_in_leaves_the_member_absent(sqlite_files: SqliteFiles) -> None:
    """Delete on a stand-in sends them home."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("s", "'ann", "enter", "'Tom Ray", "ctrl+s", "down", "delete")
        assert "○ Ann Chu" in hands.text("#table")


@pytest.mark.parametrize("key", ["e", "delete"])
async def test_nothing_selected(sqlite_files: SqliteFiles, key: str) -> None:
    """Without a selection nothing is edited or withdrawn, and the bottom line says how to select."""
    async with moderator(sqlite_files, second_pitch) as hands:
        before = len(hands.journal)
        await hands.press(key)
        assert "Select an entry with the arrow keys first." in hands.go_bar
        assert (len(hands.journal), hands.form) == (before, "")


@pytest.mark.parametrize("key", ["e", "delete", "up", "down"])
async def test_an_empty_ledger(sqlite_files: SqliteFiles, key: str) -> None:
    """With nothing recorded the keys of the ledger say so."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press(key)
        assert "Nothing is recorded yet." in hands.go_bar


async def test_the_selected_entry_is_always_in_view(sqlite_files: SqliteFiles) -> None:
    """However long the ledger is, what is selected is seen."""

    def many(table: Table) -> None:
        networking(table)
        for number in range(30):
            table.do(table.lead(slip=Slip(f"Prospect {number}", need="x")))
            table.clock.pass_by(seconds=1)

    async with moderator(sqlite_files, many, size=SMALL) as hands:
        for seen in (29, 28, 20, 0):
            while _selected(hands) != seen:
                await hands.press("down")
            assert f"Prospect {seen} " in hands.text("#tonight")


def _selected(hands: Moderator) -> int:
    picture = hands.screen.query_one("#tonight").picture  # type: ignore[attr-defined]
    line = next((line for line in picture.lines if (line.table, line.row_id) == picture.selected), None)
    return int(line.detail.split()[1]) if line else -1


async def test_the_newest_is_on_top(sqlite_files: SqliteFiles) -> None:
    """What was recorded last stands first, with its time."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.do(hands.table.lead(slip=WHOLE))
        await hands.pass_by(minutes=2)
        await hands.do(c.WelcomeVisitor(name="Eve Stone"))
        rows = [line for line in hands.lines("#tonight") if "7:0" in line]
        assert [row.split()[:2] for row in rows] == [["7:02", "Visitor"], ["7:00", "Lead"]]


async def test_a_draft_ask_stays_with_its_speaker(sqlite_files: SqliteFiles) -> None:
    """What was half typed during one pitch is not offered as the next speaker's ask."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("k", "'dental off", "escape", "enter", "k")
        assert hands.fields["ask"].draft == ""


async def test_a_testimonial_for_a_lead(sqlite_files: SqliteFiles) -> None:
    """Where there are leads between the two, the form asks for which; the one chosen is kept."""
    async with moderator(sqlite_files, week_before) as hands:
        await hands.press("t", "'ann", "enter", "'a week early")
        await hands.screen.workers.wait_for_complete()
        await hands.press("enter")
        assert "no lead in particular   ↑↓ 1 of 3" in hands.text("#form-place")
        await hands.press("down", "enter")
        (said,) = hands.table.now.testimonials
        assert said.lead_id == hands.table.now.earlier_leads[0].id


async def test_the_amount_is_shown_as_it_is_understood(sqlite_files: SqliteFiles) -> None:
    """While an amount is typed the form says what it makes of it, or what is unclear about it."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("c", "'ann", "enter", "'4.2k")
        assert "= $4,200" in hands.text("#form-place")
        await hands.press("'x")
        assert "“4.2kx”" in hands.text("#form-place")


async def test_nobody_thanks_themselves(sqlite_files: SqliteFiles) -> None:
    """The refusal puts the keyboard where another giver can be typed."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("c", "'maria", "enter", "'10", "ctrl+s")
        assert "Maria Lopez cannot thank Maria Lopez." in hands.text("#form-place")
        assert hands.field == "to"


async def test_last_weeks_ask_for_the_same_again(sqlite_files: SqliteFiles) -> None:
    """What a member asked for last week is on offer at their pitch; down takes it."""

    def asked_last_week(table: Table) -> None:
        chapter = table.now.chapter
        clock = SetClock(table.clock.moment - timedelta(weeks=1))
        with table.store.writing(chapter.id) as unit:
            meeting_id = plan_meeting(unit, chapter, chapter.today(clock.now()))
        before = Table(table.store, meeting_id, clock, desk_at(table.store, meeting_id, clock, "table"))
        pitches(before)
        for turn in before.now.turns:
            before.do(c.KeepAsk(turn_id=turn.id, looking_for="dental offices"))
        before.go_to_end()
        before.desk.close()
        pitches(table)

    async with moderator(sqlite_files, asked_last_week) as hands:
        await hands.press("k")
        assert "last week: dental offices; ↓ takes it" in hands.text("#form-place")
        await hands.press("down", "enter")
        assert hands.turn.looking_for == "dental offices"


async def test_enter_stays_in_an_amount_that_is_unclear(sqlite_files: SqliteFiles) -> None:
    """The sentence stands there, and what is typed next goes where it belongs."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("c", "'ann", "enter", "'abc", "enter")
        assert hands.field == "amount"
        assert "is not an amount" in hands.text()

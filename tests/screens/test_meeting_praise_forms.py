"""What is said at the table: testimonials, thanks with dollars, what speakers ask for; and its record."""

from __future__ import annotations

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from tests.databases import SqliteFiles
from tests.meeting.table import WHOLE, Table
from tests.screens.table import SMALL, Moderator, moderator, networking, pitches, second_pitch
from tests.screens.week_before import two_leads_from_ann

# Testimonials


async def test_a_testimonial(sqlite_files: SqliteFiles) -> None:
    """T presets who is up; about whom and the words follow."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("t", "'robert", "enter", "'helped us in a day", "enter")
        (testimonial,) = hands.table.now.testimonials
        assert (testimonial.by_id, testimonial.about_id) == (
            hands.table.person("Ann Chu"),
            hands.table.person("Robert Diaz"),
        )
        assert "Ann Chu about Robert Diaz" in hands.text("#tonight")
        assert "helped us in a day" in hands.text("#tonight")


# Closed business, thanks


async def test_business_of_a_lead_of_an_earlier_meeting(sqlite_files: SqliteFiles) -> None:
    """The leads between the two are offered; the one chosen is closed, and the dollars count."""
    async with moderator(sqlite_files, two_leads_from_ann) as hands:
        await hands.press("c", "'ann", "enter", "'4,200", "enter")
        assert "no lead on record   1 of 3" in hands.text("#form-place")
        await hands.press("right", "right")
        assert "Harbor Yoga · booking page   3 of 3" in hands.text("#form-place")
        chosen = hands.snapshot.open_leads[1].id
        await hands.press("enter", "'at last", "enter")
        (report,) = hands.table.now.business
        assert (report.amount, report.lead_id, report.note) == (Money(420000, "USD"), chosen, "at last")
        assert [lead.prospect for lead in hands.table.now.open_leads] == ["Jane Doe"]
        assert "Maria Lopez thanks Ann Chu" in hands.text("#tonight")
        assert "$4,200" in hands.text("#tonight")


async def test_choosing_by_keyboard_at_eighty_columns(sqlite_files: SqliteFiles) -> None:
    """In the small window every field of the form is in view."""
    async with moderator(sqlite_files, two_leads_from_ann, size=SMALL) as hands:
        await hands.press("c", "'ann", "enter", "enter")
        for label in ("Received by", "Thanks", "Amount", "For", "Note"):
            assert label in hands.text("#form-place")


# What a speaker is looking for


async def test_an_ask_of_who_is_up(sqlite_files: SqliteFiles) -> None:
    """K keeps what the speaker asks for: on the stage at once, and in the record."""
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
        assert "Nobody has spoken yet: k is for a pitch." in hands.go_bar


async def test_the_ask_is_edited_and_withdrawn(sqlite_files: SqliteFiles) -> None:
    """E on an ask opens its words; delete takes them back."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("k", "'dental offices", "enter", "down", "e")
        assert hands.fields["ask"].draft == "dental offices"
        await hands.press("'law offices", "enter", "delete")
        assert hands.turn.looking_for == ""


# The record


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


async def test_a_withdrawn_substitute_leaves_the_member_absent(sqlite_files: SqliteFiles) -> None:
    """Delete on a substitute sends them home."""
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
    """With nothing recorded the keys of the record say so."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press(key)
        assert "Nothing is recorded yet." in hands.go_bar


async def test_the_selected_entry_is_always_in_view(sqlite_files: SqliteFiles) -> None:
    """However long the record is, what is selected is seen."""

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

"""The bucket's list by keys: a cursor, digits that act at once, asks, and leads read back."""

from __future__ import annotations

import pytest

from leadsroom.domain.leads.lead import EarlierLead, LeadOutcome, LeadState
from tests.databases import SqliteFiles
from tests.screens.table import SMALL, Moderator, moderator, second_pitch
from tests.screens.week_before import (
    AGENDA_WITH_READING,
    bucket_with_leads,
    leads_read_back,
    pitch_of_who_asked,
)


def _lead(hands: Moderator, about: str) -> EarlierLead:
    return next(lead for lead in hands.snapshot.earlier_leads if lead.about == about)


def _here(hands: Moderator) -> str:
    """The row under the cursor."""
    return next((row for row in hands.lines("#stage-facts") if "▸" in row), "")


def _row(hands: Moderator, about: str) -> str:
    return next(row for row in hands.lines("#stage-facts") if about in row)


async def test_digits_say_act_and_go_on(sqlite_files: SqliteFiles) -> None:
    """One digit is one word with thanks; it stays in view as done, and the next lead is under the cursor."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        assert "Jane Doe" in _here(hands)
        await hands.press("1")
        assert "✓ contacted, thanked" in _row(hands, "Jane Doe")
        assert "Joe" in _here(hands)
        await hands.press("6", "8")
        assert [_lead(hands, name).thanked for name in ("Jane Doe", "Joe", "Mrs Park")] == [True] * 3
        assert _lead(hands, "Joe").state is LeadState.OUTSIDE
        assert not _here(hands)
        assert "all reported" in hands.text("#stage-facts")


@pytest.mark.parametrize("size", [SMALL, (120, 36)], ids=["80x24", "120x36"])
async def test_the_keys_stand_right_under_the_list(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """Every digit with its word is on the screen at both sizes, that for raw leads only on a raw one."""
    async with moderator(sqlite_files, bucket_with_leads, size=size) as hands:
        shown = hands.text("#stage-facts")
        digits = (
            "1 contacted",
            "2 working",
            "3 closed",
            "4 not needed",
            "5 bad lead",
            "6 not my line",
            "8 thanks",
        )
        assert [words for words in digits if words not in shown] == []
        assert "7 a lead" not in shown
        await hands.press("tab")
        assert "7 a lead" in hands.text("#stage-facts")


async def test_each_word_is_undone_and_redone(sqlite_files: SqliteFiles) -> None:
    """Every word on a lead, and nothing today, is one undo; redo says it again."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        for keys in (["1"], ["2"], ["4"], ["5", "enter"], ["6"], ["8"], ["tab", "7", "shift+tab"], ["0"]):
            before, wait = hands.table.rows(), hands.screen._bucket.cursor
            await hands.press(*keys)
            after = hands.table.rows()
            assert after != before
            await hands.press("u")
            undone = hands.table.rows()
            assert (undone["lead"], undone["turn"]) == (before["lead"], before["turn"])
            assert hands.screen._bucket.cursor == wait
            await hands.press("ctrl+y")
            assert hands.table.rows() == after
            await hands.press("u")


async def test_closed_opens_the_report_of_that_lead(sqlite_files: SqliteFiles) -> None:
    """3 asks for the amount alone: who, whom and which lead are known."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("3")
        assert hands.form == "Closed business, thanks"
        await hands.press("'4.2k", "ctrl+s")
        assert "✓ closed $4,200, thanked" in _row(hands, "Jane")
        (report,) = hands.snapshot.business
        assert report.lead_id == _lead(hands, "Jane Doe").id


async def test_a_bad_lead_may_have_a_reason(sqlite_files: SqliteFiles) -> None:
    """5 asks why; Enter alone saves too, and its giver is not thanked."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("5", "'wrong number", "enter", "5", "enter")
        assert [(u.outcome, u.note, u.thanked) for u in hands.snapshot.updates] == [
            (LeadOutcome.BAD, "wrong number", False),
            (LeadOutcome.BAD, "", False),
        ]


async def test_the_receivers_word_makes_a_raw_lead_a_lead(sqlite_files: SqliteFiles) -> None:
    """7 overrules the rules for a raw lead, which still waits for its word; a lead it leaves alone."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("7")
        assert "It is a lead already" in hands.go_bar
        await hands.press("tab", "7")
        assert _lead(hands, "Joe").qualified
        assert "Joe" in _here(hands)


async def test_nothing_today_is_one_key(sqlite_files: SqliteFiles) -> None:
    """0 keeps that the holder gives nothing, shown as plainly as a lead; again it takes that back."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("0")
        assert hands.turn.nothing_today
        assert "✓ nothing today, and that is fine" in hands.text("#stage-facts")
        await hands.press("0")
        assert not hands.turn.nothing_today


async def test_nothing_today_is_not_for_who_has_given(sqlite_files: SqliteFiles) -> None:
    """Who has given a lead cannot have given nothing."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.do(hands.table.lead("Ann Chu", "Dee Fox"))
        await hands.press("0")
        assert "Ann Chu has given a lead today." in hands.go_bar
        assert not hands.turn.nothing_today


async def test_a_slip_from_an_ask_answers_it(sqlite_files: SqliteFiles) -> None:
    """With the cursor on an ask, the slip is for whoever asked; the ask is answered then."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("shift+tab")
        assert "families that move" in _here(hands)
        await hands.press("l", "'The Kims", "ctrl+s")
        (lead,) = hands.snapshot.leads
        assert lead.receiver_id == hands.table.person("Cyrus Ng")
        assert lead.answers_id is not None
        assert "✓ answered" in _row(hands, "families")
        assert "Jane Doe" in _here(hands)


async def test_tab_moves_between_the_fields_of_a_form(sqlite_files: SqliteFiles) -> None:
    """In a form Tab is the form's: the cursor of the list stays."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("l")
        first = hands.field
        await hands.press("tab")
        assert hands.field != first
        await hands.press("shift+tab")
        assert hands.field == first
        assert "Jane Doe" in _here(hands)


async def test_digits_in_a_form_are_typed(sqlite_files: SqliteFiles) -> None:
    """A digit in a form is a digit."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        before = len(hands.journal)
        await hands.press("c", "1", "0")
        assert len(hands.journal) == before


async def test_elsewhere_digits_say_where_they_work(sqlite_files: SqliteFiles) -> None:
    """During a pitch a digit does nothing but say so."""
    async with moderator(sqlite_files, second_pitch, size=(200, 50)) as hands:
        before = len(hands.journal)
        await hands.press("1")
        assert "in the leads bucket, and when leads are read back" in hands.go_bar
        assert len(hands.journal) == before


async def test_read_back_a_word_carries_no_thanks(sqlite_files: SqliteFiles) -> None:
    """The table hears what became of it; whom to thank stands at the bucket's turn."""
    async with moderator(sqlite_files, leads_read_back, agenda=AGENDA_WITH_READING) as hands:
        assert "Jane Doe" in _here(hands)
        await hands.press("2")
        assert (_lead(hands, "Jane Doe").state, _lead(hands, "Jane Doe").thanked) == (
            LeadState.WORKING,
            False,
        )
        await hands.press("enter")
        assert "to thank" in _row(hands, "Jane Doe")


async def test_last_weeks_ask_is_offered_at_a_pitch(sqlite_files: SqliteFiles) -> None:
    """Until an ask is kept, the stage shows what they asked for last week."""
    async with moderator(sqlite_files, pitch_of_who_asked) as hands:
        assert "hotel lobbies" in _row(hands, "Last week")


async def test_a_word_is_put_right_and_withdrawn_in_the_ledger(sqlite_files: SqliteFiles) -> None:
    """The record's e corrects a word where it stands, delete takes it back, and the lead stands as before."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("1", "down", "e")
        assert hands.form == "Outcome of a lead"
        await hands.press("right", "ctrl+s")
        assert [update.outcome for update in hands.snapshot.updates] == [LeadOutcome.WORKING]
        assert "working, thanks" in hands.text("#tonight")
        await hands.press("delete")
        assert hands.snapshot.updates == ()
        assert _lead(hands, "Jane Doe").state is LeadState.OPEN


async def test_a_second_word_takes_the_place_of_tonights(sqlite_files: SqliteFiles) -> None:
    """How far a lead is has one word an evening, and its giver is thanked once; other words stand beside."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("1", "shift+tab", "2")
        assert "✓ working, thanked" in _row(hands, "Jane Doe")
        await hands.press("5", "'nobody there", "enter")
        assert [(u.outcome, u.note, u.thanked) for u in hands.snapshot.updates] == [
            (LeadOutcome.BAD, "nobody there", True)
        ]
        await hands.press("8")
        assert "Robert Diaz has been thanked for it today already." in hands.go_bar
        await hands.press("4", "tab", "8", "shift+tab", "tab", "1")
        updates = [(u.about, u.outcome, u.note, u.thanked) for u in hands.snapshot.updates]
        assert updates[0] == ("Jane Doe", LeadOutcome.NOT_NEEDED, "", True)
        assert sum(thanked for about, _, _, thanked in updates if about == "Joe") == 1


async def test_a_raw_lead_of_last_week_is_completed(sqlite_files: SqliteFiles) -> None:
    """E opens the slip of the lead under the cursor where something is missing; with that it is a lead."""
    async with moderator(sqlite_files, bucket_with_leads, size=SMALL) as hands:
        assert "e slip" not in hands.go_bar
        await hands.press("tab")
        assert "e slip" in hands.go_bar
        await hands.press("e")
        while not hands.form:
            await hands.settle()
        assert (hands.fields["prospect"].draft, hands.field) == ("Joe", "phone")
        await hands.press("'4155550177", "enter", "enter", "y")
        assert not hands.form
        assert _lead(hands, "Joe").qualified
        assert "raw" not in _row(hands, "Joe")


async def test_the_keys_of_the_ledger_come_first_where_it_was_used_last(sqlite_files: SqliteFiles) -> None:
    """With an entry of the record selected e edits that; the list's own keys bring e back to the lead."""
    async with moderator(sqlite_files, bucket_with_leads) as hands:
        await hands.press("down", "e")
        assert hands.form == "Looking for"
        await hands.press("escape", "tab")
        assert "e slip" in hands.go_bar
        await hands.press("down")
        assert "e slip" not in hands.go_bar


@pytest.mark.parametrize("size", [SMALL, (120, 36)], ids=["80x24", "120x36"])
async def test_the_answer_of_a_giver_is_among_the_keys_and_answered(
    sqlite_files: SqliteFiles, size: tuple[int, int]
) -> None:
    """Only while leads are read back; that it is on record is in no list, so the bottom line says it."""
    async with moderator(sqlite_files, leads_read_back, size=size, agenda=AGENDA_WITH_READING) as hands:
        shown = hands.text("#stage-facts")
        assert "9 how served" in shown
        about = _here(hands).split("▸")[1].split("  ")[0].strip()
        await hands.press("9", "right", "enter", "enter")
        assert f"The giver's answer on {about}" in hands.go_bar
    async with moderator(sqlite_files, bucket_with_leads, size=size) as hands:
        assert "how served" not in hands.text("#stage-facts")

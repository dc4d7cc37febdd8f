"""Entries that are opened again, and drafts that come back: what nobody changed stays as it is."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import CheckSlip, GiveTestimonial, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.acts.money.commands import TakePayment
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.record_kinds import KINDS, record_lines
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.text.money import Money
from screens.kit.form.form import Form
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import Moderator, bucket, moderator, second_pitch
from tests.screens.week_before import bucket_today, bucket_with_leads

WITH_EXTENSION = Slip("Jane Doe", "+14155550101", "415 555 0101 ext. 5", "a roof")


def everything(table: Table) -> None:
    """One entry of each kind; dollars and thanks without a lead, though one is open between the two."""
    today = bucket_today(table)
    ann, robert, dee = (today.person(name) for name in ("Ann Chu", "Robert Diaz", "Dee Fox"))
    from_dee = next(lead for lead in today.now.earlier_leads if lead.giver_id == dee)
    today.do(today.lead("Ann Chu", "Maria Lopez"))
    today.do(
        replace(
            today.lead("Ann Chu", "Maria Lopez", replace(WITH_EXTENSION, note="after six")), is_another=True
        )
    )
    today.do(today.lead("Dee Fox", "Maria Lopez"))
    today.do(NoteOutcome(lead_id=from_dee.id, outcome=LeadOutcome.WORKING, thanked=True))
    today.do(CheckSlip(from_dee.id, called=True, is_real=False))
    today.do(ThankForBusiness(ann, robert, Money(420000, "USD")))
    today.do(ThankForBusiness(ann, robert, Money(0, "USD"), note="as ever"))
    today.do(GiveTestimonial(ann, robert, "in a day"))
    today.do(MakeAnnouncement(by_id=ann, words="the hall is closed in May"))
    today.do(c.SeatSubstitute(member_id=today.person("Paul Whitfield"), name="Tom Ray", profession="Notary"))
    today.do(c.WelcomeVisitor(name="Eve Stone", profession="Baker", host_id=ann))
    today.do(c.WelcomeVisitor(name="Sam Fox", host_id=ann, home=HomeChapter("Riverside")))
    today.desk.close()


async def _edit(hands: Moderator, word: str) -> Form[Any]:
    for _ in range(30):
        await hands.press("down")
        lines = {(line.table, line.row_id): line.word for line in record_lines(hands.snapshot)}
        if hands.screen._record_cursor.key is not None and lines[hands.screen._record_cursor.key] == word:
            break
    else:
        pytest.fail(f"The record of this meeting has no {word}: `everything` is to have one of each kind.")
    await hands.press("e")
    await hands.until_loaded()
    return hands.view.form


@pytest.mark.parametrize("word", [word for kind in KINDS for word in kind.words])
async def test_an_entry_saved_as_it_was_is_as_it_was(sqlite_files: SqliteFiles, word: str) -> None:
    """Of every kind: what the form means changes nothing, and saving it writes nothing."""
    async with moderator(sqlite_files, everything) as hands:
        rows, journal = hands.table.rows(), hands.table.trail()
        form = await _edit(hands, word)
        await hands.do(form.build())
        assert (hands.table.rows(), hands.table.trail()) == (rows, journal)
        await hands.press("ctrl+s")
        assert (hands.form, hands.table.rows(), hands.table.trail()) == ("", rows, journal)
        assert "Nothing was changed." in hands.go_bar


def visited_last_week(table: Table) -> None:
    """Eve Early, a visitor of last week, gave Ann Chu the oldest of her leads; the bucket is with Ann."""
    table.do(c.WelcomeVisitor(name="Eve Early", profession="Baker"))
    table.go_to(StepKind.PITCHES)
    table.do(table.lead("Eve Early", "Ann Chu", WITH_EXTENSION))
    bucket_with_leads(table)


async def test_last_weeks_visitor_can_be_thanked(sqlite_files: SqliteFiles) -> None:
    """Whoever gave a lead is on offer, and is preset where the dollars come from that lead."""
    async with moderator(sqlite_files, visited_last_week) as hands:
        await hands.press("3")
        assert hands.fields["to"].draft == "Eve Early"
        await hands.press("'950", "ctrl+s", "c", "'early", "enter", "'10", "ctrl+s")
        eve = hands.table.person("Eve Early")
        assert [report.credited_to_id for report in hands.table.now.business] == [eve, eve]


async def test_an_edit_in_draft_keeps_only_what_was_changed(sqlite_files: SqliteFiles) -> None:
    """What another station corrects meanwhile is on the form, and stays when the draft is saved."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await _edit(hands, "Lead")
        await hands.go_to("need")
        await hands.press("end", "' by May", "shift+tab", "end", "' x5", "escape")
        on_record = hands.table.now.leads[0]
        slip = replace(on_record.slip, prospect="Jane Roe", company="Roe Ltd")
        corrected = PassLead(on_record.giver_id, on_record.receiver_id, slip, corrects=on_record.id)
        await hands.do(corrected)
        await _edit(hands, "Lead")
        assert "correct it · unsaved draft" in hands.text("#form-place")
        assert hands.fields["prospect"].draft == "Jane Roe"
        await hands.press("ctrl+s")
        stored = hands.table.now.leads[0].slip
        assert stored == replace(slip, need="a new web shop by May", phone_typed="(415) 555-0101 ext. 5")


async def test_a_draft_that_was_saved_after_all(sqlite_files: SqliteFiles) -> None:
    """After a crash between saving and forgetting it is not saved twice, and later words are not lost."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "escape")
        drafts = hands.drafts
        crashed = drafts.of("lead")
        assert crashed is not None
        await hands.press("l", "ctrl+s")
        drafts.keep("lead", crashed)
        await hands.press("l", "ctrl+s")
        assert (hands.form, len(hands.table.now.leads), drafts.names) == ("", 1, frozenset())
        assert "Nothing was changed: that is on record already." in hands.go_bar
        drafts.keep("lead", crashed)
        await hands.press("l")
        await hands.go_to("prospect")
        await hands.press("end", "' Doe", "ctrl+s")
        assert "It was saved before, without the last changes." in hands.text("#form-place")
        assert len(hands.table.now.leads) == 1
        await hands.press("ctrl+s")
        assert [x.slip.prospect for x in hands.table.now.leads] == ["Jane", "Jane Doe"]


async def test_escape_while_it_is_being_saved(sqlite_files: SqliteFiles) -> None:
    """The lead is taken once, and no draft of it stays."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane")
        await hands.press("ctrl+s", "escape")
        assert (hands.form, len(hands.table.now.leads)) == ("", 1)
        assert hands.drafts.names == frozenset()


async def test_the_ask_of_the_last_speaker_in_draft(sqlite_files: SqliteFiles) -> None:
    """Between turns the draft is that speaker's, the bottom line tells of it, and it says whose it is."""

    def nobody_up(table: Table) -> None:
        second_pitch(table)
        while table.now.turn is not None:
            table.go(seconds=10)

    async with moderator(sqlite_files, nobody_up) as hands:
        turn = hands.snapshot.turn_asking
        assert turn is not None
        await hands.press("k", "'law off", "escape")
        assert hands.drafts.names == {f"ask {turn.id}"}
        await hands.press("k")
        name = hands.snapshot.name(turn.speaker_id)
        assert f"Looking for  {name} · unsaved draft" in hands.text("#form-place")


async def test_what_is_taken_back_of_the_accounts_is_not_named(sqlite_files: SqliteFiles) -> None:
    """Who stands behind the moderator reads that it was about the accounts, and not who paid what."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.do(TakePayment(hands.table.person("Dee Fox"), Money(2500, "USD")))
        for key, did in (("u", "Undid"), ("ctrl+y", "Redid")):
            await hands.press(key)
            assert f"{did}: a private entry" in hands.go_bar
            assert "Dee Fox" not in hands.go_bar

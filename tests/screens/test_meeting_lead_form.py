"""The slip, filled in by keyboard while somebody talks."""

from __future__ import annotations

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.rules.lead_rules import Fact
from screens.widgets.fields import PersonField
from tests.databases import SqliteFiles
from tests.meeting.table import Table
from tests.screens.table import Moderator, bucket, moderator, networking, second_pitch


def _prospect(hands: Moderator) -> Slip:
    return hands.table.now.leads[-1].slip


def _person(hands: Moderator, name: str) -> str:
    field = hands.fields[name]
    assert isinstance(field, PersonField)
    return field.person.name if field.person else ""


async def test_a_lead_takes_six_keys_beside_the_words(sqlite_files: SqliteFiles) -> None:
    """With the giver preset, a whole slip costs l, four times enter, and y."""
    async with moderator(sqlite_files, bucket) as hands:
        keys = 0
        for word in ("ann", "Jane Doe", "415 555 0101", "a new web shop"):
            await hands.press("l" if keys == 0 else "enter")
            keys += 1
            await hands.type(word)
        await hands.press("enter", "y")
        keys += 2
        lead = hands.table.now.leads[-1]
        assert keys == 6
        assert (hands.snapshot.name(lead.giver_id), hands.snapshot.name(lead.receiver_id)) == (
            "Maria Lopez",
            "Ann Chu",
        )
        assert lead.slip == Slip("Jane Doe", "+14155550101", "(415) 555-0101", "a new web shop", True)
        assert hands.form == ""


async def test_the_slip_says_while_typing_what_is_missing(sqlite_files: SqliteFiles) -> None:
    """The form accuses nobody before it has asked for everything; then it judges, with the reason."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "enter")
        assert "raw" not in hands.text("#form-place")
        await hands.press("enter", "enter")
        assert "▲ raw: no phone, no need\n" in hands.text("#form-place")
        await hands.press("shift+tab")
        assert "▲ raw: no phone, no need, expecting the call? not said" in hands.text("#form-place")
        await hands.press("'shop", "shift+tab", "'4155550101", "tab", "tab")
        assert "a lead, if the answer is yes" in hands.text("#form-place")
        await hands.press("space")
        assert "✓ qualified lead" in hands.text("#form-place")


async def test_an_incomplete_slip_is_taken_as_raw(sqlite_files: SqliteFiles) -> None:
    """ctrl+s takes the slip as it is; the ledger and the holder's page say what is missing."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "ctrl+s")
        assert hands.form == ""
        assert hands.table.now.leads[-1].missing == (Fact.PHONE, Fact.NEED, Fact.EXPECTING)
        assert "Raw lead" in hands.text("#tonight")
        assert "no phone, no need" in hands.text("#tonight")
        assert "1 raw" in hands.text("#tonight")
        assert "Jane Doe raw: no phone, no" in " ".join(hands.text("#stage").split())


@pytest.mark.parametrize(
    ("typed", "e164", "shown"),
    [
        ("4155550101", "+14155550101", "(415) 555-0101"),
        ("+44 20 7946 0018", "+442079460018", "+44 20 7946 0018"),
        ("555", "", "555"),
        ("ask Bob", "", "ask Bob"),
    ],
)
async def test_a_phone_is_written_out_on_leaving(
    sqlite_files: SqliteFiles, typed: str, e164: str, shown: str
) -> None:
    """A number that can be read is written as the country writes it; what cannot be read stays as typed."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "enter", f"'{typed}", "enter")
        assert f"Phone       {shown}" in hands.text("#form-place")
        await hands.press("ctrl+s")
        slip = _prospect(hands)
        assert (slip.phone, slip.phone_typed) == (e164, shown if e164 else typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ann", "Ann Chu"), ("CHU", "Ann Chu"), ("flor", "Ann Chu"), ("ng", "Cyrus Ng"), ("insur", "Cyrus Ng")],
)
async def test_people_are_found_by_name_or_profession(
    sqlite_files: SqliteFiles, typed: str, name: str
) -> None:
    """A few letters of any part of the name or the trade find the receiver, and enter writes them out."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", f"'{typed}", "enter")
        assert _person(hands, "receiver") == name
        assert hands.fields["receiver"].draft == name
        assert hands.field == "prospect"


async def test_arrows_choose_among_those_found(sqlite_files: SqliteFiles) -> None:
    """Down and up walk through those found, around the end; enter takes the marked one."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "d")
        assert "▸ Dee Fox" in hands.text("#form-place")
        await hands.press("down")
        assert "▸ Robert Diaz" in hands.text("#form-place")
        await hands.press("up", "up", "down", "down", "enter")
        assert _person(hands, "receiver") == "Robert Diaz"


async def test_nobody_found_says_so_and_keeps_the_field(sqlite_files: SqliteFiles) -> None:
    """Enter on letters that find nobody says so in a sentence; nothing moves and nothing is lost."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'zzz", "enter")
        assert "Nobody here matches “zzz”. Try a name or profession." in hands.text("#form-place")
        assert (hands.field, hands.fields["receiver"].draft) == ("receiver", "zzz")
        await hands.press("ctrl+s")
        assert "Nobody here matches “zzz”" in hands.text("#form-place")
        assert hands.table.now.leads == ()


async def test_a_refusal_stands_beside_what_was_typed(sqlite_files: SqliteFiles) -> None:
    """What the desk refuses is said in the form; every word stays, and can be corrected."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'maria", "enter", "'Jane", "ctrl+s")
        assert "Maria Lopez cannot pass a lead to the same seat." in hands.text("#form-place")
        assert hands.fields["prospect"].draft == "Jane"
        await hands.press("shift+tab", "'dee", "ctrl+s")
        assert hands.form == ""
        assert _prospect(hands).prospect == "Jane"


async def test_without_a_receiver_the_form_asks_for_one(sqlite_files: SqliteFiles) -> None:
    """Saving a slip for nobody asks to whom it goes, and puts the keyboard there."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "enter", "'Jane", "ctrl+s")
        assert "Say who receives it." in hands.text("#form-place")
        assert hands.field == "receiver"


async def test_an_empty_slip_is_refused(sqlite_files: SqliteFiles) -> None:
    """A slip with nothing on it is no lead."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "ctrl+s")
        assert "The slip is empty." in hands.text("#form-place")


async def test_escape_keeps_a_draft(sqlite_files: SqliteFiles) -> None:
    """What was typed is there when the form is opened again, also after Go; and once saved it is gone."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "escape")
        assert hands.form == ""
        await hands.press("enter", "l")
        assert [field.draft for field in hands.fields.values()] == [
            "Maria Lopez",
            "Ann Chu",
            "Jane Doe",
            "",
            "",
            "",
        ]
        assert _person(hands, "receiver") == "Ann Chu"
        await hands.press("ctrl+s", "l")
        assert hands.fields["prospect"].draft == ""


async def test_an_untouched_form_leaves_no_draft(sqlite_files: SqliteFiles) -> None:
    """A form that was opened by mistake presets the giver anew: whoever is up then."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "escape", "enter", "l")
        assert hands.fields["giver"].draft == "Ann Chu"


async def test_outside_a_turn_the_giver_is_asked(sqlite_files: SqliteFiles) -> None:
    """When nobody is up the form begins with who gives."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("l")
        assert (hands.field, hands.fields["giver"].draft) == ("giver", "")


async def test_go_does_not_change_the_giver_of_an_open_slip(sqlite_files: SqliteFiles) -> None:
    """F6 while the slip is open brings the next one up; the slip stays that of who gave it."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "f6", "ctrl+s")
        lead = hands.table.now.leads[-1]
        assert hands.snapshot.name(lead.giver_id) == "Maria Lopez"
        assert hands.turn.member_id == hands.table.person("Ann Chu")


async def test_a_stand_in_is_found_and_the_seat_gets_the_credit(sqlite_files: SqliteFiles) -> None:
    """A lead given by a stand-in is found under their own name, and counts for the member."""

    def tom(table: Table) -> None:
        table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", trade="Insurance"))
        networking(table)

    async with moderator(sqlite_files, tom) as hands:
        await hands.press("l", "'tom", "enter", "'ann", "enter", "'Jane", "ctrl+s")
        lead = hands.table.now.leads[-1]
        assert lead.giver_id == hands.table.person("Cyrus Ng")
        assert lead.spoken_by_id == hands.table.person("Tom Ray")


async def test_shift_tab_goes_back(sqlite_files: SqliteFiles) -> None:
    """Tab and shift+tab walk through the fields and stay inside the form."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l")
        walked = []
        for _ in range(6):
            walked.append(hands.field)
            await hands.press("shift+tab")
        assert walked == ["receiver", "giver", "expecting", "need", "phone", "prospect"]


async def test_correcting_a_lead_keeps_its_place(sqlite_files: SqliteFiles) -> None:
    """E on a lead opens its slip filled in; saving corrects that very lead."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("down", "e")
        assert [field.draft for field in hands.fields.values()] == [
            "Robert Diaz",
            "Maria Lopez",
            "Jane Doe",
            "(415) 555-0101",
            "a new web shop",
            "y",
        ]
        before = hands.table.now.leads[0]
        await hands.press("tab", "end", "' Jr", "ctrl+s")
        (after,) = hands.table.now.leads
        assert (after.id, after.slip.prospect) == (before.id, "Jane Doe Jr")
        assert hands.journal[-1].what.startswith("Lead corrected")


async def test_a_lead_to_a_stand_in_is_found_by_their_name(sqlite_files: SqliteFiles) -> None:
    """Typing the stand-in's name finds them, and the lead is the member's."""

    def substitute(table: Table) -> None:
        bucket(table)
        table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", trade="Notary"))

    async with moderator(sqlite_files, substitute) as hands:
        await hands.press("l", "'tom r")
        assert _person(hands, "receiver") == "Tom Ray"
        await hands.press("enter", "'Jane Doe", "ctrl+s")
        assert hands.snapshot.name(hands.table.now.leads[-1].receiver_id) == "Cyrus Ng"


async def test_a_slip_saved_as_it_was_is_no_correction(sqlite_files: SqliteFiles) -> None:
    """E and ctrl+s close the form and write nothing, also when the form has written the number out."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "enter", "'4155550101", "ctrl+s")
        journal = hands.journal
        await hands.press("down", "e")
        assert hands.form == "LeadForm"
        await hands.press("ctrl+s")
        assert hands.form == ""
        assert hands.journal == journal

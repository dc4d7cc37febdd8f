"""The slip at the table, filled in by keyboard while somebody talks."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.rules.lead_rules import Fact
from screens.kit.form.messages import FormGiven, FormLeft
from tests.databases import SqliteFiles
from tests.screens.table import SMALL, asked_for_web_shops, bucket, moderator, second_pitch


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


async def test_an_incomplete_slip_is_taken_as_raw(sqlite_files: SqliteFiles) -> None:
    """ctrl+s takes the slip as it is; the record and the holder's page say what is missing."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "ctrl+s")
        assert hands.form == ""
        assert hands.table.now.leads[-1].missing == (Fact.PHONE, Fact.NEED, Fact.EXPECTING)
        assert "Raw lead" in hands.text("#tonight")
        assert "no phone, no need" in hands.text("#tonight")
        assert "1 raw" in hands.text("#tonight")
        assert "Jane Doe raw: no phone, no" in " ".join(hands.text("#stage").split())


async def test_an_empty_slip_is_refused(sqlite_files: SqliteFiles) -> None:
    """The desk's sentence is said in the form, which stays as it was, and can be filled in."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "ctrl+s")
        assert "The slip is empty." in hands.text("#form-place")
        assert (hands.form, hands.fields["receiver"].draft) == ("Lead", "Ann Chu")
        await hands.press("tab", "'Jane", "ctrl+s")
        assert (hands.form, hands.table.now.leads[-1].slip.prospect) == ("", "Jane")


async def test_escape_keeps_a_draft(sqlite_files: SqliteFiles) -> None:
    """What was typed is there when the form is opened again, also after Go; and once saved it is gone."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "escape")
        assert hands.form == ""
        await hands.press("enter", "l")
        filled = ["Maria Lopez", "Ann Chu", "Jane Doe", "", "", ""]
        assert [field.draft for field in hands.view.form.fields] == filled
        await hands.press("ctrl+s", "l")
        assert hands.fields["prospect"].draft == ""


async def test_an_untouched_form_leaves_no_draft(sqlite_files: SqliteFiles) -> None:
    """A form that was opened by mistake presets the giver again: whoever is up then."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "escape", "enter", "l")
        assert hands.fields["giver"].draft == "Ann Chu"


async def test_go_does_not_change_the_giver_of_an_open_slip(sqlite_files: SqliteFiles) -> None:
    """F6 while the slip is open brings the next one up; the slip stays that of who gave it."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "f6", "ctrl+s")
        lead = hands.table.now.leads[-1]
        assert hands.snapshot.name(lead.giver_id) == "Maria Lopez"
        assert hands.turn.member_id == hands.table.person("Ann Chu")


async def test_correcting_a_lead_keeps_its_place(sqlite_files: SqliteFiles) -> None:
    """E on a lead opens its slip filled in; saving corrects that very lead."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("down", "e")
        assert (hands.fields["giver"].draft, hands.fields["need"].draft) == ("Robert Diaz", "a new web shop")
        before = hands.table.now.leads[0]
        await hands.go_to("prospect")
        await hands.press("end", "' Jr", "ctrl+s")
        (after,) = hands.table.now.leads
        assert (after.id, after.slip.prospect) == (before.id, "Jane Doe Jr")
        assert hands.journal[-1].what.startswith("Lead corrected")


async def test_the_rest_of_the_slip(sqlite_files: SqliteFiles) -> None:
    """F2 opens the rest and closes it, from within a line too; what was said stays in view and is saved."""
    async with moderator(sqlite_files, bucket, size=SMALL) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "f2", "'Doe Ltd", "enter", "enter", "enter")
        assert "Ann Chu calls Jane Doe" in hands.text("#form-place")
        await hands.press("right", "enter", "n", "right", "right", "f2")
        assert hands.field == "expecting"
        assert "did they promise to call?" in hands.text("#form-place")
        words = "Doe Ltd · Jane Doe calls Ann Chu · does not know who calls · within weeks"
        assert words in " ".join(hands.text("#form-place").split())
        assert "0:40" in hands.text("#stage")
        await hands.press("y")
        (lead,) = hands.table.now.leads
        stated = (lead.slip.company, lead.slip.who_calls, lead.slip.knows_caller, lead.slip.when)
        assert stated == ("Doe Ltd", WhoCalls.PROSPECT, False, When.WEEKS)


async def test_a_draft_of_the_rest_comes_back(sqlite_files: SqliteFiles) -> None:
    """Escape keeps what stood below, too; the bottom line tells of the draft, and so does the form."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "f2", "'Doe Ltd", "escape")
        assert "l lead, draft" in hands.go_bar
        await hands.press("l")
        assert "Lead  unsaved draft · f3 start over" in hands.text("#form-place")
        assert "Doe Ltd" in hands.text("#form-place")
        await hands.press("ctrl+s")
        assert hands.table.now.leads[-1].slip.company == "Doe Ltd"
        assert "draft" not in hands.go_bar


async def test_what_is_typed_is_kept_while_it_is_typed(sqlite_files: SqliteFiles) -> None:
    """A moment after a letter the draft is kept, the form still open; and the screen may go with it open."""
    async with moderator(sqlite_files, bucket) as hands:
        drafts = hands.drafts
        await hands.press("l", "'ann", "enter", "'Jane")
        async with asyncio.timeout(10):
            while drafts.of("lead") is None:
                await hands.settle()
        await hands.press("' Doe")
    draft = drafts.of("lead")
    assert draft is not None
    assert draft["prospect"] == "Jane Doe"


async def test_the_rest_of_yes_is_no_key_of_the_table(sqlite_files: SqliteFiles) -> None:
    """`yes` and `no` spelt out save the slip and open nothing; the keys work again at once."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        before = len(hands.snapshot.leads)
        for number, word in enumerate(("yes", "no"), start=1):
            prospect = f"'{word.title()} Doe 415 555 010{number}"
            await hands.press("l", "'dee", "enter", prospect, "enter", "'a shop", "enter")
            await hands.press(f"'{word}")
            assert len(hands.snapshot.leads) == before + number
            assert not hands.form
            assert hands.snapshot.open_questions is None
        await hands.press("s")
        assert hands.form


async def test_a_second_answer_of_a_form_is_none_of_the_next_one(sqlite_files: SqliteFiles) -> None:
    """What a closed form still has to say neither closes the one that is open nor empties it."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane")
        form = hands.view.form
        command = form.build()
        await hands.press("ctrl+s", "s", "'Eve")
        for message in (FormGiven(command, form=form), FormLeft("No more.", form)):
            hands.screen.post_message(message)
        await hands.settle()
        assert "Eve" in hands.text("#form-place")
        assert "No more." not in hands.go_bar


async def test_escape_before_the_refusal_leaves_the_slip_to_be_read(sqlite_files: SqliteFiles) -> None:
    """A refusal that comes after Escape was pressed stands in the slip; the next Escape keeps the draft."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane")
        form = hands.view.form
        command = form.build()
        refused = replace(command, receiver_id=command.giver_id)
        for message in (FormGiven(refused, form=form), FormLeft(form=form)):
            hands.screen.post_message(message)
        await hands.settle()
        assert "a lead to themselves" in hands.text("#form-place")
        await hands.press("escape")
        assert not hands.form
        assert "lead" in hands.drafts.names

"""The slip beyond its quick path: numbers that come along, several receivers, likely ones, the rest of it."""

from __future__ import annotations

import asyncio

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from screens.dialogs.lead_form import LeadForm
from screens.widgets.form import ReceivedBy
from tests.databases import SqliteFiles
from tests.harborview import NAMES
from tests.meeting.table import Table
from tests.screens.table import LAPTOP, SMALL, Moderator, bucket, moderator, networking, second_pitch

TWO_ANNAS = (*NAMES, ("Anna Berg", "Bookkeeping"))


def asked_for_web_shops(table: Table) -> None:
    """Dee Fox has said what she looks for; the bucket is with Maria Lopez, who has a lead of Robert's."""
    second_pitch(table)
    table.do(c.KeepAsk(turn_id=table.turn_of("Dee Fox").id, looking_for="small web shops"))
    bucket(table)


def _leads(hands: Moderator) -> list[Lead]:
    return list(hands.table.now.leads)


def _form(hands: Moderator) -> str:
    return hands.text("#form-place")


async def test_a_number_typed_behind_the_name_saves_a_key(sqlite_files: SqliteFiles) -> None:
    """Where the giver is not preset, name and number in one go make it six keys all the same."""
    async with moderator(sqlite_files, networking) as hands:
        keys = ["l", "enter", "enter", "enter", "enter"]
        for key, words in zip(keys, ("rob", "ann", "Jane Doe 415 555 0101", "a web shop"), strict=False):
            await hands.press(key)
            await hands.type(words)
        assert hands.field == "need"
        assert "Prospect    Jane Doe\n" in _form(hands)
        await hands.press("enter", "y")
        (lead,) = _leads(hands)
        assert lead.slip == Slip("Jane Doe", "+14155550101", "(415) 555-0101", "a web shop", True)


async def test_a_number_of_its_own_is_not_overwritten(sqlite_files: SqliteFiles) -> None:
    """What stands in Phone stays; the name is taken as it was typed."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press(
            "l", "'ann", "enter", "enter", "'4155550199", "shift+tab", "'Jane 415 555 0101", "ctrl+s"
        )
        (lead,) = _leads(hands)
        assert (lead.slip.prospect, lead.slip.phone) == ("Jane 415 555 0101", "+14155550199")


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_a_number_that_cannot_be_read_is_said(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """Once the field is left, not while it is typed; and beside the verdict, in any window."""
    async with moderator(sqlite_files, bucket, size=size) as hands:
        await hands.press("l", "'ann", "enter", "'Wes", "enter", "'415 555 01999")
        assert "not read" not in _form(hands)
        await hands.press("enter")
        assert "phone not read as a number; kept as typed" in _form(hands)
        await hands.press("'bad back", "enter", "y")
        (lead,) = _leads(hands)
        assert (lead.slip.phone, lead.slip.phone_typed) == ("", "415 555 01999")
        await hands.press("down", "e")
        assert "✓ qualified lead · phone not read as a number; kept as typed\n" in _form(hands)


async def test_several_receivers_get_a_lead_each(sqlite_files: SqliteFiles) -> None:
    """A comma or a plus after a name adds another; the leads are of one family."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann,")
        assert hands.fields["receiver"].draft == "Ann Chu + "
        await hands.press("'dee + cyr", "enter", "'Jane Doe", "ctrl+s")
        first, *others = _leads(hands)
        names = [hands.snapshot.name(lead.receiver_id) for lead in (first, *others)]
        assert names == ["Ann Chu", "Dee Fox", "Cyrus Ng"]
        assert {lead.family_id for lead in others} == {first.id}


async def test_nobody_among_several_is_lost(sqlite_files: SqliteFiles) -> None:
    """Letters that find nobody are complained of, wherever among the names they stand."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'zzz+ann", "enter")
        assert "Nobody here matches “zzz”." in _form(hands)
        assert hands.field == "receiver"
        await hands.press("ctrl+s")
        assert _leads(hands) == []


async def test_two_of_one_first_name_are_both_shown(sqlite_files: SqliteFiles) -> None:
    """Enter asks which of the two is meant and says what it would take; enter again takes that one."""
    async with moderator(sqlite_files, bucket, people=TWO_ANNAS, size=SMALL) as hands:
        await hands.press("l", "'ann", "enter")
        assert hands.field == "receiver"
        assert "Ann Chu or Anna Berg? ↓ for the other; ⏎ again takes Ann Chu." in _form(hands)
        await hands.press("enter")
        assert (hands.field, hands.fields["receiver"].draft) == ("prospect", "Ann Chu")


async def test_the_other_of_one_first_name(sqlite_files: SqliteFiles) -> None:
    """Down takes the other, and asks no more; saving in doubt asks first."""
    async with moderator(sqlite_files, bucket, people=TWO_ANNAS) as hands:
        await hands.press("l", "'ann", "tab", "'Jane", "ctrl+s")
        assert "Ann Chu or Anna Berg?" in _form(hands)
        assert _leads(hands) == []
        await hands.press("down", "enter", "ctrl+s")
        (lead,) = _leads(hands)
        assert hands.snapshot.name(lead.receiver_id) == "Anna Berg"


async def test_who_asked_for_it_is_on_offer(sqlite_files: SqliteFiles) -> None:
    """With nothing typed the likely receiver is shown with the reason; down chooses, enter alone does not."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        await hands.press("l")
        assert "Dee Fox asks for small web shops   Ann Chu" in _form(hands)
        await hands.press("enter")
        assert (hands.field, hands.fields["receiver"].draft) == ("prospect", "")
        await hands.press("shift+tab", "down", "enter", "'Jane", "enter", "enter", "'a shop in the web")
        assert hands.fields["receiver"].draft == "Dee Fox"
        assert "answers: asks for small web shops" in _form(hands)
        await hands.press("ctrl+s")
        assert (
            _leads(hands)[-1].answers_id == hands.table.turn_of("Dee Fox").id or _leads(hands)[-1].answers_id
        )


async def test_the_same_prospect_again(sqlite_files: SqliteFiles) -> None:
    """The same name to the same receiver is said with its date and its giver, and stands in nobody's way."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("l", "'maria", "enter", "'jane doe")
        await hands.until_told()
        assert "▲ passed to Maria Lopez on Wed 18 Nov by Robert Diaz" in hands.text(".form-title")
        await hands.press("ctrl+s")
        assert len(_leads(hands)) == 2


async def test_the_rest_of_the_slip(sqlite_files: SqliteFiles) -> None:
    """F2 opens the rest and closes it, from within a line too; what was said stays in view and is saved."""
    async with moderator(sqlite_files, bucket, size=SMALL) as hands:
        await hands.press("l", "'ann", "enter", "'Jane Doe", "f2", "'Doe Ltd", "enter", "enter", "enter")
        assert "Ann Chu calls Jane Doe" in _form(hands)
        await hands.press("down", "enter", "n", "down", "down", "f2")
        assert hands.field == "expecting"
        assert "did they promise to call?" in _form(hands)
        assert "Doe Ltd · Jane Doe calls Ann Chu · does not know who calls · within weeks" in _form(hands)
        assert "0:40" in hands.text("#stage")
        await hands.press("y")
        (lead,) = _leads(hands)
        said = (lead.slip.company, lead.slip.who_calls, lead.slip.knows_caller, lead.slip.when)
        assert said == ("Doe Ltd", WhoCalls.PROSPECT, False, When.WEEKS)


async def test_a_lead_that_grew_from_a_lead(sqlite_files: SqliteFiles) -> None:
    """The giver's received leads are on offer, the latest first; the one chosen is the new one's parent."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        await hands.press("l", "'ann", "enter", "'Bob", "f2")
        await hands.until_told()
        hands.fields["from_lead"].focus_editor()
        await hands.press("down")
        assert "Jane Doe · a new web shop · from Robert Diaz, Wed 18 Nov" in _form(hands)
        await hands.press("ctrl+s")
        parent, child = _leads(hands)
        assert (child.from_lead_id, child.family_id) == (parent.id, parent.id)


async def test_correcting_opens_the_rest_where_it_says_something(sqlite_files: SqliteFiles) -> None:
    """A lead with more than the quick facts opens in full, and saving it as it is changes nothing."""

    def inside(table: Table) -> None:
        bucket(table)
        table.do(table.lead("Robert Diaz", "Ann Chu", Slip("Jane", inside=True, note="after May")))

    async with moderator(sqlite_files, inside) as hands:
        journal = hands.journal
        await hands.press("down", "e")
        assert (hands.fields["inside"].draft, hands.fields["note"].draft) == ("inside", "after May")
        await hands.press("ctrl+s")
        assert (hands.form, hands.journal) == ("", journal)


async def test_a_draft_of_the_rest_comes_back(sqlite_files: SqliteFiles) -> None:
    """Escape keeps what stood below, too; the bottom line tells of the draft, and so does the form."""
    async with moderator(sqlite_files, bucket) as hands:
        await hands.press("l", "'ann", "enter", "'Jane", "f2", "'Doe Ltd", "escape")
        assert "l lead, draft" in hands.go_bar
        await hands.press("l")
        assert "Lead  draft from before" in _form(hands)
        assert "Doe Ltd" in _form(hands)
        await hands.press("ctrl+s")
        assert _leads(hands)[-1].slip.company == "Doe Ltd"
        assert "draft" not in hands.go_bar


async def test_what_is_typed_is_kept_while_it_is_typed(sqlite_files: SqliteFiles) -> None:
    """A moment after a letter the draft is kept, the form still open; and the screen may go with it open."""
    async with moderator(sqlite_files, bucket) as hands:
        drafts = hands.screen._form_place._drafts
        await hands.press("l", "'ann", "enter", "'Jane")
        async with asyncio.timeout(10):
            while drafts.of("lead") is None:
                await hands.settle()
        await hands.press("' Doe")
    kept = drafts.of("lead")
    assert kept is not None
    assert kept["prospect"] == "Jane Doe"


async def test_words_where_an_answer_belongs_save_nothing(sqlite_files: SqliteFiles) -> None:
    """A need typed one field too late drives neither form nor table, and is not taken for the answer."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        before = len(hands.snapshot.leads)
        await hands.press("l", "'dee", "enter", "'Jane Doe 415 555 0101", "enter", "enter")
        await hands.press("'paint two bedrooms, yes please")
        assert len(hands.snapshot.leads) == before
        assert "y or n answers here" in hands.text()
        await hands.press("shift+tab", "'two rooms", "enter", "y")
        slip = hands.snapshot.leads[before].slip
        assert (slip.need, slip.expecting_call) == ("two rooms", True)


async def test_the_rest_of_yes_is_no_key_of_the_table(sqlite_files: SqliteFiles) -> None:
    """`yes` and `no` spelt out save the slip and open nothing; the keys work again at once."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        before = len(hands.snapshot.leads)
        for number, word in enumerate(("yes", "no"), start=1):
            await hands.press("l", "'dee", "enter", "'Jane Doe 415 555 0101", "enter", "'a shop", "enter")
            await hands.press(f"'{word}")
            assert len(hands.snapshot.leads) == before + number
            assert not hands.form
            assert hands.snapshot.open_questions is None
        await hands.press("s")
        assert hands.form


async def test_a_draft_goes_on_where_it_was_left(sqlite_files: SqliteFiles) -> None:
    """Reopened, the keyboard is in the field in which it was, behind what stands there."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        await hands.press("l", "'dee", "enter", "'Jane Doe", "enter", "'415 5", "escape", "l")
        assert hands.field == "phone"
        await hands.press("'55 0101", "enter", "'a shop", "enter", "y")
        assert hands.snapshot.leads[-1].slip.phone == "+14155550101"


async def test_a_draft_is_thrown_away_with_one_key(sqlite_files: SqliteFiles) -> None:
    """f3 empties a slip that was left half filled, the rest of it too, and begins at its first field."""
    async with moderator(sqlite_files, asked_for_web_shops) as hands:
        await hands.press("l", "'dee", "enter", "'Jane Doe", "f2", "'Doe Ltd", "escape", "l", "f3")
        assert hands.field == "receiver"
        filled = {name: field.draft for name, field in hands.fields.items() if field.draft}
        assert not filled.keys() - {"giver", "who_calls", "inside", "when", "from_lead", "answers"}
        await hands.press("escape", "l")
        assert "draft from before" not in hands.text()


async def test_another_receiver_is_asked_about_anew(sqlite_files: SqliteFiles) -> None:
    """The past is asked by whoever is on the slip; an answer about others than these is let go."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("l", "'cyrus", "enter", "'jane doe")
        await hands.until_told()
        assert "passed to" not in hands.text(".form-title")
        await hands.press("shift+tab", "'maria", "enter")
        await hands.until_told()
        assert "▲ passed to Maria Lopez on Wed 18 Nov" in hands.text(".form-title")
        form = hands.screen.form
        assert isinstance(form, LeadForm)
        form.know(ReceivedBy(frozenset({hands.table.person("Cyrus Ng")})), ())
        assert "▲ passed to Maria Lopez on Wed 18 Nov" in hands.text(".form-title")

"""Two stations correct the same entry: nothing that either wrote is lost without a question."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement, Withdraw
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.record_kinds import ANNOUNCEMENT
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from tests.databases import SqliteFiles
from tests.screens.table import LAPTOP, SMALL, Moderator, moderator, second_pitch
from tests.screens.test_sight import beside


def corrected(lead: Lead, slip: Slip) -> PassLead:
    """A correction of a slip, its people as they are."""
    return PassLead(lead.giver_id, lead.receiver_id, slip, corrects=lead.id)


async def type_phone(hands: Moderator, number: str) -> Lead:
    """Open the slip of tonight, and type another number."""
    lead = hands.snapshot.leads[0]
    await hands.press("down", "e")
    await hands.until_loaded()
    await hands.press("ctrl+g", "h", f"'{number}")
    return lead


@pytest.mark.parametrize(("size", "key", "stays"), [(LAPTOP, "enter", "0188"), (SMALL, "f4", "0177")])
async def test_both_wrote_one_field(
    sqlite_files: SqliteFiles, size: tuple[int, int], key: str, stays: str
) -> None:
    """The later one is told what the other wrote and where, and chooses; what only one wrote stands."""
    async with moderator(sqlite_files, second_pitch, size=size) as hands:
        lead = await type_phone(hands, "415 555 0188")
        theirs = replace(lead.slip, phone="+14155550177", phone_typed="", need="a roof by May")
        with beside(hands) as other:
            await other.do(corrected(lead, theirs))
        await hands.press("ctrl+s")
        shown = " ".join(hands.text("#form-place").split())
        assert "Written meanwhile at the computer beside: Phone: “(415) 555-0177”" in shown
        assert "⏎ keeps yours, f4 takes theirs." in shown
        assert (hands.field, hands.fields["need"].draft) == ("phone", "a roof by May")
        await hands.press(key)
        await hands.press("ctrl+s")
        stored = hands.table.now.leads[0].slip
        assert (stored.phone[-4:], stored.need, hands.form) == (stays, "a roof by May", "")


async def test_each_wrote_another_field(sqlite_files: SqliteFiles) -> None:
    """Both stand, and nobody is asked."""
    async with moderator(sqlite_files, second_pitch) as hands:
        lead = await type_phone(hands, "415 555 0188")
        with beside(hands) as other:
            await other.do(corrected(lead, replace(lead.slip, need="a roof")))
        await hands.press("ctrl+s")
        stored = hands.table.now.leads[0].slip
        assert (stored.phone, stored.need, hands.form) == ("+14155550188", "a roof", "")


async def test_what_the_form_has_learned_still_holds(sqlite_files: SqliteFiles) -> None:
    """A slip that was noted as another lead for the same prospect still is one, whoever puts what right."""
    async with moderator(sqlite_files, second_pitch) as hands:
        first = hands.snapshot.leads[0]
        await hands.do(PassLead(first.giver_id, first.receiver_id, first.slip, is_another=True))
        await type_phone(hands, "415 555 0188")
        second = hands.snapshot.leads[-1]
        assert second.counts
        with beside(hands) as other:
            await other.do(corrected(second, replace(second.slip, need="a roof")))
        await hands.press("ctrl+s")
        stored = hands.table.now.leads[-1]
        assert (stored.slip.phone, stored.slip.need, stored.counts) == ("+14155550188", "a roof", True)


async def test_what_was_withdrawn_meanwhile_stays_in_the_form(sqlite_files: SqliteFiles) -> None:
    """It says so, and what was typed is there to be copied."""
    async with moderator(sqlite_files, second_pitch) as hands:
        lead = await type_phone(hands, "415 555 0188")
        with beside(hands) as other:
            await other.do(Withdraw("lead", lead.id))
        await hands.press("ctrl+s")
        assert "no longer in today's record" in hands.text("#form-place")
        assert hands.fields["phone"].draft == "(415) 555-0188"


async def test_an_ask_and_an_announcement_are_told_of_as_well(sqlite_files: SqliteFiles) -> None:
    """Also where one station notes what the other one has noted a moment ago."""
    async with moderator(sqlite_files, second_pitch) as hands:
        turn = hands.turn
        await hands.press("k", "'dental offices")
        with beside(hands) as other:
            await other.do(c.KeepAsk(turn_id=turn.id, looking_for="web shops"))
            await hands.press("enter")
            assert "Asks for: “web shops”" in hands.text("#form-place")
            await hands.press("enter")
            assert hands.turn.looking_for == "dental offices"
            hands.clock.pass_by(seconds=1)
            by = turn.member_id
            await hands.do(MakeAnnouncement(by_id=by, words="No meeting in May"))
            (entry,) = ANNOUNCEMENT.entries(hands.snapshot)
            await hands.press("down", "e", "end", "'!")
            await other.do(MakeAnnouncement(by_id=by, words="No meeting in June", corrects=entry.id))
            await hands.press("ctrl+s")
        assert "Words: “No meeting in June”" in hands.text("#form-place")


def test_what_was_written_since_is_known_field_by_field() -> None:
    """Of every kind of field; what the form has learned of the past is nobody's writing."""

    def form(text: str, chosen: str, answer: bool | None) -> Form[str]:
        fields = (
            TextField("text", "Text", text),
            ChoiceField("choice", "Choice", [("a", "apples"), ("b", "pears")], chosen),
            YesNoField("answer", "Answer", "", answer),
        )
        return Form("Trial", fields, lambda: "", corrects=True)

    opened = form("one", "a", None)
    opened.named("text").draft = "two"
    opened.learned(None, None)  # type: ignore[arg-type]
    assert opened.written_since(form("one", "a", None)) == {}
    assert opened.written_since(form("", "b", True)) == {"text": "", "choice": "b", "answer": "y"}
    assert [field.in_words for field in form("", "b", True).fields] == ["", "pears", "yes"]

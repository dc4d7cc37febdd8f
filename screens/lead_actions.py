"""What is done with a lead between meetings: what is asked, and the command that it is.

Each is about the lead under the cursor when the key is pressed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.acts.leads.commands import LogOneToOne, PassLead, SayOfLead, ThankForBusiness
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.record_kinds import LEAD
from leadsroom.domain.people.roster import Person
from leadsroom.errors import Refused
from leadsroom.views.leads import LeadsPicture, lead_story
from screens.dialogs.lead_said import Said, SaidDialog, key_of, withdrawal_of
from screens.dialogs.lead_slip import LeadSlipDialog
from screens.dialogs.lead_word import NoteDialog, ReasonDialog, ReportDialog, Reported, WordDialog
from screens.dialogs.one_to_one import OneToOneDialog
from screens.dialogs.slip_table import SlipTable
from screens.kit.styled import short

if TYPE_CHECKING:
    from screens.leads import LeadsScreen

V = TypeVar("V")
K = TypeVar("K", bound=Command)
Action = Callable[["LeadsScreen"], Awaitable[None]]
_TAKES_BACK = "u takes it back."

# Outcomes


def outcome(which: LeadOutcome) -> Action:
    """Put an outcome on record at once."""

    async def say(page: LeadsScreen) -> None:
        lead = page.chosen
        if lead is not None:
            await _act(page, SayOfLead(lead.id, which), lead)

    return say


async def bad(page: LeadsScreen) -> None:
    """A bad lead, for which a reason is asked."""
    lead = page.chosen
    if lead is None:
        return
    reason = await page.app.push_screen_wait(ReasonDialog(f"A bad lead: {_about(lead)}"))
    if reason is not None:
        await _act(page, SayOfLead(lead.id, LeadOutcome.BAD, note=reason), lead)


async def note(page: LeadsScreen) -> None:
    """A note on it."""
    if page.chosen is not None:
        await _note(page, page.chosen, at_day=False)


async def follow_up(page: LeadsScreen) -> None:
    """A day to look at it again."""
    if page.chosen is not None:
        await _note(page, page.chosen, at_day=True)


async def _note(page: LeadsScreen, lead: Lead, *, at_day: bool) -> None:
    title = f"{'Follow up on' if at_day else 'A note on'} {_about(lead)}"
    dialog = NoteDialog(title, page.today, lead.standing.follow_up_on, at_day=at_day)
    noted = await page.app.push_screen_wait(dialog)
    if noted is not None:
        dropped = lead.standing.follow_up_on is not None and noted.follow_up_on is None
        word = LeadOutcome.NO_FOLLOW_UP if dropped else LeadOutcome.NOTE
        command = SayOfLead(lead.id, word, note=noted.note, follow_up_on=noted.follow_up_on)
        await _act(page, command, lead)


# Dollars


async def closed(page: LeadsScreen) -> None:
    """Closed, with the dollars."""
    lead = page.chosen
    if lead is not None:
        await _report(page, lead, f"Closed: {_about(lead)}", None)


async def _report(page: LeadsScreen, lead: Lead, title: str, corrects: ClosedBusiness | None) -> None:
    def dialog(filled: Reported | None, refusal: str) -> ReportDialog:
        return ReportDialog(title, page.chapter.currency, page.chapter.country, filled, refusal)

    def command(reported: Reported) -> ThankForBusiness:
        return ThankForBusiness(
            reported_by_id=lead.receiver_id,
            credited_to_id=lead.giver_id,
            amount=reported.amount,
            lead_id=lead.id,
            note=reported.note,
            corrects=corrects.id if corrects else None,
        )

    before = Reported(corrects.amount, corrects.note) if corrects else None
    await _fill_in(page, dialog, command, lead, before)


# Outcomes and reports, put right


async def correct(page: LeadsScreen) -> None:
    """The outcomes of a lead and the reports for it, again and again until nobody chooses one."""
    lead, at = page.chosen, ""
    while lead is not None:
        entries = await _entries(page, lead)
        if not entries:
            return
        title = f"Outcomes and closed business: {_about(lead)}"
        chosen = await page.app.push_screen_wait(SaidDialog(title, entries, page.chapter, at))
        if chosen is None:
            return
        at = key_of(chosen.entry)
        if chosen.withdraw:
            await _act(page, withdrawal_of(chosen.entry), lead)
            return
        await _correct(page, lead, chosen.entry)


async def _entries(page: LeadsScreen, lead: Lead) -> tuple[Said, ...]:
    """What is on record of a lead; where there is nothing, that is told."""
    try:
        story = await page.desk.read(lead_story, lead.id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return ()
    own = [report for report in story.paid if report.lead_id == lead.id]
    if not story.updates and not own:
        page.show_status(f"Nothing is on record for {_about(lead)} yet; 1 to 7, t and f do that.", "amber")
    return (*story.updates, *own)


async def _correct(page: LeadsScreen, lead: Lead, entry: Said) -> None:
    if not isinstance(entry, LeadUpdate):
        await _report(page, lead, f"Correct closed business of {_about(lead)}", entry)
        return

    def dialog(_filled: SayOfLead | None, refusal: str) -> WordDialog:
        return WordDialog(f"Correct an outcome of {_about(lead)}", page.today, entry, refusal)

    await _fill_in(page, dialog, _itself, lead)


# Slips


async def edit(page: LeadsScreen) -> None:
    """Complete or correct the slip."""
    if page.chosen is not None:
        await _slip(page, f"Slip for {_about(page.chosen)}", page.chosen)


async def new(page: LeadsScreen) -> None:
    """A lead passed between meetings."""
    await _slip(page, "A lead between meetings", None)


async def _slip(page: LeadsScreen, title: str, lead: Lead | None) -> None:
    """The slip; what is left with Escape waits as a draft while these leads are open."""
    key, seen = lead.id if lead else None, page.picture
    if seen is None:
        return
    table, draft = _slip_table(seen, lead), page.begun.get(key, {})
    opened: list[LeadSlipDialog] = []

    def dialog(_filled: PassLead | None, refusal: str) -> LeadSlipDialog:
        typed = opened[-1].draft if opened else draft
        opened.append(LeadSlipDialog(title, table, lead=lead, leads=seen.leads, draft=typed, refusal=refusal))
        return opened[-1]

    def taken(_done: Done) -> str:
        page.begun[key] = {}  # before it is shown, since a key may open the slip again from then on
        return _line_of(lead)

    if await page.fill_in(dialog, _itself, at=taken, then=_TAKES_BACK) is None:
        page.begun[key] = opened[-1].draft


def _slip_table(seen: LeadsPicture, lead: Lead | None) -> SlipTable:
    people = _people(seen, lead)
    return SlipTable(seen.chapter, people, people, names=seen.names)


def _people(seen: LeadsPicture, lead: Lead | None) -> tuple[Person, ...]:
    """The members, and the giver of this lead when they are none: a visitor may give one."""
    members = {person.id for person in seen.members}
    ids: tuple[PersonId, ...] = (lead.giver_id, lead.receiver_id) if lead else ()
    others = [Person(each, seen.names.get(each, "somebody")) for each in ids if each not in members]
    return (*seen.members, *others)


async def delete(page: LeadsScreen) -> None:
    """Withdraw the lead."""
    lead = page.chosen
    if lead is not None:
        await _act(page, Withdraw(LEAD.table, lead.id))


# One-to-ones


async def one_to_one(page: LeadsScreen) -> None:
    """Log a one-to-one of two members."""

    def dialog(filled: Command | None, refusal: str) -> OneToOneDialog:
        members, last = (page.picture.members, page.picture.one_to_ones) if page.picture else ((), ())
        before = filled if isinstance(filled, LogOneToOne) else None
        return OneToOneDialog(members, last, page.today, before, refusal)

    await _fill_in(page, dialog, _itself)


# How it is done


async def _act(page: LeadsScreen, command: Command, lead: Lead | None = None) -> None:
    """Carry it out; the lead keeps its place, also where it is listed no more."""
    await page.act(command, _line_of(lead), _TAKES_BACK)


async def _fill_in(
    page: LeadsScreen,
    dialog: Callable[[V | None, str], Screen[Any]],
    command: Callable[[V], Command],
    lead: Lead | None = None,
    before: V | None = None,
) -> None:
    """Ask until what is filled in is on record, or nobody wants it any more."""
    await page.fill_in(dialog, command, before, at=_line_of(lead), then=_TAKES_BACK)


def _line_of(lead: Lead | None) -> str:
    return str(lead.id) if lead is not None else ""


def _itself(command: K) -> K:
    return command


def _about(lead: Lead) -> str:
    return short(lead.slip.about)


ACTS: Mapping[str, Action] = {
    "contacted": outcome(LeadOutcome.CONTACTED),
    "working": outcome(LeadOutcome.WORKING),
    "closed": closed,
    "not_needed": outcome(LeadOutcome.NOT_NEEDED),
    "bad": bad,
    "outside": outcome(LeadOutcome.OUTSIDE),
    "is_lead": outcome(LeadOutcome.IS_LEAD),
    "note": note,
    "follow_up": follow_up,
    "correct": correct,
    "edit": edit,
    "new": new,
    "delete": delete,
    "one_to_one": one_to_one,
}

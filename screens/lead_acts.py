"""What can be done with a lead between meetings: each act is one command to the desk, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.screen import Screen

from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.leads.commands import LogOneToOne, PassLead, SayOfLead, ThankForBusiness
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.record_kinds import LEAD
from leadsroom.domain.people.roster import Person
from leadsroom.errors import Refused
from leadsroom.views.leads import lead_story
from screens.dialogs.lead_said import Said, SaidDialog, key_of, withdrawal_of
from screens.dialogs.lead_slip import LeadSlipDialog
from screens.dialogs.lead_word import NoteDialog, ReasonDialog, ReportDialog, Reported, WordDialog
from screens.dialogs.one_to_one import OneToOneDialog
from screens.dialogs.slip_table import SlipTable
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.styled import short

if TYPE_CHECKING:
    from datetime import date

    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.views.leads import LeadsPicture

V = TypeVar("V")
K = TypeVar("K", bound=Command)
_TAKES_BACK = "u takes it back."


class LeadActs(RecordPage):
    """The acts of the leads screen. They are about the lead under the cursor at the press of the key."""

    if TYPE_CHECKING:
        chapter: Chapter
        begun: dict[LeadId | None, dict[str, str]]
        shelf: LeadsPicture | None

        @property
        def chosen(self) -> Lead | None: ...

        @property
        def today(self) -> date: ...

    # One act after the other

    async def _do(self, command: Command, kept: Lead | None = None) -> str:
        """Carry out a command and show what is on record then; what happened. Raises Refused."""
        done = await self.do(command, str(kept.id) if kept is not None else "")
        return done.words

    async def _act(self, command: Command, kept: Lead | None = None, then: str = _TAKES_BACK) -> None:
        try:
            said = await self._do(command, kept)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self.tell(f"✓ {said.rstrip('.')}. {then}".strip() if said else "Nothing was changed.")

    @work
    @ignore_if_unmounted
    async def _now(self, command: Command, kept: Lead | None = None, then: str = _TAKES_BACK) -> None:
        await self._act(command, kept, then)

    # Words on a lead

    def action_say(self, word: str) -> None:
        lead = self.chosen
        if lead is not None:
            self._now(SayOfLead(lead.id, LeadOutcome(word)), lead)

    def action_bad(self) -> None:
        lead = self.chosen
        if lead is not None:
            self._bad(lead)

    @work
    @ignore_if_unmounted
    async def _bad(self, lead: Lead) -> None:
        reason = await self.app.push_screen_wait(ReasonDialog(f"A bad lead: {_about(lead)}"))
        if reason is not None:
            await self._act(SayOfLead(lead.id, LeadOutcome.BAD, note=reason), lead)

    def action_note(self) -> None:
        if self.chosen is not None:
            self._note(self.chosen, at_day=False)

    def action_follow_up(self) -> None:
        if self.chosen is not None:
            self._note(self.chosen, at_day=True)

    @work
    @ignore_if_unmounted
    async def _note(self, lead: Lead, *, at_day: bool) -> None:
        title = f"{'Follow up on' if at_day else 'A note on'} {_about(lead)}"
        dialog = NoteDialog(title, self.today, lead.standing.follow_up_on, at_day=at_day)
        noted = await self.app.push_screen_wait(dialog)
        if noted is not None:
            dropped = lead.standing.follow_up_on is not None and noted.follow_up_on is None
            word = LeadOutcome.NO_FOLLOW_UP if dropped else LeadOutcome.NOTE
            command = SayOfLead(lead.id, word, note=noted.note, follow_up_on=noted.follow_up_on)
            await self._act(command, lead)

    # Dollars

    def action_closed(self) -> None:
        if self.chosen is not None:
            self._dollars(self.chosen)

    @work
    @ignore_if_unmounted
    async def _dollars(self, lead: Lead) -> None:
        await self._report(lead, f"Closed: {_about(lead)}", None)

    async def _report(self, lead: Lead, title: str, corrects: ClosedBusiness | None) -> None:
        def dialog(filled: Reported | None, refusal: str) -> ReportDialog:
            return ReportDialog(title, self.chapter.currency, self.chapter.country, filled, refusal)

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
        await self._until_taken(dialog, command, lead, before)

    # What was said and paid, put right

    def action_said(self) -> None:
        if self.chosen is not None:
            self._said(self.chosen)

    @work
    @ignore_if_unmounted
    async def _said(self, lead: Lead) -> None:
        """The words on a lead and the reports for it, again and again until nobody chooses one."""
        at = ""
        while True:
            entries = await self._entries(lead)
            if not entries:
                return
            title = f"Said and reported: {_about(lead)}"
            chosen = await self.app.push_screen_wait(SaidDialog(title, entries, self.chapter, at))
            if chosen is None:
                return
            at = key_of(chosen.entry)
            if chosen.withdraw:
                await self._act(withdrawal_of(chosen.entry), lead)
                return
            await self._correct(lead, chosen.entry)

    async def _entries(self, lead: Lead) -> tuple[Said, ...]:
        """What was said of a lead and reported for it; where there is nothing, that is told."""
        try:
            story = await self.desk.read(lead_story, lead.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return ()
        own = [report for report in story.paid if report.lead_id == lead.id]
        if not story.updates and not own:
            self.tell(f"Nothing has been said of {_about(lead)} yet; 1 to 7, n and f do that.", "amber")
        return (*story.updates, *own)

    async def _correct(self, lead: Lead, entry: Said) -> None:
        if not isinstance(entry, LeadUpdate):
            await self._report(lead, f"Correct what was reported for {_about(lead)}", entry)
            return

        def dialog(_filled: SayOfLead | None, refusal: str) -> WordDialog:
            return WordDialog(f"Correct what was said of {_about(lead)}", self.today, entry, refusal)

        await self._until_taken(dialog, _itself, lead)

    # Slips

    def action_edit(self) -> None:
        if self.chosen is not None:
            self._fill_in(f"Slip for {_about(self.chosen)}", self.chosen)

    def action_new_lead(self) -> None:
        self._fill_in("A lead between meetings", None)

    @work
    @ignore_if_unmounted
    async def _fill_in(self, title: str, lead: Lead | None) -> None:
        """The slip; what is left with Escape waits as a draft while these leads are open."""
        key = lead.id if lead else None
        table = self._slip_table(lead)
        leads = self.shelf.leads if self.shelf else ()
        draft = self.begun.get(key, {})
        opened: list[LeadSlipDialog] = []

        def dialog(_filled: PassLead | None, refusal: str) -> LeadSlipDialog:
            typed = opened[-1].draft if opened else draft
            opened.append(LeadSlipDialog(title, table, lead=lead, leads=leads, draft=typed, refusal=refusal))
            return opened[-1]

        taken = await self._until_taken(dialog, _itself, lead)
        self.begun[key] = {} if taken else opened[-1].draft

    def _slip_table(self, lead: Lead | None) -> SlipTable:
        people = self._people(lead)
        return SlipTable(self.chapter, people, people, names=self.shelf.names if self.shelf else {})

    def _people(self, lead: Lead | None) -> tuple[Person, ...]:
        """The members, and the giver of this lead when they are none: a guest may give one."""
        shelf = self.shelf
        if shelf is None:
            return ()
        known = {person.id for person in shelf.members}
        ids: tuple[PersonId, ...] = (lead.giver_id, lead.receiver_id) if lead else ()
        others = [Person(each, shelf.names.get(each, "somebody")) for each in ids if each not in known]
        return (*shelf.members, *others)

    async def _until_taken(
        self,
        dialog: Callable[[V | None, str], Screen[V | None]],
        command: Callable[[V], Command],
        kept: Lead | None = None,
        filled: V | None = None,
    ) -> bool:
        """Ask until the desk takes what was filled in, or nobody wants it any more. Whether it was taken."""
        refusal = ""
        while True:
            answer = await self.app.push_screen_wait(dialog(filled, refusal))
            if answer is None:
                return False
            filled = answer
            try:
                said = await self._do(command(answer), kept)
            except Refused as no:
                refusal = str(no)
            else:
                self.tell(f"✓ {said}. {_TAKES_BACK}" if said else "Nothing was changed.")
                return True

    def action_withdraw(self) -> None:
        lead = self.chosen
        if lead is not None:
            self._now(Withdraw(LEAD.table, lead.id))

    # One-to-ones

    @work
    @ignore_if_unmounted
    async def action_one_to_one(self) -> None:
        def dialog(filled: Command | None, refusal: str) -> OneToOneDialog:
            shelf = self.shelf
            members, last = (shelf.members, shelf.one_to_ones) if shelf else ((), ())
            before = filled if isinstance(filled, LogOneToOne) else None
            return OneToOneDialog(members, last, self.today, before, refusal)

        await self._until_taken(dialog, _itself)

    # Back and forth

    async def action_undo(self) -> None:
        self._now(Undo(), self.chosen, "ctrl+y does it again.")

    async def action_redo(self) -> None:
        self._now(Redo(), self.chosen)


def _itself(command: K) -> K:
    return command


def _about(lead: Lead) -> str:
    return short(lead.slip.about)

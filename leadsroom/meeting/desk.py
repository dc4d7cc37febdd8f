"""The desk: the single door for writes of a live meeting. One act, one transaction, one journal entry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from leadsroom.clock import Clock
from leadsroom.domain.ids import EntryId, MeetingId, PersonId
from leadsroom.domain.lead import Lead
from leadsroom.domain.snapshot import Entry, EntryKind, Snapshot
from leadsroom.leads import words
from leadsroom.meeting import ahead, asking, at_table, bucket, guests, history, money, running
from leadsroom.meeting import commands as c
from leadsroom.meeting.act import Act
from leadsroom.station import Station
from leadsroom.store.journal import is_noted, station_of, write_entry
from leadsroom.store.read import LONGEST_OPEN, snapshot
from leadsroom.store.read_leads import leads_since
from leadsroom.store.read_meeting import chapter_of_meeting
from leadsroom.store.store import Store
from leadsroom.store.unit import Unit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from leadsroom.domain.member_standing import MemberStanding
    from leadsroom.domain.money import Money
    from leadsroom.domain.stand_ins import KnownStandIns
    from leadsroom.domain.visits import KnownGuests

T = TypeVar("T")

_HANDLERS: dict[type[c.Command], Callable[[Act, Any], str]] = {
    c.Go: running.go,
    c.Pause: running.pause,
    c.Resume: running.resume,
    c.GoBack: running.go_back,
    c.AddTime: running.add_time,
    c.BeganEarlier: running.began_earlier,
    c.Skip: running.skip,
    c.CallBack: running.call_back,
    c.LeaveOut: asking.leave_out,
    c.OpenQuestions: asking.open_questions,
    c.CloseQuestions: asking.close_questions,
    c.PromptSpeaker: asking.prompt_speaker,
    c.SetPitchLength: ahead.set_pitch_length,
    c.GivePitch: ahead.give_pitch,
    c.GiveStep: ahead.give_step,
    c.MoveStep: ahead.move_step,
    c.SkipStep: ahead.skip_step,
    c.BringBackStep: ahead.bring_back_step,
    c.MoveTurn: ahead.move_turn,
    c.SkipTurn: ahead.skip_turn,
    c.BringBackTurn: ahead.bring_back_turn,
    c.FollowClock: asking.follow_clock,
    c.MarkAttendance: at_table.mark_attendance,
    c.LeaveEarly: at_table.leave_early,
    c.SeatSubstitute: at_table.seat_substitute,
    c.WelcomeVisitor: at_table.welcome_visitor,
    c.NoteVisitor: guests.note_visitor,
    c.PassLead: bucket.pass_lead,
    c.SayOfLead: words.say_of_lead,
    c.ThankForBusiness: words.thank_for_business,
    c.GiveTestimonial: words.give_testimonial,
    c.KeepAsk: bucket.keep_ask,
    c.GiveNothing: bucket.give_nothing,
    c.Withdraw: bucket.withdraw,
    c.TakePayment: money.take_payment,
    c.ChargeMember: money.charge_member,
}


def perform(act: Act, command: c.Command) -> None:
    """Carry a command out inside an open transaction and write its entry of the journal.

    What changed nothing, like a correction of nothing, is no act: undo would have nothing to take back.
    """
    kind, reverses = EntryKind.DO, None
    if isinstance(command, c.Undo):
        kind = EntryKind.UNDO
        what, reverses = history.undo(act)
    elif isinstance(command, c.Redo):
        kind = EntryKind.REDO
        what, reverses = history.redo(act)
    else:
        what = _HANDLERS[type(command)](act, command)
        if not act.unit.changes:
            return
    money.settle_charges(act)
    write_entry(
        act.unit,
        chapter_id=act.before.chapter.id,
        meeting_id=act.before.meeting.id,
        station=act.station_id,
        command_id=command.command_id,
        at=act.now,
        act=type(command).__name__,
        what=what,
        kind=kind,
        reverses=reverses.id if reverses else None,
    )


class Desk:
    """The door to one meeting. `do` runs on one worker thread, in order; no write is dropped or overtaken."""

    def __init__(self, store: Store, meeting_id: MeetingId, clock: Clock, station: Station | str) -> None:
        self._store = store
        self._meeting_id = meeting_id
        self._clock = clock
        self._journal: tuple[Entry, ...] = ()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._passed_over: set[EntryId] = set()
        with store.reading() as connection:
            self._chapter_id = chapter_of_meeting(connection, meeting_id)
        self.station_id = station_of(store, station)

    async def do(self, command: c.Command) -> Snapshot:
        """Carry out a command; the picture after it, on disk already. Raises Refused with nothing changed."""
        return await self._asked(self.do_now, command)

    def do_now(self, command: c.Command) -> Snapshot:
        """The same, on the calling thread."""
        with self._store.writing(self._chapter_id) as unit:
            if not is_noted(unit.connection, self._chapter_id, command.command_id):
                perform(self._act(unit), command)
            after = self._picture(unit.connection)
        self._journal = after.journal
        return after

    async def look(self) -> Snapshot:
        """The picture as it stands, after every command given so far."""
        return await self._asked(self.look_now)

    def look_now(self) -> Snapshot:
        """The same, on the calling thread."""
        with self._store.reading() as connection:
            return self._picture(connection)

    async def earlier_leads(self) -> tuple[Lead, ...]:
        """Every lead of the chapter passed in the last half year, tonight's too, the oldest first."""
        return await self._asked(self.earlier_leads_now)

    def earlier_leads_now(self) -> tuple[Lead, ...]:
        """The same, on the calling thread."""
        with self._store.reading() as connection:
            return tuple(leads_since(connection, self._chapter_id, self._clock.now() - LONGEST_OPEN))

    async def standings(self) -> Mapping[PersonId, MemberStanding]:
        """Where everybody at the table stands with the attendance rules, tonight's marks counted."""
        return await self._asked(self.standings_now)

    def standings_now(self) -> Mapping[PersonId, MemberStanding]:
        """The same, on the calling thread."""
        from leadsroom.meeting import known

        with self._store.reading() as connection:
            return known.standings_tonight(connection, self._picture(connection))

    async def owed(self) -> Mapping[PersonId, Money]:
        """What each member at the table owes, below zero where they have paid ahead."""
        return await self._asked(self.owed_now)

    def owed_now(self) -> Mapping[PersonId, Money]:
        """The same, on the calling thread."""
        from leadsroom.meeting import known

        with self._store.reading() as connection:
            return known.owed_at_table(connection, self._picture(connection))

    async def stand_ins(self) -> KnownStandIns:
        """Who has stood in here before, and what the rules look at."""
        return await self._asked(self.stand_ins_now)

    def stand_ins_now(self) -> KnownStandIns:
        """The same, on the calling thread."""
        from leadsroom.meeting import known

        with self._store.reading() as connection:
            return known.known_stand_ins(connection, self._picture(connection))

    async def guests(self) -> KnownGuests:
        """Who has visited before, and the seats that are held."""
        return await self._asked(self.guests_now)

    def guests_now(self) -> KnownGuests:
        """The same, on the calling thread."""
        from leadsroom.meeting import known

        with self._store.reading() as connection:
            return known.known_guests(connection, self._picture(connection))

    async def _asked(self, what: Callable[..., T], *of: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, what, *of)

    def _act(self, unit: Unit) -> Act:
        before = self._picture(unit.connection)
        return Act(before, self._clock.now(), unit, self.station_id, self._passed_over)

    def _picture(self, connection: Connection) -> Snapshot:
        return snapshot(connection, self._meeting_id, self._journal, self._chapter_id)

    def close(self) -> None:
        """Finish what was given and stop the thread."""
        self._thread.shutdown(wait=True)

"""One meeting of the sample season, held by the commands of a real one, on a clock moved by hand."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from msgspec.structs import replace

from leadsroom.acts.act import Act
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import perform
from leadsroom.acts.leads.commands import CheckSlip, GiveTestimonial, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.demo.asked import PASSED_ON_TO
from leadsroom.demo.attendance import reached
from leadsroom.demo.script import Completion, LeadEvent, Script, SlipToPass
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import BusinessId, LeadId, MeetingId, PersonId, StationId, TurnId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.meeting.agenda_progress import next_turn
from leadsroom.domain.meeting.bucket_list import at_bucket
from leadsroom.domain.meeting.snapshot import MeetingState, Step, Turn
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money
from leadsroom.store.held_picture import picture_after
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.unit_of_work import Unit

_OVERRUN = {StepKind.SPEAKER: 1.15, StepKind.NETWORKING: 1.02}
_UNTIL_NEXT_MORNING, _MISHEARD = 24 * 3600, 50_000


def outcome_command(lead_event: LeadEvent, on: date) -> NoteOutcome:
    """The command of an outcome on a date."""
    lead, event = lead_event
    assert event.outcome is not None
    again = None if event.follow_up is None else on + timedelta(weeks=event.follow_up)
    noted = NoteOutcome(lead.id, event.outcome, event.note, thanked=event.thanked, follow_up_on=again)
    if event.outcome is not LeadOutcome.OUTSIDE:
        return noted
    return replace(noted, passed_outside=PASSED_ON_TO.get(lead.receiver, ""))


class Sitting:
    """A meeting being held. `passed` is called with the id of every lead."""

    def __init__(
        self, unit: Unit, meeting_id: MeetingId, station_id: StationId, script: Script, rng: Random
    ) -> None:
        self._unit = unit
        self._station_id = station_id
        self._script = script
        self._rng = rng
        self._commands = 0
        self.picture = snapshot(unit.connection, meeting_id)
        self.now = self.picture.meeting.starts_at + script.starts_late
        self.passed: list[tuple[LeadId, SlipToPass]] = []
        self._is_repeated = False
        self._reported: tuple[BusinessId, ThankForBusiness] | None = None

    def hold(self) -> None:
        """From the first Go to the close."""
        self._do(c.Go())
        while (step := self.picture.step) is not None:
            self._during(step)
            self._do(c.Go())
        assert self.picture.meeting.state is MeetingState.CLOSED
        if self._script.corrects_one and self._reported is not None:
            self._correct(self._reported)

    def _do(self, command: Command) -> Unit:
        self._commands += 1
        numbered = replace(command, command_id=f"demo{self.picture.meeting.id:012d}{self._commands:016d}")
        unit = Unit(self._unit.connection, self._unit.chapter_id)
        done = perform(Act(unit, self.now, self._station_id, self.picture.chapter, self.picture), numbered)
        self.picture = picture_after(unit, self.picture, done.entry)
        return unit

    def _wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=round(seconds))

    def _id(self, name: str) -> PersonId:
        return next(key for key, person in self.picture.people.items() if person.name == name)

    def _during(self, step: Step) -> None:
        if step.kind.is_round:
            self._round(step)
            return
        length = step.planned.total_seconds() * self._rng.gauss(_OVERRUN.get(step.kind, 0.97), 0.09)
        ends = self.now + timedelta(seconds=round(length))
        if step.kind is StepKind.NETWORKING:
            self._check_in()
        elif step.kind is StepKind.TESTIMONIALS:
            self._testimonials(length)
        elif self._rng.random() < 0.03:
            self._pause()
        self.now = max(self.now, ends)

    def _check_in(self) -> None:
        """People come in: substitutes and visitors are noted, and members who have sent a message."""
        for name in self._script.medical:
            self._do(c.MarkAttendance(member_id=self._id(name), mark=Mark.MEDICAL))
        for member, contact in self._script.substitutes.items():
            self._wait(self._rng.randint(20, 200))
            self._do(
                c.SeatSubstitute(member_id=self._id(member), name=contact.name, profession=contact.profession)
            )
        for visitor in self._script.visitors:
            self._wait(self._rng.randint(20, 150))
            host_id = self._id(visitor.host)
            name, profession = visitor.contact
            self._do(c.WelcomeVisitor(name, profession, host_id, contact=reached(visitor.contact)))
        for name in (*self._script.absent, *self._script.late):
            self._wait(self._rng.randint(2, 20))
            self._do(c.MarkAttendance(member_id=self._id(name), mark=Mark.ABSENT))

    def _testimonials(self, length: float) -> None:
        for praise in self._script.praise:
            self._wait(length / (len(self._script.praise) + 1))
            by, about = self._id(praise.by), self._id(praise.about)
            command = GiveTestimonial(by_id=by, about_id=about, words=praise.words, lead_id=praise.lead_id)
            self._do(command)

    def _pause(self) -> None:
        self._wait(self._rng.randint(20, 90))
        self._do(c.Pause())
        self._wait(self._rng.randint(20, 70))
        self._do(c.Resume())

    def _round(self, step: Step) -> None:
        while (turn := self.picture.turn) is not None:
            if turn.clock.started_at is None:
                self._wait(self._rng.randint(3, 8))
                self._do(c.Go())
            if step.kind is StepKind.BUCKET:
                self._at_the_bucket(turn)
            else:
                self._speaks(step, turn)
            if step.kind is StepKind.PITCHES:
                self._late_arrivals(turn)
            if next_turn(self.picture) is None:
                return
            self._do(c.Go())

    def _speaks(self, step: Step, turn: Turn) -> None:
        """A pitch: an ask halfway, now and then half a minute more or a pause."""
        allotted = turn.clock.allotted.total_seconds()
        uses = max(allotted * 0.4, self._rng.gauss(allotted * 0.95, allotted * 0.12))
        self._wait(uses / 2)
        ask = self._script.asks.get(self.picture.name(turn.member_id))
        if ask and step.kind is StepKind.PITCHES:
            self._do(c.KeepAsk(turn_id=turn.id, looking_for=ask))
        chance = self._rng.random()
        if chance < 0.02:
            self._pause()
        elif chance < 0.05:
            self._do(c.AddTime(by=timedelta(seconds=30)))
            self._wait(self._rng.randint(10, 28))
        self._wait(uses / 2)

    def _late_arrivals(self, turn: Turn) -> None:
        """Late members come in some way down the table, and speak at the end of the round."""
        for name in self._script.late:
            attendee = self.picture.attendee(self._id(name))
            if attendee is not None and attendee.mark is Mark.ABSENT and turn.position >= 3 + len(name) % 5:
                self._do(c.MarkAttendance(member_id=attendee.member_id, mark=Mark.LATE))

    def _at_the_bucket(self, turn: Turn) -> None:
        """A member's turn at the bucket: outcomes of leads received, then leads given."""
        name = self.picture.name(turn.member_id)
        self._wait(self._rng.randint(12, 30))
        for lead_event in self._script.lead_events:
            if lead_event.lead.receiver == name:
                self._note(lead_event)
        self._check_slips()
        for completion in self._script.completions:
            if completion.lead.giver == name:
                self._complete(completion, turn)
        given = [slip for slip in self._script.slips if slip.giver == name]
        for slip in given:
            self._pass(slip, turn)
        if not given:
            self._do(c.GiveNothing(turn_id=turn.id))
        elif self._script.repeats_one:
            self._repeat(turn)
        self._wait(self._rng.randint(8, 25))
        if name in self._script.leaves_early and next_turn(self.picture) is not None:
            self._do(c.LeaveEarly(member_id=turn.member_id))

    def _note(self, lead_event: LeadEvent) -> None:
        """An outcome of a lead, or dollars."""
        lead, event = lead_event
        self._wait(self._rng.randint(4, 11))
        if event.outcome is LeadOutcome.IS_LEAD and self._is_lead(lead.id):
            return  # its giver has brought along what was missing
        if event.outcome is not None:
            self._do(outcome_command(lead_event, self.picture.meeting.on))
            return
        report = ThankForBusiness(
            reported_by_id=self._id(lead.receiver),
            credited_to_id=self._id(lead.giver),
            amount=Money(event.minor, self.picture.chapter.currency),
            lead_id=lead.id,
            note=event.note,
        )
        unit = self._do(report)
        entered = next(change.id for change in unit.changes if change.table == "closed_business")
        self._reported = self._reported or (BusinessId(entered), report)

    def _check_slips(self) -> None:
        """What the holder says of the slips of two weeks ago that are asked about."""
        found = at_bucket(self.picture)
        for check in found.checks if found is not None else ():
            number = check.lead.id
            answers = (number % 9 != 0, number % 5 != 0, number % 11 != 0)
            self._do(CheckSlip(number, *answers))

    def _repeat(self, turn: Turn) -> None:
        """Once in such a meeting somebody passes on a prospect whom the receiver has been given today."""
        if self._is_repeated:
            return
        for _, before in self.passed:
            others = {self.picture.name(turn.member_id), before.giver, before.receiver}
            if len(others) == 3 and before.slip.prospect and before.slip.has_phone and not before.slip.inside:
                slip = replace(before.slip, note="met them at the market")
                self._do(PassLead(giver_id=turn.speaker_id, receiver_id=self._id(before.receiver), slip=slip))
                self._is_repeated = True
                return

    def _is_lead(self, lead_id: LeadId) -> bool:
        return any(lead.id == lead_id and lead.qualified for lead in self.picture.earlier_leads)

    def _complete(self, completion: Completion, turn: Turn) -> None:
        """The number that was missing a week ago."""
        self._wait(self._rng.randint(8, 16))
        receiver_id = self._id(completion.lead.receiver)
        self._do(
            PassLead(
                giver_id=turn.speaker_id,
                receiver_id=receiver_id,
                slip=completion.slip,
                from_lead_id=None,
                corrects=completion.lead.id,
            )
        )

    def _correct(self, reported: tuple[BusinessId, ThankForBusiness]) -> None:
        """The next morning a figure turns out to have been misheard."""
        entered, report = reported
        self._wait(_UNTIL_NEXT_MORNING)
        amount = Money(report.amount.minor + _MISHEARD, report.amount.currency)
        self._do(replace(report, amount=amount, corrects=entered))

    def _pass(self, slip: SlipToPass, turn: Turn) -> None:
        self._wait(self._rng.randint(10, 25))
        grown_from = slip.grown_from.id if slip.grown_from else None
        unit = self._do(
            PassLead(
                giver_id=turn.speaker_id,
                receiver_id=self._id(slip.receiver),
                slip=slip.slip,
                from_lead_id=grown_from,
                also_to=tuple(map(self._id, slip.also_to)),
                answers_id=self._ask_of(slip.receiver) if slip.answers else None,
                is_another=True,  # in two years the same few people need more than one thing
            )
        )
        added = [change.id for change in unit.changes if change.table == "lead" and change.before is None]
        for lead_id, receiver in zip(added, (slip.receiver, *slip.also_to), strict=True):
            self.passed.append((LeadId(lead_id), slip._replace(receiver=receiver, also_to=())))
        if self._script.takes_one_back and len(self.passed) == 3:
            self._take_back_and_again()

    def _ask_of(self, name: str) -> TurnId | None:
        """The turn in which somebody asked for something this morning."""
        asked = (turn.id for turn in self.picture.turns if turn.looking_for)
        by = {turn.id: self.picture.name(turn.member_id) for turn in self.picture.turns}
        return next((turn_id for turn_id in asked if by[turn_id] == name), None)

    def _take_back_and_again(self) -> None:
        """A wrong key: undone, and done again."""
        for command in (Undo(), Redo()):
            self._wait(self._rng.randint(2, 6))
            self._do(command)

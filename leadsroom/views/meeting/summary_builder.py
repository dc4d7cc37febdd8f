"""Turning a snapshot into the lines of a summary, which name people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct, field

from leadsroom.domain.ids import BusinessId, LeadId, PersonId, StationId, TurnId
from leadsroom.domain.journal import Entry, standing
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.dollars import Payment, payments_of
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate
from leadsroom.domain.leads.lead_today import LeadToday, Progress, lead_today, progress_of
from leadsroom.domain.meeting.agenda_progress import planned_length, turn_name
from leadsroom.domain.meeting.countdown import Countdown, Stood, pauses
from leadsroom.domain.meeting.record_kind import EntryText
from leadsroom.domain.meeting.record_kinds import KINDS, same_as
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot, Step, Turn
from leadsroom.domain.meeting.step_state import standing_of_step
from leadsroom.domain.meeting.tonight_rota import leader_of, talk_in
from leadsroom.domain.people.attendance import stations_of, table_order
from leadsroom.domain.people.follow_up import Belonging, came_to_be
from leadsroom.domain.people.professions import HeldSeat, Overlap, overlaps
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visits import seat_in_words
from leadsroom.domain.text.wording import ZERO
from leadsroom.store.journal import station_names
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read import season
from leadsroom.store.read.meeting.asks import answers_to
from leadsroom.store.read.meeting.corrections import corrections_elsewhere
from leadsroom.store.read.people.follow_up import belongings_of
from leadsroom.store.read.people.one_to_ones import one_to_ones_between
from leadsroom.store.read.people.visitors import held_seats
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary_lines import (
    AskLine,
    AttendanceLine,
    BusinessLine,
    LeadLine,
    OutcomeLine,
    StepLine,
    ThanksLine,
    TurnLine,
    VisitingMemberLine,
    VisitorLine,
)


class Afterwards(Struct, frozen=True):
    """`answers`: how many leads have answered the ask of a turn, those of later meetings too.

    `now` is when this is seen; `leads` are those of earlier meetings that are spoken of here, and `progress`
    what has come of these and of its own. `payments` are its reports of dollars. `corrections`: changes of
    its entries between meetings, or at the table of another one, in order. `close_seats`: pairs of
    professions of the chapter that overlap, and `seats` by who holds them, as they are held now. `stations`
    are the names of those at which it was written. `one_to_ones`: those since the meeting before, in order.
    `belongings` are memberships and applications of its visitors, as they are now.
    """

    now: datetime | None = None
    answers: Mapping[TurnId, int] = field(default_factory=dict)
    leads: Mapping[LeadId, Lead] = field(default_factory=dict)
    progress: Mapping[LeadId, Progress] = field(default_factory=dict)
    payments: Mapping[BusinessId, Payment] = field(default_factory=dict)
    corrections: tuple[Entry, ...] = ()
    close_seats: tuple[Overlap, ...] = ()
    seats: Mapping[PersonId, HeldSeat] = field(default_factory=dict)
    stations: Mapping[StationId, str] = field(default_factory=dict)
    one_to_ones: tuple[OneToOne, ...] = ()
    belongings: Mapping[PersonId, tuple[Belonging, ...]] = field(default_factory=dict)


NOTHING_LATER = Afterwards()


def afterwards(reading: Reading, snapshot: Snapshot) -> Afterwards:
    """The facts that other meetings add to this one's asks and leads."""
    connection = reading.connection
    asks = [turn.id for turn in snapshot.turns if turn.looking_for]
    spoken_of = {report.lead_id for report in snapshot.business}
    spoken_of |= {testimonial.lead_id for testimonial in snapshot.testimonials}
    spoken_of |= {update.lead_id for update in snapshot.updates}
    ids = sorted(lead_id for lead_id in spoken_of if lead_id is not None)
    chapter, here = snapshot.chapter, snapshot.chapter.id
    seats = held_seats(connection, here)
    leads = read_leads.leads_by_id(connection, here, ids)
    of_both = (leads | {lead.id: lead for lead in snapshot.leads}).values()
    return Afterwards(
        now=reading.now,
        answers=answers_to(connection, here, asks) if asks else {},
        leads=leads,
        progress=read_leads.progress_for(connection, here, of_both, chapter.currency),
        payments=read_leads.payments_among(connection, here, snapshot.business),
        corrections=tuple(corrections_elsewhere(connection, here, snapshot.meeting.id)),
        close_seats=overlaps(seats.values()),
        seats=seats,
        stations=station_names(connection, stations_of(snapshot.attendees)),
        one_to_ones=_one_to_ones(reading, snapshot),
        belongings=belongings_of(connection, here) if snapshot.visits else {},
    )


def _one_to_ones(reading: Reading, snapshot: Snapshot) -> tuple[OneToOne, ...]:
    """Those between the meeting before and this one; of two meetings of a day the first has them."""
    if snapshot.meeting.number > 1:
        return ()
    connection, here, on = reading.connection, snapshot.chapter.id, snapshot.meeting.on
    before = season.held_before(connection, here, on)
    return tuple(reversed(one_to_ones_between(connection, here, before, on)))


_PAUSE = "Pause"  # as the journal names the act


class SummaryBuilder(Struct, frozen=True):
    """A snapshot being turned into lines, ids into people. Clocks that run are counted up to `as_of`."""

    snapshot: Snapshot
    as_of: datetime
    later: Afterwards = NOTHING_LATER

    def person(self, person_id: PersonId) -> Person:
        """Somebody on record of the meeting."""
        return self.snapshot.people[person_id]

    def maybe(self, person_id: PersonId | None) -> Person | None:
        """The same, where there is anybody."""
        return None if person_id is None else self.snapshot.people[person_id]

    def seated(self) -> tuple[Person, ...]:
        """The members of the table, in table order."""
        return tuple(line.member for line in self.attendance())

    def attendance(self) -> tuple[AttendanceLine, ...]:
        """The attendance, in table order."""
        return tuple(
            AttendanceLine(
                *(self.person(a.member_id), a.seat, a.mark, self.maybe(a.substitute_id)),
                *(self.snapshot.came_at(a), a.left_at, a.came_about, a.marked_at),
                self.later.stations.get(a.marked_by, "") if a.marked_by is not None else "",
                a.online,
            )
            for a in table_order(self.snapshot.attendees, 0)
        )

    def visitors(self) -> tuple[VisitorLine, ...]:
        """The visitors, as they were welcomed."""
        return tuple(
            VisitorLine(
                *(self.person(v.person_id), self.maybe(v.host_id), v.number, v.corrected_at),
                *(v.counts, v.silent, v.became, v.became_note),
                seat_in_words(self.person(v.person_id), self.later.seats),
                came_to_be(self.later.belongings.get(v.person_id, ()), self.snapshot.meeting.on),
            )
            for v in self.snapshot.visitors
        )

    def visiting_members(self) -> tuple[VisitingMemberLine, ...]:
        """The members of other chapters, as they were welcomed."""
        return tuple(
            VisitingMemberLine(self.person(v.person_id), self.maybe(v.host_id), v.corrected_at)
            for v in self.snapshot.visiting_members
        )

    def asks(self) -> tuple[AskLine, ...]:
        """The asks, in the order of the agenda."""
        return tuple(
            AskLine(line.member, line.speaker, line.looking_for, line.answers)
            for line in self.turns()
            if line.looking_for
        )

    def _answers(self, turn: Turn) -> int:
        tonight = sum(lead.counts and lead.answers_id == turn.id for lead in self.snapshot.leads)
        return max(tonight, self.later.answers.get(turn.id, 0))

    def step(self, step: Step) -> StepLine:
        """A step, planned and actual."""
        clock, asked = step.clock, self._questions(step, None)
        used, in_turns = _used(clock, self.as_of), sum(self._turn_pauses(step).values(), ZERO)
        return StepLine(
            id=step.id,
            title=step.title,
            kind=step.kind,
            planned=self._planned(step),
            actual=used + asked - in_turns if used is not None else None,
            paused=pauses(self._clocks(), self.as_of).get(step.id, ZERO) + in_turns,
            questions=asked,
            added=clock.added,
            started_at=clock.started_at,
            ended_at=clock.ended_at,
            standing=standing_of_step(self.snapshot, step, self.as_of),
            talk=talk_in(self.snapshot, step),
            leader=leader_of(self.snapshot, step),
        )

    def _planned(self, step: Step) -> timedelta:
        """What was planned when the meeting began; before that, what its people would take."""
        if self.snapshot.meeting.state is MeetingState.PLANNED:
            return planned_length(self.snapshot, step)
        return step.planned

    def _clocks(self) -> list[Stood]:
        return [Stood(step.id, step.clock, self._questions(step, None)) for step in self.snapshot.steps]

    def _turn_pauses(self, step: Step) -> dict[int, timedelta]:
        """How long each turn of a round was paused: of those gone back to, the one paused by hand."""
        snapshot = self.snapshot
        by_hand = {entry.what for entry in standing(snapshot.journal) if entry.act == _PAUSE}
        clocks = (
            Stood(
                turn.id,
                turn.clock,
                self._questions(step, turn),
                paused_by_hand=f"Paused {turn_name(snapshot, turn)}" in by_hand,
            )
            for turn in snapshot.turns_of(step)
        )
        return pauses(clocks, self.as_of)

    def turns(self) -> tuple[TurnLine, ...]:
        """In the order of the agenda, whatever the order of the rows."""
        paused = {step.id: self._turn_pauses(step) for step in self.snapshot.steps}
        return tuple(
            self.turn(step, turn, paused[step.id].get(turn.id, ZERO))
            for step in self.snapshot.steps
            for turn in self.snapshot.turns_of(step)
        )

    def _questions(self, step: Step, turn: Turn | None) -> timedelta:
        """The time of questions to the speaker, whose own clock stood meanwhile."""
        of = turn.id if turn is not None else None
        asked = (q for q in self.snapshot.questions if (q.step_id, q.turn_id) == (step.id, of))
        return sum((q.clock.elapsed(self.as_of) for q in asked), ZERO)

    def turn(self, step: Step, turn: Turn, paused: timedelta) -> TurnLine:
        """A turn with its time."""
        asked = self._questions(step, turn)
        return TurnLine(
            id=turn.id,
            step_id=step.id,
            step=step.title,
            member=self.person(turn.member_id),
            speaker=self.person(turn.speaker_id),
            allotted=turn.clock.allotted,
            added=turn.clock.added,
            paused=paused,
            questions=asked,
            used=_used(turn.clock, self.as_of),
            over=turn.clock.over(self.as_of),
            outcome=turn.outcome,
            looking_for=turn.looking_for,
            answers=self._answers(turn),
            nothing_today=turn.nothing_today,
        )

    # Leads and their outcomes

    def leads(self) -> tuple[LeadLine, ...]:
        """Tonight's leads, in the order in which they were passed."""
        asks = {turn.id: turn.looking_for for turn in self.snapshot.turns}
        asks |= {ask.turn_id: ask.looking_for for ask in self.snapshot.last_asks}
        return tuple(
            LeadLine(
                lead,
                self.person(lead.giver_id),
                self.person(lead.receiver_id),
                self.maybe(lead.spoken_by_id),
                self.today(lead),
                also_to=tuple(self._also_to(lead)),
                answers=asks.get(lead.answers_id, "") if lead.answers_id is not None else "",
                same_as="" if lead.counts else same_as(self.snapshot, lead),
            )
            for lead in self.snapshot.leads
        )

    @property
    def now(self) -> datetime:
        """The moment at which it is seen where leads stand."""
        return self.later.now or self.as_of

    def today(self, lead: Lead) -> LeadToday:
        """Where a lead stands at the moment at which it is seen."""
        progress = self.later.progress.get(lead.id) or self._progress_here(lead.id)
        return lead_today(lead, progress, self.snapshot.chapter, self.now)

    def _progress_here(self, lead_id: LeadId) -> Progress:
        """As far as this meeting alone knows."""
        updates = (update for update in self.snapshot.updates if update.lead_id == lead_id)
        reports = (report for report in self.snapshot.business if report.lead_id == lead_id)
        return progress_of(updates, reports, self.snapshot.chapter.currency)

    def _also_to(self, lead: Lead) -> Iterator[Person]:
        """The other receivers of one prospect, who were named together."""
        for other in self.snapshot.leads:
            if other.id != lead.id and _in_one_breath(other) == _in_one_breath(lead):
                yield self.person(other.receiver_id)

    def business(self) -> tuple[BusinessLine, ...]:
        """Closed business, and thanks on their own."""
        payments = self.later.payments or self._payments_here()
        return tuple(
            BusinessLine(
                self.person(b.reported_by_id),
                self.person(b.credited_to_id),
                b.amount,
                b.lead_id,
                b.note,
                b.at,
                b.corrected_at,
                b.about,
                payments.get(b.id),
            )
            for b in self.snapshot.business
        )

    def entries(self) -> dict[str, tuple[EntryText, ...]]:
        """Entries of other kinds, by their tables, as they happened."""
        abouts = self._abouts()
        return {
            kind.table: tuple(
                kind.telling.tell(self.snapshot, abouts, entry) for entry in kind.entries(self.snapshot)
            )
            for kind in KINDS
            if kind.telling is not None
        }

    def outcomes(self) -> tuple[OutcomeLine, ...]:
        """The outcomes of leads that were noted at this meeting."""
        return tuple(
            OutcomeLine(
                lead_id=update.lead_id,
                receiver=self._somebody(update.receiver_id),
                giver=self._somebody(update.giver_id),
                about=update.about,
                outcome=update.outcome,
                note=update.note,
                thanked=update.thanked,
                follow_up_on=update.follow_up_on,
                at=update.at,
                corrected_at=update.corrected_at,
                since_then=self._since_then(update),
                passed_outside=update.passed_outside,
            )
            for update in self.snapshot.updates
        )

    def _since_then(self, update: LeadUpdate) -> str:
        """Where the lead of an outcome stands today, if that is not what was noted here."""
        lead = self.later.leads.get(update.lead_id)
        if lead is None:
            return ""
        today = self.today(lead)
        noted = update.outcome.state
        is_that = today.at <= update.at or (noted is not None and today.stands.value == noted.value)
        return "" if is_that and lead.withdrawn_at is None else today.words

    def _payments_here(self) -> Mapping[BusinessId, Payment]:
        own = {lead.id for lead in self.snapshot.leads if lead.slip.inside}
        return {each.report.id: each for each in payments_of(self.snapshot.business, own)}

    def _somebody(self, person_id: PersonId | None) -> Person:
        assert person_id is not None  # a snapshot's outcomes name the people of the lead
        return self.person(person_id)

    def thanks(
        self, business: tuple[BusinessLine, ...], outcomes: tuple[OutcomeLine, ...]
    ) -> tuple[ThanksLine, ...]:
        """Thanks without a figure, on their own and with outcomes of leads, as they came."""
        about = self._abouts()
        paid = {line.lead_id for line in business if not line.thanks_only}  # dollars thank by themselves
        lines = [
            ThanksLine(
                line.reported_by,
                line.credited_to,
                about.get(line.lead_id, "") if line.lead_id is not None else "",
                line.note,
                line.lead_id,
                line.at,
                line.corrected_at,
            )
            for line in business
            if line.thanks_only
        ]
        lines += [
            ThanksLine(
                outcome.receiver,
                outcome.giver,
                outcome.about,
                _of_the_thanks(outcome),
                outcome.lead_id,
                outcome.at,
            )
            for outcome in outcomes
            if outcome.thanked and outcome.lead_id not in paid
        ]
        return tuple(sorted(lines, key=lambda line: line.at))

    def _abouts(self) -> dict[LeadId, str]:
        """The prospects of leads, as far as they are on record at this table."""
        abouts = {lead.id: lead.slip.about for lead in self.later.leads.values()}
        abouts |= {lead.id: lead.about for lead in self.snapshot.earlier_leads}
        abouts |= {update.lead_id: update.about for update in self.snapshot.updates}
        return abouts | {lead.id: lead.slip.about for lead in self.snapshot.leads}


def _used(clock: Countdown, now: datetime) -> timedelta | None:
    return None if clock.started_at is None else clock.elapsed(now)


def _in_one_breath(lead: Lead) -> tuple[object, ...]:
    return lead.family_id or lead.id, lead.giver_id, lead.from_lead_id, lead.passed_at


def _of_the_thanks(line: OutcomeLine) -> str:
    """The note, where it goes with the thanks and not with how far the lead is."""
    return line.note if line.outcome is LeadOutcome.THANKS else ""

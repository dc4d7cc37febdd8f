"""The summary of a meeting: a pure function of its snapshot and of the facts that other meetings add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.journal import Entry
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.meeting.record_kind import EntryText
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Snapshot
from leadsroom.domain.people.professions import Overlap
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.wording import late_by_clock
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.find_meeting import meeting_snapshot
from leadsroom.views.meeting.summary_builder import NOTHING_LATER, Afterwards, SummaryBuilder, afterwards
from leadsroom.views.meeting.summary_lines import (
    AskLine,
    AttendanceLine,
    BusinessLine,
    DollarCount,
    LeadCount,
    LeadLine,
    OutcomeLine,
    StepLine,
    ThanksLine,
    Totals,
    TurnLine,
    VisitingMemberLine,
    VisitorLine,
    dollar_counts,
    lead_counts,
    totals,
)


class Summary(Struct, frozen=True):
    """A meeting, seen afterwards. Sequences are in table order or as they happened.

    `given` and `received` have a line for every member of the table, most first, zeros last; `reported` and
    `credited` only those with a report, most first. `business` holds thanks too that stand on their own;
    `thanks` also those that came with an outcome. `outcomes` are all those of leads; `gave_nothing` are those
    who gave nothing at the bucket: no lead, no dollars, no thanks and no testimonial. `entries` are those of
    kinds with a text of their own, by their tables.
    `corrections` are the changes made once the meeting was over, at its table or elsewhere, in order.
    `close_seats` are pairs of professions that overlap, `one_to_ones` those since the meeting before.
    `as_of` is the moment up to which running clocks are counted. At `seen_at` leads stand as is said here.
    """

    chapter: Chapter
    meeting: Meeting
    as_of: datetime
    seen_at: datetime
    totals: Totals
    attendance: tuple[AttendanceLine, ...]
    visitors: tuple[VisitorLine, ...]
    visiting_members: tuple[VisitingMemberLine, ...]
    leads: tuple[LeadLine, ...]
    given: tuple[LeadCount, ...]
    received: tuple[LeadCount, ...]
    business: tuple[BusinessLine, ...]
    thanks: tuple[ThanksLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    gave_nothing: tuple[Person, ...]
    reported: tuple[DollarCount, ...]
    credited: tuple[DollarCount, ...]
    entries: Mapping[str, tuple[EntryText, ...]]
    asks: tuple[AskLine, ...]
    steps: tuple[StepLine, ...]
    turns: tuple[TurnLine, ...]
    corrections: tuple[Entry, ...] = ()
    close_seats: tuple[Overlap, ...] = ()
    one_to_ones: tuple[OneToOne, ...] = ()

    @property
    def ended_late(self) -> timedelta | None:
        """By how much it ended after its planned end (negative: before), by the clock; None if it has not."""
        ended = self.meeting.ended_at
        return None if ended is None else late_by_clock(ended, self.meeting.ends_at)

    @property
    def closed(self) -> tuple[BusinessLine, ...]:
        """Reports with a figure."""
        return tuple(line for line in self.business if not line.thanks_only)

    @property
    def became(self) -> tuple[OutcomeLine, ...]:
        """The outcomes that say more than thanks."""
        return tuple(
            line
            for line in self.outcomes
            if line.outcome is not LeadOutcome.THANKS or line.follow_up_on or line.passed_outside
        )


def summarise(snapshot: Snapshot, now: datetime | None = None, later: Afterwards = NOTHING_LATER) -> Summary:
    """Sum a meeting up. Running clocks are counted up to `now`, or to the last thing that happened.

    `later` are the facts that other meetings add.
    """
    builder = SummaryBuilder(snapshot, now or _last_moment(snapshot), later)
    leads, outcomes = builder.leads(), builder.outcomes()
    business, currency = builder.business(), snapshot.chapter.currency
    thanks, turns = builder.thanks(business, outcomes), builder.turns()
    return Summary(
        chapter=snapshot.chapter,
        meeting=snapshot.meeting,
        as_of=builder.as_of,
        seen_at=builder.now,
        totals=totals(snapshot, business, len(thanks)),
        attendance=builder.attendance(),
        visitors=builder.visitors(),
        visiting_members=builder.visiting_members(),
        leads=leads,
        given=lead_counts(builder.seated(), leads, lambda line: line.giver),
        received=lead_counts(builder.seated(), leads, lambda line: line.receiver),
        business=business,
        thanks=thanks,
        outcomes=outcomes,
        gave_nothing=_gave_nothing(snapshot, turns),
        reported=dollar_counts(business, currency, lambda line: line.reported_by),
        credited=dollar_counts(business, currency, lambda line: line.credited_to),
        entries=builder.entries(),
        asks=builder.asks(),
        steps=tuple(builder.step(step) for step in snapshot.steps),
        turns=turns,
        corrections=_corrections(snapshot, later),
        close_seats=later.close_seats,
        one_to_ones=later.one_to_ones,
    )


def _gave_nothing(snapshot: Snapshot, turns: Iterable[TurnLine]) -> tuple[Person, ...]:
    gave = {lead.giver_id for lead in snapshot.leads} | {
        report.reported_by_id for report in snapshot.business
    }
    gave |= {testimonial.by_id for testimonial in snapshot.testimonials}
    gave |= {update.receiver_id for update in snapshot.updates if update.thanked and update.receiver_id}
    return tuple(x.member for x in turns if x.nothing_today and not {x.member.id, x.speaker.id} & gave)


class Review(Struct, frozen=True):
    """A meeting as it stands, and its summary."""

    snapshot: Snapshot
    summary: Summary


def review(reading: Reading, meeting_id: MeetingId) -> Review:
    """A meeting to look back at, with the facts that other meetings add to its asks and leads.

    Raises Refused when there is none.
    """
    seen = meeting_snapshot(reading, meeting_id)
    return Review(seen, summarise(seen, later=afterwards(reading, seen)))


def public_entries(snapshot: Snapshot) -> tuple[Entry, ...]:
    """The journal of a meeting for its minutes, which never say what a member paid or owes."""
    return tuple(entry for entry in snapshot.journal if not entry.is_private)


def is_correction(entry: Entry, meeting: Meeting) -> bool:
    """Whether an entry of a meeting's journal was made once the meeting was over."""
    over = meeting.ended_at if meeting.state is MeetingState.CLOSED else None
    return over is not None and entry.at > over


def _corrections(snapshot: Snapshot, later: Afterwards) -> tuple[Entry, ...]:
    own = (entry for entry in public_entries(snapshot) if is_correction(entry, snapshot.meeting))
    return tuple(sorted((*own, *later.corrections), key=lambda entry: (entry.at, entry.id)))


def _last_moment(snapshot: Snapshot) -> datetime:
    meeting = snapshot.meeting
    last = max((entry.at for entry in snapshot.journal), default=meeting.starts_at)
    return meeting.ended_at or last

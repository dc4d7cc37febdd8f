"""How a meeting that runs late can end in time: steps that have slack first, then shorter pitches.

Advice only: nothing is re-timed unasked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import (
    SHORTEST_TURN,
    PlannedStep,
    StepKind,
    changeover_of,
    round_length,
    step_length,
)
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.agenda_progress import (
    ends_in_words,
    people_of_round,
    planned_length,
    project,
    steps_ahead,
)
from leadsroom.domain.meeting.fit import lengths_left
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot, Step
from leadsroom.domain.text.wording import ZERO, forecast, round_minutes, seconds_or_minutes, whole_minutes

_MINUTE, _FIVE_SECONDS = timedelta(minutes=1), timedelta(seconds=5)
# What a step can lose before it is another one. Speakers, visitors, welcome and close keep their time.
_SLACK = {
    StepKind.NETWORKING: 1 / 2,
    StepKind.BREAK: 1 / 2,
    StepKind.BUCKET: 2 / 5,
    StepKind.READING_BACK: 2 / 5,
    StepKind.BUSINESS: 1 / 3,
    StepKind.EDUCATION: 1 / 3,
    StepKind.TESTIMONIALS: 1 / 3,
}


class Block(Struct, frozen=True):
    """A step whose length can be cut in whole minutes, down to `least`. `key` says which it is."""

    key: int
    title: str
    length: timedelta
    least: timedelta

    @property
    def slack(self) -> timedelta:
        """The whole minutes that it can lose."""
        return max(0, (self.length - self.least) // _MINUTE) * _MINUTE


class Pitches(Struct, frozen=True):
    """Pitches still to be given, of these `lengths`: all can be cut to one length of at least `least`."""

    lengths: tuple[timedelta, ...]
    least: timedelta

    def saved_with(self, each: timedelta) -> timedelta:
        """What is saved where everybody gets the same length."""
        return sum(self.lengths, ZERO) - len(self.lengths) * each


class Cut(Struct, frozen=True):
    """A step, or with no `key` the pitches, that gets shorter."""

    key: int | None
    title: str
    was: timedelta
    to: timedelta

    @property
    def words(self) -> str:
        """`Leads bucket 15 → 9 min`, `pitches 60 → 50 s`."""
        if self.key is None:
            was, to = seconds_or_minutes(self.was), seconds_or_minutes(self.to)
            return f"pitches {was.removesuffix(' s') if to.endswith(' s') else was} → {to}"
        return f"{self.title} {round_minutes(self.was)} → {round_minutes(self.to)} min"


class Advice(Struct, frozen=True):
    """The cuts in which a meeting ends at `ends_at`; planned was `due_at`. Some of it may be left."""

    cuts: tuple[Cut, ...]
    ends_at: datetime
    due_at: datetime

    @property
    def minutes_left(self) -> int:
        """By how many full minutes it is behind all the same."""
        return max(0, whole_minutes(self.ends_at - self.due_at))

    @property
    def shown_end(self) -> datetime:
        """The end as the masthead will show it, once the advice is taken."""
        return forecast(self.ends_at, self.due_at)

    @property
    def pitch(self) -> timedelta | None:
        """The length for each pitch, if that is part of it."""
        return next((cut.to for cut in self.cuts if cut.key is None), None)

    @property
    def steps(self) -> tuple[Cut, ...]:
        """The steps that are cut."""
        return tuple(cut for cut in self.cuts if cut.key is not None)


def cuts_for(need: timedelta, blocks: Iterable[Block], pitches: Pitches | None) -> tuple[Cut, ...]:
    """The cuts that save what is needed, or as much as can be: few steps, those with most slack first."""
    cuts: list[Cut] = []
    for block in sorted(blocks, key=lambda block: -block.slack):
        by = min(block.slack, math.ceil(need / _MINUTE) * _MINUTE)
        if by > ZERO:
            cuts.append(Cut(block.key, block.title, block.length, block.length - by))
            need -= by
    if pitches is not None and pitches.lengths and need > ZERO:
        cuts += _shorter(need, pitches)
    return tuple(cuts)


def _shorter(need: timedelta, pitches: Pitches) -> Iterator[Cut]:
    """The longest length that saves enough, a multiple of five seconds; else the least there may be."""
    was, least = max(pitches.lengths), math.ceil(pitches.least / _FIVE_SECONDS) * _FIVE_SECONDS
    wanted = (sum(pitches.lengths, ZERO) - need) / len(pitches.lengths) // _FIVE_SECONDS * _FIVE_SECONDS
    each = max(wanted, least)
    if pitches.saved_with(each) > ZERO and each < was:
        yield Cut(None, "pitches", was, each)


def least_of(kind: StepKind, planned: timedelta) -> timedelta:
    """What a step of a kind cannot go below, by how long it was planned."""
    return planned * (1 - _SLACK.get(kind, 0.0))


# A meeting


def catching_up(snapshot: Snapshot, now: datetime) -> Advice | None:
    """What brings the end of a meeting nearest to its plan; None when it is not a minute behind.

    It may hold no cut at all: then nothing that is still to come can be shorter.
    """
    projection = project(snapshot, now)
    if snapshot.meeting.ended_at is not None or projection.minutes_behind < 1:
        return None
    pitches, steps = _pitches(snapshot), {int(step.id): step for step in snapshot.steps}
    # Some seconds do not count: a minute that is not full is on time.
    cuts = cuts_for(projection.behind - _MINUTE / 2, _blocks(snapshot), pitches)
    saved = sum((_saved(snapshot, steps, pitches, cut) for cut in cuts), ZERO)
    return Advice(cuts, projection.ends_at - saved, snapshot.meeting.ends_at)


def _saved(snapshot: Snapshot, steps: Mapping[int, Step], pitches: Pitches | None, cut: Cut) -> timedelta:
    """What a cut saves; of a block that is shared that may be some seconds less than its minutes."""
    if cut.key is None:
        return pitches.saved_with(cut.to) if pitches is not None else ZERO
    step = steps[cut.key]
    shorter = replace(step, clock=replace(step.clock, added=step.clock.added - (cut.was - cut.to)))
    return planned_length(snapshot, step) - planned_length(snapshot, shorter)


def advice_due(snapshot: Snapshot, now: datetime) -> Advice | None:
    """The same, once a live meeting is as far behind as the chapter wants to hear of it."""
    after = snapshot.chapter.rules.meeting.advice_from
    if snapshot.meeting.state is not MeetingState.LIVE or project(snapshot, now).behind < after:
        return None
    return catching_up(snapshot, now)


def _blocks(snapshot: Snapshot) -> Iterator[Block]:
    for step in steps_ahead(snapshot):
        dealt = bool(snapshot.turns_of(step)) or step.clock.started_at is not None
        if not dealt and not (step.kind.is_round and step.turn_length is not None):
            yield Block(step.id, step.title, step.planned + step.clock.added, _least(snapshot, step))


def _least(snapshot: Snapshot, step: Step) -> timedelta:
    """What it cannot go below. Of a block that is shared nobody gets less than 15 s."""
    least = least_of(step.kind, step.planned)
    if not step.kind.is_round:
        return least
    people = len(people_of_round(snapshot, step))
    return max(least, round_length(people, SHORTEST_TURN, changeover_of(step, snapshot.chapter.changeover)))


def pitches_to_come(snapshot: Snapshot) -> tuple[Step, ...]:
    """The rounds of pitches that a length for each is given to: all before the start, then the next one."""
    here = snapshot.step.position if snapshot.step else -1
    rounds = [s for s in snapshot.steps if s.kind is StepKind.PITCHES and s.outcome is None]
    ahead = [s for s in rounds if s.position >= here and lengths_left(snapshot, s)]
    return tuple(ahead if snapshot.meeting.state is MeetingState.PLANNED else ahead[:1])


def _pitches(snapshot: Snapshot) -> Pitches | None:
    rounds = pitches_to_come(snapshot)
    lengths = tuple(length for step in rounds for length in lengths_left(snapshot, step))
    spoken = (t.clock.allotted for step in rounds for t in snapshot.turns_of(step))
    planned = max((snapshot.chapter.pitch, *lengths, *spoken))
    return Pitches(lengths, max(SHORTEST_TURN, planned / 2)) if rounds else None


# An agenda


def fitting_agenda(plan: AgendaPlan, people: int, past: timedelta) -> tuple[Cut, ...]:
    """The cuts that let a plan end earlier by what it is `past`; their keys are the places of its steps."""
    pitched = [s.turn_length for s in plan.steps if s.kind is StepKind.PITCHES and s.turn_length is not None]
    lengths = tuple(length for length in pitched for _ in range(people))
    pitches = Pitches(lengths, max(SHORTEST_TURN, max(pitched) / 2)) if lengths else None
    return cuts_for(past, _planned_blocks(plan, people), pitches)


def _planned_blocks(plan: AgendaPlan, people: int) -> Iterator[Block]:
    for place, step in enumerate(plan.steps):
        length = step_length(step, people, plan.changeover)
        if step.turn_length is None and length:
            yield Block(place, step.title, step.planned, _planned_least(step, people, plan.changeover))


def _planned_least(step: PlannedStep, people: int, changeover: timedelta) -> timedelta:
    least = least_of(step.kind, step.planned)
    if not step.kind.is_round:
        return least
    return max(least, round_length(people, SHORTEST_TURN, changeover_of(step, changeover)))


# In words


def cuts_in_words(cuts: Sequence[Cut]) -> str:
    """`Leads bucket 15 → 9 min, pitches 60 → 50 s`."""
    return ", ".join(cut.words for cut in cuts)


def advice_in_words(advice: Advice, chapter: Chapter) -> str:
    """`Leads bucket 15 → 9 min, ends 8:30`; what is left where that is not enough: `still 4 min behind`."""
    ends = f"ends {clock_time(advice.shown_end, chapter)}"
    left = f", still {advice.minutes_left} min behind" if advice.minutes_left else ""
    return f"{cuts_in_words(advice.cuts)}, {ends}{left}"


def done_in_words(cuts: Sequence[Cut], ends_at: datetime, due_at: datetime, chapter: Chapter) -> str:
    """`Leads bucket 15 → 9 min, pitches 60 → 50 s; ends on time, 8:30`: what taking it has done."""
    return f"{cuts_in_words(cuts)}; ends {ends_in_words(ends_at, due_at, chapter)}"

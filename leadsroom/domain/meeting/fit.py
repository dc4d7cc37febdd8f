"""Whether the plan fits the time there is, and what would make it fit. Advice only: nothing is re-timed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from leadsroom.domain.agenda.agenda import LONGEST_TURN, SHORTEST_TURN, PlannedStep, StepKind, step_length
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.agenda_progress import ends_in_words, planned_length, project, turn_lengths
from leadsroom.domain.meeting.snapshot import Snapshot, Step
from leadsroom.domain.text.wording import (
    SECOND,
    ZERO,
    forecast,
    length_in_words,
    round_minutes,
    seconds_or_minutes,
    whole_minutes,
)

_FIVE_SECONDS = timedelta(seconds=5)


class Fit(Struct, frozen=True):
    """How a plan fits: `people` pitches of `each` take `pitches`; it ends at `ends_at`, planned was `due_at`.

    `fitting` is the length of a pitch that ends it as planned: None when it fits, or when none would.
    """

    people: int
    each: timedelta
    pitches: timedelta
    ends_at: datetime
    due_at: datetime
    fitting: timedelta | None = None

    @property
    def past(self) -> timedelta:
        """By how much it ends after its planned end; negative: before."""
        return self.ends_at - self.due_at

    @property
    def minutes_past(self) -> int:
        """The same in full minutes, by the rule of what is shown while the meeting runs."""
        return whole_minutes(self.past)

    @property
    def shown_end(self) -> datetime:
        """The end as it is shown beside those minutes."""
        return forecast(self.ends_at, self.due_at)


def fitting_length(lengths: Sequence[timedelta], past: timedelta) -> timedelta | None:
    """What each gets, in fives of seconds, when all these lengths together lose `past`.

    None when that is no length that anybody would ask for: under half of the longest, or under 15 s.
    """
    if not lengths:
        return None
    each = (sum(lengths, ZERO) - past) / len(lengths) // _FIVE_SECONDS * _FIVE_SECONDS
    return each if max(SHORTEST_TURN, max(lengths) / 2) <= each <= LONGEST_TURN else None


def _fit(lengths: Sequence[timedelta], pitches: timedelta, ends_at: datetime, due_at: datetime) -> Fit:
    past, given = ends_at - due_at, sum(lengths, ZERO)
    fitting = fitting_length(lengths, past) if past >= SECOND else None
    each = given / len(lengths) if lengths else ZERO
    return Fit(len(lengths), each, pitches, ends_at, due_at, fitting)


def fit_of_agenda(
    agenda: Sequence[PlannedStep], people: int, changeover: timedelta, starts_at: datetime, due_at: datetime
) -> Fit:
    """How an agenda fits with so many at the table, and no visitors."""
    rounds = [s for s in agenda if s.kind is StepKind.PITCHES and s.turn_length is not None]
    lengths = [s.turn_length for s in rounds if s.turn_length is not None for _ in range(people)]
    pitches = sum((step_length(step, people, changeover) for step in rounds), ZERO)
    ends = starts_at + sum((step_length(step, people, changeover) for step in agenda), ZERO)
    return _fit(lengths, pitches, ends, due_at)


def fit_of_meeting(snapshot: Snapshot, now: datetime) -> Fit:
    """How tonight's plan fits the people who are expected, were it to begin now or as planned."""
    rounds = [s for s in snapshot.steps if s.kind is StepKind.PITCHES and s.outcome is None]
    lengths = [length for step in rounds for length in turn_lengths(snapshot, step)]
    pitches = sum((planned_length(snapshot, step) for step in rounds), ZERO)
    return _fit(lengths, pitches, project(snapshot, now).ends_at, snapshot.meeting.ends_at)


class FitWords(Struct, frozen=True):
    """The parts of what is said of a fit; empty where there is nothing to say."""

    pitches: str
    ends: str
    advice: str


def parts_in_words(fit: Fit, chapter: Chapter) -> FitWords:
    """`16 pitches of 2 min, 33 min in all`; `ends 8:41, 11 min past 8:30`; `75 s each would fit`."""
    return FitWords(_pitches(fit), f"ends {_plan_ends(fit, chapter)}", _what_would_fit(fit))


def fit_in_words(fit: Fit, chapter: Chapter) -> str:
    """The same as one sentence: `16 pitches of 2 min, …; the plan ends 8:41, …; 75 s each would fit`."""
    parts = parts_in_words(fit, chapter)
    return "; ".join(part for part in (parts.pitches, f"the plan {parts.ends}", parts.advice) if part)


def _pitches(fit: Fit) -> str:
    if not fit.people:
        return ""
    many = f"{fit.people} pitch{'es' if fit.people > 1 else ''}"
    between = f" with changeover{'s' if fit.people > 1 else ''}"
    between = between if fit.pitches - fit.people * fit.each >= SECOND else ""
    return f"{many} of {seconds_or_minutes(fit.each)}, {round_minutes(fit.pitches)} min{between}"


def _what_would_fit(fit: Fit) -> str:
    if fit.fitting is not None:
        return f"{seconds_or_minutes(fit.fitting)} each would fit"
    return "shorter pitches alone would not make it fit" if fit.past >= SECOND and fit.people else ""


def _plan_ends(fit: Fit, chapter: Chapter) -> str:
    """The same of a plan: one that is too long by seconds says by how many, a shorter pitch would fit."""
    if fit.past >= SECOND and not fit.minutes_past:
        return f"{clock_time(fit.shown_end, chapter)}, {length_in_words(fit.past)} past"
    return ends_in_words(fit.ends_at, fit.due_at, chapter)


def lengths_left(snapshot: Snapshot, step: Step) -> list[timedelta]:
    """The time of each who has not begun to speak in a round: dealt already, or as it would be now."""
    turns = snapshot.turns_of(step)
    if turns or step.clock.started_at is not None:
        waiting = (t for t in turns if t.outcome is None and t.clock.started_at is None)
        return [t.clock.allotted + t.clock.added for t in waiting]
    return list(turn_lengths(snapshot, step))

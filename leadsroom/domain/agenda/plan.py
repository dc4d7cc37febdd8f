"""Changing an agenda: every change gives a new plan and leaves all other steps as they were."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import (
    CHANGEOVER,
    LONGEST_TURN,
    SHORTEST_TURN,
    PlannedStep,
    StepKind,
    changeover_of,
    round_length,
    shared_turn,
    step_length,
)
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_time import LONGEST_CHANGEOVER, LONGEST_STEP
from leadsroom.domain.text.wording import SECOND, ZERO, length_in_words, round_minutes, seconds_or_minutes
from leadsroom.errors import Refused

MOST_STEPS = 30
LONGEST_TITLE = 60  # letters
MINUTE = timedelta(minutes=1)

# The tradition's 1 to 5 minutes, the half minutes of large tables, and what lies around them (FIELD §3).
_RUNGS = tuple(
    timedelta(seconds=s)
    for s in (15, 20, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 420, 480, 540, 600)
)


class AgendaPlan(Struct, frozen=True, tag="agenda"):
    """The steps of an agenda, and the time between two turns of a round."""

    steps: tuple[PlannedStep, ...]
    changeover: timedelta = CHANGEOVER

    def added(self, at: int, step: PlannedStep) -> AgendaPlan:
        """With a step more, before the one at `at`."""
        return replace(self, steps=(*self.steps[:at], step, *self.steps[at:]))

    def removed(self, at: int) -> AgendaPlan:
        """Without a step."""
        return replace(self, steps=(*self.steps[:at], *self.steps[at + 1 :]))

    def changed(self, at: int, step: PlannedStep) -> AgendaPlan:
        """With another step in the place of one."""
        return replace(self, steps=(*self.steps[:at], step, *self.steps[at + 1 :]))

    def moved(self, at: int, by: int) -> AgendaPlan:
        """With a step further down, or up where `by` is negative; it stops at the ends."""
        to = max(0, min(len(self.steps) - 1, at + by))
        return self.removed(at).added(to, self.steps[at])

    def pitching(self, each: timedelta) -> AgendaPlan:
        """With this length for everybody in every round of pitches that is timed for each."""
        steps = (replace(s, turn_length=each) if is_pitched(s) else s for s in self.steps)
        return replace(self, steps=tuple(steps))

    @property
    def pitch(self) -> timedelta | None:
        """The length of one pitch; None where none is timed for each."""
        return next((s.turn_length for s in self.steps if is_pitched(s)), None)

    def starts(self, people: int, starts_at: datetime) -> tuple[datetime, ...]:
        """When each step begins with so many at the table, and no visitors."""
        starts = []
        for step in self.steps:
            starts.append(starts_at)
            starts_at += step_length(step, people, self.changeover)
        return tuple(starts)


def is_pitched(step: PlannedStep) -> bool:
    """Whether it is a round of pitches in which each has a time of their own."""
    return step.kind is StepKind.PITCHES and step.turn_length is not None


_USUAL_MINUTES = {
    StepKind.NETWORKING: 15,
    StepKind.SPEAKER: 10,
    StepKind.READING_BACK: 3,
    StepKind.BUCKET: 15,
    StepKind.BREAK: 10,
}


def fresh_step(kind: StepKind, pitch: timedelta) -> PlannedStep:
    """A new step of a kind as most chapters have it; `pitch` is the chapter's."""
    if kind in (StepKind.PITCHES, StepKind.VISITORS):
        return PlannedStep(kind, kind_in_words(kind), ZERO, pitch if kind is StepKind.PITCHES else MINUTE)
    length = _USUAL_MINUTES.get(kind, 5) * MINUTE
    return PlannedStep(kind, kind_in_words(kind), length, None, autostart=kind is StepKind.BUCKET)


def kind_in_words(kind: StepKind) -> str:
    """What a kind of step is called."""
    titles = {
        StepKind.NETWORKING: "Open networking",
        StepKind.BUSINESS: "Group business",
        StepKind.READING_BACK: "Leads read back",
        StepKind.BUCKET: "Leads bucket",
    }
    return titles.get(kind, kind.value.capitalize())


def timed_for_each(step: PlannedStep, people: int, changeover: timedelta) -> PlannedStep:
    """A round whose block was shared, with its share for each."""
    return replace(step, planned=ZERO, turn_length=_share(step, people, changeover))


def _share(step: PlannedStep, people: int, changeover: timedelta) -> timedelta:
    return min(LONGEST_TURN, shared_turn(step.planned, people, changeover_of(step, changeover)))


def shared_by_all(step: PlannedStep, people: int, changeover: timedelta) -> PlannedStep:
    """A round that was timed for each, as one block of whole minutes that is no shorter."""
    whole = round_length(people, step.turn_length or ZERO, changeover_of(step, changeover))
    block = max(MINUTE, -(-whole // MINUTE) * MINUTE)
    return replace(step, planned=min(LONGEST_STEP, block), turn_length=None)


def stepped(step: PlannedStep, by: int) -> PlannedStep:
    """One press longer or shorter: a minute of a block, or the next usual length of a turn."""
    if step.turn_length is None:
        whole = (step.planned // MINUTE + (by if by > 0 or step.planned % MINUTE == ZERO else 0)) * MINUTE
        return replace(step, planned=max(ZERO, min(LONGEST_STEP, whole)))
    here = step.turn_length
    beyond = [r for r in (_RUNGS if by > 0 else _RUNGS[::-1]) if (r > here if by > 0 else r < here)]
    return replace(step, turn_length=beyond[0] if beyond else here)


# What an agenda may be


def checked_plan(plan: AgendaPlan) -> AgendaPlan:
    """The plan with its titles cleaned. Raises Refused where no meeting could be held by it."""
    if not plan.steps:
        raise Refused("An agenda has at least one step. Add another one first.")
    if len(plan.steps) > MOST_STEPS:
        raise Refused(f"An agenda has up to {MOST_STEPS} steps; this one would have {len(plan.steps)}.")
    if not ZERO <= plan.changeover <= LONGEST_CHANGEOVER:
        raise Refused("The changeover takes 0 to 60 s.")
    return replace(plan, steps=tuple(checked_step(step) for step in plan.steps))


def checked_step(step: PlannedStep) -> PlannedStep:
    """The step with its title cleaned. Raises Refused where it cannot be held."""
    step = replace(step, title=checked_title(step.title))
    _check_times(step)
    return step


def checked_title(typed: str) -> str:
    """A title fit for the agenda. Raises Refused."""
    title = clean(typed)
    if not title:
        raise Refused("The step needs a title.")
    if len(title) > LONGEST_TITLE:
        raise Refused(f"A title has up to {LONGEST_TITLE} characters; this one has {len(title)}. Shorten it.")
    return title


def _check_times(step: PlannedStep) -> None:
    turn = step.turn_length
    if not ZERO <= step.planned <= LONGEST_STEP:
        raise Refused(f"{step.title} cannot take that long. A step takes 0 min to 4 hours.")
    if turn is not None and not step.kind.is_round:
        raise Refused(f"{step.title} has no turns: give it one length for all.")
    if turn is not None and not SHORTEST_TURN <= turn <= LONGEST_TURN:
        raise Refused(f"A turn in {step.title} cannot take that long. A turn takes 15 s to 10 min.")
    if step.planned % SECOND or (turn is not None and turn % SECOND):
        raise Refused(f"{step.title} is planned in whole seconds.")
    if step.autostart and not step.kind.is_round:
        raise Refused(f"{step.title} has no turns: nothing can start by itself.")


# In words


def length_of_step(step: PlannedStep) -> str:
    """`3 min`, `60 s each`, `15 min shared`."""
    if step.turn_length is not None:
        return f"{seconds_or_minutes(step.turn_length)} each"
    return f"{length_in_words(step.planned)}{' shared' if step.kind.is_round else ''}"


def turns_in_words(step: PlannedStep, people: int, changeover: timedelta) -> str:
    """`60 s each · 18 people`, `18 share, 45 s each`; nothing for a step without turns."""
    if not step.kind.is_round:
        return ""
    if step.kind is StepKind.VISITORS:
        return f"{length_of_step(step)}, if any come"
    if step.turn_length is not None:
        return f"{length_of_step(step)} · {people} {'person' if people == 1 else 'people'}"
    each = _share(step, people, changeover)
    return f"{people} {'share' if people != 1 else 'shares'}, {seconds_or_minutes(each)} each"


def whole_in_words(step: PlannedStep, people: int, changeover: timedelta) -> str:
    """How long all of a step takes: `15 min`; a round to the nearest minute, nothing when it is not held.

    A shared block is shown as it is planned, unless it is too short for all who share it.
    """
    length = step_length(step, people, changeover)
    if step.kind is StepKind.VISITORS:
        return ""
    if step.turn_length is None and length <= step.planned:
        return length_in_words(step.planned)
    if length < MINUTE:
        return length_in_words(length) if length else ""
    return f"{round_minutes(length)} min"


def plan_change(before: AgendaPlan, after: AgendaPlan) -> str:
    """What is different, in words: `Welcome removed`; nothing when nothing is."""
    gone, come = (
        Counter(one.steps) - Counter(other.steps) for one, other in ((before, after), (after, before))
    )
    parts = [_change(list(gone.elements()), list(come.elements()))]
    if not parts[0] and before.steps != after.steps:
        parts = [_order(before.steps, after.steps)]
    if before.changeover != after.changeover:
        parts.append(f"Changeover {length_in_words(after.changeover)}")
    return ", ".join(part for part in parts if part)


def _order(before: tuple[PlannedStep, ...], after: tuple[PlannedStep, ...]) -> str:
    was, now = next((was, now) for was, now in zip(before, after, strict=True) if was != now)
    return f"{now.title} before {was.title}"


def _change(gone: list[PlannedStep], come: list[PlannedStep]) -> str:
    if len(gone) == len(come) == 1:
        return _step_change(gone[0], come[0])
    if gone and come:
        return "Other steps"
    verb, steps = ("removed", gone) if gone else ("added", come)
    return f"{', '.join(step.title for step in steps)} {verb}" if steps else ""


def _step_change(was: PlannedStep, now: PlannedStep) -> str:
    name = now.title if was.title == now.title else f"{was.title} is now {now.title}"
    facts = [] if length_of_step(was) == length_of_step(now) else [length_of_step(now)]
    if was.autostart != now.autostart:
        facts.append("the next starts by itself" if now.autostart else "the next waits for Enter")
    return f"{name}: {', '.join(facts)}" if facts else name

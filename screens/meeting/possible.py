"""What the keys of the table can do as a meeting stands: why a key does nothing, known before it is pressed.

The acts refuse by themselves; this is so that the bottom line and the palette offer nothing that they would
refuse. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable

from leadsroom.domain.meeting.agenda_progress import next_step, rest_of_round
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot
from leadsroom.domain.text.wording import ZERO

Why = Callable[[Snapshot], str]  # a sentence; empty where the key does something

_NO_CLOCK = "No clock is running. Enter goes on."
_CLOSED = "The meeting is closed."


def why_not(action: str, snapshot: Snapshot) -> str:
    """Why a key of the table does nothing now; empty where it does something."""
    return _WHY[action](snapshot) if action in _WHY else ""


def _not_live(seen: Snapshot) -> str:
    if seen.meeting.state is MeetingState.LIVE:
        return ""
    is_over = seen.meeting.state is MeetingState.CLOSED
    return _CLOSED if is_over else "The meeting is not running. Enter starts it."


def _no_clock(seen: Snapshot) -> str:
    return _not_live(seen) or ("" if seen.clock is not None else _NO_CLOCK)


def _nothing_to_take_away(seen: Snapshot) -> str:
    clock = seen.clock
    has_time = clock is not None and clock.allotted + clock.added > ZERO
    return _no_clock(seen) or ("" if has_time else "There is no time left to take away.")


def _nothing_to_skip(seen: Snapshot) -> str:
    if seen.open_questions is not None:
        return "Questions are open. Enter ends them."
    is_last = seen.turn is None and next_step(seen) is None
    return _not_live(seen) or ("This is the last step. Enter closes the meeting." if is_last else "")


def _no_rest(seen: Snapshot) -> str:
    if _not_live(seen) or seen.step is None or not seen.step.kind.is_round:
        return _not_live(seen) or "N skips the rest of a round. Here n skips the step."
    return "" if rest_of_round(seen) else "Nobody else is left in this round. Enter goes on."


def _nothing_before(seen: Snapshot) -> str:
    turns = seen.turns_of(seen.step) if seen.step is not None else ()
    here = seen.turn.position if seen.turn is not None else len(turns) + 1
    spoken = any(t.outcome in (Outcome.DONE, Outcome.SKIPPED) and t.position < here for t in turns)
    is_first = not spoken and all(step.clock.ended_at is None for step in seen.steps)
    return _not_live(seen) or ("This is where the meeting began." if is_first else "")


def _not_begun(seen: Snapshot) -> str:
    has_begun = seen.clock is not None and seen.clock.started_at is not None
    return _no_clock(seen) or ("" if has_begun else "Nobody has begun yet. Enter starts the clock.")


def _nobody_to_ask(seen: Snapshot) -> str:
    if seen.open_questions is not None:
        return ""
    has_begun = seen.clock is not None and seen.clock.started_at is not None
    return _not_live(seen) or ("" if has_begun else "Nobody has spoken yet: enter first.")


def _nothing_to_plan(seen: Snapshot) -> str:
    return f"{_CLOSED} Nothing is left to plan." if seen.meeting.state is MeetingState.CLOSED else ""


def _nobody_asking(seen: Snapshot) -> str:
    return "" if seen.turn_asking is not None else "Nobody has spoken yet: k is for a pitch."


def _nobody_to_tell(seen: Snapshot) -> str:
    return _not_live(seen) and f"Nobody is speaking. {_not_live(seen)}"


_WHY: dict[str, Why] = {
    "pause": _no_clock,
    "pause_anyway": _no_clock,
    "more_time": _no_clock,
    "less_time": _nothing_to_take_away,
    "skip": _nothing_to_skip,
    "skip_rest": _no_rest,
    "go_back": _nothing_before,
    "began_earlier": _not_begun,
    "questions": _nobody_to_ask,
    "take_advice": _nothing_to_plan,
    "form('rest')": _nothing_to_plan,
    "form('prompt')": _nobody_to_tell,
    "form('ask')": _nobody_asking,
}

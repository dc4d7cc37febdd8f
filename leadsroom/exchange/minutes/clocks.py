"""The part of the Markdown minutes about time: planned against actual."""

from __future__ import annotations

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.snapshot import Outcome
from leadsroom.domain.text.wording import ZERO, speaks_for
from leadsroom.exchange.markdown import literal, table
from leadsroom.exchange.minutes.words import NOTHING, length, more
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import StepLine, TurnLine


def clocks(summary: Summary) -> str:
    """Every step, then every turn of the rounds, in minutes and seconds."""
    steps = table(
        ("Step", "Began", "Planned", "Actual", "Difference", "Paused"),
        (_step(line, summary) for line in summary.steps),
        numbers=range(1, 6),
    )
    rounds = [_round(line, summary) for line in summary.steps]
    return "\n\n".join([steps, *(each for each in rounds if each)])


def _step(line: StepLine, summary: Summary) -> tuple[str, ...]:
    skipped = f" ({line.passed_over})" if line.passed_over else ""
    return (
        literal(line.title) + skipped,
        clock_time(line.started_at, summary.chapter, half=True) if line.started_at else NOTHING,
        length(line.planned),
        _actual(line),
        more(line.actual, line.planned) if line.actual is not None else NOTHING,
        length(line.paused) if line.paused else NOTHING,
    )


def _actual(line: StepLine) -> str:
    """What a step took, and how much of that went to questions."""
    asked = f", of which questions {length(line.questions)}" if line.questions else ""
    return length(line.actual) + asked


def _stood(line: TurnLine) -> str:
    """How long a speaker's clock stood, for a pause and for questions."""
    parts = [length(line.paused)] if line.paused else []
    if line.questions:
        parts.append(f"questions {length(line.questions)}")
    return ", ".join(parts) or NOTHING


def _round(step: StepLine, summary: Summary) -> str:
    turns = [line for line in summary.turns if line.step_id == step.id]
    if not turns:
        return ""
    headings = ("Speaker", "Given", "Added", "Used", "Over", "Paused", "")
    rows = table(headings, (_turn(line) for line in turns), numbers=range(1, 6))
    return f"### {literal(step.title)}\n\n{rows}"


def _turn(line: TurnLine) -> tuple[str, ...]:
    speaker = literal(line.speaker.name)
    if line.stands_in:
        speaker = speaks_for(speaker, literal(line.member.name))
    return (
        speaker,
        length(line.allotted),
        more(line.added) if line.added else NOTHING,
        length(line.used),
        more(line.over) if line.over > ZERO else NOTHING,
        _stood(line),
        _how_it_went(line),
    )


def _how_it_went(line: TurnLine) -> str:
    if line.outcome in (Outcome.SKIPPED, Outcome.ABSENT):
        return line.outcome.value
    return "" if line.outcome else "still to come" if line.used is None else "speaking"

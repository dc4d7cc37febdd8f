"""The appendix of the minutes: every step and turn with its time, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.text.wording import (
    ZERO,
    length_on_clock,
    more_on_clock,
    short_date,
    speaks_for,
)
from leadsroom.exchange.document.content import Line, Run, Section, bullets, line, table
from leadsroom.views.meeting.summary import Summary, is_correction, public_entries
from leadsroom.views.meeting.summary_lines import StepLine, TurnLine

_NOTHING = "–"


def appendix(snapshot: Snapshot, summary: Summary) -> Iterator[Section]:
    """The steps, the turns of each round, in minutes and seconds, and the journal."""
    steps = table(
        ("Step", "Began", "Planned", "Actual", "Difference", "Paused"),
        (_step(each, summary) for each in summary.steps),
        numbers=range(1, 6),
    )
    yield Section("Every step", steps, is_appendix=True)
    turns = table(
        ("Round", "Speaker", "Allowed", "Added", "Used", "Over", "Paused", "Outcome"),
        (_turn(each) for each in summary.turns),
        numbers=range(2, 7),
    )
    yield Section("Every turn", turns, is_appendix=True)
    yield Section("What happened when", bullets(_timeline(snapshot)), is_appendix=True)


def how_long(summary: Summary) -> str:
    """`Welcome 3:13 of 3:00 · Pitches 17:36 of 19:30 · Visitors nobody was there`."""
    return " · ".join(
        f"{each.whole_title} {_took(each)}"
        for each in summary.steps
        if each.actual is not None or each.planned
    )


def _took(each: StepLine) -> str:
    if each.actual is None:
        return each.standing.not_done or f"planned {_length(each.planned)}"
    beside = [each.standing.not_done] if each.standing.not_done else []
    beside += [f"{_length(each.questions)} of it questions"] if each.questions else []
    return f"{_length(each.actual)} of {_length(each.planned)}" + (
        f" ({', '.join(beside)})" if beside else ""
    )


def corrections(summary: Summary) -> Iterator[Line]:
    """The changes made once the meeting was over."""
    for entry in summary.corrections:
        on = short_date(summary.chapter.today(entry.at))
        yield line(f"{on}, {clock_time(entry.at, summary.chapter, half=True)} · ", _what(entry))


def _timeline(snapshot: Snapshot) -> Iterator[Line]:
    """The journal of the meeting, with acts that were undone and their undoing."""
    for entry in public_entries(snapshot):
        if not is_correction(entry, snapshot.meeting):
            yield line(f"{clock_time(entry.at, snapshot.chapter, half=True)} · ", _what(entry))


def _what(entry: Entry) -> Run:
    return Run(entry.what, slanted=entry.kind is not EntryKind.DO)


def _length(of: timedelta | None) -> str:
    """`1:05`, or a dash for what never began."""
    return _NOTHING if of is None else length_on_clock(of)


def _more(length: timedelta, than: timedelta = ZERO) -> str:
    """`+0:20`, `-1:05`, or a dash for no difference."""
    return more_on_clock(length, than) or _NOTHING


def _step(each: StepLine, summary: Summary) -> tuple[str, ...]:
    skipped = f" ({each.standing.not_done})" if each.standing.not_done else ""
    asked = f", of which questions {_length(each.questions)}" if each.questions else ""
    return (
        each.whole_title + skipped,
        clock_time(each.started_at, summary.chapter, half=True) if each.started_at else _NOTHING,
        _length(each.planned),
        _length(each.actual) + asked,
        _more(each.actual, each.planned) if each.actual is not None else _NOTHING,
        _length(each.paused) if each.paused else "",
    )


def _turn(each: TurnLine) -> tuple[str, ...]:
    speaker = each.speaker.name
    return (
        each.step,
        speaks_for(speaker, each.member.name) if each.by_substitute else speaker,
        _length(each.allotted),
        _more(each.added) if each.added else "",
        _length(each.used),
        _more(each.over) if each.over > ZERO else "",
        _stood(each),
        _how_it_went(each),
    )


def _stood(each: TurnLine) -> str:
    """How long a speaker's clock stood, for a pause and for questions."""
    parts = [_length(each.paused)] if each.paused else []
    parts += [f"questions {_length(each.questions)}"] if each.questions else []
    return ", ".join(parts)


def _how_it_went(each: TurnLine) -> str:
    if each.outcome in (Outcome.SKIPPED, Outcome.ABSENT):
        return each.outcome.value
    return "" if each.outcome else "still to come" if each.used is None else "speaking"

"""The minutes beside the record: both brought into one shape, so that they can be compared item by item."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.terminal import script
from tests.terminal.record import BusinessClosed, LeadPassed, Record, Timed

_STEP = ("title", "started_at", "ended_at", "actual_seconds", "paused_seconds", "added_seconds")
_TURN = (
    "step",
    "member",
    "speaker",
    "substitute",
    "allotted_seconds",
    "used_seconds",
    "paused_seconds",
    "added_seconds",
    "looking_for",
)
_SEAT = ("member", "mark", "substitute", "arrived_at")
_LEAD = ("giver", "receiver", "prospect", "phone", "need", "qualified", "missing", "inside", "at")
_BUSINESS = ("reported_by", "credited_to", "amount", "currency")
_TOTALS = (
    "leads",
    "qualified",
    "raw",
    "closed_business",
    "substitutes",
    "present",
    "absent",
    "late",
    "visitors",
    "testimonials",
)

Facts = dict[str, Any]


def of_minutes(minutes: Facts) -> Facts:
    """What the minutes say of what a record knows. Steps and turns that never began are left out."""
    return {
        "started_at": minutes["meeting"]["started_at"],
        "ended_at": minutes["meeting"]["ended_at"],
        "steps": [_only(_STEP, step) for step in minutes["steps"] if step["started_at"]],
        "turns": [_only(_TURN, turn) for turn in minutes["turns"] if turn["used_seconds"] is not None],
        "attendance": [_only(_SEAT, seat) for seat in minutes["attendance"]],
        "leads": [_only(_LEAD, lead) for lead in minutes["leads"]],
        "closed_business": [_only(_BUSINESS, report) for report in minutes["closed_business"]],
        "testimonials": [_only(("by", "about", "text"), praise) for praise in minutes["testimonials"]],
        "visitors": minutes["visitors"],
        "totals": _only(_TOTALS, minutes["totals"]),
    }


def of_record(record: Record, now: int) -> Facts:
    """The same of a record, its clocks counted up to `now`."""
    return {
        "started_at": _at(record.started),
        "ended_at": _at(record.ended),
        "steps": [_step(record, step, now) for step in record.steps],
        "turns": [_turn(record, turn, now) for turn in record.turns if turn.started is not None],
        "attendance": [_seat(record, member) for member in record.table],
        "leads": [_lead(lead, at) for lead, at in record.leads],
        "closed_business": [_business(report) for report in record.business],
        "testimonials": [{"by": p.by, "about": p.about, "text": p.words} for p in record.praise],
        "visitors": [],
        "totals": _totals(record),
    }


def _only(keys: tuple[str, ...], line: Facts) -> Facts:
    return {key: line[key] for key in keys}


def _at(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    local: datetime = script.moment(seconds).astimezone(ZoneInfo(script.ZONE))
    return local.isoformat()


def _step(record: Record, step: Timed, now: int) -> Facts:
    """A round was paused while one of its turns was."""
    in_turns = sum(turn.paused_by(now) for turn in record.turns if turn.step == step.name)
    used, paused = step.used(now) - in_turns, step.paused_by(now) + in_turns
    facts = (step.name, _at(step.started), _at(step.ended), used, paused, step.added)
    return dict(zip(_STEP, facts, strict=True))


def _turn(record: Record, turn: Timed, now: int) -> Facts:
    speaker = record.substitutes.get(turn.name, turn.name)
    facts = (
        turn.step,
        turn.name,
        speaker,
        speaker != turn.name,
        turn.given,
        turn.used(now),
        turn.paused_by(now),
        turn.added,
        turn.looking_for,
    )
    return dict(zip(_TURN, facts, strict=True))


def _seat(record: Record, member: str) -> Facts:
    substitute = record.substitutes.get(member)
    facts = (member, record.marks[member], substitute, _at(record.arrived.get(member)))
    return dict(zip(_SEAT, facts, strict=True))


def _lead(lead: LeadPassed, at: int) -> Facts:
    slip = (lead.giver, lead.receiver, lead.prospect, lead.phone, lead.need)
    facts = (*slip, not lead.missing, list(lead.missing), False, _at(at))
    return dict(zip(_LEAD, facts, strict=True))


def _business(report: BusinessClosed) -> Facts:
    return dict(zip(_BUSINESS, (report.by, report.to, report.amount, "USD"), strict=True))


def _totals(record: Record) -> Facts:
    raw = sum(bool(lead.missing) for lead, _ in record.leads)
    marks = list(record.marks.values())
    figures = (
        len(record.leads),
        len(record.leads) - raw,
        raw,
        sum(report.amount for report in record.business),
        len(record.substitutes),
        marks.count("P"),
        marks.count("A"),
        marks.count("L"),
        0,
        len(record.praise),
    )
    return dict(zip(_TOTALS, figures, strict=True))

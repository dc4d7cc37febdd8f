"""A chapter's rules and rhythm as JSON, and back. A key that is missing means what it always meant."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from json import dumps, loads
from typing import Any

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import (
    NO_RULES,
    ChapterRules,
    Counted,
    Counting,
    Dues,
    FineEvent,
    Given,
    LateRules,
    LimitRule,
    MoneyRules,
    Quota,
    ShareRule,
    SubstitutePitch,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.windows import Period, Window, WindowKind
from leadsroom.domain.season.calendar import WEEKLY, Rhythm, RhythmKind

Data = dict[str, Any]


def rules_as_data(rules: ChapterRules) -> Data:
    """A chapter's rules as JSON; money in minor units, steps by their kind."""
    counting, late, visitors = rules.counting, rules.late, rules.visitors
    return {
        "limits": [
            {
                "counts": rule.counts.value,
                "allowed": rule.allowed,
                "window": _window_as_data(rule.window),
                "then": rule.then.value,
                "warn_from": rule.warn_from,
            }
            for rule in rules.limits
        ],
        "shares": [{"percent": s.percent, "window": _window_as_data(s.window)} for s in rules.shares],
        "counting": {
            "lates_per_absence": counting.lates_per_absence,
            "early_per_absence": counting.early_per_absence,
            "absent_from": counting.absent_from,
            "absent_before": counting.absent_before,
            "excused_counts": counting.excused_counts,
            "medical_counts": counting.medical_counts,
            "training_erases": counting.training_erases,
        },
        "quotas": [
            {"amount": q.amount, "per": q.per.value, "satisfied_by": sorted(q.satisfied_by)}
            for q in rules.quotas
        ],
        "substitutes": {
            "pitch": rules.substitutes.pitch.value,
            "same_person": rules.substitutes.same_person,
            "same_person_window": rules.substitutes.same_person_window
            and _window_as_data(rules.substitutes.same_person_window),
        },
        "late": {"late_from": late.late_from, "loses_pitch": late.loses_pitch},
        "visitors": {
            "visits": visitors.visits,
            "open_house_counts": visitors.open_house_counts,
            "silent_if_taken": visitors.silent_if_taken,
        },
        "vote": {
            "refusing_no": rules.vote.refusing_no,
            "refusing_percent": rules.vote.refusing_percent,
            "from_members": rules.vote.from_members,
        },
        "money": money_as_data(rules.money),
        "remark": rules.remark,
    }


def money_as_data(money: MoneyRules) -> Data:
    """What is charged, as JSON."""
    dues = money.dues
    return {
        "dues": dues and {"amount": dues.amount, "per": dues.per.value, "on_leave": dues.on_leave},
        "join_fee": money.join_fee,
        "meal": money.meal,
        "meal_as_ordered": money.meal_as_ordered,
        "fines": {event.value: amount for event, amount in money.fines.items()},
    }


def rules_of(data: Data | None) -> ChapterRules:
    """A chapter's rules from JSON; one that never chose has none."""
    return NO_RULES if data is None else _rules_of_text(dumps(data, sort_keys=True))


# A snapshot is made after every key, and the rules are hardly ever others.
@lru_cache(maxsize=16)
def _rules_of_text(text: str) -> ChapterRules:
    data = loads(text)
    counting, late = data.get("counting", {}), data.get("late", {})
    return ChapterRules(
        limits=tuple(map(_limit, data.get("limits", ()))),
        shares=tuple(ShareRule(s["percent"], _window(s["window"])) for s in data.get("shares", ())),
        counting=Counting(
            **counting | {name: _step(counting.get(name)) for name in ("absent_from", "absent_before")}
        ),
        quotas=tuple(
            Quota(q["amount"], Period(q["per"]), frozenset(map(Given, q.get("satisfied_by", [Given.LEAD]))))
            for q in data.get("quotas", ())
        ),
        substitutes=_substitutes(data.get("substitutes", {})),
        late=LateRules(**late | {"late_from": _step(late.get("late_from"))}),
        visitors=VisitorRules(**data.get("visitors", {})),
        vote=VoteRule(**data.get("vote", {})),
        money=money_of(data.get("money", {})),
        remark=data.get("remark", ""),
    )


def money_of(data: Data) -> MoneyRules:
    """What is charged, from JSON."""
    dues = data.get("dues")
    return MoneyRules(
        dues=dues and Dues(dues["amount"], Period(dues["per"]), dues.get("on_leave", True)),
        join_fee=data.get("join_fee", 0),
        meal=data.get("meal", 0),
        meal_as_ordered=data.get("meal_as_ordered", False),
        fines={FineEvent(event): amount for event, amount in data.get("fines", {}).items()},
    )


def rhythm_as_data(rhythm: Rhythm) -> Data:
    """How often a chapter meets, as JSON."""
    anchor = rhythm.anchor.isoformat() if rhythm.anchor else None
    return {"kind": rhythm.kind.value, "anchor": anchor, "weeks": list(rhythm.weeks)}


def rhythm_of(data: Data | None) -> Rhythm:
    """How often a chapter meets, from JSON; weekly where it never chose."""
    if data is None:
        return WEEKLY
    anchor = date.fromisoformat(data["anchor"]) if data.get("anchor") else None
    return Rhythm(RhythmKind(data["kind"]), anchor, tuple(data.get("weeks", ())))


def _limit(data: Data) -> LimitRule:
    return LimitRule(
        Counted(data["counts"]),
        data["allowed"],
        _window(data["window"]),
        Then(data.get("then", Then.SEAT_MAY_OPEN)),
        data.get("warn_from", 2),
    )


def _substitutes(data: Data) -> SubstituteRules:
    pitch, window = data.get("pitch", SubstitutePitch.MEMBERS), data.get("same_person_window")
    return SubstituteRules(
        SubstitutePitch(pitch), data.get("same_person"), _window(window) if window else None
    )


def _step(kind: str | None) -> StepKind | None:
    return None if kind is None else StepKind(kind)


def _window_as_data(window: Window) -> Data:
    return {"kind": window.kind.value, "length": window.length}


def _window(data: Data) -> Window:
    return Window(WindowKind(data["kind"]), data.get("length", 1))

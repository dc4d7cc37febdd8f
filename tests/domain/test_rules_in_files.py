"""Rules that come out of a file hold in a chapter only as far as a form could have made them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import convert

from leadsroom.domain.association.rules_in_files import checked_lead_rules, checked_rules
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.lead_rules import LEAD_RULES, Fact, LeadRules, read_lead_rules
from leadsroom.errors import Refused

SPAN = {"kind": "rolling months", "length": 6}
IN_A_ROW = {"kind": "in a row"}
MISSED = {"counts": "missed meeting", "allowed": 4, "window": SPAN}
BAD: dict[str, dict[str, Any]] = {
    "0 cannot stand under “counting”": {"counting": {"lates_per_absence": 0}},
    "0 cannot stand under “quotas”": {"quotas": [{"amount": 0, "per": "month"}]},
    "0 cannot stand under “shares”": {"shares": [{"percent": 0, "window": SPAN}]},
    "0 cannot stand under “vote”": {"vote": {"refusing_no": 0}},
    "0 cannot stand under “visitors”": {"visitors": {"visits": 0}},
    "0 cannot stand under “meeting”": {"meeting": {"pause_alarm": "PT20S"}},
    "-60 cannot stand under “money”": {"money": {"fines": {"late": -60}}},
    "has to name what satisfies it": {"quotas": [{"amount": 1, "per": "month", "satisfied_by": []}]},
    "A year cannot be paid in 5 parts": {"money": {"dues": {"amount": 100, "per": "year", "parts": 5}}},
    "A week cannot be paid in 2 parts": {"money": {"dues": {"amount": 100, "per": "week", "parts": 2}}},
    "Dues by the meeting": {"money": {"dues": {"amount": 100, "per": "meeting", "starts": "joining"}}},
    "Of 4 missed meetings 5 cannot": {"limits": [MISSED | {"with_substitute": 5}]},
    "Only a limit on missed": {"limits": [MISSED | {"counts": "late", "with_substitute": 1}]},
    "Only one substitute too many": {"limits": [MISSED | {"then": "absence"}]},
    "Only a limit can be": {"shares": [{"percent": 80, "window": IN_A_ROW}]},
    "may be a substitute has to name a window": {"substitutes": {"same_person": 2}},
    "on leave in all has to name a window": {"leaves": {"in_all": {"number": 8, "unit": "weeks"}}},
}


@pytest.mark.parametrize("why", BAD)
def test_what_no_form_could_have_made_is_refused(why: str) -> None:
    """With what is wrong about it: it would divide by nothing, or be broken by everybody."""
    with pytest.raises(Refused, match=why):
        checked_rules(convert(BAD[why], ChapterRules))


GOOD: list[dict[str, Any]] = [
    {},
    {"limits": [MISSED | {"with_substitute": 4}, MISSED | {"counts": "absence", "window": IN_A_ROW}]},
    {"limits": [MISSED | {"counts": "substitute", "then": "absence", "allowed": 0}]},
    {"substitutes": {"same_person": 0, "same_person_window": SPAN}},
    {
        "money": {
            "dues": {"amount": 100, "per": "year", "parts": 6, "starts": "joining"},
            "fines": {"late": 0},
        }
    },
    {"money": {"dues": {"amount": 100, "per": "meeting", "on_leave": False}, "join_fee": 10**9}},
    {"meeting": {"slip_checks": 0, "pause_alarm": None}, "counting": {"training_erases": 0}},
]


@pytest.mark.parametrize("given", GOOD)
def test_what_a_form_makes_is_taken_as_it_is(given: dict[str, Any]) -> None:
    """Zero stays where zero means something."""
    rules = convert(given, ChapterRules)
    assert checked_rules(rules) == rules


def test_texts_are_cleaned_and_an_office_stands_once() -> None:
    """A control character is not handed on, nor the same office twice."""
    found = checked_rules(
        convert({"remark": "a\x1b[1m", "offices": {"listed": ["Host", "host ", "\x07"]}}, ChapterRules)
    )
    assert (found.offices.listed, "\x1b" in found.remark) == (("Host",), False)


def test_rules_for_leads_are_those_that_can_be_typed() -> None:
    """Nobody leaves a name open, what is needed need not be denied, and money is another rule's."""
    given = LeadRules(frozenset({Fact.PHONE, Fact.SOON}), frozenset({Fact.NAME, Fact.SOON, Fact.EXPECTING}))
    assert checked_lead_rules(given) == read_lead_rules("phone, soon, name, expecting?")
    for usual in LEAD_RULES.values():
        assert checked_lead_rules(usual) == usual
    with pytest.raises(Refused, match="follows from which leads count"):
        checked_lead_rules(LeadRules(frozenset({Fact.MONEY})))

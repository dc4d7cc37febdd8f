"""What a meeting charges whom, by the chapter's money rules and the table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.charges import AT_CLOSE, BY_HAND, ChargeKey, Place, meeting_charges
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import Dues, FineEvent, MoneyRules
from leadsroom.domain.rules.rule_presets import POWERTIPPS, PRE
from leadsroom.domain.rules.windows import PeriodKind

ANN, BEA = PersonId(1), PersonId(2)
EVERYTHING = MoneyRules(
    dues=Dues(500, PeriodKind.MEETING),
    meal=1400,
    fines={
        FineEvent.LATE: 25,
        FineEvent.ABSENT: 200,
        FineEvent.LEFT_EARLY: 100,
        FineEvent.NO_LEAD: 50,
        FineEvent.ABSENT_LAST_WEEK: 75,
        FineEvent.PHONE: 1000,
        FineEvent.OTHER: 1000,
    },
)
LATE, ABSENT, EARLY, NO_LEAD, BEFORE = (
    FineEvent.LATE,
    FineEvent.ABSENT,
    FineEvent.LEFT_EARLY,
    FineEvent.NO_LEAD,
    FineEvent.ABSENT_LAST_WEEK,
)
places = st.builds(
    Place, st.just(ANN), st.sampled_from([*Mark, None]), st.booleans(), st.booleans(), st.booleans()
)
rules = st.builds(
    MoneyRules,
    dues=st.none() | st.builds(Dues, st.integers(0, 900), st.sampled_from(PeriodKind), st.booleans()),
    meal=st.integers(0, 3000),
    meal_as_ordered=st.booleans(),
    fines=st.dictionaries(st.sampled_from(FineEvent), st.integers(0, 500)),
)


@pytest.mark.parametrize(
    ("place", "fined", "meal"),
    [
        (Place(ANN, Mark.PRESENT, gave_lead=True), set(), True),
        (Place(ANN, Mark.PRESENT), {NO_LEAD}, True),
        (Place(ANN, Mark.PRESENT, left_early=True, gave_lead=True), {EARLY}, True),
        (Place(ANN, Mark.PRESENT, gave_lead=True, absent_before=True), {BEFORE}, True),
        (Place(ANN, Mark.LATE, gave_lead=True), {LATE}, True),
        (Place(ANN, Mark.LATE, left_early=True), {LATE, EARLY, NO_LEAD}, True),
        (Place(ANN, Mark.SUBSTITUTE, gave_lead=True), set(), True),
        (Place(ANN, Mark.SUBSTITUTE), {NO_LEAD}, True),
        (Place(ANN, Mark.SUBSTITUTE, left_early=True, gave_lead=True), {EARLY}, True),
        (Place(ANN, Mark.PRESENT, gave_lead=True, online=True), set(), False),
        (Place(ANN, Mark.LATE, gave_lead=True, online=True), {LATE}, False),
        (Place(ANN, Mark.ABSENT), {ABSENT}, False),
        (Place(ANN, Mark.ABSENT, absent_before=True), {ABSENT, BEFORE}, False),
        (Place(ANN, Mark.ABSENT, left_early=True, gave_lead=True), {ABSENT}, False),
        (Place(ANN, Mark.MEDICAL), set(), False),
        (Place(ANN, Mark.MEDICAL, absent_before=True), {BEFORE}, False),
        (Place(ANN, None), set(), False),
    ],
)
def test_a_place_is_charged(place: Place, fined: set[FineEvent], meal: bool) -> None:
    """Fines for what happened, the meal where somebody sat, dues for the place; medical is no absence."""
    charged = meeting_charges(EVERYTHING, [place])
    expected = {ChargeKey(ANN, AccountKind.FINE, event): EVERYTHING.fines[event] for event in fined}
    expected[ChargeKey(ANN, AccountKind.DUES)] = 500
    if meal:
        expected[ChargeKey(ANN, AccountKind.MEAL)] = 1400
    assert charged == expected


def test_a_meal_as_ordered_is_not_charged_by_itself() -> None:
    """It is typed at check-in instead."""
    assert meeting_charges(MoneyRules(meal=1400, meal_as_ordered=True), [Place(ANN, Mark.PRESENT)]) == {}


@pytest.mark.parametrize(("on_leave", "charged"), [(True, 500), (False, None)])
def test_dues_by_the_meeting_of_who_is_on_leave(on_leave: bool, charged: int | None) -> None:
    """They are charged too, unless a leave is free."""
    money = MoneyRules(dues=Dues(500, PeriodKind.MEETING, on_leave))
    assert meeting_charges(money, [], [BEA]).get(ChargeKey(BEA, AccountKind.DUES)) == charged


def test_published_fines() -> None:
    """PowerTipps: a quarter for late and for no tip, a dollar for last week. PRE: a dollar for leaving."""
    late = Place(ANN, Mark.LATE, left_early=True, absent_before=True)
    assert sum(meeting_charges(POWERTIPPS.rules.money, [late]).values()) == 25 + 25 + 100
    assert sum(meeting_charges(PRE.rules.money, [late]).values()) == 100


@given(rules, st.lists(places, max_size=1))
def test_only_what_the_rules_name_is_charged(money: MoneyRules, table: list[Place]) -> None:
    """Each charge is above zero and one of the rules' own amounts; what is fined by hand is never in it."""
    for key, amount in meeting_charges(money, table).items():
        assert amount > 0
        assert key.event not in BY_HAND
        named = {
            AccountKind.FINE: money.fines.get(key.event or FineEvent.OTHER),
            AccountKind.MEAL: money.meal,
            AccountKind.DUES: money.dues.amount if money.dues else None,
        }
        assert amount == named[key.kind]


@given(rules, places, places)
def test_members_are_charged_each_for_themselves(money: MoneyRules, one: Place, other: Place) -> None:
    """What one place costs does not depend on the others."""
    second = Place(BEA, other.mark, other.left_early, other.gave_lead, other.absent_before)
    together = meeting_charges(money, [one, second])
    assert together == meeting_charges(money, [one]) | meeting_charges(money, [second])


def test_every_event_is_charged_one_way() -> None:
    """At the close, or by hand."""
    assert set(FineEvent) == AT_CLOSE | set(BY_HAND)
    assert not AT_CLOSE & set(BY_HAND)

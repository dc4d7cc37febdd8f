"""The definition of a lead (FIELD §2): every fact missing, alone and together, under each chapter's rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import LeadId, UpdateId
from leadsroom.domain.leads.lead import (
    LeadOutcome,
    LeadUpdate,
    Paid,
    Standing,
    lead_since,
    standing_of,
    verdict,
)
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.rules.lead_rules import (
    LOOSE,
    PUBLISHED,
    STRICT,
    Fact,
    LeadRules,
    lead_rules_in_words,
    read_lead_rules,
)
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused

# Named, needed, to be reached, expecting the call, told who calls, soon, and no purchase of the giver's own.
WHOLE: dict[str, Any] = {
    "prospect": "Jane Doe",
    "phone": "+14155550101",
    "need": "a web shop",
    "expecting_call": True,
    "knows_caller": True,
    "when": When.WEEKS,
}
NAMELESS: dict[str, Any] = {"prospect": ""}
NO_PHONE: dict[str, Any] = {"phone": ""}
NO_NEED: dict[str, Any] = {"need": ""}
DENIED: dict[str, Any] = {"expecting_call": False}
UNSAID: dict[str, Any] = {"expecting_call": None}
STRANGER: dict[str, Any] = {"knows_caller": False}
STRANGER_UNSAID: dict[str, Any] = {"knows_caller": None}
LATER: dict[str, Any] = {"when": When.LATER}
WHEN_UNSAID: dict[str, Any] = {"when": None}
OWN: dict[str, Any] = {"inside": True}
THEY_CALL: dict[str, Any] = {"who_calls": WhoCalls.PROSPECT}
AS_AT_THE_TABLE = STRANGER_UNSAID | WHEN_UNSAID

LEAD = "lead"
NO_SOON, NO_KNOWS = "not soon", "does not know who calls"
ASK_EXPECTING, ASK_KNOWS = "call not confirmed", "caller not confirmed"
ASK_WHEN = "when not known"

PUBLISHED_SLIPS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, LEAD),
    (AS_AT_THE_TABLE, LEAD),
    (OWN, LEAD),
    ({"when": When.NOW}, LEAD),
    ({"when": When.QUARTER}, LEAD),
    (NAMELESS, "raw: no name"),
    (NAMELESS | {"company": "Bluepoint Dental"}, LEAD),
    (NO_PHONE, "raw: no phone"),
    (NO_PHONE | {"phone_typed": "555-0115, ask for Jane"}, LEAD),
    (NO_PHONE | {"phone_typed": "ask her"}, "raw: no whole phone number"),
    (NO_PHONE | {"email": "jane@mail.example"}, "raw: no phone"),
    (NO_NEED, "raw: no need"),
    (NO_NEED | {"note": "wants something"}, "raw: no need"),
    (DENIED, "raw: not expecting the call"),
    (UNSAID, f"raw: {ASK_EXPECTING}"),
    (STRANGER, f"raw: {NO_KNOWS}"),
    (STRANGER_UNSAID, LEAD),
    (LATER, f"raw: {NO_SOON}"),
    (WHEN_UNSAID, LEAD),
    (NAMELESS | NO_PHONE, "raw: no name, no phone"),
    (NAMELESS | NO_NEED, "raw: no name, no need"),
    (NAMELESS | DENIED, "raw: no name, not expecting the call"),
    (NAMELESS | UNSAID, f"raw: no name, {ASK_EXPECTING}"),
    (NO_PHONE | NO_NEED, "raw: no phone, no need"),
    (NO_PHONE | DENIED, "raw: no phone, not expecting the call"),
    (NO_PHONE | UNSAID, f"raw: no phone, {ASK_EXPECTING}"),
    (NO_PHONE | LATER, f"raw: no phone, {NO_SOON}"),
    (NO_NEED | DENIED, "raw: no need, not expecting the call"),
    (NO_NEED | STRANGER, f"raw: no need, {NO_KNOWS}"),
    (DENIED | STRANGER, f"raw: not expecting the call, {NO_KNOWS}"),
    (DENIED | LATER, f"raw: not expecting the call, {NO_SOON}"),
    (STRANGER | LATER, f"raw: {NO_KNOWS}, {NO_SOON}"),
    (NAMELESS | NO_PHONE | NO_NEED, "raw: no name, no phone, no need"),
    (
        NAMELESS | NO_PHONE | NO_NEED | UNSAID | AS_AT_THE_TABLE,
        f"raw: no name, no phone, no need, {ASK_EXPECTING}",
    ),
    (
        NAMELESS | NO_PHONE | NO_NEED | DENIED | STRANGER | LATER,
        f"raw: no name, no phone, no need, not expecting the call, {NO_KNOWS}, {NO_SOON}",
    ),
    (THEY_CALL, LEAD),
    (THEY_CALL | DENIED, "raw: did not promise to call"),
    (THEY_CALL | UNSAID, f"raw: {ASK_EXPECTING}"),
    (THEY_CALL | NO_PHONE, "raw: no phone"),
    ({"who_calls": WhoCalls.GIVER} | DENIED, "raw: not expecting the call"),
)
STRICT_SLIPS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, LEAD),
    (OWN, "raw: own household"),
    (STRANGER_UNSAID, f"raw: {ASK_KNOWS}"),
    (STRANGER, f"raw: {NO_KNOWS}"),
    (WHEN_UNSAID, f"raw: {ASK_WHEN}"),
    (LATER, f"raw: {NO_SOON}"),
    (AS_AT_THE_TABLE, f"raw: {ASK_KNOWS}, {ASK_WHEN}"),
    (AS_AT_THE_TABLE | OWN, f"raw: {ASK_KNOWS}, {ASK_WHEN}, own household"),
    (UNSAID | OWN, f"raw: {ASK_EXPECTING}, own household"),
    (NO_PHONE | LATER | OWN, f"raw: no phone, {NO_SOON}, own household"),
)
LOOSE_SLIPS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, LEAD),
    (NO_NEED | DENIED | STRANGER | LATER | OWN, LEAD),
    (NO_NEED | UNSAID | AS_AT_THE_TABLE, LEAD),
    (NAMELESS, "raw: no name"),
    (NO_PHONE | UNSAID, "raw: no phone"),
    (NAMELESS | NO_PHONE | DENIED, "raw: no name, no phone"),
)
OWN_RULES = read_lead_rules("name, expecting?, soon")
OWN_RULES_SLIPS: tuple[tuple[dict[str, Any], str], ...] = (
    (NO_PHONE | NO_NEED, LEAD),
    (UNSAID, LEAD),
    (DENIED, "raw: not expecting the call"),
    (WHEN_UNSAID, f"raw: {ASK_WHEN}"),
    (DENIED | LATER, f"raw: not expecting the call, {NO_SOON}"),
    (NAMELESS | STRANGER, "raw: no name"),
)
SLIPS = [
    (rules, changes, words)
    for rules, table in (
        (PUBLISHED, PUBLISHED_SLIPS),
        (STRICT, STRICT_SLIPS),
        (LOOSE, LOOSE_SLIPS),
        (OWN_RULES, OWN_RULES_SLIPS),
    )
    for changes, words in table
]


def slip(changes: dict[str, Any]) -> Slip:
    """The whole slip with something changed."""
    return Slip(**(WHOLE | changes))


def test_the_table_is_as_long_as_it_should_be() -> None:
    """At least sixty slips stand against the definition, each different under its rules."""
    assert len(SLIPS) >= 60
    assert len({(rules, slip(changes)) for rules, changes, _ in SLIPS}) == len(SLIPS)


@pytest.mark.parametrize(("rules", "changes", "words"), SLIPS)
def test_a_slip_is_judged_with_the_reason_in_words(
    rules: LeadRules, changes: dict[str, Any], words: str
) -> None:
    """What was denied is told from what nobody said, in the order of the slip; no reason, no raw lead."""
    missing = slip(changes).missing(rules)
    assert verdict(slip(changes), missing) == words
    assert (words == LEAD) == (not missing)


PASSED = datetime(2026, 11, 18, 15, tzinfo=UTC)


def _noted(outcome: LeadOutcome, note: str = "", days: int = 7) -> LeadUpdate:
    return LeadUpdate(
        UpdateId(days), LeadId(1), outcome, note, thanked=False, at=PASSED + timedelta(days=days)
    )


def test_since_when_it_is_a_lead() -> None:
    """Since its slip was whole, whatever was said and taken back; else since the receiver said so first."""
    bad, good, again = (
        _noted(LeadOutcome.BAD),
        _noted(LeadOutcome.IS_LEAD, days=14),
        _noted(LeadOutcome.IS_LEAD, days=21),
    )
    goes_on = _noted(LeadOutcome.WORKING, days=28)
    assert lead_since(PASSED, [bad]) is None
    assert {lead_since(PASSED, updates) for updates in ([], [bad, good], [bad, goes_on])} == {PASSED}
    assert lead_since(None, [bad, good, again]) == good.at
    assert lead_since(None, [again, bad, goes_on]) == again.at
    assert lead_since(None, [bad, goes_on]) is None


# A lead of the giver's own household, where the chapter counts one with money only: what was reported, in
# cents by the days after, what the receiver said, from which day on it is a lead, and how it is judged.
UNPAID = "raw: no money from their own household"
Household = tuple[str, dict[str, Any], dict[int, int], tuple[LeadUpdate, ...], int | None, str]
HOUSEHOLDS: tuple[Household, ...] = (
    ("nothing is reported", OWN, {}, (), None, UNPAID),
    ("thanks without a figure are no money", OWN, {7: 0}, (), None, UNPAID),
    ("the first dollar counts", OWN, {7: 100}, (), 7, LEAD),
    ("and since the first of several", OWN, {21: 900, 14: 100}, (), 14, LEAD),
    ("thanks first, dollars later", OWN, {7: 0, 14: 100}, (), 14, LEAD),
    ("a lead outside the household needs none", {}, {}, (), 0, LEAD),
    ("something else is missing too", OWN | NO_PHONE, {7: 100}, (), None, "raw: no phone"),
    ("neither is there", OWN | NO_PHONE, {}, (), None, "raw: no phone, no money from their own household"),
    ("the receiver counts it", OWN, {}, (_noted(LeadOutcome.IS_LEAD, days=7),), 7,
     "lead, says the receiver (no money from their own household)"),
    ("the receiver calls it bad, money or not", OWN, {7: 100}, (_noted(LeadOutcome.BAD, days=14),), None,
     "raw: bad lead"),
    ("contacted is not paid", OWN, {}, (_noted(LeadOutcome.CONTACTED),), None, UNPAID),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reported", "updates", "since", "words"),
    [each[1:] for each in HOUSEHOLDS],
    ids=[each[0] for each in HOUSEHOLDS],
)
def test_a_lead_of_the_own_household_counts_with_money_where_the_chapter_says_so(
    changes: dict[str, Any],
    reported: dict[int, int],
    updates: tuple[LeadUpdate, ...],
    since: int | None,
    words: str,
) -> None:
    """Raw until the first money is reported, and a lead since then; nothing else of the slip is forgiven."""
    stated = slip(changes)
    missing = stated.missing(PUBLISHED.with_money)
    paid = [Paid(Money(cents, "USD"), PASSED + timedelta(days=day)) for day, cents in reported.items()]
    is_lead_since = lead_since(None if missing else PASSED, updates, paid, missing)
    assert is_lead_since == (None if since is None else PASSED + timedelta(days=since))
    assert verdict(stated, missing, standing_of(updates, paid)) == words
    # Without that rule money changes nothing.
    lax = stated.missing(PUBLISHED)
    lax_since = None if lax else PASSED
    assert lead_since(lax_since, updates, paid, lax) == lead_since(lax_since, updates)


@pytest.mark.parametrize(
    ("changes", "says", "why", "is_lead", "words"),
    [
        ({}, True, "", True, LEAD),
        ({}, False, "", False, "raw: bad lead"),
        ({}, False, "never heard of me", False, "raw: bad lead, says the receiver (never heard of me)"),
        (NO_PHONE, True, "", True, "lead, says the receiver (no phone)"),
        (UNSAID, True, "", True, f"lead, says the receiver ({ASK_EXPECTING})"),
        (NAMELESS | LATER, True, "", True, f"lead, says the receiver (no name, {NO_SOON})"),
        (NO_PHONE, False, "", False, "raw: bad lead"),
        (NO_PHONE, False, "wrong number", False, "raw: bad lead, says the receiver (wrong number)"),
        (NO_PHONE, None, "", False, "raw: no phone"),
        ({}, None, "", True, LEAD),
    ],
)
def test_the_receivers_word_beats_the_rules(
    changes: dict[str, Any], says: bool | None, why: str, is_lead: bool, words: str
) -> None:
    """Both ways: a slip that lacks something is a lead when they say so, and a whole one a bad lead."""
    missing = slip(changes).missing(PUBLISHED)
    updates = [] if says is None else [_noted(LeadOutcome.IS_LEAD if says else LeadOutcome.BAD, why)]
    assert (lead_since(None if missing else PASSED, updates) is not None) == is_lead
    assert verdict(slip(changes), missing, Standing(receiver_says=says, why=why)) == words


@pytest.mark.parametrize(
    ("first", "then", "before", "after"),
    [
        (NO_PHONE, {"phone": "+14155550101"}, "raw: no phone", LEAD),
        (NO_PHONE | UNSAID, {"phone": "+1"}, f"raw: no phone, {ASK_EXPECTING}", f"raw: {ASK_EXPECTING}"),
        (UNSAID, {"expecting_call": True}, f"raw: {ASK_EXPECTING}", LEAD),
        (UNSAID, {"expecting_call": False}, f"raw: {ASK_EXPECTING}", "raw: not expecting the call"),
        (LATER, {"when": When.NOW}, f"raw: {NO_SOON}", LEAD),
        ({}, {"phone": ""}, LEAD, "raw: no phone"),
    ],
)
def test_completing_a_slip_judges_it_anew(
    first: dict[str, Any], then: dict[str, Any], before: str, after: str
) -> None:
    """What comes later makes a lead of a raw one, or changes the reason; taking it away does the opposite."""
    for changes, words in ((first, before), (first | then, after)):
        assert verdict(slip(changes), slip(changes).missing(PUBLISHED)) == words


ANY_SLIP = st.builds(
    Slip,
    prospect=st.sampled_from(["", "Jane"]),
    phone=st.sampled_from(["", "+1"]),
    phone_typed=st.sampled_from(["", "1", "ask"]),
    need=st.sampled_from(["", "x"]),
    expecting_call=st.sampled_from([None, True, False]),
    inside=st.booleans(),
    company=st.sampled_from(["", "Inc"]),
    who_calls=st.sampled_from(WhoCalls),
    knows_caller=st.sampled_from([None, True, False]),
    when=st.sampled_from([None, *When]),
)
FACTS = st.frozensets(st.sampled_from(Fact))
ANY_RULES = st.builds(LeadRules, FACTS, FACTS)


@given(ANY_SLIP, ANY_RULES, ANY_RULES)
def test_asking_more_never_makes_a_lead(stated: Slip, some: LeadRules, others: LeadRules) -> None:
    """With more that is asked, at least as much is missing, in the order of the slip."""
    more = LeadRules(some.must | others.must, some.unless_denied | others.unless_denied)
    missing = stated.missing(more)
    assert set(stated.missing(some)) <= set(missing)
    assert list(missing) == [fact for fact in Fact if fact in missing]


@given(ANY_SLIP, ANY_RULES)
def test_a_raw_lead_always_has_its_reason(stated: Slip, rules: LeadRules) -> None:
    """A verdict of raw names something, and each thing that is missing has words of its own."""
    missing = stated.missing(rules)
    words = verdict(stated, missing)
    assert (words == LEAD) == (not missing)
    assert len(words.removeprefix("raw: ").split(", ")) == max(1, len(missing))


# ---------------------------------------------------------------- rules as typed


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ("published", PUBLISHED),
        (" STRICT ", STRICT),
        ("loose", LOOSE),
        ("name,phone,need,expecting,knows?,soon?", PUBLISHED),
        ("name, phone", LOOSE),
        ("phone?,name?", LOOSE),
        ("soon?,soon,name", LeadRules(frozenset({Fact.NAME, Fact.SOON}))),
        ("exp ?", LeadRules(frozenset(), frozenset({Fact.EXPECTING}))),
        ("outside,", LeadRules(frozenset({Fact.OUTSIDE}))),
    ],
)
def test_rules_are_read_as_typed(typed: str, rules: LeadRules) -> None:
    """By name or as a list; an asking mark is for what can be left unsaid."""
    assert read_lead_rules(typed) == rules


@pytest.mark.parametrize("typed", ["", " , ", "?", "colour", "n", "name;phone", "published,name", "\x1b[2J"])
def test_rules_that_mean_nothing_are_refused(typed: str) -> None:
    """With what can be asked, and nothing that drives a terminal."""
    with pytest.raises(Refused, match="published, strict or loose") as refused:
        read_lead_rules(typed)
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            PUBLISHED,
            (
                "A lead needs a name, a phone, a need and a prospect who expects the call; it is raw when "
                "the prospect does not know who calls or it is not soon (the published definition)."
            ),
        ),
        (LOOSE, "A lead needs a name and a phone (loose)."),
        (LeadRules(frozenset({Fact.NEED})), "A lead needs a need."),
        (
            LeadRules(frozenset(), frozenset({Fact.SOON})),
            "A slip is raw when it is not soon.",
        ),
        (LeadRules(frozenset()), "Every slip is a lead."),
    ],
)
def test_rules_are_read_back_as_a_sentence(rules: LeadRules, sentence: str) -> None:
    """What must be said, and what may not be denied."""
    assert lead_rules_in_words(rules) == sentence

"""The rules that eight groups publish, and what a careful secretary would say of many a history."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.domain.people.standing import GivenOn, quota_standing
from leadsroom.domain.people.standing_words import quota_standing_sentence
from leadsroom.domain.rules.chapter_rules import NO_RULES, Given
from leadsroom.domain.rules.rule_presets import (
    BNI,
    CANALSIDE,
    LEADING_EDGE,
    LEADS_CLUB,
    LETIP,
    NYC_62,
    POWERTIPPS,
    PRE,
    RULE_PRESETS,
    RulePreset,
)
from tests.domain.expected_standing import Expected, check, tables
from tests.domain.histories import days
from tests.domain.secretary_quarter import CANALSIDE_SAYS, LEADING_EDGE_SAYS, PRE_SAYS
from tests.domain.secretary_rolling import BNI_SAYS, LEADS_CLUB_SAYS, POWERTIPPS_SAYS
from tests.domain.secretary_year import LETIP_SAYS, NYC_62_SAYS


def test_there_are_eight_of_different_names() -> None:
    """The eight groups of the field."""
    names = [preset.name for preset in RULE_PRESETS]
    assert names == ["BNI", "LeTip", "Leads Club", "PRE", "PowerTipps", "Canalside", "Leading Edge", "NYC-62"]


@tables(BNI_SAYS)
def test_bni(expected: Expected) -> None:
    """Rolling six months, the fourth absence; medical leave by itself."""
    check(BNI.rules, expected)


@tables(LETIP_SAYS)
def test_letip(expected: Expected) -> None:
    """Substitutes by the calendar year, and running."""
    check(LETIP.rules, expected)


@tables(LEADS_CLUB_SAYS)
def test_leads_club(expected: Expected) -> None:
    """Rolling twelve months; the thirteenth forfeits the seat."""
    check(LEADS_CLUB.rules, expected)


@tables(PRE_SAYS)
def test_pre(expected: Expected) -> None:
    """Running, and by the calendar quarter; who leaves before the speaker was absent."""
    check(PRE.rules, expected)


@tables(POWERTIPPS_SAYS)
def test_powertipps(expected: Expected) -> None:
    """The second unexcused absence in any two months."""
    check(POWERTIPPS.rules, expected)


@tables(CANALSIDE_SAYS)
def test_canalside(expected: Expected) -> None:
    """By the calendar quarter; two lates make an absence, and coming after the speaker began is one."""
    check(CANALSIDE.rules, expected)


@tables(LEADING_EDGE_SAYS)
def test_leading_edge(expected: Expected) -> None:
    """By the calendar quarter; nothing but absences."""
    check(LEADING_EDGE.rules, expected)


@tables(NYC_62_SAYS)
def test_nyc_62(expected: Expected) -> None:
    """By the fixed half-year: absences, lates, substitutes beyond five, and what a training erases."""
    check(NYC_62.rules, expected)


_WEEKS = days("2026-10-28 2026-11-04 11 18 25")
_LEAP = days("2028-02-01 29")


@pytest.mark.parametrize(
    ("preset", "given", "expected", "on", "says", "asked"),
    [
        (LETIP, "", _WEEKS, "2026-11-18", "0 leads", "4"),
        (LETIP, "L2026-11-04", _WEEKS, "2026-11-18", "1 lead", "4"),
        (LETIP, "L2026-10-31 L2026-11-01 L2026-11-18", _WEEKS, "2026-11-18", "2 leads", "4"),
        (LETIP, "L2026-11-04 " * 5, _WEEKS, "2026-11-18", "5 leads", "4"),
        (LETIP, "L2026-11-25", _WEEKS, "2026-11-18", "0 leads", "4"),  # still to come
        (LETIP, "R2026-11-04 V2026-11-04 L2026-11-11", _WEEKS, "2026-11-18", "1 lead", "4"),
        (
            LETIP,
            "L2026-11-18",
            days("2026-11-18"),
            "2026-11-18",
            "1 lead",
            "2",
        ),  # joined that day
        (LETIP, "", (), "2026-11-18", "0 leads", "none"),  # on leave all month
        (LETIP, "", (), "2026-11-01", "0 leads", "4"),  # no meeting yet
        (PRE, "", _WEEKS, "2026-11-30", "0 leads", "2"),
        (PRE, "L2026-11-30", _WEEKS, "2026-11-30", "1 lead", "2"),
        (PRE, "L2026-11-30", _WEEKS, "2026-12-01", "0 leads", "2"),
        (LEADING_EDGE, "V2026-11-04", _WEEKS, "2026-11-18", "1 lead or visitor", "2"),
        (LEADING_EDGE, "V2026-11-04 L2026-11-18", _WEEKS, "2026-11-18", "2 leads or visitors", "2"),
        (LEADING_EDGE, "T2026-11-04 R2026-11-18", _WEEKS, "2026-11-18", "0 leads or visitors", "2"),
        (LEADING_EDGE, "V2028-02-29", _LEAP, "2028-02-29", "1 lead or visitor", "2"),
    ],
)
def test_quotas(
    preset: RulePreset, given: str, expected: tuple[date, ...], on: str, says: str, asked: str
) -> None:
    """Who gave what of what is asked this month; less is asked of who was expected less often."""
    kinds = {"L": Given.LEAD, "R": Given.RAW_LEAD, "V": Given.VISITOR, "T": Given.TESTIMONIAL}
    gave = [GivenOn(kinds[word[0]], date.fromisoformat(word[1:])) for word in given.split()]
    held = [*_WEEKS, *_LEAP]
    standing = quota_standing(preset.rules.quotas[0], gave, held, expected, date.fromisoformat(on))
    raw = " 1 raw lead does not count." if "R" in given else ""
    assert quota_standing_sentence(standing) == f"{says} this month; {asked} expected.{raw}"


def test_no_quota_is_made_up() -> None:
    """A quota that a group does not publish stays open."""
    asking = [preset.name for preset in RULE_PRESETS if preset.rules.quotas]
    assert asking == ["LeTip", "PRE", "Leading Edge"]


@pytest.mark.parametrize("first", RULE_PRESETS, ids=lambda preset: preset.name)
@pytest.mark.parametrize("then", RULE_PRESETS, ids=lambda preset: preset.name)
def test_no_remark_of_published_rules_stays_in_others(first: RulePreset, then: RulePreset) -> None:
    """What the chapter has added itself stays, beside the remark of the rules that it takes."""
    own = replace(NO_RULES, remark="Be kind.")
    taken = then.taken_by(first.taken_by(own, "USD"), "USD")
    assert taken.remark == f"Be kind. {then.rules.remark}".rstrip()
    assert then.taken_by(first.taken_by(NO_RULES, "USD"), "USD").remark == then.rules.remark
    of_before = replace(NO_RULES, remark="Multi-level marketing: products only, no recruiting.")
    assert then.taken_by(of_before, "USD").remark == then.rules.remark


@pytest.mark.parametrize(
    ("preset", "currency", "stays"),
    [
        (BNI, "USD", "the vote, dues, fees, fines and how a meeting is run"),
        (LETIP, "USD", "dues, fees, fines and how a meeting is run"),
        (LEADS_CLUB, "USD", "the vote, fines and how a meeting is run"),
        (LEADS_CLUB, "EUR", "the vote, dues, fees, fines and how a meeting is run"),
    ],
)
def test_what_published_rules_leave_alone_is_named(preset: RulePreset, currency: str, stays: str) -> None:
    """Their sums are in dollars: a chapter that counts in something else keeps all of its money."""
    assert preset.stays(currency) == stays

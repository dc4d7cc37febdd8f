"""The rules that eight organisations publish (FIELD §4), as presets. A figure they do not give stays open."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Counting,
    Dues,
    FineEvent,
    Given,
    LateRules,
    LeaveRules,
    LimitRule,
    MoneyRules,
    MultiLevel,
    Quota,
    SubstitutePitch,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.windows import Length, LengthUnit, PeriodKind, Window, WindowKind
from leadsroom.domain.text.plain_text import clean


class RulePreset(Struct, frozen=True):
    """Somebody's published rules: a short name, and whose they are. Its money is in US cents."""

    name: str
    source: str
    rules: ChapterRules

    def taken_by(self, own: ChapterRules, currency: str) -> ChapterRules:
        """These rules for a chapter. Where they are silent its own stay: the vote, each part of the money,
        how its meetings are run.

        Published sums are US dollars: a chapter that counts in something else keeps all of its money.
        """
        vote = own.vote if self.rules.vote == VoteRule() else self.rules.vote
        money = self._money(own.money) if currency == "USD" else own.money
        remark = " ".join(part for part in (_own_remark(own.remark), self.rules.remark) if part)
        return replace(
            self.rules, vote=vote, money=money, meeting=own.meeting, offices=own.offices, remark=remark
        )

    def stays(self, currency: str) -> str:
        """What these rules leave to a chapter's own: `the vote, dues, fines and how a meeting is run`."""
        published = self.rules.money
        silent = {
            "the vote": self.rules.vote == VoteRule(),
            "dues": currency != "USD" or published.dues is None,
            "fees": currency != "USD" or not (published.join_fee or published.meal),
            "fines": currency != "USD" or not published.fines,
        }
        parts = [part for part, is_silent in silent.items() if is_silent]
        return " and ".join(part for part in (", ".join(parts), "how a meeting is run") if part)

    def _money(self, own: MoneyRules) -> MoneyRules:
        published = self.rules.money
        return MoneyRules(
            dues=published.dues or own.dues,
            join_fee=published.join_fee or own.join_fee,
            meal=published.meal or own.meal,
            meal_as_ordered=published.meal_as_ordered or own.meal_as_ordered,
            fines=published.fines or own.fines,
        )


_BEFORE_MULTI_LEVEL = "Multi-level marketing: products only, no recruiting."


def _own_remark(remark: str) -> str:
    """A chapter's remark without those that came with published rules, or did before these could say it."""
    for published in (_BEFORE_MULTI_LEVEL, *(preset.rules.remark for preset in RULE_PRESETS)):
        remark = remark.replace(published, " ") if published else remark
    return clean(remark)


_QUARTER = Window(WindowKind.QUARTER)
_HALF = Window(WindowKind.HALF_YEAR)
_YEAR = Window(WindowKind.YEAR)
_IN_A_ROW = Window(WindowKind.IN_A_ROW)
_DOLLAR = 100

BNI = RulePreset(
    "BNI",
    "3 absences in any 6 months; substitutes are no absence",
    ChapterRules(
        limits=(
            LimitRule(Counted.ABSENCE, 3, Window(WindowKind.ROLLING_MONTHS, 6), Then.SEAT_MAY_OPEN),
            LimitRule(Counted.MEDICAL, 8, _IN_A_ROW, Then.CHAPTER_DECIDES),
        ),
        leaves=LeaveRules(longest=Length(8, LengthUnit.WEEKS)),
        visitors=VisitorRules(visits=2),
        remark="Some chapters count two late arrivals as an absence.",
    ),
)
LETIP = RulePreset(
    "LeTip",
    "6 substitutes a year, 2 in a row; 4 leads a month",
    ChapterRules(
        limits=(
            LimitRule(Counted.SUBSTITUTE, 6, _YEAR, Then.CHAPTER_DECIDES),
            LimitRule(Counted.SUBSTITUTE, 2, _IN_A_ROW, Then.CHAPTER_DECIDES),
        ),
        quotas=(Quota(4, PeriodKind.MONTH),),
        visitors=VisitorRules(visits=2),
        vote=VoteRule(refusing_no=3, refusing_percent=10, from_members=30),
    ),
)
LEADS_CLUB = RulePreset(
    "Leads Club",
    "12 absences in any 12 months; the 13th ends membership",
    ChapterRules(
        limits=(LimitRule(Counted.ABSENCE, 12, Window(WindowKind.ROLLING_MONTHS, 12), Then.SEAT_OPENS),),
        visitors=VisitorRules(visits=1, silent_if_taken=True),
        money=MoneyRules(dues=Dues(497 * _DOLLAR, PeriodKind.YEAR), join_fee=150 * _DOLLAR),
    ),
)
PRE = RulePreset(
    "PRE",
    "2 absences in a row or 3 in a quarter may end membership",
    ChapterRules(
        limits=(
            LimitRule(Counted.ABSENCE, 1, _IN_A_ROW, Then.SEAT_MAY_OPEN),
            LimitRule(Counted.ABSENCE, 2, _QUARTER, Then.SEAT_MAY_OPEN),
        ),
        counting=Counting(absent_before=StepKind.SPEAKER),
        quotas=(Quota(2, PeriodKind.MONTH),),
        visitors=VisitorRules(visits=None),
        money=MoneyRules(fines={FineEvent.LEFT_EARLY: _DOLLAR}),
    ),
)
POWERTIPPS = RulePreset(
    "PowerTipps",
    "a 2nd unexcused absence in 2 months may end membership",
    ChapterRules(
        limits=(LimitRule(Counted.UNEXCUSED, 1, Window(WindowKind.ROLLING_MONTHS, 2), Then.SEAT_MAY_OPEN),),
        visitors=VisitorRules(visits=2),
        money=MoneyRules(
            fines={
                FineEvent.LATE: 25,
                FineEvent.NO_LEAD: 25,
                FineEvent.ABSENT_LAST_WEEK: _DOLLAR,
                FineEvent.PHONE: _DOLLAR,
            }
        ),
    ),
)
CANALSIDE = RulePreset(
    "Canalside",
    "the 3rd absence in a quarter ends membership",
    ChapterRules(
        limits=(LimitRule(Counted.ABSENCE, 2, _QUARTER, Then.SEAT_OPENS),),
        counting=Counting(lates_per_absence=2, absent_from=StepKind.SPEAKER),
        late=LateRules(late_from=StepKind.PITCHES),
        visitors=VisitorRules(visits=None),
    ),
)
LEADING_EDGE = RulePreset(
    "Leading Edge",
    "2 absences in a quarter; 2 leads or visitors a month",
    ChapterRules(
        limits=(LimitRule(Counted.ABSENCE, 2, _QUARTER, Then.SEAT_MAY_OPEN),),
        quotas=(Quota(2, PeriodKind.MONTH, frozenset({Given.LEAD, Given.VISITOR})),),
        visitors=VisitorRules(visits=2),
        multi_level=MultiLevel.PRODUCTS,
    ),
)
NYC_62 = RulePreset(
    "NYC-62",
    "3 absences and 5 substitutes in a half-year",
    ChapterRules(
        limits=(
            LimitRule(Counted.ABSENCE, 3, _HALF, Then.SEAT_MAY_OPEN),
            LimitRule(Counted.SUBSTITUTE, 5, _HALF, Then.ABSENCE),
        ),
        counting=Counting(lates_per_absence=2, training_erases=1),
        substitutes=SubstituteRules(pitch=SubstitutePitch.MEMBERS),
        visitors=VisitorRules(visits=None),
    ),
)

RULE_PRESETS = (BNI, LETIP, LEADS_CLUB, PRE, POWERTIPPS, CANALSIDE, LEADING_EDGE, NYC_62)

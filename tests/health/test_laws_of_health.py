"""Laws of the chapter's health, whatever a season was like: corrected, undone, in two currencies, on any day.

- What is on a member's line beside the plain figures is what counting every row one after the other comes to.
- The lines, with those who are no members beside them, add up to the chapter; two windows side by side too.
- The margins of the matrix are the figures, and the matrix of both together is made of the two.
- A meeting of zeros changes no share's numerator; merging two spellings changes nothing in sum.
- A figure below its threshold has no value, and one above it has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import MergePeople
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.findings import Finding
from leadsroom.domain.health.member_health import HealthFigures, added_up
from leadsroom.domain.health.pairs.matrix import MatrixKind
from leadsroom.domain.health.statistics import TOO_LITTLE, Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period, months_later
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.health.chapter_figures import chapter_figures
from leadsroom.views.health.figures import figures
from leadsroom.views.health.health_column import TooLittle
from leadsroom.views.health.member_columns import COLUMNS
from leadsroom.views.health.member_health import HealthOfMembers, member_health
from leadsroom.views.health.pairs.matrix import matrix
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.laws import tried
from tests.past_meetings import past_meeting
from tests.review.random_seasons import WEEKS, Week
from tests.review.test_laws_of_figures import FIRST, LAST, ONE_DAY, played
from tests.seen import seen

ALL = Period(FIRST, LAST)
MEMBERS = range(1, 7)  # by their numbers
LATER = timedelta(weeks=20)  # so that what was paid once has had its time
ALL_AND_LATER = Period(FIRST, LAST + LATER)


_ROWS = ("meeting", "lead", "lead_update", "closed_business", "slip_check", "giver_answer")


class PlainRows:
    """What a line has beside the figures, counted in Python from every row of the tables."""

    def __init__(self, store: Store, chapter: Chapter, period: Period, now: datetime) -> None:
        self._chapter, self._period, self._today = chapter, period, chapter.today(now)
        with store.reading() as connection:
            self._rows = {
                name: [dict(row) for row in connection.execute(select(t.metadata.tables[name])).mappings()]
                for name in _ROWS
            }
        self._meetings = {row["id"]: row for row in self._rows["meeting"]}
        self._leads = {row["id"]: row for row in self._rows["lead"]}

    def _day(self, row: Mapping[str, Any], at: str = "at") -> date | None:
        """The day on which a row counts; None where it counts on none."""
        if row.get("withdrawn_at"):
            return None
        if row["meeting_id"] is None:
            return self._chapter.today(row[at])
        meeting = self._meetings[row["meeting_id"]]
        return meeting["on_date"] if meeting["state"] == "closed" else None

    def _is_in(self, row: Mapping[str, Any], at: str = "at") -> bool:
        on = self._day(row, at)
        return on is not None and self._period.holds(on)

    def _stands(self, row: Mapping[str, Any]) -> bool:
        """Whether what a row is about is a lead that counts: not withdrawn, and no second slip."""
        lead = self._leads[row["lead_id"]]
        return lead["same_as_id"] is None and not lead["withdrawn_at"]

    def own(self) -> tuple[Counter[PersonId], Counter[PersonId]]:
        """Own purchases by giver, and by receiver: leads with dollars in the period, each once."""
        found = {
            (row["credited_to_id"], row["reported_by_id"], row["lead_id"])
            for row in self._rows["closed_business"]
            if row["amount_minor"] and row["lead_id"] is not None and self._is_in(row)
            if self._leads[row["lead_id"]]["inside"] and self._stands(row)
        }
        given = Counter(who for who, _ in {(by, lead) for by, _, lead in found})
        return given, Counter(who for who, _ in {(to, lead) for _, to, lead in found})

    def is_half_a_year(self) -> bool:
        """Whether half a year of the period is over."""
        over = min(self._period.last, self._today) + timedelta(days=1)
        return months_later(self._period.first, 6) <= over

    def paid_once(self) -> dict[PersonId, tuple[int, int]]:
        """By receiver, of the leads first paid in the period, but long ago, how many have one payment."""
        long_ago = min(self._period.last, self._today) - timedelta(weeks=13)
        payments: defaultdict[int, list[date]] = defaultdict(list)
        for row in self._rows["closed_business"]:
            on = self._day(row)
            if row["amount_minor"] and row["lead_id"] is not None and on is not None:
                payments[row["lead_id"]].append(on)
        found: defaultdict[PersonId, list[int]] = defaultdict(lambda: [0, 0])
        for lead, days in payments.items():
            row = self._leads[lead]
            if self._stands({"lead_id": lead}) and self._period.first <= min(days) <= long_ago:
                found[row["receiver_id"]][0] += len(days) == 1
                found[row["receiver_id"]][1] += 1
        return {who: (once, all_) for who, (once, all_) in found.items()}

    def checks(self) -> dict[PersonId, tuple[int, ...]]:
        """By giver: checked, called, expecting, real."""
        found: defaultdict[PersonId, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for row in self._rows["slip_check"]:
            lead = self._leads[row["lead_id"]]
            if self._is_in(row) and self._stands(row):
                answers = (True, row["called"], row["expecting"], row["is_real"])
                for place, answer in enumerate(answers):
                    found[lead["giver_id"]][place] += bool(answer)
        return {who: tuple(numbers) for who, numbers in found.items()}

    def served(self) -> dict[PersonId, Counter[str]]:
        """By receiver, how many givers heard what."""
        found: defaultdict[PersonId, Counter[str]] = defaultdict(Counter)
        for row in self._rows["giver_answer"]:
            lead = self._leads[row["lead_id"]]
            if self._is_in(row) and self._stands(row):
                found[lead["receiver_id"]][row["served"]] += 1
        return found

    # Of the chapter

    def leads(self) -> list[dict[str, Any]]:
        """The leads and raw leads that count in the period."""
        return [
            row for row in self._rows["lead"] if row["same_as_id"] is None and self._is_in(row, "passed_at")
        ]

    def reports(self, currency: str) -> list[dict[str, Any]]:
        """The reports with a figure in the period."""
        return [
            row
            for row in self._rows["closed_business"]
            if row["amount_minor"] and row["currency"] == currency and self._is_in(row)
        ]

    def is_inside(self, report: Mapping[str, Any]) -> bool:
        """Whether a report is of an own purchase."""
        return report["lead_id"] is not None and bool(self._leads[report["lead_id"]]["inside"])

    def days_until(self, lead: Mapping[str, Any], words: Iterable[str]) -> int | None:
        """The days from passing to the first of these outcomes, or to dollars; None where neither came."""
        came = [
            self._chapter.today(row["at"])
            for table in ("lead_update", "closed_business")
            for row in self._rows[table]
            if row["lead_id"] == lead["id"] and self._day(row) is not None
            if str(row.get("word")) in words or row.get("amount_minor")
        ]
        passed = self._day(lead, "passed_at")
        return max(0, (min(came) - passed).days) if came and passed is not None else None

    def waited_for(self, words: Iterable[str], time: timedelta) -> tuple[list[int], int]:
        """How many days each lead but raw ones waited that has had its time, and how many wait still."""
        lengths = [
            self.days_until(lead, words)
            for lead in self.leads()
            if lead["lead_since"] is not None
            if (self._day(lead, "passed_at") or date.max) <= self._today - time
        ]
        return [days for days in lengths if days is not None], lengths.count(None)


def of_members(store: Store, chapter: Chapter, now: datetime, period: Period = ALL) -> HealthOfMembers:
    """Everybody's line."""
    return seen(store, chapter, now, member_health, period)


def lines_are_counted(store: Store, chapter: Chapter, now: datetime) -> None:
    """Row by row, a while later."""
    found = of_members(store, chapter, now, ALL_AND_LATER)
    plain = PlainRows(store, chapter, ALL_AND_LATER, now)
    (given, received), once, checks, served = plain.own(), plain.paid_once(), plain.checks(), plain.served()
    for line in found.members:
        who = line.person.id
        assert (line.own_given, line.own_received) == (given[who], received[who])
        assert line.paid_once == (Share(*once.get(who, (0, 0))) if plain.is_half_a_year() else None)
        c = line.checks
        assert (c.checked, c.called, c.expecting, c.real) == checks.get(who, (0, 0, 0, 0))
        answers = served.get(who, Counter())
        heard = (line.served.well, line.served.so_so, line.served.complaints)
        assert heard == (answers["well"], answers["so-so"], answers["complaint"])
        assert (TooLittle in map(type, _cells(line, "served_"))) == (sum(heard) < 5)
    assert found.total.figures == seen(store, chapter, now, figures, ALL_AND_LATER).total


_HOW_FAR = ("contacted", "working", "not needed", "bad lead", "outside my line")


def chapter_is_counted(store: Store, chapter: Chapter, now: datetime) -> None:
    """The figures of the chapter, row by row: the numbers behind each, or what each says."""
    found = {each.key: each for each in findings(store, chapter, now)}
    plain = PlainRows(store, chapter, ALL, now)
    passed, reports = plain.leads(), plain.reports("USD")
    leads = [row for row in passed if row["lead_since"] is not None]
    of_all = {
        "raw_share": len(passed) - len(leads),
        "bad_share": sum(row["receiver_says"] is False for row in passed),
        "closed_share": sum(row["state"] == "closed" for row in passed),
    }
    for key, number in of_all.items():
        assert found[key].behind.split(" slip")[0] == f"{number} of {len(passed)}", key
    inside = sum(bool(row["inside"]) for row in leads)
    assert found["own_share_of_leads"].behind.split(" lead")[0] == f"{inside} of {len(leads)}"
    assert found["dollars"].value == Decimal(sum(row["amount_minor"] for row in reports)) / 100
    own = sum(plain.is_inside(row) for row in reports)
    assert found["own_share_of_reports"].behind.split(" report")[0] == f"{own} of {len(reports)}"
    received = Counter(row["receiver_id"] for row in leads)
    most = max((received[who] for who in MEMBERS), default=0)
    assert found["largest_seat_of_leads"].behind.split(" lead")[0] == f"{most} of {len(leads)}"
    ways = {(row["giver_id"], row["receiver_id"]) for row in leads}
    ways = {way for way in ways if max(way) in MEMBERS}
    pairs = {frozenset(way) for way in ways}
    both = sum((two, one) in ways for one, two in map(sorted, pairs) if (one, two) in ways)
    assert found["reciprocity"].behind.split(" pair")[0] == f"{both} of {len(pairs)}"
    steps = (
        ("days_to_call", "never_called", _HOW_FAR, timedelta(days=7)),
        ("days_to_outcome", "no_outcome", _HOW_FAR[1:], timedelta(weeks=4)),
    )
    for key, never_key, words, time in steps:
        days, never = plain.waited_for(words, time)
        assert found[key].value == (Decimal(str(median(days))) if len(days) >= 5 else None), key
        assert found[never_key].behind.split(" lead")[0] == f"{never} of {never + len(days)}", never_key


def _cells(line: Any, prefix: str) -> list[object]:
    return [column.cell(line) for column in COLUMNS if column.key.startswith(prefix)]


def lines_add_up(store: Store, chapter: Chapter, now: datetime, cut: date) -> None:
    """Over members, and over windows side by side."""
    found = of_members(store, chapter, now)
    assert added_up([*found.members, found.others], "USD") == found.total
    before, after = (
        of_members(store, chapter, now, period).total
        for period in (Period(FIRST, cut), Period(cut + ONE_DAY, LAST))
    )
    both = added_up([before, after], "USD")
    # A lead paid in both windows is an own purchase of both, and what was paid once depends on the end.
    for name in ("figures", "checks", "served", "cost"):
        assert getattr(both, name) == getattr(found.total, name), name


def matrices_agree(store: Store, chapter: Chapter, now: datetime) -> None:
    """Margins are figures; one-to-ones are the same either way; both is made of the two."""
    found = of_members(store, chapter, now)
    leads, met, both = (seen(store, chapter, now, matrix, ALL, kind).matrix for kind in MatrixKind)
    by_id = {line.person.id: line.figures for line in found.members}
    assert (leads.total.total, leads.total.raw) == (found.total.figures.given, found.total.figures.given_raw)
    for at, line in enumerate(leads.lines):
        if line.person_id in by_id:
            mine = by_id[line.person_id]
            assert (leads.rows[at].total, leads.rows[at].raw) == (mine.given, mine.given_raw)
            assert (leads.columns[at].total, leads.columns[at].raw) == (mine.received, mine.received_raw)
    assert 2 * met.total.total == found.total.figures.one_to_ones
    for one in met.lines:
        for other in met.lines:
            assert met.value(one, other) == met.value(other, one)
    for giver in both.lines:
        for receiver in both.lines:
            has_lead = bool(leads.cell(giver, receiver).leads)
            assert both.value(giver, receiver) == 2 * has_lead + bool(met.cell(giver, receiver).one_to_ones)


_NEEDS, _OF = re.compile(r"^from (\d+) "), re.compile(r"^[\d,]+ of ([\d,]+)\b")
_LAST_NUMBER = re.compile(r"(\d+) reports?$")


def findings(store: Store, chapter: Chapter, now: datetime) -> list[Finding]:
    """The figures of the chapter."""
    found = seen(store, chapter, now, chapter_figures, ALL)
    return [each for section in found.sections for each in section.findings]


def thresholds_hold(found: Iterable[Finding]) -> None:
    """A share of so many cases has a value exactly where these are enough."""
    for each in found:
        if each.value is None:
            assert each.words == TOO_LITTLE or not each.threshold, each.key
        needs = _NEEDS.match(each.threshold)
        cases = _LAST_NUMBER.search(each.behind) or _OF.match(each.behind)
        if each.unit == "percent" and needs is not None and cases is not None:
            is_enough = int(cases[1].replace(",", "")) >= int(needs[1])
            assert is_enough or each.value is None, each
            assert not is_enough or each.value is not None or each.behind.startswith("$0"), each


def _numerators(store: Store, chapter: Chapter, now: datetime) -> dict[str, str]:
    """What stands before “of” in each share of members and chapter."""
    health = of_members(store, chapter, now)
    shares: dict[str, Callable[[HealthFigures], str]] = {
        column.key: column.behind for column in COLUMNS if column.behind is not None
    }
    found = {
        f"{key} of {line.person.name}": behind(line).split(" of ")[0]
        for key, behind in shares.items()
        for line in health.members
    }
    chapter_wide = (each for each in findings(store, chapter, now) if " of " in each.behind)
    return found | {each.key: each.behind.split(" of ")[0] for each in chapter_wide}


def zeros_change_nothing(store: Store, chapter: Chapter, now: datetime, clock: SetClock) -> None:
    """One more meeting, at which nobody was and nothing was passed."""
    before = _numerators(store, chapter, now)
    members = {PersonId(number): "A" for number in range(1, 7)}
    past_meeting(store, chapter, chapter.today(clock.now()) + timedelta(days=3), members)
    after = _numerators(store, chapter, now)
    assert {key: after[key] for key in before} == before


def merging_changes_nothing(store: Store, chapter: Chapter, now: datetime, clock: SetClock) -> None:
    """Two spellings of a visitor, or of a substitute, made one."""
    before = of_members(store, chapter, now).total
    p = t.person.c
    with store.reading() as connection:
        others = list(connection.scalars(select(p.id).where(p.id > 6).order_by(p.id)))
    if len(others) < 2:
        return
    with suppress(Refused):
        desk = SyncDesk(store, chapter.id, clock, "home")
        desk.do(MergePeople(PersonId(others[1]), PersonId(others[0])))
    assert of_members(store, chapter, now).total == before


def laws_hold(store: Store, weeks: list[Week], last_closed: bool, days: int) -> None:
    """Play the weeks, and look at them at once and some months later."""
    chapter, clock = played(store, weeks, last_closed=last_closed)
    for now in (clock.now(), clock.now() + LATER):
        lines_are_counted(store, chapter, now)
        chapter_is_counted(store, chapter, now)
        thresholds_hold(findings(store, chapter, now))
    lines_add_up(store, chapter, clock.now(), FIRST + days * ONE_DAY)
    matrices_agree(store, chapter, clock.now())
    merging_changes_nothing(store, chapter, clock.now(), clock)
    if last_closed:
        zeros_change_nothing(store, chapter, clock.now() + LATER, clock)


def _hold(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    place = databases.fresh()
    store = databases.opened(place)
    try:
        laws_hold(store, weeks, last_closed, days)
    finally:
        if store.engine.dialect.name == "sqlite":
            store.close()
        databases.drop(place)


_SEASONS = given(weeks=WEEKS, last_closed=st.booleans(), days=st.integers(0, 58))
_ONE_FOLDER = (HealthCheck.function_scoped_fixture,)


@ON_BOTH
@_SEASONS
@settings(
    max_examples=tried(12, 4),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=_ONE_FOLDER,
)
def test_laws_of_health(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    """They hold of a short season."""
    _hold(databases, weeks, last_closed, days)


@pytest.mark.soak
@_SEASONS
@settings(
    max_examples=300,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=(*_ONE_FOLDER, HealthCheck.too_slow),
)
def test_laws_of_health_long(databases: Databases, weeks: list[Week], last_closed: bool, days: int) -> None:
    """They hold of a great many."""
    _hold(databases, weeks, last_closed, days)

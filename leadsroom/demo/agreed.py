"""The sample chapter around its table: rules, dues, seats, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zlib import crc32
from zoneinfo import ZoneInfo

from msgspec import Struct

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.money.commands import ChargeDues, PayOut, TakePayment
from leadsroom.acts.people.commands import AnnounceAbsence, ApplicationSheet, Apply, Decide, FollowUpVisitor
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import MarkDate, PlanTalk
from leadsroom.clock import Clock
from leadsroom.demo.people import BEA, CYRUS, GRACE, INGRID, ISLA, MARIA, RUTH, SAMIR
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import Method
from leadsroom.domain.money.dues_periods import DuesPeriod, period_of
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counting,
    Dues,
    FineEvent,
    Given,
    MoneyRules,
    Quota,
    VoteRule,
)
from leadsroom.domain.rules.rule_presets import BNI
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.money import Money
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here
from leadsroom.views.money import accounts
from leadsroom.views.people import members, visitors

_DUES = Dues(120_00, PeriodKind.QUARTER)
AGREED = ChapterRules(
    limits=BNI.rules.limits,
    counting=Counting(lates_per_absence=2),
    quotas=(Quota(2, PeriodKind.MONTH, frozenset({Given.LEAD, Given.VISITOR})),),
    visitors=BNI.rules.visitors,
    vote=VoteRule(refusing_no=3, refusing_percent=10, from_members=30),
    money=MoneyRules(
        dues=_DUES,
        join_fee=100_00,
        fines={FineEvent.LATE: 1_00, FineEvent.PHONE: 1_00},
    ),
)
_PAYS_LATE = (CYRUS, RUTH, SAMIR)
_WEEK = timedelta(weeks=1)
_TALKS = (
    (GRACE, "What a lender looks at first"),
    (CYRUS, "What to keep for the tax office"),
    (SAMIR, "When a house sells by itself"),
    (INGRID, "Sitting all day, and what helps"),
)
_METHODS = (Method.CHECK, Method.CASH, Method.TRANSFER, Method.CHECK)
_BECAME = (
    (Became.NOT_INTERESTED, "the hour is too early"),
    (Became.COMES_AGAIN, "after the holidays"),
    (Became.NOT_INTERESTED, ""),
)


# It changes in place, so it is no Struct.
@dataclass(slots=True)
class HandMovedClock:
    """A clock that is moved by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def wait_for(self, moment: datetime) -> float:
        return 0.0


class Agreed(Struct, frozen=True):
    """The sample chapter outside its meetings: everything is done by the doors through which a person
    would.
    """

    store: Store
    chapter: Chapter
    station: str
    rng: Random

    def rules(self, on: date) -> Chapter:
        """The rules are agreed on."""
        desk = self._desk(on)
        desk.do(SetRules(AGREED))
        return desk.read(chapter_here)

    def collect_dues(self, on: date, members: Sequence[Member]) -> None:
        """At the first meeting of a quarter dues are charged; most pay in the weeks after, some later."""
        period = period_of(_DUES.per, on)
        if on - _WEEK >= period.first:
            self._take_late_dues(on, period, members)
            return
        self._desk(on - timedelta(days=1)).do(ChargeDues(period))
        for member in members:
            if member.person.name not in _PAYS_LATE:
                self._pay(on + timedelta(days=self.rng.randint(0, 3)), member)
        bill = Money(len(members) * 1_400, self.chapter.currency)
        reference = f"{on:%y%m}"
        self._desk(on).do(PayOut("The diner", bill, "breakfasts", Method.CHECK, reference))

    def _take_late_dues(self, on: date, period: DuesPeriod, members: Sequence[Member]) -> None:
        """Those who pay late do so in the ninth week; one of them is still owing."""
        if period.first + 8 * _WEEK <= on < period.first + 9 * _WEEK:
            owed = {
                account.person_id: account.balance(self.chapter.currency).minor
                for account in self._desk(on).read(accounts).accounts
            }
            for member in members:
                is_owing = owed.get(member.person.id, 0) >= _DUES.amount
                if member.person.name in _PAYS_LATE[:2] and is_owing:
                    self._pay(on, member)

    def _pay(self, on: date, member: Member) -> None:
        dues = Money(_DUES.amount, self.chapter.currency)
        method = _METHODS[member.person.id % len(_METHODS)]
        number = f"{1_000 + 7 * member.person.id + on.month}" if method is Method.CHECK else ""
        self._desk(on).do(TakePayment(member.person.id, dues, method=method, reference=number))

    def people_and_dates(self, today: date) -> None:
        """The open ends as the sample begins: applicants, a decision, dates ahead, notices."""
        desk = self._desk(today - timedelta(days=2))
        by_name = {m.person.name: m.person.id for m in desk.read(members)}
        self._apply(desk, by_name)
        warned = Decide(
            by_name[RUTH],
            DecisionKind.WARNED,
            decided_by="the committee",
            note="talked it over with her",
        )
        desk.do(warned)
        desk.do(MarkDate(today + 2 * _WEEK, DateKind.OPEN_HOUSE, "bring somebody"))
        desk.do(MarkDate(today + 5 * _WEEK, DateKind.HOLIDAY, "holidays"))
        self._announce(desk, by_name, today)
        self._speakers(desk, today)
        self._follow_up(desk, today)

    def _apply(self, desk: SyncDesk, by_name: dict[str, PersonId]) -> None:
        sheets = (
            ApplicationSheet(name="Theo Marsh", profession="Life insurance", sponsor_id=by_name[GRACE]),
            ApplicationSheet(name="Yara Haddad", profession="Web design", sponsor_id=by_name[SAMIR]),
        )
        for sheet in sheets:
            desk.do(Apply(sheet))

    def _announce(self, desk: SyncDesk, by_name: dict[str, PersonId], today: date) -> None:
        desk.do(AnnounceAbsence(by_name[INGRID], today, Mark.LATE, note="first patient at seven"))
        desk.do(AnnounceAbsence(by_name[BEA], today, substitute=ISLA.name, profession=ISLA.profession))
        desk.do(AnnounceAbsence(by_name[MARIA], today + _WEEK, note="travelling"))

    def _speakers(self, desk: SyncDesk, today: date) -> None:
        """Who speaks at the four meetings after today's."""
        for number, (name, topic) in enumerate(_TALKS, start=1):
            desk.do(PlanTalk(today + number * _WEEK, name, topic))

    def _follow_up(self, desk: SyncDesk, today: date) -> None:
        """What became of most who came some weeks ago; of the latest nobody has heard yet."""
        for visitor in desk.read(visitors).visitors:
            number = crc32(visitor.person.name.encode())
            if not visitor.belongings and visitor.last.on < today - 3 * _WEEK and number % 5:
                became, note = _BECAME[number % len(_BECAME)]
                desk.do(FollowUpVisitor(visitor.last.id, became, note))

    def _desk(self, on: date) -> SyncDesk:
        """The chapter's desk at noon of a day."""
        return SyncDesk(self.store, self.chapter.id, self._noon(on), self.station)

    def _noon(self, on: date) -> Clock:
        local = datetime.combine(on, time(12), ZoneInfo(self.chapter.timezone))
        return HandMovedClock(local)

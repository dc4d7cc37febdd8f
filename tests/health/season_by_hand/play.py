"""The season written by hand, read from its file and played by acts as a chapter would do them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from leadsroom.acts.command import Command, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import (
    CheckSlip,
    GiveTestimonial,
    LogOneToOne,
    NoteGiverAnswer,
    NoteOutcome,
    PassLead,
    ThankForBusiness,
)
from leadsroom.acts.meeting.commands import (
    AttendOnline,
    KeepAsk,
    LeaveEarly,
    MarkAttendance,
    MarkOthersPresent,
    SeatSubstitute,
    WelcomeVisitor,
    Withdraw,
)
from leadsroom.acts.money.commands import ChargeMember, RefundMember, ReverseEntry, TakePayment
from leadsroom.acts.people.commands import AddMember, Decide, EndMembership, MemberSheet, MergePeople
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import BusinessId, LeadId, LedgerId, MembershipId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.rules.chapter_rules import ChapterRules, FineEvent, MoneyRules, Quota
from leadsroom.domain.rules.windows import Period, PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import chapter as read_chapter
from leadsroom.store.store import Store, open_store
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.review.random_seasons import AGENDA

SEASON: dict[str, Any] = tomllib.loads((Path(__file__).parent / "season.toml").read_text(encoding="utf-8"))
WINDOW = Period(*SEASON["window"])
ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime.combine(SEASON["today"], time(12), ZONE)
RULES = ChapterRules(quotas=(Quota(1, PeriodKind.MONTH),), money=MoneyRules(fines={FineEvent.LATE: 2_00}))
MEETINGS = 26
_FIRST: date = SEASON["first_meeting"]
_A_WEEK, _FRIDAY = timedelta(weeks=1), timedelta(days=2)


def lines(name: str) -> Iterator[list[str]]:
    """The lines of one table of the file, each in its columns."""
    for line in SEASON[name].splitlines():
        if line.strip():
            yield line.split()


def write_season_by_hand(place: str) -> None:
    """Play the whole season into a database at our schema."""
    store = open_store(place)
    _Season(store).play()
    store.close()


def _day(moment: str) -> date:
    number = int(moment.rstrip("bx"))
    return _FIRST + (number - 1) * _A_WEEK + (_FRIDAY if moment.endswith("b") else timedelta(0))


class _Season:
    """The chapter while its season is played."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, SetClock()
        self.leads: dict[str, LeadId] = {}
        self.reports: dict[str, BusinessId] = {}
        self.turns: dict[str, Any] = {}
        self.at: defaultdict[str, list[Callable[[], Command]]] = defaultdict(list)
        self.on: defaultdict[date, list[Callable[[], Command]]] = defaultdict(list)

    def play(self) -> None:
        """Meeting by meeting, and what happened on the days between them."""
        self.chapter = self._found()
        self._write_script()
        day = _FIRST
        while day <= SEASON["today"]:
            number, rest = divmod((day - _FIRST).days, 7)
            if rest == 0 and 0 <= number < MEETINGS:
                self._hold(number + 1)
            self._be(day, time(12))
            for make in (*self.on[day], *(self.at[f"{number + 1}b"] if rest == _FRIDAY.days else ())):
                self._do_between(make())
            day += timedelta(days=1)

    def _found(self) -> Chapter:
        self._be(_FIRST, time(6))
        made = found_chapter(self.store, people=(), agenda=AGENDA)
        desk = SyncDesk(self.store, made.id, self.clock, "home")
        desk.do(SetRules(RULES))
        for line in SEASON["members"].strip().splitlines():
            name, profession, sphere, joined = _columns(line)
            sheet = MemberSheet(
                name=name, profession=profession, sphere=sphere, joined_on=date.fromisoformat(joined)
            )
            desk.do(AddMember(sheet))
        with self.store.writing(made.id) as unit:
            unit.update(t.chapter, made.id, founded_on=SEASON["founded_on"])
            return read_chapter(unit.connection, made.id)

    # The script: what is done at which meeting, and on which day

    def _write_script(self) -> None:
        for line in SEASON["leads"].strip().splitlines():
            if line:
                self._script_of_lead(line)
        again, gone, undone = SEASON["second_slip"], SEASON["withdrawn_lead"], SEASON["undone_lead"]
        self._add(again["at"], self._lead, "again", again["by"], "Gus", "lead", again["of"])
        self._add(gone["at"], self._lead, "gone", gone["by"], gone["to"], "lead")
        self._add(gone["at"], lambda: Withdraw("lead", self._last(t.lead)))
        self._add(undone["at"], self._lead, "undone", undone["by"], undone["to"], "lead")
        self._add(undone["at"], Undo)
        for pair, amount, at in lines("dollars"):
            self._add(at, self._paid, *pair.split(">"), amount, None)
        for pair, at in lines("testimonials"):
            self._add(at, self._testimonial, *pair.split(">"))
        for who, at in lines("asks"):
            self._add(at, self._ask, who)
        for label, at, *answers in lines("checks"):
            self._add(at, self._check, label, *(answer == "yes" for answer in answers))
        for label, how, at in lines("served"):
            self._add(at, self._served, label, Served(how))
        merged = SEASON["merged"]
        self._add(merged["at"], lambda: MergePeople(self._who(merged["other"]), self._who(merged["into"])))
        self._script_of_days()

    def _script_of_days(self) -> None:
        for pair, day in lines("one_to_ones"):
            on = date.fromisoformat(day)
            self._on(on, self._met, *pair.split("-"), on)
        for who, day in lines("trainings"):
            on = date.fromisoformat(day)
            self._on(on, self._trained, who, on)
        left, joined = SEASON["left"], SEASON["joined"]
        self._on(left["on"], lambda: EndMembership(self._membership(left["name"]), left["on"]))
        sheet = MemberSheet(
            name=joined["name"],
            profession=joined["profession"],
            sphere=joined["sphere"],
            joined_on=joined["on"],
        )
        self._on(joined["on"], lambda: AddMember(sheet, who=self._who(joined["name"])))
        self._script_of_money()

    def _script_of_money(self) -> None:
        for line in SEASON["charged"].strip().splitlines():
            kind, amount, day, people = _columns(line, 4)
            entry = AccountKind.ORDERED_MEAL if kind == "meal" else AccountKind(kind)
            for who in people.split():
                self._on(date.fromisoformat(day), self._charge, who, entry, amount)
        back, ahead = SEASON["reversed"], SEASON["paid_ahead"]
        self._on(back["on"], lambda: ReverseEntry(LedgerId(self._last(t.ledger_entry)), "not ordered"))
        self._on(ahead["on"], lambda: TakePayment(self._who(ahead["who"]), _money(ahead["amount"])))
        self._on(
            ahead["refunded_on"], lambda: RefundMember(self._who(ahead["who"]), _money(ahead["refunded"]))
        )

    def _script_of_lead(self, line: str) -> None:
        label, at, pair, kind, *rest = line.split(maxsplit=4)
        people = pair.split(">")
        self._add(at, self._lead, label, *people, kind)
        for each in "".join(rest).split(";") if rest else ():
            what, moment = each.strip().rsplit(maxsplit=1)
            self._add(moment, self._came_of, label, *people, what)

    # The commands

    def _testimonial(self, by: str, about: str) -> Command:
        return GiveTestimonial(self._who(by), self._who(about), "good")

    def _ask(self, who: str) -> Command:
        return KeepAsk(self.turns[who], "somebody to meet")

    def _check(self, label: str, called: bool, expecting: bool, real: bool) -> Command:
        return CheckSlip(self.leads[label], called, expecting, real)

    def _served(self, label: str, how: Served) -> Command:
        return NoteGiverAnswer(self.leads[label], how)

    def _met(self, one: str, other: str, on: date) -> Command:
        return LogOneToOne(self._who(one), self._who(other), on)

    def _trained(self, who: str, on: date) -> Command:
        return Decide(self._who(who), DecisionKind.TRAINING, on)

    def _charge(self, who: str, kind: AccountKind, amount: str) -> Command:
        return ChargeMember(self._who(who), kind, _money(amount))

    def _came_of(self, label: str, giver: str, receiver: str, what: str) -> Command:
        if what == "thanked":
            return self._paid(receiver, giver, "0", label)
        if what[0].isdigit():
            is_wrong = label == SEASON["corrected"]["lead"]
            return self._paid(receiver, giver, SEASON["corrected"]["from"] if is_wrong else what, label)
        outcome, _, outside = what.partition("→")
        return NoteOutcome(self.leads[label], LeadOutcome(outcome), "as it was", passed_outside=outside)

    def _lead(self, label: str, giver: str, receiver: str, kind: str, again: str = "") -> Command:
        about = again or label
        number = sum(ord(sign) * 31**place for place, sign in enumerate(about)) % 10_000
        slip = Slip(f"Prospect {about}", f"+1415556{number:04}", "", "a need", expecting_call=True)
        if kind == "raw":
            slip = Slip(f"Prospect {about}", need="a need")
        if kind == "inside":
            slip = Slip(f"Prospect {about}", slip.phone, "", "a need", expecting_call=True, inside=True)
        turn = self.turns.get(receiver) if label in SEASON["answers"] else None
        return PassLead(self._who(giver), self._who(receiver), slip, answers_id=turn)

    def _paid(self, by: str, to: str, amount: str, label: str | None) -> Command:
        lead = None if label is None else self.leads[label]
        return ThankForBusiness(self._who(by), self._who(to), _money(amount), lead)

    # A meeting

    def _hold(self, number: int) -> None:
        self._be(_day(str(number)), time(7))
        table = Table.lay(self.store, self.chapter, self.clock)
        seen = table.go()
        names = {person_id: person.name for person_id, person in seen.people.items()}
        self.turns = {names[turn.member_id]: turn.id for turn in seen.turns}
        self._take_places(table, number)
        for make in self.at[str(number)]:
            self._do(table, make())
        for who, marks in lines("marks"):
            if marks[number - 1] == "e":
                self._be(_day(str(number)), time(7, 40))
                table.do(LeaveEarly(self._who(who)))
        self._be(_day(str(number)), time(8))
        table.go_to_end(seconds=0)
        if number == self._meeting_of(SEASON["corrected"]["lead"]):
            self._put_right(table)
        table.desk.close()
        if self.at[f"{number}x"]:
            self._be(_day(str(number)), time(18))
            extra = Table.lay_extra(self.store, self.chapter, self.clock)
            extra.go()
            for make in self.at[f"{number}x"]:
                self._do(extra, make())
            self.clock.pass_by(hours=1)
            extra.go_to_end(seconds=0)
            extra.desk.close()

    def _do(self, table: Table, command: Command) -> None:
        table.do(command)
        self._remember(command)

    def _take_places(self, table: Table, number: int) -> None:
        for name, at, host in lines("visitors"):
            if str(number) in at.split(","):
                table.do(WelcomeVisitor(name, host_id=None if host == "-" else self._who(host)))
        late = []
        for who, marks in lines("marks"):
            match marks[number - 1]:
                case "A" | "M" as mark:
                    table.do(MarkAttendance(self._who(who), Mark(mark)))
                case "S":
                    table.do(SeatSubstitute(self._who(who), f"Substitute of {who}"))
                case "o":
                    table.do(AttendOnline(self._who(who)))
                case "L":
                    late.append(who)
                    table.do(MarkAttendance(self._who(who), Mark.ABSENT))
        self._be(_day(str(number)), time(7, 10))
        for who in late:
            table.do(MarkAttendance(self._who(who), Mark.LATE))
        table.do(MarkOthersPresent())

    def _put_right(self, table: Table) -> None:
        self.clock.pass_by(hours=1)
        label = SEASON["corrected"]["lead"]
        (line,) = [x for x in SEASON["leads"].splitlines() if x.split()[:1] == [label]]
        _, _, pair, _, amount, _ = line.split()
        giver, receiver = pair.split(">")
        report = BusinessId(self._last(t.closed_business))
        people = self._who(receiver), self._who(giver)
        table.do(ThankForBusiness(*people, _money(amount), self.leads[label], corrects=report))

    def _meeting_of(self, label: str) -> int:
        (line,) = [x for x in SEASON["leads"].splitlines() if x.split()[:1] == [label]]
        return int(line.split()[-1])

    # Small things

    def _add(self, at: str, make: Callable[..., Command], *of: Any) -> None:
        self.at[at].append(partial(make, *of))

    def _on(self, day: date, make: Callable[..., Command], *of: Any) -> None:
        self.on[day].append(partial(make, *of))

    def _remember(self, command: Command) -> None:
        if isinstance(command, PassLead):
            label = command.slip.prospect.removeprefix("Prospect ")
            self.leads.setdefault(label, LeadId(self._last(t.lead)))  # a second slip is asked about nowhere

    def _do_between(self, command: Command) -> None:
        SyncDesk(self.store, self.chapter.id, self.clock, "home").do(command)
        self._remember(command)

    def _be(self, day: date, at: time) -> None:
        self.clock.moment = datetime.combine(day, at, ZONE)

    def _who(self, name: str) -> PersonId:
        p = t.person.c
        with self.store.reading() as connection:
            return PersonId(connection.execute(select(p.id).where(p.name == name)).scalar_one())

    def _membership(self, name: str) -> MembershipId:
        m = t.membership.c
        with self.store.reading() as connection:
            query = select(m.id).where(m.person_id == self._who(name))
            return MembershipId(connection.execute(query).scalar_one())

    def _last(self, table: Any) -> int:
        with self.store.reading() as connection:
            found = connection.execute(select(table.c.id).order_by(table.c.id.desc()).limit(1))
            return int(found.scalar_one())


def _money(amount: str) -> Money:
    digits, currency = (amount[:-3], amount[-3:]) if amount[-3:].isalpha() else (amount, "USD")
    return Money(round(float(digits) * 100), currency)


def _columns(line: str, most: int = 0) -> list[str]:
    """Columns that are two spaces apart, or more."""
    found: Iterable[str] = (part.strip() for part in line.split("  ") if part.strip())
    columns = list(found)
    return columns if not most else [*columns[: most - 1], " ".join(columns[most - 1 :])]

"""Random seasons of a small chapter, played by acts; and everybody's figures counted plainly, row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Table as SqlTable
from sqlalchemy import select

from leadsroom.acts.command import Command, Redo, Undo
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
    SeatSubstitute,
    WelcomeVisitor,
    Withdraw,
)
from leadsroom.acts.people.commands import Decide
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures, added_up
from leadsroom.domain.ids import BusinessId, LeadId, PersonId, TurnId, VisitId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.desks import Book
from tests.harborview import PITCH, SetClock
from tests.meeting.table import Table

AGENDA = (
    PlannedStep(StepKind.PITCHES, "Pitches", timedelta(0), PITCH),
    PlannedStep(StepKind.CLOSE, "Close", timedelta(minutes=1)),
)
_NUMBER = st.integers(0, 39)
_WHAT = st.sampled_from(
    (
        *("lead", "lead", "lead", "second slip", "second slip", "corrected lead", "outcome", "outcome"),
        *("dollars", "dollars of a lead", "thanked and paid", "thanks first", "corrected dollars"),
        *("testimonial", "one-to-one", "training", "visitor", "mark", "mark", "left", "online"),
        *("substitute", "ask", "withdrawn", "undo", "redo", "checked", "served", "passed outside"),
        *("visiting member", "lead of a visiting member", "visiting substitute"),
    )
)
ENTRIES = st.lists(st.tuples(_WHAT, _NUMBER, _NUMBER, _NUMBER), max_size=12)
WEEKS = st.lists(
    st.fixed_dictionaries(
        {"at table": ENTRIES, "afterwards": ENTRIES, "between": ENTRIES, "extra": st.booleans()}
    ),
    min_size=1,
    max_size=3,
)
Week = Mapping[str, Any]
Entry = tuple[str, int, int, int]

_SLIPS = (
    Slip("Jane Doe", "+14155550101", "", "a web shop", expecting_call=True),
    Slip("Jane Doe", "+14155550101", "", "a web shop", expecting_call=True, inside=True),
    Slip("Tom Ray", need="a new roof"),
    Slip("Kim Lau", "+14155550102", "", "insurance", expecting_call=True),
)
_OUTCOMES = (*LeadOutcome, LeadOutcome.BAD, LeadOutcome.CONTACTED)
_OUTSIDE = ("Florist", "Plumber", "Web designer")
_WITHDRAWN = (t.lead, t.closed_business, t.lead_update, t.testimonial, t.visit, t.one_to_one)


class Season:
    """A chapter whose weeks are played as they are drawn."""

    def __init__(
        self,
        store: Store,
        chapter: Chapter,
        clock: SetClock,
        after_each: Callable[[], object] = lambda: None,
    ) -> None:
        """`after_each` act that is drawn something may be looked at."""
        self.store, self.chapter, self.clock, self._after_each = store, chapter, clock, after_each
        self.members = [PersonId(number) for number in range(1, 7)]

    def play(self, week: Week, *, closed: bool = True) -> None:
        """A week of the season: its meeting, corrections after it, an extra one, and the days between."""
        began = self.clock.now()
        self._sit(Table.lay(self.store, self.chapter, self.clock), week, closed=closed)
        if closed and week["extra"]:
            self.clock.pass_by(hours=1)
            extra = Table.lay_extra(self.store, self.chapter, self.clock)
            self._sit(extra, {**week, "afterwards": []}, closed=True)
        self.clock.pass_by(days=2)
        book = Book(self.store, self.chapter.id, self.clock, "home")
        for entry in week["between"] if closed else ():
            self.clock.pass_by(hours=7)
            self._do(entry, book.do, None)
        self.clock.moment = began + timedelta(weeks=1)

    def _sit(self, table: Table, week: Week, *, closed: bool) -> None:
        table.go(seconds=1)
        for entry in week["at table"]:
            self.clock.pass_by(seconds=5)
            self._do(entry, table.do, table)
        if closed:
            table.go_to_end(seconds=1)
            for entry in week["afterwards"]:
                self.clock.pass_by(minutes=5)
                self._do(entry, table.do, table)
            table.go_to_end(seconds=1)  # whoever took its end back
        table.desk.close()

    def _do(self, entry: Entry, do: Callable[[Command], object], table: Table | None) -> None:
        what, *numbers = entry
        found = self._command(what, *numbers)
        commands = [found] if found is not None else self._about_lead(what, *numbers)
        if not commands and table is not None:
            commands = self._at_table(table, what, *numbers)
        for command in commands:
            with suppress(Refused):
                do(command)
                self._after_each()

    def _command(self, what: str, one: int, two: int, three: int) -> Command | None:
        by, to, day = self._member(one), self._member(two), self._today() - timedelta(days=three % 10)
        entries: dict[str, Command] = {
            "lead": PassLead(by, to, _SLIPS[three % 4], is_another=True),
            "undo": Undo(),
            "redo": Redo(),
            "testimonial": GiveTestimonial(by, to, "splendid"),
            "one-to-one": LogOneToOne(by, to, day),
            "training": Decide(by, DecisionKind.TRAINING, day),
            "dollars": ThankForBusiness(by, to, _money(two, three)),
        }
        if what == "withdrawn":
            table = _WITHDRAWN[one % len(_WITHDRAWN)]
            row = self._row(table, two)
            return None if row is None else Withdraw(table.name, row["id"])
        return entries.get(what)

    def _about_lead(self, what: str, one: int, two: int, three: int) -> list[Command]:
        money, slip, outcome = _money(two, three), _SLIPS[three % 4], _OUTCOMES[two % len(_OUTCOMES)]
        lead, report = self._row(t.lead, one), self._row(t.closed_business, one)
        if what == "corrected dollars" and report is not None:
            people = report["reported_by_id"], report["credited_to_id"]
            return [ThankForBusiness(*people, money, report["lead_id"], corrects=BusinessId(report["id"]))]
        if lead is None:
            return []
        lead_id, to = LeadId(lead["id"]), lead["receiver_id"]
        again = Slip(lead["prospect"], lead["phone"], need="the same once more")
        noted = NoteOutcome(lead_id, outcome, "a note", thanked=bool(three % 2))
        paid = ThankForBusiness(to, lead["giver_id"], money, lead_id)
        thanks = ThankForBusiness(to, lead["giver_id"], Money(0, "USD"), lead_id)
        entries: dict[str, list[Command]] = {
            "second slip": [PassLead(self._member(two), to, again)],
            "outcome": [noted],
            "corrected lead": [PassLead(self._member(two), to, slip, corrects=lead_id)],
            "dollars of a lead": [paid],
            "thanked and paid": [NoteOutcome(lead_id, LeadOutcome.WORKING, thanked=True), paid],
            "thanks first": [thanks, paid, paid],
            "checked": [CheckSlip(lead_id, bool(two % 3), None if three % 2 else True, bool(three % 4))],
            "served": [NoteGiverAnswer(lead_id, tuple(Served)[two % 3], "as they heard")],
            "passed outside": [NoteOutcome(lead_id, LeadOutcome.OUTSIDE, passed_outside=_OUTSIDE[two % 3])],
        }
        return entries.get(what, [])

    def _at_table(self, table: Table, what: str, one: int, two: int, three: int) -> list[Command]:
        member, turns = self._member(one), table.now.turns
        mark = (Mark.PRESENT, Mark.ABSENT, Mark.LATE, Mark.MEDICAL)[two % 4]
        entries: dict[str, Command] = {
            "visitor": WelcomeVisitor(f"Visitor {two % 3}", host_id=member if three % 3 else None),
            "mark": MarkAttendance(member, mark),
            "left": LeaveEarly(member, bool(two % 3)),
            "online": AttendOnline(member, bool(two % 3)),
            "substitute": SeatSubstitute(member, f"Substitute {two % 3}"),
            "visiting member": WelcomeVisitor(
                f"Visitor {two % 2}",
                host_id=member if three % 3 else None,
                corrects=_corrected(table, three),
                home=HomeChapter("Riverside"),
            ),
            "visiting substitute": SeatSubstitute(
                member, f"Visitor {two % 2}", home=HomeChapter("Riverside")
            ),
        }
        if what == "lead of a visiting member":
            return _of_visiting(table, member, three)
        if what == "ask" and turns:
            turn = TurnId(turns[one % len(turns)].id)
            return [KeepAsk(turn, "a dental office" if two % 3 else "")]
        return [entries[what]] if what in entries else []

    def _member(self, number: int) -> PersonId:
        return self.members[number % len(self.members)]

    def _today(self) -> date:
        return self.chapter.today(self.clock.now())

    def _row(self, table: SqlTable, number: int) -> Mapping[str, Any] | None:
        with self.store.reading() as connection:
            rows = connection.execute(select(table).order_by(*table.primary_key)).mappings().all()
        return dict(rows[number % len(rows)]) if rows else None


def _money(two: int, three: int) -> Money:
    return Money((0, 12_345, 700_000)[two % 3] * (1 + three), "EUR" if three % 5 == 0 else "USD")


def _corrected(table: Table, number: int) -> VisitId | None:
    """A visit that is corrected in place of a new one, every other time."""
    visits = table.now.visits
    return visits[number % len(visits)].id if visits and number % 2 else None


def _of_visiting(table: Table, member: PersonId, number: int) -> list[Command]:
    """A lead that a member of another chapter who is here gives, and one that they receive."""
    here = [visit.person_id for visit in table.now.visiting_members]
    return [
        command
        for them in here[:1]
        for command in (
            PassLead(them, member, _SLIPS[number % 4], is_another=True),
            PassLead(member, them, _SLIPS[(number + 1) % 4], is_another=True),
        )
    ]


# Counted plainly


class PlainCount:
    """Everybody's figures, counted in Python from every row of the tables, one after the other."""

    def __init__(self, store: Store, chapter: Chapter, period: Period, *, only_between: bool = False) -> None:
        self._chapter, self._period, self._only_between = chapter, period, only_between
        with store.reading() as connection:
            self._rows = {
                table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in t.metadata.tables.values()
                if "id" in table.c
            }
        self._meetings = {row["id"]: row for row in self._rows["meeting"]}
        self._leads = {row["id"]: row for row in self._rows["lead"]}
        self._counts: defaultdict[PersonId | None, Counter[str]] = defaultdict(Counter)
        self._reported: defaultdict[PersonId | None, list[DollarSum]] = defaultdict(list)
        self._credited: defaultdict[PersonId | None, list[DollarSum]] = defaultdict(list)
        for count in (
            self._places,
            self._given,
            self._dollars,
            self._between_people,
            self._asks,
            self._others,
        ):
            count()

    @property
    def figures(self) -> dict[PersonId | None, Figures]:
        """Those of everybody who has any."""
        people = self._counts.keys() | self._reported.keys() | self._credited.keys()
        found = {
            who: Figures(
                currency=self._chapter.currency,
                reported=added_up(self._reported[who]),
                credited=added_up(self._credited[who]),
                **self._counts[who],
            )
            for who in people
        }
        return {who: each for who, each in found.items() if not each.is_empty}

    def _counts_here(self, row: Mapping[str, Any], at: str = "at") -> bool:
        """Whether a row stands, and counts on a day of the period."""
        if row.get("withdrawn_at"):
            return False
        if row["meeting_id"] is None:
            return self._period.holds(self._chapter.today(row[at]))
        meeting = self._meetings[row["meeting_id"]]
        if self._only_between:
            return False
        return meeting["state"] == "closed" and self._period.holds(meeting["on_date"])

    def _places(self) -> None:
        names = {
            "P": "present",
            "L": "late",
            "S": "substitutes",
            "M": "medical",
            "A": "absent",
            None: "unmarked",
        }
        for row in self._rows["attendance"]:
            if self._counts_here(row) and self._meetings[row["meeting_id"]]["kind"] != "extra meeting":
                counts = self._counts[row["member_id"]]
                counts.update(["meetings", names[row["mark"]]])
                counts.update({"online": bool(row["online"]), "left_early": row["left_at"] is not None})

    def _given(self) -> None:
        for row in self._rows["lead"]:
            if row["same_as_id"] is not None or not self._counts_here(row, "passed_at"):
                continue
            raw = "_raw" if row["lead_since"] is None else ""
            inside = bool(row["inside"]) and not raw
            for who, name in ((row["giver_id"], "given"), (row["receiver_id"], "received")):
                self._counts[who].update({name + raw: 1, f"{name}_inside": inside})
            counts = self._counts[row["giver_id"]]
            counts.update({"bad": row["receiver_says"] is False, "closed": row["state"] == "closed"})

    def _dollars(self) -> None:
        paid = set()
        for row in sorted(self._rows["closed_business"], key=lambda row: (row["at"], row["id"])):
            by, lead_id, minor = row["reported_by_id"], row["lead_id"], row["amount_minor"]
            if row["withdrawn_at"]:
                continue
            part = "of_no_lead" if lead_id is None else "since" if lead_id in paid else "first"
            if minor and lead_id is not None:
                paid.add(lead_id)
            if not self._counts_here(row):
                continue
            self._counts[by]["thanks"] += not minor
            own = minor if lead_id is not None and self._leads[lead_id]["inside"] else 0
            dollars = DollarSum(row["currency"], **{part: minor}, own=own)
            self._reported[by].append(dollars)
            self._credited[row["credited_to_id"]].append(dollars)

    def _between_people(self) -> None:
        with_figure = {
            (row["meeting_id"], row["lead_id"])
            for row in self._rows["closed_business"]
            if row["amount_minor"] and not row["withdrawn_at"] and row["meeting_id"] is not None
        }
        for row in self._rows["lead_update"]:
            lead = self._leads[row["lead_id"]]
            is_paid = (row["meeting_id"], row["lead_id"]) in with_figure
            if row["thanked"] and not lead["withdrawn_at"] and not is_paid and self._counts_here(row):
                self._counts[lead["receiver_id"]]["thanks"] += 1
        for row in self._rows["testimonial"]:
            if self._counts_here(row):
                self._counts[row["by_id"]]["testimonials"] += 1
                self._counts[row["about_id"]]["testimonials_received"] += 1

    def _asks(self) -> None:
        stands = [
            row for row in self._leads.values() if row["same_as_id"] is None and not row["withdrawn_at"]
        ]
        answered = {row["answers_id"] for row in stands}
        for row in self._rows["turn"]:
            if row["looking_for"] and self._counts_here(row):
                self._counts[row["member_id"]].update({"asks": 1, "answered": row["id"] in answered})

    def _others(self) -> None:
        for row in self._rows["visit"]:
            if self._counts_here(row) and not row["of_member_elsewhere"]:
                self._counts[row["host_id"]]["visitors"] += 1
        for row in self._rows["one_to_one"]:
            if not row["withdrawn_at"] and self._period.holds(row["on_date"]):
                self._counts[row["first_id"]]["one_to_ones"] += 1
                self._counts[row["second_id"]]["one_to_ones"] += 1
        for row in self._rows["decision"]:
            is_training = row["kind"] == "training" and not row["withdrawn_at"]
            if is_training and self._period.holds(row["on_date"]):
                self._counts[row["member_id"]]["trainings"] += 1

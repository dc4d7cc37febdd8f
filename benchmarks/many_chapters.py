"""An association in a database: many chapters with a year of weekly meetings behind each, as rows.

A few dozen chapters are written one by one, no two alike: growing, shrinking, forgetful, new. The others are
copies of their rows, made by the database itself, and so are their figures by month.
`python -m benchmarks.many_chapters FILE --chapters 11200` makes a file to look at.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, Table, func, insert, select, text

from leadsroom.clock import SystemClock
from leadsroom.domain.agenda.agenda import CHANGEOVER, agenda_for
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.chapter_months import count_again
from leadsroom.store.read.chapter import agenda_as_data
from leadsroom.store.read.chapter import chapter as read_chapter
from leadsroom.store.store import open_store

WEEKS, SEEDS = 52, 40
REGIONS, AREAS_EACH = 8, 5
_PLACES = ("Leeds", "Austin", "Leiden", "Pune", "Perth", "Cork", "Graz", "Lyon", "Turin", "Bergen", "Tampere")
_NAMES = ("Harborview", "Bayside", "Northgate", "Millpond", "Old Town", "Riverside", "Summit", "Union")
# Nobody minds losing it half made; whoever opens it next has its journal back.
_FAST = ("journal_mode = DELETE", "journal_mode = OFF", "foreign_keys = OFF", "synchronous = OFF")
_LENGTH, _PITCH = timedelta(minutes=90), timedelta(minutes=1)


class _Kind(Struct, frozen=True):
    """What a chapter is like: its members, and of what there is how much a meeting."""

    members: int
    joining: int = 3
    leaving: int = 3
    leads: float = 0.6  # a member
    raw: float = 0.1
    absent: float = 0.05
    late: float = 0.05
    visitors: float = 1.2
    missing: float = 0.05
    since: int = WEEKS


_KINDS = (
    _Kind(26, joining=8, leaving=2, leads=1.1, visitors=2.4, missing=0.0),
    _Kind(22),
    _Kind(18, joining=1, leaving=7, leads=0.4, absent=0.14, visitors=0.4, missing=0.1),
    _Kind(12, joining=0, leaving=5, leads=0.3, raw=0.35, absent=0.2, late=0.15, visitors=0.2, missing=0.3),
    _Kind(15, joining=6, leaving=0, leads=0.8, visitors=2.0, since=18),
    _Kind(34, joining=6, leaving=5, leads=0.9, raw=0.2, visitors=1.5, missing=0.02),
    _Kind(20, joining=4, leaving=4, leads=0.7, late=0.2, visitors=0.9),
    _Kind(9, joining=2, leaving=1, leads=0.5, visitors=0.7, missing=0.15),
)


def make_association(database: str, now: datetime, chapters: int, seeds: int = SEEDS) -> None:
    """Write so many chapters, or a few more, and the areas that they are in, into a new SQLite file.

    So many `seeds` of them are written one by one.
    """
    store = open_store(database)
    store.close()  # whoever else has it open keeps its journal
    seeds = min(chapters, seeds)
    with store.engine.connect() as connection:
        connection.detach()
        for pragma in _FAST:
            connection.connection.cursor().execute(f"PRAGMA {pragma}")
        with connection.begin():
            areas = _areas(connection, now)
            for number in range(seeds):
                _Seed(connection, Random(number), _KINDS[number % len(_KINDS)], now).write(number)
            _multiply(connection, seeds, -(-chapters // seeds) - 1)
            in_turn = areas[0] + t.chapter.c.id % len(areas)
            connection.execute(t.chapter.update().values(area_id=in_turn))
            _director_visits(connection, now)
    store.close()


def _areas(connection: Connection, now: datetime) -> list[int]:
    """One association, its regions, and their areas, each with a director; the areas' numbers."""

    def area(level: str, name: str, above: int | None) -> int:
        row = {"level": level, "name": name, "name_key": fold(name), "parent_id": above}
        return int(connection.execute(insert(t.area).returning(t.area.c.id), row).scalar_one())

    top = area("association", "Leads International", None)
    regions = [area("region", f"Region {number}", top) for number in range(1, REGIONS + 1)]
    areas = [
        area("area", f"Area {number}{letter}", region)
        for number, region in enumerate(regions, start=1)
        for letter in "ABCDE"[:AREAS_EACH]
    ]
    rows = [
        {"area_id": each, "name": f"Director {each}", "since": now.date() - timedelta(days=900)}
        for each in areas
    ]
    connection.execute(insert(t.director), rows)
    return areas


class _Seed:
    """A chapter that is written row by row."""

    def __init__(self, connection: Connection, random: Random, kind: _Kind, now: datetime) -> None:
        self._connection, self._random, self._kind, self._now = connection, random, kind, now
        self._professions = 0
        # By persons: from which day to which one they are members.
        self._stays: dict[int, tuple[date, date | None]] = {}

    def write(self, number: int) -> None:
        """All of it, with its figures by month."""
        self._chapter = self._found(number)
        self._here = {"chapter_id": self._chapter.id}
        self._people()
        for weeks in range(self._kind.since, 0, -1):
            if self._random.random() >= self._kind.missing:
                self._meeting(self._now - timedelta(weeks=weeks))
        self._between()
        count_again(self._connection, self._chapter)

    def _add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _one(self, table: Table, **values: Any) -> int:
        return int(self._connection.execute(insert(table).returning(table.c.id), values).scalar_one())

    def _found(self, number: int) -> Chapter:
        name = f"{_NAMES[number % len(_NAMES)]} {number + 1}"
        chapter_id = self._one(
            t.chapter,
            name=name,
            name_key=fold(name),
            place=_PLACES[number % len(_PLACES)],
            timezone="America/Los_Angeles",
            country="US",
            currency="USD",
            clock_24h=False,
            weekday=self._now.weekday(),
            starts=self._now.time().replace(second=0, microsecond=0, tzinfo=None),
            length=_LENGTH,
            pitch=_PITCH,
            changeover=CHANGEOVER,
            agenda=agenda_as_data(agenda_for(_LENGTH, _PITCH)),
            founded_on=self._now.date() - timedelta(weeks=self._kind.since + number * 20),
        )
        return read_chapter(self._connection, ChapterId(chapter_id))

    def _people(self) -> None:
        kind, today = self._kind, self._now.date()
        for seat in range(1, kind.members + kind.leaving + 1):
            joined = today - timedelta(weeks=kind.since + self._random.randrange(300))
            if seat <= kind.joining:
                joined = today - timedelta(weeks=1 + self._random.randrange(kind.since - 1))
            left = None
            if seat > kind.members:
                left = today - timedelta(weeks=1 + self._random.randrange(kind.since - 1))
            self._member(seat, joined, left)

    def _member(self, seat: int, joined: date, left: date | None, person: int | None = None) -> None:
        self._professions += 1
        name = f"Profession {self._professions}"
        profession = self._one(t.profession, **self._here, name=name, name_key=fold(name))
        person = self._person(f"Member {self._professions}") if person is None else person
        offices = ["president", "treasurer", "secretary"][seat - 1 : seat] if left is None else []
        self._one(
            t.membership,
            **self._here,
            person_id=person,
            profession_id=profession,
            status="active" if left is None else "ended",
            seat=seat,
            offices=offices,
            joined_on=joined,
            ended_on=left,
        )
        self._stays[person] = (joined, left)

    def _person(self, name: str) -> int:
        return self._one(t.person, **self._here, name=name, name_key=fold(name))

    def _meeting(self, at: datetime) -> None:
        on = self._chapter.today(at)
        times = {"starts_at": at, "ends_at": at + _LENGTH, "started_at": at, "ended_at": at + _LENGTH}
        meeting = self._one(
            t.meeting, **self._here, on_date=on, kind="regular", state="closed", starting_seat=1, **times
        )
        here = [who for who, (since, until) in self._stays.items() if since <= on <= (until or on)]
        entered = {**self._here, "meeting_id": meeting}
        self._add(
            t.attendance,
            [entered | {"member_id": who, "seat": n, "mark": self._mark()} for n, who in enumerate(here, 1)],
        )
        self._leads(here, entered, at)
        for _ in range(self._times(self._kind.visitors)):
            self._visitor(entered, here, at)

    def _mark(self) -> str:
        kind, drawn = self._kind, self._random.random()
        for mark, share in (("A", kind.absent), ("L", kind.late), ("S", 0.04), ("M", 0.01)):
            if drawn < share:
                return mark
            drawn -= share
        return "P"

    def _times(self, mean: float) -> int:
        return int(mean) + (self._random.random() < mean % 1)

    def _leads(self, here: list[int], entered: dict[str, Any], at: datetime) -> None:
        if len(here) < 2:
            return
        leads = list(self._drawn_leads(here, entered, at, self._times(len(here) * self._kind.leads)))
        self._add(t.lead, leads)
        paid = [
            entered
            | {"reported_by_id": each["receiver_id"], "credited_to_id": each["giver_id"], "at": at}
            | {"amount_minor": 100 * self._random.randrange(50, 9_000), "currency": "USD"}
            for each in leads
            if self._random.random() < 0.12
        ]
        self._add(t.closed_business, paid)

    def _drawn_leads(
        self, here: list[int], entered: dict[str, Any], at: datetime, number: int
    ) -> Iterator[dict[str, Any]]:
        for count in range(number):
            giver, receiver = self._random.sample(here, 2)
            is_raw = self._random.random() < self._kind.raw
            yield entered | {
                "giver_id": giver,
                "receiver_id": receiver,
                "prospect": f"Prospect {count}",
                "phone": "+14155550142",
                "need": "what they need",
                "inside": self._random.random() < 0.08,
                "state": "open",
                "passed_at": at,
                "lead_since": None if is_raw else at,
                "receiver_says": False if is_raw and self._random.random() < 0.3 else None,
            }

    def _visitor(self, entered: dict[str, Any], here: list[int], at: datetime) -> None:
        person = self._person(f"Visitor {self._random.randrange(10_000)}")
        host = self._random.choice(here) if here else None
        self._one(t.visit, **entered, person_id=person, host_id=host, at=at)

    def _between(self) -> None:
        people, today = list(self._stays), self._now.date()
        self._add(
            t.one_to_one,
            [
                self._here
                | dict(zip(("first_id", "second_id"), self._random.sample(people, 2), strict=True))
                | {"on_date": today - timedelta(days=self._random.randrange(7 * self._kind.since))}
                | {"at": self._now}
                for _ in range(len(people) * 3)
            ],
        )


def _director_visits(connection: Connection, now: datetime) -> None:
    """Two of three chapters were visited by their director in the last year."""
    chapters = connection.execute(
        select(t.chapter.c.id, t.director.c.id).join_from(
            t.chapter, t.director, t.director.c.area_id == t.chapter.c.area_id
        )
    )
    rows = [
        {"chapter_id": chapter, "director_id": director, "at": now}
        | {"on_date": now.date() - timedelta(days=chapter * 7 % 365)}
        for chapter, director in chapters
        if chapter % 3
    ]
    connection.execute(insert(t.director_visit), rows)


# Copies


def _multiply(connection: Connection, seeds: int, copies: int) -> None:
    """So many copies of the rows of the first chapters, made table by table.

    Rows of the n-th copy have the numbers of the first ones, and n times as much more as there are of those.
    """
    if copies < 1:
        return
    tables = [t.chapter, *(each for each in t.metadata.sorted_tables if "chapter_id" in each.c)]
    lasts = {each.name: _last(connection, each) for each in tables}
    for table in tables:
        if table is not t.chapter_month and lasts[table.name]:
            _copy(connection, table, lasts, copies)
    _copy_months(connection, seeds, lasts["person"], copies)


def _last(connection: Connection, table: Table) -> int:
    number = table.c.id if "id" in table.c else table.c.chapter_id
    return int(connection.execute(select(func.coalesce(func.max(number), 0))).scalar_one())


def _copy(connection: Connection, table: Table, lasts: dict[str, int], copies: int) -> None:
    connection.execute(text(f"CREATE TEMPORARY TABLE seed AS SELECT * FROM {table.name}"))
    names = ", ".join(each.name for each in table.c)
    values = ", ".join(_of_copy(each, lasts) for each in table.c)
    connection.execute(
        text(
            "WITH RECURSIVE copy(number) AS "
            f"(SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {copies}) "
            f"INSERT INTO {table.name} ({names}) SELECT {values} FROM copy CROSS JOIN seed"
        )
    )
    connection.execute(text("DROP TABLE seed"))


def _of_copy(of: Column[Any], lasts: dict[str, int]) -> str:
    """What a column is in a copy: numbers of rows of the chapter are others, and so are names of chapters."""
    if of.table is t.chapter and of.name in ("name", "name_key"):
        return f"seed.{of.name} || ' ' || (copy.number + 1)"
    whose = of.table.name if of.name == "id" else next((key.column.table.name for key in of.foreign_keys), "")
    if of.name == "chapter_id":
        whose = t.chapter.name
    return f"seed.{of.name} + copy.number * {lasts[whose]}" if whose in lasts else f"seed.{of.name}"


def _copy_months(connection: Connection, seeds: int, people: int, copies: int) -> None:
    """The figures by month of the copies: whose dollars they are has to be said by other numbers."""
    months = [dict(row) for row in connection.execute(select(t.chapter_month)).mappings()]
    for copy in range(1, copies + 1):
        rows = [
            each
            | {"chapter_id": each["chapter_id"] + copy * seeds}
            | {
                "dollars_by_member": {
                    str(int(who) + copy * people): minor for who, minor in each["dollars_by_member"].items()
                }
            }
            for each in months
        ]
        connection.execute(insert(t.chapter_month), rows)


def main() -> None:
    """Make a file, and say how long that took."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("file")
    words.add_argument("--chapters", type=int, default=400)
    asked, began = words.parse_args(), time.perf_counter()
    make_association(asked.file, SystemClock().now(), asked.chapters)
    print(f"{asked.chapters} chapters in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()

"""Databases as earlier versions of the program left them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, DateTime, Engine, MetaData, event, insert, select

from leadsroom.store import schema
from leadsroom.store import tables as t
from leadsroom.store.engine import database_url, make_engine
from leadsroom.store.row_changes import image
from leadsroom.store.types import UtcMoment
from tests.harborview import START

Rows = dict[str, list[dict[str, Any]]]


def migrate(engine: Engine, revision: str) -> None:
    """Bring a database to a revision."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with engine.connect() as connection:
        schema._foreign_keys_off(connection)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, revision)


def tables_as_found(engine: Engine) -> MetaData:
    """The tables as the database has them, with moments that keep their offset."""
    found = MetaData()

    @event.listens_for(found, "column_reflect")
    def typed(_inspector: Any, _table: Any, column: Any) -> None:
        if isinstance(column["type"], DateTime):
            column["type"] = UtcMoment()

    found.reflect(engine)
    return found


def rows_of(connection: Connection, found: MetaData) -> Rows:
    """Every numbered row of every table of ours, as JSON-ready images."""
    return {
        name: [image(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
        for name, table in found.tables.items()
        if name in t.metadata.tables and "id" in table.c
    }


# What the files of empty databases hold, by their revisions: a later one goes on from there.
_PASSED: dict[str, bytes] = {}


def _bring_empty_to(place: str, revision: str) -> Engine:
    """An engine on a database without rows at a revision; the place is empty."""
    engine = make_engine(database_url(place))
    if engine.dialect.name != "sqlite":
        migrate(engine, revision)
        return engine
    if before := max((passed for passed in _PASSED if passed <= revision), default=""):
        Path(place).write_bytes(_PASSED[before])
    if before != revision:
        migrate(engine, revision)
        engine.dispose()  # so that all of it is in the file
        _PASSED[revision] = Path(place).read_bytes()
    return engine


_MINUTE = 60_000_000
_FRESH = {"added": 0, "paused_for": 0}
BEGAN = START + timedelta(minutes=2)


def left_by(place: str, revision: str, write: Callable[[OlderVersion], object]) -> tuple[MetaData, Rows]:
    """Bring an empty database to a revision and write into it; the tables and rows that are in it then."""
    engine = _bring_empty_to(place, revision)
    found = tables_as_found(engine)
    with engine.begin() as connection:
        write(OlderVersion(connection, found))
        rows = rows_of(connection, found)
    engine.dispose()
    return found, rows


class OlderVersion:
    """Writes rows with the columns of an older schema."""

    def __init__(self, connection: Connection, found: MetaData) -> None:
        self._connection, self._tables = connection, found.tables

    def delete(self, name: str, number: int) -> None:
        """A row goes."""
        table = self._tables[name]
        self._connection.execute(table.delete().where(table.c.id == number))

    def change(self, name: str, number: int, /, **values: Any) -> None:
        """A row is another."""
        table = self._tables[name]
        self._connection.execute(table.update().where(table.c.id == number).values(**values))

    def add(self, name: str, /, **values: Any) -> int:
        """A row; its id."""
        added = self._connection.execute(insert(self._tables[name]).values(**values))
        assert added.inserted_primary_key is not None
        return int(added.inserted_primary_key.id)

    def images(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table as its journal would keep them."""
        table = self._tables[name]
        return [image(row) for row in self._connection.execute(select(table).order_by(*table.primary_key))]

    def chapter(self, name: str = "Harborview") -> int:
        """A chapter that meets on Wednesdays at 7."""
        return self.add(
            "chapter",
            name=name,
            timezone="America/Los_Angeles",
            country="US",
            currency="USD",
            clock_24h=False,
            weekday=2,
            starts=time(7),
            agenda=[],
            length=25 * _MINUTE,
            pitch=_MINUTE,
            changeover=5_000_000,
        )

    def member(self, chapter: int, seat: int, name: str, profession: str) -> int:
        """Somebody with a seat; their person."""
        names = {"name": profession, "name_key": profession.lower()}
        profession_id = self.add("profession", chapter_id=chapter, **names)
        person = self.add("person", chapter_id=chapter, name=name, name_key=name.lower())
        seated = {"chapter_id": chapter, "person_id": person, "profession_id": profession_id}
        self.add("membership", **seated, status="active", seat=seat, offices=["president"] * (seat == 1))
        return person

    def live_meeting(self, chapter: int, members: list[int]) -> int:
        """The first of the pitches is being spoken."""
        meeting = self.add(
            "meeting",
            chapter_id=chapter,
            on_date=date(2026, 11, 18),
            kind="regular",
            state="live",
            starts_at=START,
            ends_at=START + timedelta(minutes=25),
            started_at=START,
            starting_seat=1,
        )
        self.steps(meeting)
        for seat, (person, mark) in enumerate(zip(members, ("P", None, "A"), strict=True), start=1):
            self.add("attendance", meeting_id=meeting, member_id=person, seat=seat, mark=mark)
        pitches = self.images("step")[1]["id"]
        for position, person in enumerate(members[:2]):
            speaks = {"member_id": person, "speaker_id": person, "looking_for": "Cafés, by the harbour"}
            begun = {"started_at": BEGAN} if position == 0 else {}
            place = {"meeting_id": meeting, "step_id": pitches, "position": position}
            self.add("turn", **place, **speaks, **_FRESH, **begun, allotted=_MINUTE)
        first = self.images("turn")[0]["id"]
        self.change("meeting", meeting, step_id=pitches, turn_id=first)
        return meeting

    def steps(self, meeting: int) -> None:
        """Welcome, which is over, the pitches, which are on, and the close."""
        over = {"started_at": START, "ended_at": BEGAN, "outcome": "done"}
        steps: tuple[tuple[str, int, dict[str, Any]], ...] = (
            ("welcome", 2, over),
            ("pitches", 0, {"started_at": BEGAN}),
            ("close", 1, {}),
        )
        for position, (kind, length, begun) in enumerate(steps):
            a_round = {"turn_length": _MINUTE} if kind == "pitches" else {}
            place = {"meeting_id": meeting, "position": position, "kind": kind, "title": kind.title()}
            lengths = {"planned": length * _MINUTE, "allotted": length * _MINUTE, **_FRESH}
            self.add("step", **place, **lengths, **a_round, **begun, autostart=False)

    def entry(self, chapter: int, meeting: int) -> None:
        """The act that began the pitches, with the rows before and after."""
        (held,), (welcome, pitches, _) = self.images("meeting"), self.images("step")
        rows = [
            ["step", welcome["id"], welcome | {"ended_at": None, "outcome": None}, welcome],
            ["step", pitches["id"], pitches | {"started_at": None}, pitches],
            *(["turn", turn["id"], None, turn] for turn in self.images("turn")),
            ["meeting", meeting, held | {"step_id": welcome["id"], "turn_id": None}, held],
        ]
        self.add(
            "journal",
            chapter_id=chapter,
            meeting_id=meeting,
            station_id=self.add("station", name="table"),
            command_id="a" * 32,
            at=BEGAN,
            kind="do",
            act="Go",
            what="Pitches began",
            rows=rows,
        )

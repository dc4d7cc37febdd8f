"""The rows of hand-overs: a database that was handed over is for reading only, and says to whom it went."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from leadsroom.domain.chapter.hand_over import HandOver, in_force
from leadsroom.domain.ids import StationId
from leadsroom.errors import Refused
from leadsroom.paths import command_before_place
from leadsroom.store import tables as t
from leadsroom.store.engine import shown
from leadsroom.store.records import Reader

_H = t.hand_over.c
_ALL = select(t.hand_over).order_by(_H.id)
_hand_over = Reader(HandOver, on="on_date")


def hand_overs(connection: Connection) -> tuple[HandOver, ...]:
    """All that a database has heard of, in order."""
    return tuple(_hand_over.all(connection.execute(_ALL)))


def hand_over_in_force(connection: Connection) -> HandOver | None:
    """The one that makes a database one for reading only, if any."""
    return in_force(hand_overs(connection))


def need_writable(connection: Connection) -> None:
    """Raises Refused where a database was handed over."""
    away = hand_over_in_force(connection)
    if away is not None:
        raise Refused(away.refusal(command_to_take_back(connection)))


def command_to_take_back(connection: Connection) -> str:
    """The command line that lets the database of a connection be written again."""
    return command_before_place(shown(connection.engine.url), "db", "take-back")


def note_hand_over(connection: Connection, hand_over: HandOver, station: StationId) -> None:
    """Write down that a database was handed over, or received."""
    connection.execute(
        insert(t.hand_over),
        {
            "copy_id": hand_over.copy_id,
            "to_name": hand_over.to_name,
            "on_date": hand_over.on,
            "at": hand_over.at,
            "station_id": station,
            "is_received": hand_over.is_received,
        },
    )


def note_taken_back(connection: Connection, hand_over: HandOver, now: datetime) -> None:
    """Write down that a database may be written again."""
    taken_back = update(t.hand_over).where(_H.copy_id == hand_over.copy_id)
    connection.execute(taken_back.values(taken_back_at=now))

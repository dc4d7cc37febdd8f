"""Column types for facts that SQLite would lose: the offset of a moment, the unit of a length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

_MICROSECOND = timedelta(microseconds=1)


def _plain_utc(value: datetime) -> datetime:
    """The moment in UTC as a plain datetime, whatever subclass it came as."""
    u = value.astimezone(UTC)
    return datetime(u.year, u.month, u.day, u.hour, u.minute, u.second, u.microsecond, UTC)


def _moment_of_text(text: str | None) -> datetime | None:
    # With its offset in the text it is made once; putting the offset on afterwards costs five times as much.
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


def _moment_of_driver(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. Refuses naive values."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its offset: {value!r}")
        moment = _plain_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        # Straight from the driver's value: a snapshot reads hundreds of moments.
        return _moment_of_text if dialect.name == "sqlite" else _moment_of_driver


def _length_of_number(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(microseconds=value)


class Length(TypeDecorator[timedelta]):
    """A length of time, stored as whole microseconds, so that a clock comes back exactly as it was."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // _MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], timedelta | None]:
        return _length_of_number


# SQLite only numbers rows by itself for INTEGER; PostgreSQL wants room for years of an association.
RowId = BigInteger().with_variant(Integer, "sqlite")

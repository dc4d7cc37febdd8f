"""Rows as records, for tables whose columns are the fields of the record."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct, convert

T = TypeVar("T", bound=Struct)


def record_of(kind: type[T], row: Any) -> T:
    """A row as a record, by the names of its columns; those that the record has no field for are left out.

    Raises msgspec.ValidationError where a column is not what its field says.
    """
    return convert(row, kind, from_attributes=True)

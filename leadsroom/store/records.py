"""Rows as records. A row has no types: here, and nowhere else, its values get them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from msgspec import Struct, convert
from sqlalchemy import Result, Row

T = TypeVar("T", bound=Struct)
Values = Mapping[str, Any]
# Rows that live until all are read would be walked through by the collector again and again.
_AT_ONCE = 500
AnyRow = Row[*tuple[Any, ...]]


class Reader(Generic[T]):
    """Reads rows as records of one kind, by the names of their columns.

    A field is read from the column of its name, or else as is said here: from another column, or by another
    reader, from the same row, where it is a record itself. A column that is empty means the field's default
    where it has one; so does one that was not asked for. Columns without a field are left out.
    Raises msgspec.ValidationError where a column is not what its field says.
    """

    def __init__(self, kind: type[T], **fields: str | Callable[[Values], Any]) -> None:
        unknown = fields.keys() - set(kind.__struct_fields__)
        if unknown:
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        self.kind, self._list = kind, list[kind]  # type: ignore[valid-type]
        self.fields = fields
        defaults = zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False)
        self._never_none = tuple(name for name, default in defaults if default is not None)

    def __call__(self, row: AnyRow | Values) -> T:
        """The record of a row, or of what is in one by the names of its columns."""
        values = cells(row) if isinstance(row, Row) else dict(row)
        return convert(self._prepared(values), self.kind)

    def all(self, result: Result[*tuple[Any, ...]]) -> list[T]:
        """The records of all rows of a result, in its order."""
        names = _names(tuple(result.keys()))
        parts = result.partitions(_AT_ONCE)
        rows = [dict(zip(names, row, strict=True)) for part in parts for row in part]
        if self.fields or self._never_none:
            rows = [self._prepared(values) for values in rows]
        return convert(rows, self._list)

    def _prepared(self, values: dict[str, Any]) -> dict[str, Any]:
        if self.fields:
            values |= {
                name: values[how] if isinstance(how, str) else how(values)
                for name, how in self.fields.items()
            }
        for name in self._never_none:
            if values.get(name, name) is None:
                del values[name]
        return values


def cells(row: AnyRow) -> dict[str, Any]:
    """The values of a row, by the names of its columns."""
    return dict(zip(_names(row._fields), row, strict=True))


@cache
def _names(columns: tuple[str, ...]) -> tuple[str, ...]:
    # SQLAlchemy's names are a kind of string of its own, which msgspec does not take.
    return tuple(map(str, columns))

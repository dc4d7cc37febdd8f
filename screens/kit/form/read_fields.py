"""Lines that are read as something known everywhere: a day, a number, an email address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.content import Content

from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from screens.kit.form.field import NARROW, WIDE, Misfilled, ReadField

_FIGURES = 4


class DayField(ReadField[date | None]):
    """A day as people type it; blank is none. One that stood there `before` may be any, unless it is changed.

    `reads` says which days may be typed; `written` how one stands in the line, so that it is read again.
    """

    def __init__(
        self,
        name: str,
        label: str,
        before: date | None,
        today: date,
        reads: Callable[[str, date], date],
        *,
        text: str = "",
        written: Callable[[date], str] | None = None,
        placeholder: str = "",
        hint: str = "",
    ) -> None:
        self._before, self._today, self._reads_day = before, today, reads
        self._written = (written or self._near)(before) if before is not None else ""
        super().__init__(
            name,
            label,
            self._written or text,
            self._read,
            says=self._understood,
            placeholder=placeholder,
            hint=hint,
        )

    @property
    def day(self) -> date:
        """The day. Raises Misfilled where there is none."""
        day = self.value
        if day is None:
            raise Misfilled(self, "Type a day, such as today, fri or 1 dec.")
        return day

    def _near(self, day: date) -> str:
        return near_date(day, self._today)

    def _read(self, typed: str) -> date | None:
        if self._before is not None and typed == self._written:
            return self._before
        return self._reads_day(typed, self._today) if clean(typed) else None

    def _understood(self, day: date | None) -> Content:
        """Which day that is, unless it reads so already."""
        shown = self._near(day) if day is not None else self.hint
        return Content.styled("" if shown == self.text else shown, "$quiet")


class NumberField(ReadField[int | None]):
    """A whole number in figures; blank is none."""

    def __init__(
        self,
        name: str,
        label: str,
        number: int | None = None,
        *,
        wrong: str = "Type a number in figures.",
        placeholder: str = "",
        hint: str = "",
    ) -> None:
        """`wrong` says what to do when “{}” is none."""
        self._wrong = wrong
        text = "" if number is None else str(number)
        super().__init__(name, label, text, self._read, placeholder=placeholder, hint=hint, width=NARROW)

    def _read(self, typed: str) -> int | None:
        text = clean(typed)
        if text and not (text.isdecimal() and len(text) <= _FIGURES):
            raise Refused(self._wrong.format(text))
        return int(text) if text else None


class EmailField(ReadField[str]):
    """An email address, or nothing. What stood there `before` may be any, unless it is changed."""

    def __init__(self, name: str, label: str, before: str = "") -> None:
        super().__init__(
            name, label, before, lambda typed: before if typed == before else read_email(typed), width=WIDE
        )

"""Lines that are read as something known everywhere: a day, a length, a number, an email address, a path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from textual.content import Content

from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.plain_text import clean, with_plain_digits
from leadsroom.domain.text.wording import length_in_words, near_date
from leadsroom.errors import Refused
from screens.kit.form.field import NARROW, WIDE, Misfilled, ReadField, TextField

_FIGURES = 4
_NO_PATH = "Type the path of the file, or paste it, or drop the file into this window."


class DayField(ReadField[date | None]):
    """A day as people type it; blank is none. One that stood there `before` may be any, unless it is changed.

    `reads` says which days may be typed, as people of a `country` (ISO alpha-2) type them; `written` how one
    stands in the line, so that it is read again.
    """

    def __init__(
        self,
        name: str,
        label: str,
        before: date | None,
        today: date,
        reads: Callable[[str, date, str], date],
        *,
        country: str,
        text: str = "",
        written: Callable[[date], str] | None = None,
        placeholder: str = "",
        hint: str = "",
    ) -> None:
        self._before, self._today, self._reads_day, self._country = before, today, reads, country
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
            raise Misfilled(self, "Type a day, e.g. today, fri or 1 Dec.")
        return day

    def _near(self, day: date) -> str:
        return near_date(day, self._today)

    def _read(self, typed: str) -> date | None:
        if self._before is not None and typed == self._written:
            return self._before
        return self._reads_day(typed, self._today, self._country) if clean(typed) else None

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
        text = with_plain_digits(clean(typed))
        if text and not (text.isdecimal() and len(text) <= _FIGURES):
            raise Refused(self._wrong.format(text))
        return int(text) if text else None


class EmailField(ReadField[str]):
    """An email address, or nothing. What stood there `before` may be any, unless it is changed."""

    def __init__(self, name: str, label: str, before: str = "") -> None:
        super().__init__(
            name, label, before, lambda typed: before if typed == before else read_email(typed), width=WIDE
        )


class LengthField(ReadField[timedelta]):
    """A length; beside it stands how it is understood, where it is written in another way."""

    def __init__(
        self,
        name: str,
        label: str,
        text: str,
        reads: Callable[[str], timedelta],
        *,
        says: Callable[[timedelta], Content] | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, text, reads, says=says or self._understood, hint=hint)

    def _understood(self, length: timedelta) -> Content:
        understood = length_in_words(length)
        shown = f"= {understood}" if understood != clean(self.text) else self.hint
        return Content.styled(shown, "$quiet")


class PathField(TextField):
    """The path of a file, typed, pasted or dropped."""

    enter_word = "read the file"

    def __init__(
        self,
        name: str,
        label: str,
        text: str = "",
        *,
        placeholder: str = "",
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        """`settled` is called by Enter, and when the keyboard leaves."""
        super().__init__(name, label, text, placeholder=placeholder, width=WIDE)
        self._settled = settled

    def settle(self) -> None:
        self._settled()

    def refusal(self) -> str:
        return "" if clean(self.text) else _NO_PATH

"""Lines that are read as something known everywhere: a day, a length, a number, an email address, a path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from textual.content import Content
from textual.style import Style

from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.plain_text import clean, with_plain_digits
from leadsroom.domain.text.wording import length_in_words, near_date, near_day
from leadsroom.errors import Refused
from leadsroom.exchange.incoming import FilesFound, FoundFile
from screens.kit.form.field import NARROW, NO_KEYS, WIDE, Answer, Misfilled, ReadField, TextField

_FIGURES = 4
_STEPS = {"down": 1, "up": -1}
_NAME, _FOLDER = 26, 12  # cells of a file that is offered, so that its line fits into the smallest window
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
        self._before, self.today, self._reads_day, self._country = before, today, reads, country
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
        return near_date(day, self.today)

    def _read(self, typed: str) -> date | None:
        if self._before is not None and typed == self._written:
            return self._before
        return self._reads_day(typed, self.today, self._country) if clean(typed) else None

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

    def __init__(self, name: str, label: str, before: str = "", *, hint: str = "") -> None:
        reads = self._reader(before)
        super().__init__(name, label, before, reads, hint=hint, width=NARROW if hint else WIDE)

    @staticmethod
    def _reader(before: str) -> Callable[[str], str]:
        return lambda typed: before if typed == before else read_email(typed)


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
    """The path of a file, typed, pasted, dropped, or chosen among those that are likely meant.

    Whoever shows it asks for these, `files_near` what is typed, and lets it `learn` them.
    """

    enter_word = "read the file"
    takes_tab = True

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
        self._found: FilesFound | None = None  # nobody looks for any
        self._read: str | None = None  # what was settled last
        self._at: int | None = None
        self._is_to_complete = ""  # tab was pressed before it was known how this goes on

    @property
    def keys(self) -> tuple[str, str]:  # type: ignore[override]
        return ("tab ↓", "complete") if self._files else NO_KEYS

    # What is likely meant

    @property
    def _files(self) -> tuple[FoundFile, ...]:
        """Those found for what is typed."""
        is_settled = self.text == self._read and bool(self.text)
        is_found = self._found is not None and self._found.typed == self.text and not is_settled
        return self._found.files if self._found is not None and is_found else ()

    @property
    def _chosen(self) -> FoundFile | None:
        return None if self._at is None or self._at >= len(self._files) else self._files[self._at]

    def learn(self, found: FilesFound) -> None:
        """What was found for what is typed; a tab that came before it completes it now."""
        self._found, self._at = found, None
        if self._is_to_complete and self._is_to_complete == self.text:
            self._complete()
        self._is_to_complete = ""

    @property
    def listing(self) -> Content:
        """The files to choose from, a line each."""
        files, today = self._files, self._found.today if self._found is not None else None
        days = [near_day(one.changed, today or one.changed) for one in files]
        width = max(map(len, days), default=0)
        return Content("\n").join([self._listed(at, day.ljust(width)) for at, day in enumerate(days)])

    def _listed(self, at: int, day: str) -> Content:
        one, is_chosen = self._files[at], at == self._at
        name = Content(f"{one.name}/" if one.is_folder else one.name).truncate(_NAME, ellipsis=True, pad=True)
        folder = Content(one.folder).truncate(_FOLDER, ellipsis=True)
        line = Content.assemble(
            Content.styled("▸ ", "bold $text-primary") if is_chosen else "  ",
            name.stylize("bold $text-primary") if is_chosen else name,
            Content.styled(f"  {day}  {folder.plain}", "$quiet"),
        )
        return line.stylize(Style.from_meta({"@click": f"choose({self.name!r}, {at})"}))

    def choose(self, at: int) -> None:
        """Take one by a click."""
        if at < len(self._files):
            self.text = self._files[at].typed
            self._at = None

    # Keys

    def typed(self, text: str) -> Answer:
        self._at = None
        return super().typed(text)

    def press(self, key: str, _character: str | None) -> Answer:
        files = self._files
        if key in _STEPS and files:
            step = _STEPS[key]
            self._at = (self._at + step) % len(files) if self._at is not None else min(step, 0) % len(files)
            return Answer.EDITED
        is_done = self.text in ("", self._read) and self._at is None
        if key != "tab" or is_done or self._found is None:
            return Answer.PASSED
        if self._found.typed != self.text:
            self._is_to_complete = self.text
            return Answer.TAKEN
        return self._complete()

    def _complete(self) -> Answer:
        """As far as it is plain how the path goes on; where it is not, the next of those that it may be."""
        files, chosen, before = self._files, self._chosen, self.text
        completed = self._found.completed if self._found is not None else before
        if chosen is not None or len(files) == 1:
            self.text = (chosen or files[0]).typed
        elif files and completed != before:
            self.text = completed
        elif len(files) > 1 and before not in [one.typed for one in files]:
            self._at = 0
            return Answer.EDITED
        self._at = None
        return Answer.EDITED if self.text != before else Answer.PASSED

    def settle(self) -> None:
        if (chosen := self._chosen) is not None:
            self.text, self._at = chosen.typed, None
        if not self.is_folder:
            self._read = self.text
            self._settled()

    @property
    def is_folder(self) -> bool:
        """Whether it is on the way to a file yet."""
        return self.text.rstrip().endswith("/")

    def refusal(self) -> str:
        return "" if clean(self.text) or self._chosen is not None else _NO_PATH

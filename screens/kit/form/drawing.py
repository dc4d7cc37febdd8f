"""How a form is drawn: its title, its rows with the remark among them, and what the keys do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from textual.content import Content
from textual.geometry import Offset

from screens.kit.form.field import NARROW, Field, TextField
from screens.kit.form.form import Form, Remark
from screens.kit.styled import key_row

_LABEL, _LONGEST_LABEL = 14, 28  # cells, the margin among them
_GAP = 2  # before what stands beside a field
_LEAST, _LEAST_WITH_HINT = 10, 20  # cells to type in
_NO_LETTERS: Mapping[str, Field] = MappingProxyType({})
_DRAFT = "unsaved draft · f3 start over"


class Room(Struct, frozen=True):
    """The cells there are, none where that is not known yet; in a low window nothing stands apart."""

    width: int
    height: int
    is_low: bool


class Drawing:
    """A form with the keyboard on a field, for a room. `shown` are the fields whose rows are in view."""

    def __init__(
        self,
        form: Form[Any],
        here: Field,
        remark: Remark,
        room: Room,
        *,
        scrolled_to: int = 0,
        is_from_draft: bool = False,
        letters: Mapping[str, Field] = _NO_LETTERS,
    ) -> None:
        """`scrolled_to` is the first row that was in view before; `letters` stand before their fields."""
        self.form, self.here, self.remark, self.room = form, here, remark, room
        self._is_from_draft = is_from_draft
        self._letters = {field.name: letter for letter, field in letters.items()}
        self._label = self._label_width()
        self._head = self._draw_head()
        self._remark_lines = self._draw_remark()
        fields = form.fields
        besides = len(self._head) + len(self._remark_lines) + 1
        in_view = max(1, (room.height or len(fields) + besides) - besides)
        at = fields.index(here) if here in fields else 0
        self.scrolled_to = max(0, min(max(scrolled_to, at - in_view + 1), at, len(fields) - in_view))
        self.shown: Sequence[Field] = fields[self.scrolled_to : self.scrolled_to + in_view]
        # The remark stands under the field that it is about, else below all of them.
        about = remark.field if remark.words else None
        self._above_remark = self.shown.index(about) + 1 if about in self.shown else len(self.shown)

    # Where everything stands

    @property
    def height(self) -> int:
        """The rows that all of it would take."""
        text = self.form.text.splitlines()
        head = (1 if self.room.is_low else 2) + len(text) + bool(text)
        return head + len(self.form.fields) + len(self._remark_lines) + 1

    def field_at(self, y: int) -> Field | None:
        """The field whose row is drawn there."""
        row, above = y - len(self._head), self._above_remark
        if row >= above:
            row -= len(self._remark_lines)
            if row < above:
                return None
        return self.shown[row] if 0 <= row < len(self.shown) else None

    @property
    def editor_at(self) -> tuple[Offset, int]:
        """Where the field that the keyboard is on is filled in, and how many cells wide."""
        field, shown = self.here, self.shown
        row = shown.index(field) if field in shown else 0
        below = len(self._remark_lines) if self._above_remark <= row else 0
        width = self._width_of(field) if isinstance(field, TextField) else field.shown(True).cell_length
        return Offset(self._label, len(self._head) + row + below), max(1, width)

    # The lines

    def lines(self, *, is_worth_draft: bool) -> list[Content]:
        """All of them; `is_worth_draft`: what is filled in is worth a draft."""
        first, last = self.shown[0], self.shown[-1]
        above, below = self.scrolled_to, len(self.form.fields) - self.scrolled_to - len(self.shown)
        rows = [
            self._row(field, "↑" if field is first and above else "↓" if field is last and below else "")
            for field in self.shown
        ]
        at = self._above_remark
        rows[at:at] = self._remark_lines if self.remark.words else [_out_of_view(above, below)]
        return [*self._head, *rows, self._keys(is_worth_draft)]

    def _draw_head(self) -> list[Content]:
        """The title, and what is to be read before the form is filled in, as much as there is room for."""
        title = [self._title()] if self.room.is_low else [self._title(), Content("")]
        text = [Content(f"  {line}") for line in self.form.text.splitlines()]
        if not text:
            return title
        height = self.room.height
        room = height - len(title) - 4 if height else len(text)  # a row, a remark, the keys, and a gap
        return [*title, *text[: max(0, room)], Content("")]

    def _title(self) -> Content:
        form = self.form
        parts = [Content.styled(form.title, "bold $text-primary")]
        about = " · ".join(part for part in (form.about, _DRAFT if self._is_from_draft else "") if part)
        parts += [Content.styled(about, "$quiet")] if about else []
        verdict = form.verdict(self.here)
        return Content("  ").join([*parts, verdict] if verdict else parts)

    def _draw_remark(self) -> list[Content]:
        """The remark, one empty line at the least: what comes and goes moves nothing."""
        remark, width = self.remark, self.room.width
        margin = self._label if remark.field in self.form.fields else 2
        lines = remark.words.wrap(width - margin) if width > margin else [remark.words]
        return [Content.assemble(Content(" " * margin), line) for line in lines] or [Content("")]

    def _row(self, field: Field, sign: str) -> Content:
        """A field; `sign`: there are others beyond it."""
        here = field is self.here
        label = Content.styled(field.label, "bold $text-primary" if here else "$quiet")
        value = self._value(field, here)
        room = self.room.width - self._label - value.cell_length - 2 * _GAP
        beside = field.beside(here, room)
        gap = Content(" " * _GAP) if beside else Content("")
        letter = self._letters.get(field.name, "")
        margin = Content.styled(letter, "bold $text-primary") if letter else Content.styled(sign, "$quiet")
        margin = margin.pad_right(2 - margin.cell_length)
        left = Content.assemble(margin, label).truncate(self._label - 1, ellipsis=True, pad=True)
        return Content.assemble(left, " ", value, gap, beside)

    def _value(self, field: Field, here: bool) -> Content:
        if not isinstance(field, TextField):
            return field.shown(here)
        return field.shown(here).truncate(self._width_of(field), ellipsis=True, pad=True)

    def _width_of(self, field: TextField) -> int:
        """As wide as the field asks for, and leaves room for hints, which stand below one another. How much
        room there is, is known only once it is laid out.
        """
        if not self.room.width:
            return field.width
        room = self.room.width - self._label - 2 * _GAP
        if field.hint or field.width <= NARROW:
            hints = (len(each.hint) for each in self.form.fields if isinstance(each, TextField))
            room = min(room, max(_LEAST_WITH_HINT, room - max(hints, default=0)))
        return max(_LEAST, min(field.width, room))

    def _label_width(self) -> int:
        """As wide as ever, but for fields that are called by what somebody else wrote."""
        longest = max((len(field.label) for field in self.form.fields), default=0) + 3
        return max(_LABEL, min(longest, _LONGEST_LABEL, self.room.width // 3))

    def _keys(self, is_worth_draft: bool) -> Content:
        """What the keys do here, as many of them as there is room for."""
        form, following = self.form, self.form.after(self.here)
        is_last = following is None
        onward = self.here.enter_word if following is self.here else "next"
        keys = [
            ("⏎", form.save_word if is_last else onward),
            self.here.keys,
            ("f2", form.more_word),
            ("tab" if form.enter_saves else "⇧tab", _other_fields(form)),
            ("ctrl+s", "" if is_last or not form.can_be_saved else f"{form.save_word} now"),
            ("esc", "keep as draft" if form.draft_name and is_worth_draft else "close"),
        ]
        wanted = [(key, does) for key, does in keys if does]
        while len(wanted) > 1 and sum(len(key) + len(does) + 4 for key, does in wanted) > self.room.width + 1:
            wanted.pop(-2 if len(wanted) > 2 else -1)
        return key_row(wanted).pad_left(2)


def _other_fields(form: Form[Any]) -> str:
    """What the key beside Enter does that leads to another field."""
    if len(form.fields) == 1:
        return ""
    return "next" if form.enter_saves else "back"


def _out_of_view(above: int, below: int) -> Content:
    """`3 more above · 6 more below`, where nothing else is to be said."""
    more = " · ".join(
        f"{number} more {where}" for number, where in ((above, "above"), (below, "below")) if number
    )
    return Content.styled(f"  {more}" if more else "", "$quiet")

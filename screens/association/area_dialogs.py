"""What is chosen on the area's table, its order and the states looked at; and the thresholds to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content

from leadsroom.domain.association.states import State
from leadsroom.domain.season.calendar import WEEKDAYS
from leadsroom.domain.text.wording import counted
from leadsroom.exchange.association.area_table import definition_in_full
from leadsroom.views.association.area_columns import COLUMNS, column_named
from leadsroom.views.association.area_shown import ORDER, WINDOWS, reasons_in_order
from leadsroom.views.association.area_table import NAME, AreaTable, TableWanted
from screens.association.area_lines import BY_NEED, SORTED_BY, state_mark
from screens.kit.dialog import Dialog, PickDialog, Picked, Rows
from screens.kit.listing import Column, Line
from screens.kit.pane import TallPane, lines
from screens.kit.styled import quiet, words
from screens.kit.theme import style

_ORDER_COLUMNS = (Column(least=20), Column(least=8, rank=1, most=60))
_FILTER_COLUMNS = (Column(least=14), Column(right=True))
_EVERY = "every"


async def ask_for_order(app: App[Any], look: TableWanted) -> TableWanted | None:
    """How the table is to be sorted; None where nobody wants that any more."""
    choices = [Line(f"by {key}", _order_cells(key, look)) for key in SORTED_BY]
    picked: Picked | None = await app.push_screen_wait(
        PickDialog("Sort by; once more turns it around", _ORDER_COLUMNS, choices, at=f"by {look.sort}")
    )
    if picked is None:
        return None
    key = picked.key.removeprefix("by ")
    turned = key == look.sort and not look.turned
    return replace(look, sort=key, turned=turned, page=1)


def _order_cells(key: str, look: TableWanted) -> tuple[Content, Content]:
    name = {BY_NEED: "who needs somebody most", NAME: "name"}.get(key) or column_named(key).title
    is_here = key == look.sort
    how = ("turned around now" if look.turned else "so now") if is_here else ""
    return words(name, "accent" if is_here else ""), quiet(how)


async def ask_for_filter(app: App[Any], table: AreaTable) -> TableWanted | None:
    """Which state, or which day of the week, is to be looked at; None where nobody wants another one."""
    picked: Picked | None = await app.push_screen_wait(
        PickDialog(
            "Only chapters that are", _FILTER_COLUMNS, [*_filters(table)], at=_filter_now(table.wanted)
        )
    )
    return None if picked is None else filtered(table.wanted, picked.key)


def _filters(table: AreaTable) -> Iterator[Line]:
    yield Line(_EVERY, (words("all but archived"), quiet(counted(table.chapters, "chapter"))))
    for state in State:
        number = table.states.get(state, 0)
        if number or state is State.ARCHIVED:
            shown = counted(number, "chapter") if number else ""
            yield Line(state.value, (state_mark(state), quiet(shown)))
    for day in WEEKDAYS:
        yield Line(day, (words(f"on {day}s"), Content("")))


def _filter_now(wanted: TableWanted) -> str:
    if wanted.states:
        return wanted.states[0].value
    return _EVERY if wanted.weekday is None else WEEKDAYS[wanted.weekday]


def filtered(wanted: TableWanted, key: str) -> TableWanted:
    """The same of one state, of one day of the week, or of all; one and the other go together."""
    if key == _EVERY:
        return replace(wanted, states=(), weekday=None, page=1)
    if key in WEEKDAYS:
        return replace(wanted, weekday=WEEKDAYS.index(key), page=1)
    return replace(wanted, states=(State(key),), page=1)


class Explained(TallPane[tuple[Content, ...]]):
    """Paragraphs, one below the other."""

    def draw(self, picture: tuple[Content, ...], width: int) -> Content:
        return lines(*(row for part in picture for row in part.wrap(max(1, width))))


class HowItIsOrdered(Dialog[None]):
    """The order with each threshold, and what each figure counts; the arrows go through it."""

    CSS_PATH = [style("page"), style("association")]
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("down", "further(1)", "further", id="further", key_display="↓", tooltip="Go on"),
        Binding("up", "further(-1)", "back up", id="back-up", show=False),
        Binding("pagedown,space", "further(12)", "a page down", id="page-down", show=False),
        Binding("pageup", "further(-12)", "a page up", id="page-up", show=False),
        Binding("escape,q,enter", "leave", "close", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(self) -> None:
        super().__init__("How chapters are ordered, and what is counted")

    def rows(self) -> ComposeResult:
        yield Explained(id="explained")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Explained).show(tuple(_to_read()))

    def action_further(self, way: int) -> None:
        """The lines that do not fit into the window."""
        self.query_one(Rows).scroll_relative(y=way, animate=False)


def _to_read() -> Iterator[Content]:
    yield words(ORDER)
    yield Content("")
    for number, reason in enumerate(reasons_in_order(), start=1):
        state, colon, threshold = reason.partition(": ")
        text = Content.assemble(words(state), quiet(f"{colon}{threshold}")) if colon else quiet(reason)
        yield Content.assemble(words(f"{number:2}. "), text)
    yield Content("")
    yield words(WINDOWS)
    yield Content("")
    for column in COLUMNS:
        yield Content.assemble(words(f"{column.title}: "), quiet(definition_in_full(column)))

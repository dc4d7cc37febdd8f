"""All keys of a screen and those of every page, grouped by what they are for, narrowed by a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import Any, NamedTuple, Protocol, runtime_checkable

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from screens.kit.dialog import Dialog, Rows
from screens.kit.keyboard.keys import ELSEWHERE, HERE, SAME_EVERYWHERE, keys_of, leads_elsewhere
from screens.kit.keyboard.keys_in_order import Copies
from screens.kit.listing import fits
from screens.kit.page import FindLine
from screens.kit.pane import TallPane, lines
from screens.kit.styled import accent, key, quiet, words
from screens.kit.theme import style

_COPIES = ("ctrl+c", "copy the number under the cursor, again its slip; or what is selected")
_SELECTED = ("ctrl+c", "copy what is selected with the mouse")
_PALETTE = ("ctrl+p", "find any page, member, past meeting, or what to do here")
_EVERYWHERE = (
    ("ctrl+g", "in a form: go to a field by its letter; alt with that letter goes there at once"),
    ("click", "click a key in the bottom line to press it"),
    ("ctrl+z", "suspend; fg in the shell brings leadsroom back"),
    ("ctrl+q", "leave leadsroom; what you typed is kept as a draft"),
)


def manners_of(page: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """(key, what it does) of what is the same everywhere, and what there is to copy here."""
    copies = _COPIES if isinstance(page, Copies) else _SELECTED
    return (copies, *([_PALETTE] if leads_elsewhere(page) else []), *_EVERYWHERE)


EVERYWHERE = "Everywhere"
NONE_FITS = "No key matches. Escape shows all of them."
_KEY = 11  # cells of the column of keys
_APART = 4
_TWO_COLUMNS = 90  # cells


class KeyGroup(Struct, frozen=True):
    """Keys that are for one thing: each as it is shown, and what it does."""

    heading: str
    keys: tuple[tuple[str, str], ...]


@runtime_checkable
class GroupsKeys(Protocol):
    """A screen that knows by itself what its keys are for."""

    def key_groups(self) -> Sequence[KeyGroup]:
        """All of its keys."""
        ...


def groups_of(screen: Screen[Any]) -> list[KeyGroup]:
    """The keys of a screen, and after them what is the same in every program."""
    own = list(screen.key_groups()) if isinstance(screen, GroupsKeys) else _groups_of_page(screen)
    return [*own, KeyGroup(EVERYWHERE, manners_of(screen))]


def _groups_of_page(screen: Screen[Any]) -> list[KeyGroup]:
    keys = keys_of(screen)
    every = (
        KeyGroup(heading, tuple((act.key, act.does) for act in keys if act.group == heading))
        for heading in (SAME_EVERYWHERE, HERE, ELSEWHERE)
    )
    return [group for group in every if group.keys]


def narrowed(groups: Iterable[KeyGroup], wanted: str) -> list[KeyGroup]:
    """The keys in which `wanted` is found, or in what they are for; groups without one are left out."""
    left = (
        KeyGroup(group.heading, tuple(pair for pair in group.keys if fits(wanted, group.heading, *pair)))
        for group in groups
    )
    return [group for group in left if group.keys]


class KeyTable(TallPane[Sequence[KeyGroup]]):
    """Groups under their headings, in two columns where there is room; a long sentence goes on below."""

    def draw(self, picture: Sequence[KeyGroup], width: int) -> Content:
        if not picture:
            return quiet(NONE_FITS)
        is_wide = width >= _TWO_COLUMNS
        column = (width - _APART) // 2 if is_wide else width
        entries = [Entry(group.heading, _drawn(*pair, column)) for group in picture for pair in group.keys]
        if not is_wide:
            return lines(*_under_headings(entries))
        half = _half_of(entries)
        left, right = _under_headings(entries[:half]), _under_headings(entries[half:])
        rows = zip_longest(left, right, fillvalue=Content(""))
        return lines(
            *(Content.assemble(one.pad_right(column + _APART - one.cell_length), two) for one, two in rows)
        )


class Entry(NamedTuple):
    """A key as it is drawn, and the heading that it stands under."""

    heading: str
    lines: list[Content]


def _drawn(shown: str, does: str, width: int) -> list[Content]:
    first, *more = words(_sentence(does)).wrap(max(1, width - _KEY))
    drawn = Content.assemble(key(shown).truncate(_KEY - 2, ellipsis=True, pad=True), "  ", first)
    return [drawn, *(line.pad_left(_KEY) for line in more)]


def _under_headings(entries: Iterable[Entry]) -> list[Content]:
    drawn: list[Content] = []
    for heading, of_it in groupby(entries, lambda entry: entry.heading):
        drawn += [Content(""), accent(heading), *(line for entry in of_it for line in entry.lines)]
    return drawn[1:]


def _half_of(entries: Sequence[Entry]) -> int:
    """How many make one half; a group that goes on in the other has its heading there once more."""

    def height(at: int) -> int:
        return max(len(_under_headings(entries[:at])), len(_under_headings(entries[at:])))

    return min(range(1, len(entries) + 1), key=height)


def _sentence(does: str) -> str:
    return f"{does[:1].upper()}{does[1:]}"


class KeysHelp(Dialog[None]):
    """Stands over a screen until it is closed; `/` narrows it."""

    CSS_PATH = style("page")
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (110, "-two")]
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "back", "close", id="leave", key_display="esc", tooltip="Close this page"),
        Binding("q,question_mark,enter,f1", "leave", "close", id="close", show=False),
        Binding("slash", "find", "find", id="find", key_display="/", tooltip="Find a key by a few letters"),
        Binding("down,pagedown", "further(1)", "further", id="further", key_display="↓", tooltip="Go on"),
        Binding("up,pageup", "further(-1)", "back up", id="back-up", show=False),
    ]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__("Keys")
        self._groups = groups_of(screen)

    def rows(self) -> ComposeResult:
        line = FindLine("a few letters", id="wanted")
        line.display = False
        yield line
        yield KeyTable(id="keys")

    def on_mount(self) -> None:
        super().on_mount()
        self._show()

    @property
    def find_line(self) -> FindLine:
        return self.query_one(FindLine)

    @on(Input.Changed)
    def _show(self) -> None:
        self.query_one(KeyTable).show(narrowed(self._groups, self.find_line.value))
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something further only where not all of it is in view."""
        return action != "further" or self.query_one(Rows).max_scroll_y > 0

    @on(Input.Submitted)
    def _found(self) -> None:
        self.action_leave()

    def action_find(self) -> None:
        """Type what to look for; the keyboard stays there."""
        self.query_one(Rows).scroll_home(animate=False)
        self.find_line.display = True
        self.find_line.focus()

    def action_back(self) -> None:
        """Show all again, or close."""
        if not self.find_line.display:
            self.action_leave()
            return
        self.find_line.value = ""
        self.find_line.display = False
        self.set_focus(None)

    def action_further(self, way: int) -> None:
        """The keys that do not fit into a low window."""
        rows = self.query_one(Rows)
        rows.scroll_relative(y=way * max(1, rows.size.height - 1), animate=False)

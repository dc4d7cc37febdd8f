"""The members' figures as a table: by which column it is sorted, which columns fit, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.domain.health.member_health import MemberHealth
from leadsroom.domain.health.statistics import CASES_FOR_MEDIAN
from leadsroom.views.health.health_column import Cell, HealthColumn, NoFigure, median_cell
from leadsroom.views.health.health_page import HealthPicture
from leadsroom.views.health.member_table import (
    ADVICE,
    MEDIAN,
    OF_ALL,
    cell_words,
    columns_for,
    in_groups,
    in_order_of,
)
from screens.kit.listing import Line, fits
from screens.kit.pane import cell, lines, right
from screens.kit.styled import accent, amber, quiet

BY_NAME = "name"
_GAP = " "  # beside the cell that each head keeps for the sign of the order
_LONGEST_NAME, _SHORTEST_NAME, _LEAST_NAME = 26, 16, 8
_ROOM_FOR_LONG_NAMES = 110  # cells
_A_SIGN = 1
_UP, _DOWN = "▲", "▼"
_OFFICERS = "for officers"


class Look(Struct, frozen=True):
    """How the table is looked at: the key of the column that it is sorted by, whether the other way around,
    and whether it has the columns that only officers read.
    """

    by: str = ADVICE
    turned: bool = False
    officers: bool = False

    @property
    def columns(self) -> tuple[HealthColumn, ...]:
        """All that there are so."""
        return columns_for(officers=self.officers)

    @property
    def column(self) -> HealthColumn | None:
        """The one of figures that it is sorted by; None where it is sorted by advice or by name."""
        return next((column for column in self.columns if column.key == self.by), None)

    def moved(self, way: int) -> Look:
        """Sorted by the next column (1), or the one before (-1); at either end it stays."""
        keys = (BY_NAME, ADVICE, *(column.key for column in self.columns))
        at = keys.index(self.by) + way
        return replace(self, by=keys[at], turned=False) if 0 <= at < len(keys) else self

    def moved_on(self, way: int) -> Look:
        """Sorted by the first column of the next group (1), or of the one before (-1)."""
        firsts = [columns[0].key for _, columns in in_groups(self.columns)]
        keys = [column.key for column in self.columns]
        here = keys.index(self.by) if self.by in keys else -1
        beyond = [key for key in firsts if (keys.index(key) - here) * way > 0]
        if not beyond:
            return replace(self, by=ADVICE, turned=False) if way < 0 else self
        return replace(self, by=beyond[0] if way > 0 else beyond[-1], turned=False)

    def turned_around(self) -> Look:
        """The same the other way around."""
        return replace(self, turned=not self.turned)

    def for_officers(self, officers: bool) -> Look:
        """With the columns that only officers read, sorted by the first of them, or without them."""
        look = replace(self, officers=officers)
        first = next((column.key for column in look.columns if column.officers_only), ADVICE)
        return replace(look, by=first, turned=False) if officers or self._is_at_officers else look

    @property
    def _is_at_officers(self) -> bool:
        return self.column is not None and self.column.officers_only


def members_in_order(picture: HealthPicture, look: Look) -> list[MemberHealth]:
    """The members as they are sorted."""
    if look.column is not None:
        return in_order_of(picture.members, look.column.cell, turned=look.turned)
    members = list(picture.members if look.by == BY_NAME else picture.figures.most_pressing_first)
    return members[::-1] if look.turned else members


class Beside(Struct, frozen=True):
    """What stands below the members, for comparison: what it is called, and its cell of each column."""

    name: str
    cells: Mapping[str, Cell]


def beside_members(picture: HealthPicture, look: Look) -> Beside:
    """The medians of the columns; their totals where too few had a place at every meeting for any median."""
    whole = picture.figures.throughout
    if len(whole) >= CASES_FOR_MEDIAN:
        return Beside(MEDIAN, {column.key: median_cell(column, whole) for column in look.columns})
    total = picture.figures.total
    return Beside(OF_ALL, {column.key: column.total(total) for column in look.columns if column.total})


class Layout(Struct, frozen=True):
    """So many cells for the name, for the advice and for the renewal, 0 where nobody has any; and the columns
    that fit, each with its own. `beside` stands below the members. `signs_only`: advice and renewals are
    signs without words.
    """

    name: int
    advice: int
    renewal: int
    columns: tuple[tuple[HealthColumn, int], ...]
    beside: Beside
    signs_only: bool

    @property
    def before_columns(self) -> int:
        """The cells of what stays at the left."""
        return sum(width + len(_GAP) for width in (self.name, self.advice, self.renewal) if width)


def layout_for(picture: HealthPicture, look: Look, width: int) -> Layout:
    """What fits into `width` cells: from the column sorted by on, and where that leaves room those before.

    Where room is short and figures are looked at, these have it: of advice and renewals the signs stay.
    """
    is_wide = width >= _ROOM_FOR_LONG_NAMES
    members, country = picture.members, picture.chapter.country
    beside, signs_only = beside_members(picture, look), not is_wide and look.column is not None
    found = Layout(
        name=min(
            _LONGEST_NAME if is_wide else _SHORTEST_NAME,
            _widest("Member ", map(name_shown, members)),
        ),
        advice=_marks_wide("advice ", map(advice_mark, members), signs_only),
        renewal=_marks_wide("renews", map(renewal_mark, members), signs_only),
        columns=(),
        beside=beside,
        signs_only=signs_only,
    )
    widths = [
        (column, _widest(f"{column.short} ", _texts(column, members, beside, country)))
        for column in look.columns
    ]
    keys = [column.key for column, _ in widths]
    first = keys.index(look.by) if look.by in keys else 0
    found = _narrowed(found, width - widths[first][1])
    return replace(found, columns=tuple(_fitting(widths, first, width - found.before_columns)))


def _narrowed(layout: Layout, room: int) -> Layout:
    """What stays at the left in so many cells: in a very narrow window the renewal gives way to the first
    column, then the ends of names and advice do.
    """
    if layout.before_columns > room:
        layout = replace(layout, renewal=0)
    too_much = max(0, layout.before_columns - room)
    layout = replace(layout, name=max(min(layout.name, _LEAST_NAME), layout.name - too_much))
    too_much = max(0, layout.before_columns - room)
    return replace(layout, advice=max(min(layout.advice, _A_SIGN), layout.advice - too_much))


def _marks_wide(head: str, marks: Iterable[str], signs_only: bool) -> int:
    found = [mark for mark in marks if mark]
    if not found:
        return 0
    return _A_SIGN if signs_only else _widest(head, found)


def _texts(
    column: HealthColumn, members: Iterable[MemberHealth], beside: Beside, country: str
) -> Iterator[str]:
    yield cell_words(beside.cells.get(column.key), country)
    yield from (cell_words(column.cell(each), country) for each in members)


def _widest(head: str, texts: Iterable[str]) -> int:
    return max(Content(text).cell_length for text in (head, *texts))


def _fitting(
    widths: Sequence[tuple[HealthColumn, int]], first: int, room: int
) -> Sequence[tuple[HealthColumn, int]]:
    """Those from one on that fit, the first one in any case, and then those before it."""
    end, room = first + 1, room - widths[first][1]
    while end < len(widths) and widths[end][1] + len(_GAP) <= room:
        room -= widths[end][1] + len(_GAP)
        end += 1
    while end == len(widths) and first > 0 and widths[first - 1][1] + len(_GAP) <= room:
        first -= 1
        room -= widths[first][1] + len(_GAP)
    return widths[first:end]


# Drawn


def head_of(layout: Layout, look: Look) -> Content:
    """The heads of the columns, a sign at the one that is sorted by; over those for officers a line says
    so.
    """
    parts = [_head("Member", layout.name, _order(look, BY_NAME))]
    if layout.advice:
        parts.append(_head("" if layout.signs_only else "advice", layout.advice, _order(look, ADVICE)))
    if layout.renewal:
        parts.append(_head("" if layout.signs_only else "renews", layout.renewal, ""))
    parts += [
        _head(column.short, width, _order(look, column.key), to_the_right=True)
        for column, width in layout.columns
    ]
    heads = Content(_GAP).join(parts)
    return lines(_over_officers(layout), heads) if look.officers else heads


def _order(look: Look, key: str) -> str:
    """`▼` where the column is sorted from above down, `▲` the other way around; nothing at others."""
    if look.by != key:
        return ""
    return _UP if look.turned else _DOWN


def _head(text: str, width: int, order: str, *, to_the_right: bool = False) -> Content:
    drawn = accent(f"{text}{order}") if order else quiet(text)
    drawn = drawn.truncate(width, ellipsis=True)
    spare = width - drawn.cell_length
    return drawn.pad_left(spare) if to_the_right else drawn.pad_right(spare)


def _over_officers(layout: Layout) -> Content:
    """`for officers` over the first of their columns, or as near to it as the line has room."""
    before = layout.before_columns
    whole = before + sum(width for _, width in layout.columns) + len(_GAP) * (len(layout.columns) - 1)
    for column, width in layout.columns:
        if column.officers_only:
            return Content.assemble(" " * max(0, min(before, whole - len(_OFFICERS))), amber(_OFFICERS))
        before += len(_GAP) + width
    return quiet(f"{_OFFICERS}: further along")


def member_lines(picture: HealthPicture, look: Look, layout: Layout, wanted: str) -> Iterator[Line]:
    """A line for each member in whose name, profession or advice `wanted` is found."""
    for each in members_in_order(picture, look):
        advice = (one.words for one in each.advice)
        if fits(wanted, each.person.name, each.membership.profession, advice_mark(each), *advice):
            line = _line(each, look, layout, picture.chapter.country)
            yield Line(str(each.person.id), heading=line)


def _line(each: MemberHealth, look: Look, layout: Layout, country: str) -> Content:
    parts = [cell(name_shown(each), layout.name, ".quiet" if each.has_left else "")]
    if layout.advice:
        is_due = look.by == ADVICE and bool(each.advice)
        parts.append(_mark(advice_mark(each), layout, layout.advice, ".amber" if is_due else ""))
    if layout.renewal:
        parts.append(_mark(renewal_mark(each), layout, layout.renewal, ".accent"))
    for column, width in layout.columns:
        value = column.cell(each)
        tone = _tone(value) or ("strong" if column.key == look.by else "")
        parts.append(right(cell_words(value, country), width, f".{tone}" if tone else ""))
    return Content(_GAP).join(parts)


def name_shown(each: MemberHealth) -> str:
    """`Carla Mendes (left)` of whose membership is over."""
    return f"{each.person.name}{' (left)' if each.has_left else ''}"


def _mark(mark: str, layout: Layout, width: int, tone: str) -> Content:
    return cell(mark[:_A_SIGN] if layout.signs_only else mark, width, tone)


def foot_of(layout: Layout, country: str) -> Content:
    """What stands below the members, in the background."""
    beside = layout.beside
    cells = [
        right(cell_words(beside.cells.get(column.key), country), width) for column, width in layout.columns
    ]
    name = cell(beside.name, layout.before_columns - len(_GAP))
    return quiet(Content(_GAP).join([name, *cells]).plain)


def _tone(value: Cell) -> str:
    """A zero is shown, in the background, as is what there is no figure for."""
    return "quiet" if isinstance(value, NoFigure) or value == 0 else ""


def advice_mark(each: MemberHealth) -> str:
    """`▲ receives nothing` of whom something should be done for; of a renewal alone says the date enough."""
    keys = [one.key for one in each.advice]
    return f"▲ {_SHORT.get(keys[0], keys[0])}" if keys else ""


_SHORT = {"costs more than it brought": "cost over dollars", "mostly own purchases": "mostly own"}


def renewal_mark(each: MemberHealth) -> str:
    """`◷ 3 Feb` of a seat that renews within 90 days."""
    if each.renews_on is None or not each.renews_soon:
        return ""
    return f"◷ {each.renews_on.day} {each.renews_on:%b}"

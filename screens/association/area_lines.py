"""The area's table as lines: how a chapter stands and its name, then as many figures as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.association.states import State
from leadsroom.domain.season.calendar import WEEKDAYS
from leadsroom.views.association.area_column import AreaColumn, ChapterLine, Turn, turn_of
from leadsroom.views.association.area_columns import COLUMNS, column_named
from leadsroom.views.association.area_shown import (
    GROUPS,
    arrow,
    before_words,
    beside_past,
    label_in,
    now_words,
)
from leadsroom.views.association.area_table import NAME, AreaTable
from leadsroom.views.health.health_column import NoFigure
from screens.kit.listing import Line
from screens.kit.pane import cell, lines, right
from screens.kit.styled import Sign, accent, amber, quiet, short, strong, words

# Shapes differ, since tones may not be seen, and none is that of a head that is sorted by.
SIGNS = {
    State.SILENT: Sign("○", State.SILENT.value, "wrong"),
    State.PATCHY: Sign("◌", State.PATCHY.value, "wrong"),
    State.FAILING: Sign("■", State.FAILING.value, "wrong"),
    State.SHRINKING: Sign("▽", State.SHRINKING.value, "amber"),
    State.WEAKENING: Sign("◔", State.WEAKENING.value, "amber"),
    State.NEW: Sign("✦", State.NEW.value, "accent"),
    State.UNKNOWN: Sign("?", State.UNKNOWN.value, "quiet"),
    State.STAGNANT: Sign("◇", State.STAGNANT.value, "amber"),
    State.STEADY: Sign("●", State.STEADY.value, ""),
    State.GROWING: Sign("△", State.GROWING.value, "good"),
    State.ARCHIVED: Sign("·", State.ARCHIVED.value, "quiet"),
}
BY_NEED = ""  # the order in which chapters need somebody, where it is sorted by no column
_GAP = " "
_LONGEST_NAME, _SHORT_NAME, _SHORTEST_NAME = 28, 22, 17
_ROOM_FOR_PAST = 90  # cells
_STATE = max(len(state.value) for state in State) + 2
_LEAST_REASON, _LONGEST_REASON = 30, 56
_REASON = column_named("reasons")
# They stand at the left of every group, in the line of the chapter or in the pane below.
_NOT_AGAIN = ("state", "reasons")
_PANE_LEAST = 3
_REASONS_IN_PANE = 4


class Shown(Struct, frozen=True):
    """A column in so many cells, with its past or without."""

    column: AreaColumn
    width: int
    with_past: bool = False

    @property
    def head(self) -> str:
        """Its heading. A text stands a cell further from the number before it."""
        return self.column.short if self.column.is_number else f" {self.column.short}"

    def text(self, line: ChapterLine) -> str:
        """The cell of a chapter."""
        return self._text(line) if self.column.is_number else f" {self._text(line)}"

    def _text(self, line: ChapterLine) -> str:
        if self.column is _REASON:
            return _reason(line)
        if self.with_past:
            return beside_past(self.column, line)
        return f"{now_words(self.column, line)}{arrow(self.column, line)}"


class Layout(Struct, frozen=True):
    """So many cells for the chapter's name, and the columns that fit beside it and the state."""

    name: int
    shown: tuple[Shown, ...]
    group: int

    @property
    def title(self) -> str:
        """What the columns are about."""
        return GROUPS[self.group].title


def group_with(key: str, otherwise: int) -> int:
    """The group in which a column stands: this one, where it is one of its, or else the first that has it."""
    if key in GROUPS[otherwise].keys:
        return otherwise
    return next((place for place, group in enumerate(GROUPS) if key in group.keys), otherwise)


def layout_for(rows: Sequence[ChapterLine], group: int, width: int) -> Layout:
    """What fits into `width` cells: the columns of the group, each beside its own past where there is room
    for that; behind these the gravest reason, and then the columns of the groups after it.
    """
    name, shown = _own_columns(rows, group, width)
    room = width - name - len(_GAP) - _STATE - _taken(shown)
    if room > _LEAST_REASON and any(row.reasons for row in rows):
        reason = Shown(_REASON, 0)
        wide = min(room - len(_GAP), _LONGEST_REASON, _widest(reason.head, map(reason.text, rows)))
        shown.append(Shown(_REASON, wide))
        room -= wide + len(_GAP)
    for place in range(group + 1, len(GROUPS)):
        here = {each.column.key for each in shown}
        more = [column for column in _in_group(place) if column.key not in here]
        found = _fitting(_measured(more, rows, _with_past), room)
        shown += found
        room -= _taken(found)
        if len(found) < len(more):
            break
    return Layout(name, tuple(shown), group)


def _own_columns(rows: Sequence[ChapterLine], group: int, width: int) -> tuple[int, list[Shown]]:
    """So many cells for the name, and the columns of the group itself. Where room is short the past of the
    members gives way first, whose change stands beside it, then long names, and then the past of all figures.
    """
    columns = _in_group(group)
    widest = _widest("Chapter", (row.label for row in rows))
    names = [min(widest, most) for most in (_LONGEST_NAME, _SHORT_NAME, _SHORTEST_NAME)]
    for name in names if width >= _ROOM_FOR_PAST else ():
        for with_past in (_with_past, _rates_with_past):
            shown = _measured(columns, rows, with_past)
            if _taken(shown) <= width - name - len(_GAP) - _STATE:
                return name, shown
    name = names[-1] if width < _ROOM_FOR_PAST else names[0]
    return name, _fitting(_measured(columns, rows, _without_past), width - name - len(_GAP) - _STATE)


def _with_past(_column: AreaColumn) -> bool:
    return True


def _rates_with_past(column: AreaColumn) -> bool:
    return column.unit != "members"


def _without_past(_column: AreaColumn) -> bool:
    return False


def _in_group(place: int) -> list[AreaColumn]:
    return [column for column in GROUPS[place].columns if column.key not in _NOT_AGAIN]


def _reason(row: ChapterLine) -> str:
    return row.reasons[0] if row.reasons else ""


def _measured(
    columns: Iterable[AreaColumn], rows: Sequence[ChapterLine], with_past: Callable[[AreaColumn], bool]
) -> list[Shown]:
    bare = [Shown(column, 0, with_past(column)) for column in columns]
    return [
        Shown(each.column, _widest(f"{each.head} ", map(each.text, rows)), each.with_past) for each in bare
    ]


def _fitting(columns: Sequence[Shown], room: int) -> list[Shown]:
    """Those from the first on that fit."""
    found: list[Shown] = []
    for each in columns:
        room -= each.width + len(_GAP)
        if room < 0:
            break
        found.append(each)
    return found


def _taken(columns: Iterable[Shown]) -> int:
    return sum(each.width + len(_GAP) for each in columns)


def _widest(head: str, texts: Iterable[str]) -> int:
    return max(Content(text).cell_length for text in (head, *texts))


# Drawn


def head_of(layout: Layout, table: AreaTable) -> Content:
    """The heads of the columns, a sign at the one that is sorted by."""
    by, turned = table.wanted.sort, table.wanted.turned
    sign = "▲" if turned else "▼"

    def head(text: str, key: str, width: int, *, at_right: bool = False) -> Content:
        drawn = accent(f"{text}{sign}") if by == key else quiet(text)
        drawn = drawn.truncate(width, ellipsis=True)
        spare = width - drawn.cell_length
        return drawn.pad_left(spare) if at_right else drawn.pad_right(spare)

    parts = [head("State", BY_NEED if by == BY_NEED else "state", _STATE), head("Chapter", NAME, layout.name)]
    parts += [
        head(each.head, each.column.key, each.width, at_right=each.column.is_number) for each in layout.shown
    ]
    return Content(_GAP).join(parts)


def area_lines(table: AreaTable, layout: Layout) -> Iterator[Line]:
    """A line for each chapter of the page."""
    for row in table.rows:
        parts = [state_mark(row.standing.state, _STATE), cell(label_in(row, layout.name), layout.name)]
        parts += [_cell(each, row, is_sorted=each.column.key == table.wanted.sort) for each in layout.shown]
        yield Line(str(row.of.id), heading=Content(_GAP).join(parts))


def state_mark(state: State, width: int = 0) -> Content:
    """`■ failing`, in its tone."""
    sign = SIGNS[state]
    drawn = words(f"{sign.shape} {sign.meaning}", sign.tone)
    return drawn.pad_right(max(0, width - drawn.cell_length))


def _cell(each: Shown, row: ChapterLine, *, is_sorted: bool) -> Content:
    tone = _tone(each.column, row) or ("strong" if is_sorted else "")
    style = f".{tone}" if tone else ""
    text = each.text(row)
    return right(text, each.width, style) if each.column.is_number else cell(text, each.width, style)


def _tone(column: AreaColumn, row: ChapterLine) -> str:
    """Better and worse than before have theirs; a zero is shown in the background, as is no figure."""
    turn = turn_of(column, row)
    if turn is not None:
        return "good" if turn is Turn.BETTER else "wrong"
    if column is _REASON:
        return SIGNS[row.standing.state].tone or "quiet"
    if column.key in ("in_a_row", "missing") and (row.of.in_a_row or row.standing.state is State.PATCHY):
        return "amber"
    value = column.cell(row)
    return "quiet" if isinstance(value, NoFigure) or value == 0 else ""


# Around the list


def states_of(table: AreaTable) -> Content:
    """`○ 2 silent · ■ 1 failing · ● 37 steady`, the gravest first."""
    found = [
        words(f"{SIGNS[state].shape} {number} {state.value}", SIGNS[state].tone)
        for state in State
        if (number := table.states.get(state, 0))
    ]
    return Content("  ").join(found)


def order_of(table: AreaTable) -> str:
    """`most in need first`, `by att. %, highest first`; and what else they are chosen by."""
    wanted = table.wanted
    if wanted.sort in ("", NAME):
        order = "by name" if wanted.sort else "most in need first"
        order = f"{order}, turned around" if wanted.turned else order
    else:
        column = column_named(wanted.sort)
        ways = ("highest first", "lowest first") if column.is_number else ("first to last", "last to first")
        order = f"by {column.short}, {ways[wanted.turned]}"
    only = [state.value for state in wanted.states]
    only += [] if wanted.weekday is None else [f"on {WEEKDAYS[wanted.weekday]}s"]
    return f"only {' '.join(only)} · {order}" if only else order


class BelowArea(Struct, frozen=True):
    """The chapter under the cursor, and by which columns it is looked at."""

    row: ChapterLine
    layout: Layout


def in_words(below: BelowArea) -> Iterator[Content]:
    """Which chapter it is and how it stands; why; and its figures beside their own past."""
    row = below.row
    meets = now_words(column_named("meets"), row)
    about = " · ".join(
        part for part in (short(row.area) or "no area yet", meets, short(row.of.place)) if part
    )
    yield Content.assemble(
        strong(short(row.label)), "  ", state_mark(row.standing.state), quiet(f"  {about}")
    )
    reasons = row.reasons
    if reasons:
        shown, more = reasons[:_REASONS_IN_PANE], len(reasons) - _REASONS_IN_PANE
        text = "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
        yield Content.assemble(amber("▲ "), words(f"{text[:1].upper()}{text[1:]}."))
    else:
        yield quiet("Nothing in its figures asks for somebody.")
    yield Content(" · ").join([*_figures(below)])


def _figures(below: BelowArea) -> Iterator[Content]:
    for column in _in_group(below.layout.group):
        text = figure_in_words(column, below.row)
        if text:
            turn = turn_of(column, below.row)
            tone = {Turn.BETTER: "good", Turn.WORSE: "wrong"}.get(turn, "quiet") if turn else "quiet"
            yield words(text, tone)


def figure_in_words(column: AreaColumn, row: ChapterLine) -> str:
    """`Attendance 66.0 % (120 of 182), before 81.0 %`; or why there is no figure; empty where none is due."""
    value = column.cell(row)
    if value is None or value == "":
        return ""
    unit = " %" if column.unit == "percent" else ""
    behind = column.behind(row) if column.behind is not None else ""
    now = value.words if isinstance(value, NoFigure) else f"{now_words(column, row)}{unit}"
    text = f"{column.title} {now}{f' ({behind})' if behind else ''}"
    if column.before is None:
        return text
    past = column.before(row)
    before = past.words if isinstance(past, NoFigure) else f"{before_words(column, row)}{unit}"
    return f"{text}, before {before}"


def pane_lines(below: BelowArea, width: int, high: int) -> Content:
    """The same wrapped, what does not fit left out."""
    found = [row for part in in_words(below) for row in part.wrap(max(1, width))]
    return lines(*found[: max(high, _PANE_LEAST)])


SORTED_BY = (BY_NEED, NAME, *(column.key for column in COLUMNS if column.key not in _NOT_AGAIN))

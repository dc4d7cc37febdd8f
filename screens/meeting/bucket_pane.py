"""The bucket's list drawn into the rows there are: what does not fit is left out around the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from screens.kit.listing import GAP, Column, column_widths, table_line
from screens.kit.pane import around, cell, columns, right
from screens.meeting.bucket_picture import BucketBlock, BucketPicture, BucketRow

_CURSOR = "▸"
_MORE = "⇥ more"
_MARGIN = 2
_WHO = 24
_KEYS_IN_ROW = 4
_KEY_ROWS = 2
_KEYS_APART = (1, 3)  # cells between two of them, at least and at most
_COLUMNS_FROM = 64  # cells from which a lead has a line of columns
_COLUMNS = (
    Column(least=8, most=24),  # the prospect
    Column(least=8, most=24),  # from whom
    Column(least=8, most=200, fills=True),  # the need
    Column(most=26, right=True),  # how it stands
)
_SPILLS = 5  # cells of the need that stay when how the lead stands takes more than its column
_SPACED = 15  # rows from which headings stand apart
_AT_LEAST = (3, 2, 2, 2)  # rows of each block that are shown however low the window
_MOST_ROWS = 3
_LEAST = 4  # cells in which a name can still be read
_STYLES = {"done": "$quiet", "warning": "$text-warning", "quiet": "$quiet"}


class _Drawn(Struct, frozen=True):
    """A block as rows: those that stand, and those of which a window may be shown."""

    block: BucketBlock
    rows: list[Content]
    here: int
    keys: list[Content]

    @property
    def has_cursor(self) -> bool:
        """Whether the cursor is in it."""
        return any(row.here for row in self.block.rows)


def draw_bucket(picture: BucketPicture, width: int, room: int) -> list[Content]:
    """At most `room` rows of `width` cells."""
    spaced = room >= _SPACED
    blocks = [_draw_block(block, width, 2 if spaced else 1) for block in picture.blocks]
    fixed = sum(bool(d.block.heading or d.block.count) + len(d.keys) for d in blocks)
    fixed += len(blocks) - 1 if spaced else 0
    shares = _shares(blocks, room - fixed)
    rows: list[Content] = []
    for drawn, share in zip(blocks, shares, strict=True):
        rows += [Content("")] if spaced and rows else []
        rows += [*_heading(drawn, share, width), *around(drawn.rows, drawn.here, share), *drawn.keys]
    return [row.truncate(width) for row in rows[:room]]


def _shares(drawn: Sequence[_Drawn], room: int) -> list[int]:
    """How many rows each block gets: a few for each, the rest to the first that can use it.

    Where even a few are too many, the blocks without the cursor give way, the last one first.
    """
    needs = [len(d.rows) for d in drawn]
    shares = [min(need, few) for need, few in zip(needs, _AT_LEAST, strict=False)]
    for number in sorted(range(len(shares)), key=lambda n: (drawn[n].has_cursor, -n)):
        shares[number] -= max(0, min(shares[number] - 1, sum(shares) - room))
    for number, need in enumerate(needs):
        shares[number] += max(0, min(need - shares[number], room - sum(shares)))
    return shares


def _heading(drawn: _Drawn, share: int, width: int) -> list[Content]:
    block, hidden = drawn.block, len(drawn.rows) - share
    if not block.heading and not block.count:
        return []
    count = " · ".join(part for part in (block.count, _MORE if hidden > 0 else "") if part)
    if _has_columns(block, width):
        return [_heads_of_columns(block, count, width)]
    room = min(cell_len(count), width)
    return [columns(cell(block.heading, width - room, "$quiet"), right(count, room, "$quiet"))]


def _heads_of_columns(block: BucketBlock, count: str, width: int) -> Content:
    """The heads; the count is wider than the column it stands over, and comes before the head beside it."""
    who, giver, need, stands = _widths(block, width)
    from_head, need_head = block.heads or ("", "")
    room = need + GAP + stands
    count = count if cell_len(count) <= room else block.count
    left = max(0, room - cell_len(count))
    names = (cell(block.heading, _MARGIN + who + GAP), cell(from_head, giver + GAP))
    need_head = need_head if cell_len(need_head) < left else ""
    return columns(*names, cell(need_head, left), right(count, room - left)).stylize("$quiet")


def _has_columns(block: BucketBlock, width: int) -> bool:
    return block.heads is not None and width >= _COLUMNS_FROM


def _widths(block: BucketBlock, width: int) -> tuple[int, ...]:
    """The columns, of the leads that still wait: what stands of one that is done may spill over its need."""
    rows = [row for row in block.rows if row.look != "heading"]
    cells = [(row.who, row.about, row.more, "✓" if row.look == "done" else row.right) for row in rows]
    heads = (block.heading, *(block.heads or ("", "")), "✓")
    every = [tuple(Content(text) for text in row) for row in (heads, *cells)]
    return column_widths(_COLUMNS, every, width - _MARGIN)


def _column_row(row: BucketRow, widths: tuple[int, ...], width: int) -> Content:
    """A lead on one line."""
    if row.look == "heading":
        return cell(row.who, width, "$text-primary")
    style = _STYLES.get(row.look, "")
    tone = "$text-success" if row.look == "done" else style or "$quiet"
    return _in_columns(row, widths, ["bold" if row.here else style, style, style or "$quiet", tone])


def _in_columns(row: BucketRow, widths: tuple[int, ...], styles: Sequence[str]) -> Content:
    """The cells of a row; what stands at the right takes more than its column, if need be, of the need."""
    who, giver, need, stands = widths
    wanted = min(max(stands, cell_len(row.right)), stands + max(0, need - _SPILLS))
    shrunk = (who, giver, need + stands - wanted, wanted)
    mark = cell(_CURSOR if row.here else "", _MARGIN, "bold $text-primary")
    texts = (row.who, row.about, row.more, row.right)
    cells = [Content.styled(text, style) for text, style in zip(texts, styles, strict=True)]
    return columns(mark, table_line(cells, _COLUMNS, shrunk))


def _draw_block(block: BucketBlock, width: int, most: int) -> _Drawn:
    if _has_columns(block, width):
        widths = _widths(block, width)
        here = next((at for at, row in enumerate(block.rows) if row.here), 0)
        drawn = [_column_row(row, widths, width) for row in block.rows]
        return _Drawn(block, drawn, here, _draw_keys(block.keys, width))
    names = [cell_len(row.who) for row in block.rows if row.about]
    who = min(max(names, default=0) + GAP, _WHO, width * 2 // 5)
    rows: list[Content] = []
    here = 0
    for row in block.rows:
        here = len(rows) if row.here else here
        rows += [*_draw_row(row, who, width), *_more(row, width, most)]
    return _Drawn(block, rows, here, _draw_keys(block.keys, width))


def _draw_row(row: BucketRow, who: int, width: int) -> list[Content]:
    style = _STYLES.get(row.look, "")
    mark = cell(_CURSOR if row.here else "", _MARGIN, "bold $text-primary")
    if row.look == "heading":
        return [cell(row.who, width, "$text-primary")]
    if not row.about:
        return [columns(mark, cell(row.who, width - _MARGIN, style))]
    # The outcome of a lead counts more than who gave it.
    free = width - _MARGIN - who - 1
    if _is_reason(row, free):
        about = columns(mark, _name(row, who, style), cell(row.about, free + 1, style))
        return [about, right(row.right, width, style)]
    standing = min(cell_len(row.right), max(10, free if row.look in ("done", "warning") else width // 2))
    room = max(0, free - standing)
    bold = "bold" if row.here else style
    first, *more = _about(row, room, width - _MARGIN - who) if room >= _LEAST else [""]
    tone = "$text-success" if row.look == "done" else style or "$quiet"
    outcome = right(row.right, standing, tone)
    top = columns(mark, _name(row, who, bold), cell(first, room, style), Content(" "), outcome)
    indent = cell("", _MARGIN + who)
    wrapped = [columns(indent, cell(part, width - _MARGIN - who, style)) for part in more]
    return [top, *wrapped]


def _name(row: BucketRow, who: int, style: str) -> Content:
    """The first column; however long it is, what stands beside it stands apart."""
    return columns(cell(row.who, who - GAP, style), cell("", GAP))


def _is_reason(row: BucketRow, free: int) -> bool:
    """Whether what stands of it is a reason that does not fit beside what it is about: it gets a row."""
    return row.look == "warning" and cell_len(row.right) > free - cell_len(row.about) - 1


def _more(row: BucketRow, width: int, most: int) -> list[Content]:
    """The need under the cursor, in at most so many rows of its own."""
    if not row.here or not row.more:
        return []
    room = max(1, width - _MARGIN)
    *shown, last = Content(row.more).wrap(room)[:most]
    rest = row.more[sum(len(part.plain) for part in shown) :].strip()
    parts = [*(part.plain for part in shown), rest or last.plain]
    return [columns(cell("", _MARGIN), cell(part, room)) for part in parts]


def _about(row: BucketRow, room: int, wider: int) -> list[str]:
    """What it is about in one row; under the cursor it may take more, the further ones wider."""
    if not row.here or cell_len(row.about) <= room:
        return [row.about]
    first = Content(row.about).wrap(room)[0].plain.rstrip()
    rest = row.about[len(first) :].lstrip()
    more = [part.plain.rstrip() for part in Content(rest).wrap(max(1, wider))]
    return [first, *more[: _MOST_ROWS - 1]]


def _draw_keys(keys: Sequence[tuple[str, str]], width: int) -> list[Content]:
    """The keys in columns, in as many rows however few they are: choosing a lead moves nothing."""
    if not keys:
        return []
    spans = [max(len(key) + 1 + cell_len(word) for key, word in keys[n::_KEYS_IN_ROW]) for n in _places(keys)]
    least, most = _KEYS_APART
    gap = max(least, min(most, (width - sum(spans)) // max(1, len(spans) - 1)))
    rows = [keys[start : start + _KEYS_IN_ROW] for start in range(0, len(keys), _KEYS_IN_ROW)]
    drawn = [
        Content(" " * gap).join(_key(*key, span) for key, span in zip(row, spans, strict=False))
        for row in rows
    ]
    return [row.truncate(width) for row in [*drawn, *[Content("")] * (_KEY_ROWS - len(rows))]]


def _places(keys: Sequence[tuple[str, str]]) -> range:
    return range(min(_KEYS_IN_ROW, len(keys)))


def _key(key: str, word: str, span: int) -> Content:
    return columns(Content.styled(key, "$text-primary"), cell(f" {word}", span - len(key), "$quiet"))

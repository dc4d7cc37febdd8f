"""The bucket's list drawn into the rows there are: what does not fit is left out around the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content

from screens.kit.pane import around, cell, columns, right
from screens.meeting.bucket_picture import BucketBlock, BucketPicture, BucketRow

_CURSOR = "▸"
_MORE = "⇥ more"
_MARGIN = 2
_WHO = 24
_KEYS_IN_ROW = 4
_COLUMNS_FROM = 64  # cells from which a lead has a line of columns
_STANDING = (14, 26)  # cells for how a lead stands, at least and at most
_SPACED = 15  # rows from which headings stand apart
_AT_LEAST = (3, 2, 2)  # rows of each block that are shown however low the window
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
    if _has_columns(block, width):
        who, giver, need, stands = _widths(block, width)
        from_head, need_head = block.heads or ("", "")
        names = (cell(block.heading, who + _MARGIN), cell(from_head, giver), cell(need_head, need))
        count = " · ".join(part for part in (block.count, _MORE if hidden > 0 else "") if part)
        return [columns(*names, right(count, stands)).stylize("$quiet")]
    count = " · ".join(part for part in (block.count, _MORE if hidden > 0 else "") if part)
    room = min(cell_len(count), width)
    return [columns(cell(block.heading, width - room, "$quiet"), right(count, room, "$quiet"))]


def _has_columns(block: BucketBlock, width: int) -> bool:
    return block.heads is not None and width >= _COLUMNS_FROM


def _widths(block: BucketBlock, width: int) -> tuple[int, int, int, int]:
    """The columns: a prospect, who gave the lead, the need, which takes what is left, and how it stands."""
    least, most = _STANDING
    stands = min(max(cell_len(row.right) for row in block.rows) + 1, most)
    stands = max(stands, least, cell_len(block.count) + cell_len(_MORE) + 4)
    room = width - _MARGIN - stands
    names = max(cell_len(row.who) + 2 for row in block.rows)
    who = min(max(names, cell_len(block.heading)), _WHO, room // 3)
    giver = min(max(cell_len(row.about) for row in block.rows) + 2, _WHO, room // 3)
    return who, giver, room - who - giver, stands


def _column_row(row: BucketRow, widths: tuple[int, int, int, int], width: int) -> Content:
    """A lead on one line."""
    style = _STYLES.get(row.look, "")
    if row.look == "heading":
        return cell(row.who, width, "$text-primary")
    who, giver, need, stands = widths
    tone = "$text-success" if row.look == "done" else style or "$quiet"
    return columns(
        cell(_CURSOR if row.here else "", _MARGIN, "bold $text-primary"),
        cell(row.who, who - 1, "bold" if row.here else style),
        cell(f" {row.about}", giver, style),
        cell(f" {row.more}", need, style or "$quiet"),
        right(f" {row.right}", stands + 1, tone),
    )


def _draw_block(block: BucketBlock, width: int, most: int) -> _Drawn:
    if _has_columns(block, width):
        widths = _widths(block, width)
        here = next((at for at, row in enumerate(block.rows) if row.here), 0)
        drawn = [_column_row(row, widths, width) for row in block.rows]
        return _Drawn(block, drawn, here, _draw_keys(block.keys, width))
    names = [cell_len(row.who) for row in block.rows if row.about]
    who = min(max(names, default=0) + 2, _WHO, width * 2 // 5)
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
    standing = min(cell_len(row.right), max(10, free if row.look == "done" else width // 2))
    room = max(0, free - standing)
    bold = "bold" if row.here else style
    first, *more = _about(row, room, width - _MARGIN - who) if room >= _LEAST else [""]
    tone = "$text-success" if row.look == "done" else style or "$quiet"
    outcome = right(row.right, standing, tone)
    top = columns(mark, cell(row.who, who, bold), cell(first, room, style), Content(" "), outcome)
    indent = cell("", _MARGIN + who)
    wrapped = [columns(indent, cell(part, width - _MARGIN - who, style)) for part in more]
    return [top, *wrapped]


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
    """The keys in columns."""
    if not keys:
        return []
    line = [
        columns(Content.styled(key, "$text-primary"), Content.styled(f" {word}", "$quiet"))
        for key, word in keys
        if word
    ]
    whole = Content("   ").join(line)
    if width >= _COLUMNS_FROM and whole.cell_length <= width:
        return [whole]
    spans = [max(len(word) for _, word in keys[n::_KEYS_IN_ROW]) + 2 for n in range(_KEYS_IN_ROW)]
    gap = 1 if sum(spans) + _KEYS_IN_ROW - 1 <= width else 0
    rows = [keys[start : start + _KEYS_IN_ROW] for start in range(0, len(keys), _KEYS_IN_ROW)]
    return [
        columns(*(_key(*key, span + gap) for key, span in zip(row, spans, strict=True))).truncate(width)
        for row in rows
    ]


def _key(key: str, word: str, span: int) -> Content:
    if not word:
        return cell("", span)
    return columns(Content.styled(key, "$text-primary"), cell(f" {word}", span - len(key), "$quiet"))

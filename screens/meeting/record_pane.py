"""The record of today: the totals, the entries, the newest first, and the cursor among them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.act import Done
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.record_kind import RecordLine
from leadsroom.domain.meeting.record_kinds import Tally, record_lines, tally
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.text.money import show_money
from leadsroom.errors import Refused
from screens.kit.pane import Pane, cell, columns, lines

_WHEN = 7
_KIND = 13
_WHO = 34
_WIDE = 90


class TonightPicture(Struct, frozen=True):
    """Totals, lines, and the line that is selected (None: none)."""

    tally: Tally
    chapter: Chapter
    lines: tuple[RecordLine, ...]
    selected: tuple[str, int] | None
    begins: datetime | None = None  # until it has begun: what is dated from then on is only announced


def tonight_picture(snapshot: Snapshot, selected: tuple[str, int] | None) -> TonightPicture:
    """The ledger of a meeting."""
    meeting = snapshot.meeting
    begins = meeting.starts_at if meeting.state is MeetingState.PLANNED else None
    return TonightPicture(tally(snapshot), snapshot.chapter, record_lines(snapshot), selected, begins)


def _when(picture: TonightPicture, line: RecordLine) -> str:
    is_announced = picture.begins is not None and line.at >= picture.begins
    return "" if is_announced else clock_time(line.at, picture.chapter)


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


class Tonight(Pane[TonightPicture]):
    """The totals and the record."""

    def draw(self, picture: TonightPicture, width: int) -> Content:
        room = max(1, self.content_region.height - 2)
        if not picture.lines:
            empty = "Nothing recorded yet. l takes a lead, t a testimonial, c thanks and dollars."
            return lines(self._totals(picture, width), Content(""), cell(empty, width, "$quiet"))
        keys = [(line.table, line.row_id) for line in picture.lines]
        at = keys.index(picture.selected) if picture.selected in keys else 0
        first = max(0, min(at - room + 1, len(keys) - room))
        shown = picture.lines[first : first + room]
        drawn = [self._draw_line(picture, line, width) for line in shown]
        return lines(self._totals(picture, width), Content(""), *drawn)

    def _totals(self, picture: TonightPicture, width: int) -> Content:
        """The counts. Where all of it has no room, the own part is said in fewer words, then not at all."""
        drawn = [_totals_of(picture, *dollars, width) for dollars in _dollars(picture)]
        fitting = (each for each in drawn if each.cell_length <= width)
        return next(fitting, drawn[-1].truncate(width, ellipsis=True))

    def _draw_line(self, picture: TonightPicture, line: RecordLine, width: int) -> Content:
        selected = (line.table, line.row_id) == picture.selected
        who = min(_WHO, max(18, (width - _WHEN - _KIND) // 2))
        kind = "$text-warning" if line.wanting else "$text-primary"
        drawn = columns(
            cell(_when(picture, line), _WHEN - 2, "$quiet"),
            Content("▸ " if selected else "  "),
            cell(line.word, _KIND, kind),
            cell(line.who, who),
            Content("  "),
            cell(line.detail, width - _WHEN - _KIND - who - 2, "$quiet"),
        )
        return Content.assemble(drawn).stylize("bold on $block-cursor-background") if selected else drawn


def _dollars(picture: TonightPicture) -> list[tuple[str, str]]:
    """What stands behind the dollars, ever shorter: that they are closed, and what of them is own."""
    own = picture.tally.own
    if not own.minor:
        return [(" closed", "")]
    part = f" ({show_money(own, picture.chapter.country)} own)"
    return [(" closed", part), ("", part), (" closed", "")]


def _totals_of(picture: TonightPicture, closed: str, own: str, width: int) -> Content:
    counts, wide = picture.tally, width >= _WIDE
    raw = f" · {counts.raw} {_plural(counts.raw, 'raw lead')}" if wide else f" · {counts.raw} raw"
    # They are no visitors, and have a turn in the round of visitors all the same.
    visiting = f" · {counts.visiting} visiting" if counts.visiting else ""
    parts = [
        (f"{counts.qualified}", f" {_plural(counts.qualified, 'lead')}", raw),
        (show_money(counts.closed, picture.chapter.country), closed, own),
        (f"{counts.testimonials}", f" {_plural(counts.testimonials, 'testimonial')}", ""),
        (f"{counts.substitutes}", f" {_plural(counts.substitutes, 'substitute')}", ""),
        (f"{counts.visitors}", f" {_plural(counts.visitors, 'visitor')}", visiting),
    ]
    shown = [
        columns(Content.styled(number, "bold"), Content(word), Content.styled(more, "$quiet"))
        for number, word, more in parts
    ]
    return Content("    " if wide else "  ").join(shown)


EntryKey = tuple[str, int]  # the table, and the row in it
_NOTHING = "Nothing is recorded yet."


def _keys(snapshot: Snapshot) -> list[EntryKey]:
    return [(line.table, line.row_id) for line in record_lines(snapshot)]


def words_for_unseen(done: Done, before: Snapshot) -> str:
    """What is to be read of an act that shows nowhere: it changed nothing, or only what is not shown."""
    if done.entry is None:
        return "Nothing was changed: that is on record already."
    is_unseen = replace(done.picture, journal=()) == replace(before, journal=())
    return done.public_words if is_unseen else ""


class RecordCursor:
    """Which entry is selected, the latest being the first."""

    def __init__(self) -> None:
        self.key: EntryKey | None = None

    def move(self, by: int, snapshot: Snapshot) -> None:
        """Select an older or a newer entry. Raises Refused when there is none."""
        keys = _keys(snapshot)
        if not keys:
            raise Refused(_NOTHING)
        at = keys.index(self.key) + by if self.key in keys else 0
        self.key = keys[max(0, min(at, len(keys) - 1))]

    def select(self, key: EntryKey | None) -> None:
        """Select an entry, or none."""
        self.key = key

    def leave(self) -> None:
        """Select nothing."""
        self.key = None

    def at(self, snapshot: Snapshot) -> EntryKey | None:
        """The selected entry, if it is still there."""
        return self.key if self.key in _keys(snapshot) else None

    def chosen(self, snapshot: Snapshot) -> EntryKey:
        """The selected entry. Raises Refused when none is."""
        key = self.at(snapshot)
        if key is None:
            raise Refused(
                "Select an entry with the arrow keys first." if record_lines(snapshot) else _NOTHING
            )
        return key

"""A member's meetings at a glance: a sign for each, the months below them, and what the signs mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.people.attendance import Mark
from leadsroom.views.people_member import MarkLine
from screens.kit.pane import TallPane, lines
from screens.kit.styled import quiet, words

_MONTH = 3  # letters of its name
_BETWEEN = Content("   ")


class Sign(Struct, frozen=True):
    """The sign of a mark, what it means, and its tone: shapes differ, since tones may not be seen."""

    shape: str
    meaning: str
    tone: str


_LEFT_EARLY = Sign("↷", "left early", "amber")
_SIGNS = {
    Mark.PRESENT: Sign("●", "present", "good"),
    Mark.LATE: Sign("◔", "late", "amber"),
    Mark.ABSENT: Sign("○", "absent", "wrong"),
    Mark.MEDICAL: Sign("✚", "medical", "quiet"),
    Mark.SUBSTITUTE: Sign("⇄", "substitute", "accent"),
}


def sign_of(mark: MarkLine) -> Sign:
    """The sign of a member at one meeting; leaving early is seen only where they came in time."""
    return _LEFT_EARLY if mark.left_early and mark.mark is Mark.PRESENT else _SIGNS[mark.mark]


class AttendanceStrip(TallPane[tuple[MarkLine, ...]]):
    """The meetings of a member, which come the latest first, drawn with the oldest at the left."""

    def draw(self, picture: tuple[MarkLine, ...], width: int) -> Content:
        if not picture:
            return Content("")
        shown = picture[:width][::-1]
        head = "The last twelve months" if len(shown) == len(picture) else f"The last {len(shown)} meetings"
        signs = Content("").join(words(sign.shape, sign.tone) for sign in map(sign_of, shown))
        return lines(quiet(head), signs, quiet(months_below(shown, width)), *_counted(shown, width))


def months_below(shown: Sequence[MarkLine], width: int) -> str:
    """The names of the months, each where its first meeting stands, but for those without room for one."""
    months = [(mark.on.year, mark.on.month) for mark in shown]
    starts = [place for place, month in enumerate(months) if months[:place][-1:] != [month]]
    names = ""
    for start, following in zip_longest(starts, starts[1:], fillvalue=width + 1):
        if following - start > _MONTH:
            names = names.ljust(start) + f"{shown[start].on:%b}"
    return names


def _counted(shown: Sequence[MarkLine], width: int) -> list[Content]:
    """Each sign that there is with its meaning, and how often: `● 26 present   ○ 1 absent`, unbroken each."""
    counts = Counter(map(sign_of, shown))
    rows: list[Content] = []
    for sign in (*_SIGNS.values(), _LEFT_EARLY):
        if counts[sign]:
            part = Content.assemble(words(sign.shape, sign.tone), quiet(f" {counts[sign]} {sign.meaning}"))
            together = _BETWEEN.join([*rows[-1:], part])
            rows[-1:] = [together] if together.cell_length <= width else [*rows[-1:], part]
    return rows

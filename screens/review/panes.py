"""What a review stands in: its list, whose headings stay in view, and the band over it with the trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import near_date
from leadsroom.views.health.review import TREND_OF, HeldMeeting, MeetingReview
from screens.kit.listing import Listing
from screens.kit.pane import Pane
from screens.kit.styled import quiet
from screens.kit.trend import Trend, TrendPicture
from screens.review.figures import in_short
from screens.review.lines import section_of

AROUND = 7  # cells of a row of a page that its list does not write in
_APART = 4
_ROOM = 100  # columns
_TRENDS = ((160, TREND_OF), (_ROOM, 20), (0, 10))  # so many columns, and the meetings for which that is room


class ReviewList(Listing):
    """Entries of one row or several. What stands over an entry is in view with it where there is room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__((), id=id)

    def go_to_section(self, section: str) -> None:
        """The cursor at the first entry of a section, its heading at the top; nowhere where there is none.

        It is scrolled to once the list has put itself where it was in view, unless a key has led on by then.
        """
        keys = (line.key for line in self._entries)
        first = next((at for at, key in enumerate(keys) if key and section_of(key) == section), None)
        if first is not None:
            self.highlighted = first
            self.call_after_refresh(self._head_with, first)

    def _head_with(self, at: int) -> None:
        if self.highlighted == at:
            self.scroll_to_highlight(top=True)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Scroll to the entry under the cursor, and to the heading above it."""
        super().scroll_to_highlight(top=top)
        if self.highlighted is None or not self.is_mounted:
            return
        first = self.highlighted
        while first > 0 and not self._entries[first - 1].key:
            first -= 1
        y, end = self._row_of(first), self._row_of(self.highlighted + 1)
        view = self.scrollable_content_region
        if end - y <= view.height and (top or y < self.scroll_offset.y):
            region = Region(0, y, view.width, end - y)
            self.scroll_to_region(region, force=True, animate=False, top=top, immediate=True)

    def _row_of(self, at: int) -> int:
        """The row at which an entry begins."""
        drawn = (line.heading.plain for line in self._entries[:at] if line.heading is not None)
        return sum(text.count("\n") + 1 for text in drawn)


class FactsPicture(Struct, frozen=True):
    """Facts, the first ones to be shown before the others."""

    facts: tuple[Content, ...]


class Facts(Pane[FactsPicture]):
    """As many whole facts as there is room for on a line."""

    def draw(self, picture: FactsPicture, width: int) -> Content:
        shown: list[Content] = []
        for fact in picture.facts:
            if sum(each.cell_length + _APART for each in shown) + fact.cell_length <= width:
                shown.append(fact)
        return Content(" " * _APART).join(shown)


class Band(Vertical):
    """The meeting in short, and the trend of leads and dollars that it ends."""

    def compose(self) -> ComposeResult:
        yield Facts(id="facts")
        with Horizontal(id="trends"):
            yield Trend(id="leads-trend")
            yield Trend(id="dollars-trend")
            yield Static(id="span")

    def show(self, seen: MeetingReview, width: int) -> None:
        """Show a meeting on a screen of so many columns."""
        self.query_one(Facts).show(FactsPicture(tuple(in_short(seen.summary))))
        held = seen.trend[-next(count for least, count in _TRENDS if width >= least) :]
        country, today = seen.summary.chapter.country, seen.summary.chapter.today(seen.summary.seen_at)
        self.query_one("#trends").display = len(held) > 1
        self.query_one("#leads-trend", Trend).show(leads_trend(held))
        self.query_one("#dollars-trend", Trend).show(dollars_trend(held, country))
        self.query_one("#span", Static).update(quiet(span_of(held, today, in_short=width < _ROOM)))


def leads_trend(held: Sequence[HeldMeeting]) -> TrendPicture:
    """The leads of these meetings, raw ones apart."""
    leads = [each.leads for each in held]
    return TrendPicture("leads", tuple(leads), f"{min(leads)} to {max(leads)}")


def dollars_trend(held: Sequence[HeldMeeting], country: str) -> TrendPicture:
    """The dollars reported at these meetings, in the currency of the last one."""
    currency = held[-1].dollars.currency
    dollars = [each.dollars for each in held if each.dollars.currency == currency]
    least, most = (show_money(each, country) for each in (min(dollars), max(dollars)))
    return TrendPicture("closed", tuple(float(each.minor) for each in dollars), f"{least} to {most}")


def span_of(held: Sequence[HeldMeeting], today: date, *, in_short: bool = False) -> str:
    """Of how many meetings, since when."""
    count = f"{len(held)} meetings"
    return count if in_short else f"{count} since {near_date(held[0].name.on, today)}"

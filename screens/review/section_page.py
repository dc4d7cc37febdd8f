"""A review for reading: sections of entries, of which Enter opens what the one under the cursor is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, found
from screens.kit.theme import style
from screens.review.lines import about_of
from screens.review.panes import AROUND, ReviewList

P = TypeVar("P")
_DOES = {"lead": "read the lead", "person": "open their page", "visitor": "the visitors"}


class SectionPage(ListPage[P, str]):
    """A page of sections, drawn for its width. A lead is read in a box, a person has a page."""

    CSS_PATH = [style("page"), style("review")]

    find_hint = "a name, a prospect, any word"

    def __init__(self, desk: Desk, chapter: Chapter, *, from_shell: bool = False) -> None:
        """`from_shell`: nothing was open before it, and back is out of the program."""
        super().__init__(desk, chapter)
        self._from_shell = from_shell
        self._drawn_for = 0

    def sections(self, picture: P, width: int) -> Sequence[Line]:
        """All of it, for a list so many cells wide."""
        raise NotImplementedError

    def make_list(self) -> ReviewList:
        return ReviewList(id="list")

    @property
    def listing(self) -> ReviewList:
        return self.query_one("#list", ReviewList)

    def lines(self, picture: P, wanted: str) -> Sequence[Line]:
        self._drawn_for = self.size.width
        lines = self.sections(picture, self.size.width - AROUND)
        return found(lines, wanted) if wanted.strip() else lines

    def item(self, picture: P, key: str) -> str | None:
        return key or None

    def on_resize(self, event: Resize) -> None:
        if self._drawn_for != event.size.width:
            self.show()

    def go_to_section(self, section: str) -> None:
        """To its first entry."""
        self.listing.go_to_section(section)

    # What the keys do

    def main_does(self) -> str:
        name, _ = about_of(self.cursor)
        return _DOES.get(name, "")

    def others_do(self) -> Mapping[str, str]:
        return {"back": "quit"} if self._from_shell else {}

    def action_open(self) -> None:
        """What the line under the cursor is about."""
        name, number = about_of(self.cursor)
        if name == "lead":
            from screens.leads.lead_box import read_lead

            read_lead(self, LeadId(number))
        elif name == "person":
            self.open_page("me", number)
        elif name == "visitor":
            self.open_page("visitors")

    def action_back(self) -> None:
        """Out of a search; back; out, where the review was all that was asked for."""
        if self._from_shell and not self.find_box.display:
            self.app.exit()
        else:
            super().action_back()

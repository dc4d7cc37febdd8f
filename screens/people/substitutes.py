"""Who has been a substitute: how often in the window, for whom, and how often the rules allow it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.substitutes import SubstituteRecord
from leadsroom.domain.text.wording import short_date
from leadsroom.views.people import substitutes
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, found
from screens.kit.styled import accent, quiet, words
from screens.kit.theme import style

Records = tuple[SubstituteRecord, ...]
SUBSTITUTE_COLUMNS = (
    Column(least=16, most=28),
    Column(least=18, most=24),
    Column(least=20, most=44),
    Column(least=10, most=12, rank=1),
    Column(least=14, most=28, rank=2),
)


def substitute_lines(records: Records) -> list[Line]:
    """Everybody, the most often first, below the titles of the columns."""
    if not records:
        return []
    titles = ("Substitute", records[0].window.words.capitalize(), "For", "Last", "Profession")
    return [
        Line("", tuple(map(quiet, titles))),
        *(Line(str(each.person.id), _cells(each)) for each in records),
    ]


def _cells(record: SubstituteRecord) -> Row:
    often, left = record.often_in_words, record.left
    return (
        words(record.person.name),
        Content.styled(f"▲ {often}", "$text-warning") if left is not None and left < 0 else words(often),
        words(record.for_whom_in_short) if record.times else quiet(f"earlier, {record.last.member}"),
        quiet(short_date(record.last.on)),
        accent(record.person.profession),
    )


class SubstitutesScreen(ListPage[Records, SubstituteRecord]):
    """A line for each substitute; Enter opens the review of the last meeting at which they were one."""

    CSS_PATH = [style("page"), style("people")]
    BINDINGS = [
        keys.enter("open", "The review of the last meeting at which they were a substitute"),
        keys.member_page("The page of the member for whom they were there last"),
        *ListPage.BINDINGS,
    ]

    heading = "Substitutes"
    columns = SUBSTITUTE_COLUMNS
    find_hint = "any part of a name or a profession"
    empty = "Nobody has been a substitute yet. s at the table seats one."

    async def read(self) -> Records:
        return await self.desk.read(substitutes)

    def lines(self, picture: Records, wanted: str) -> Sequence[Line]:
        return found(substitute_lines(picture), wanted)

    def item(self, picture: Records, key: str) -> SubstituteRecord | None:
        return next((each for each in picture if str(each.person.id) == key), None)

    def beside_title(self, picture: Records) -> Content:
        limit = picture[0].allowed if picture else None
        return quiet(f"one person at most {limit} {picture[0].window.words}" if limit is not None else "")

    def cursor_moved(self) -> None:
        """For whom, in full."""
        if self.chosen is not None and not self.has_status:
            self.show_status(f"{self.chosen.person.name}: {self.chosen.sentence}", "quiet")

    def main_does(self) -> str:
        return f"review of {short_date(self.chosen.last.on)}" if self.chosen else ""

    @property
    def member_id(self) -> PersonId | None:
        return self.chosen.last.member_id if self.chosen is not None else None

    def action_open(self) -> object:
        if self.chosen is not None:
            self.open_page("review", self.chosen.last.meeting_id)
        return None

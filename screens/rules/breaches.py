"""The rules that were broken: who, which rule, the figures, since when, and what was decided."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path

from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.breaches import QUOTA, SUBSTITUTES, Breach
from leadsroom.domain.text.wording import near_day
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.exchange.rules import write_breaches
from leadsroom.views.rules import BreachLine, BreachList, breach_list
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, found
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style

BREACH_COLUMNS = (
    Column(),
    Column(least=12, most=26),
    Column(least=24, fills=True),
    Column(least=7, rank=1),
    Column(least=8, most=24, rank=2),
)


class BreachesScreen(ListPage[BreachList, BreachLine]):
    """A line for each, the most pressing first; Enter opens the page of who it is."""

    CSS_PATH = [style("page"), style("rules")]
    BINDINGS = [
        keys.enter("open", "The page of the member, or of the substitutes or visitors"),
        keys.write("Write the list to a CSV file"),
        *ListPage.BINDINGS,
    ]

    heading = "Broken rules"
    columns = BREACH_COLUMNS
    find_hint = "any part of a name or of what was counted"
    empty = "No rule was broken in this time."

    def __init__(self, desk: Desk, chapter: Chapter, person_id: PersonId | None = None) -> None:
        """`person_id`: on whose line of a quota the cursor begins."""
        super().__init__(desk, chapter)
        self._begins_with = person_id

    async def read(self) -> BreachList:
        return await self.desk.read(breach_list)

    def lines(self, picture: BreachList, wanted: str) -> Sequence[Line]:
        return found(breach_lines(picture), wanted)

    def item(self, picture: BreachList, key: str) -> BreachLine | None:
        return next((line for place, line in enumerate(picture.lines) if str(place) == key), None)

    def begin_at(self, picture: BreachList) -> str:
        of_them = (
            (place, line.breach)
            for place, line in enumerate(picture.lines)
            if line.breach.person_id == self._begins_with
        )
        return next((str(place) for place, each in of_them if each.kind == QUOTA), "")

    def why_empty(self) -> str:
        none = self.picture is not None and not self.picture.rules
        return "The chapter has no rule yet: g, then u for the rules." if none else super().why_empty()

    def beside_title(self, picture: BreachList) -> Content:
        return quiet(f"the last {picture.months} months")

    def cursor_moved(self) -> None:
        """The rule, and the figures in full."""
        if self.chosen is not None and self.picture is not None and not self.has_status:
            self.show_status(in_full(self.chosen.breach), "quiet")

    def main_does(self) -> str:
        chosen = self.chosen
        if chosen is None:
            return ""
        if chosen.membership_id is not None:
            return f"page of {short(chosen.breach.who)}"
        return "substitutes" if chosen.breach.kind == SUBSTITUTES else "visitors"

    def action_open(self) -> object:
        chosen = self.chosen
        if chosen is not None and chosen.membership_id is not None:
            self.open_page("member", chosen.membership_id)
        elif chosen is not None:
            self.open_page("substitutes" if chosen.breach.kind == SUBSTITUTES else "visitors")
        return None

    async def write(self) -> None:
        """All of them, as a table."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_breaches, wanted)

        choice = FileChoice(f"broken-rules-{self.picture.today}", [FileFormat("csv")])
        await self.write_to_file("The broken rules, as a table", choice, write_it)


_TITLES = ("", "Who", "What was counted", "Since", "Decided")


def breach_lines(picture: BreachList) -> Iterator[Line]:
    """Those that are broken today, then those that were."""
    if picture.lines:
        yield Line("", tuple(map(quiet, _TITLES)))
    for place, line in enumerate(picture.lines):
        stands = line.breach.stands
        if not place or stands is not picture.lines[place - 1].breach.stands:
            number = sum(each.breach.stands is stands for each in picture.lines)
            yield Line("", heading=Content(""))
            yield Line("", heading=quiet(f"{'Broken today' if stands else 'Earlier'} · {number}"))
        yield Line(str(place), _cells(line.breach, picture))


def _cells(breach: Breach, picture: BreachList) -> Row:
    sign, tone = ("■", "wrong") if breach.stands and not breach.pressing else ("▲", "amber")
    if not breach.stands:
        sign, tone = "○", "quiet"
    return (
        words(sign, tone),
        words(breach.who),
        words(breach.figures, "" if breach.stands else "quiet"),
        quiet(near_day(breach.since, picture.today)),
        words(breach.decided),
    )


def in_full(breach: Breach) -> str:
    """What was counted, and the rule in its own words."""
    return f"{breach.figures}. {breach.rule}"

"""Two members beside one another in a box: both figures, the difference, and whether it could be chance."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from leadsroom.domain.health.pairs.compare import COULD_BE_CHANCE
from leadsroom.domain.health.statistics import TOO_LITTLE
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import full_days
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import health_stem, write_health_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.health.pairs.compare import Comparison, compare
from screens.health.sheet_forms import formats_of
from screens.kit.dialog import Dialog, Rows
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.kit.form.write_form import FileChoice
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, quiet, short, strong, words
from screens.kit.theme import style

_COLUMNS = (Column(least=12), Column(least=10, most=40), Column(least=10, most=40))


async def compare_box(
    page: ListPage[Any, Any], one: Person, others: Sequence[Person], period: Period
) -> None:
    """Ask with whom somebody is to be compared, and show both over the meetings that both could attend."""
    field = PersonField("other", "With", [each for each in others if each.id != one.id], role="is compared")
    form = Form("Compare", (field,), lambda: field.person_id, about=short(one.name))
    form.save_word = "compare"
    other: PersonId | None = await page.ask_for(form)
    if other is None:
        return
    try:
        found = await page.look_up(compare, one.id, other, period)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return
    if not await page.app.push_screen_wait(CompareBox(found)):
        return
    wanted = Wanted(period=period, member=one.id, other=other)

    def write_it(file: FileWanted) -> Awaitable[Path]:
        return page.desk.read(write_health_file, file, "compare", wanted)

    choice = FileChoice(health_stem("compare", wanted), formats_of("compare", first="text"))
    await page.write_to_file("Two members beside one another", choice, write_it)


class ComparePane(TallPane[Comparison]):
    """Both figures side by side, below each line the difference."""

    def draw(self, picture: Comparison, width: int) -> Content:
        width = max(1, width)
        rows: list[Row] = [
            (quiet(""), strong(short(picture.one.person.name)), strong(short(picture.other.person.name)))
        ]
        rows += [(words(each.title), words(each.one), words(each.other)) for each in picture.lines]
        head, *table = table_lines(rows, _COLUMNS, width)
        drawn = [head]
        for line, each in zip(table, picture.lines, strict=True):
            drawn += [
                line,
                *(row for part in _below(each.difference, each.remark) for row in part.wrap(width)),
            ]
        drawn.append(Content(""))
        for note in (_WHICH_WAY, *picture.notes):
            drawn += quiet(note).wrap(width)
        return lines(*drawn)


_WHICH_WAY = "A difference is the figure of the first less that of the second."


def _below(difference: str, remark: str) -> Iterator[Content]:
    if not difference:
        yield quiet(f"  {remark}")
    elif difference in (TOO_LITTLE, "none"):
        yield quiet(f"  difference: {difference}")
    else:
        also = amber(f" · {remark}") if remark == COULD_BE_CHANCE else quiet(f" · {remark}")
        yield Content.assemble(words(f"  {difference}"), also)


class CompareBox(Dialog[bool | None]):
    """Only read; the arrows go through it where the window is low. Gives back whether it is to be written."""

    CSS_PATH = [style("page"), style("health")]
    BINDINGS = [
        Binding("up", "scroll(-1)", "up", show=False, tooltip="A line up"),
        Binding("down", "scroll(1)", "down", show=False, tooltip="A line down"),
        Binding("w", "write", "write", id="write", tooltip="Write it to a file"),
        Binding("enter,escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(self, found: Comparison) -> None:
        days = full_days(found.period.first, found.period.last)
        super().__init__(f"{short(found.one.person.name)} beside {short(found.other.person.name)} · {days}")
        self._found = found

    def rows(self) -> ComposeResult:
        yield ComparePane(id="compared")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(ComparePane).show(self._found)
        self.query_one(Rows).can_focus = True
        self.query_one(Rows).focus()

    def action_write(self) -> None:
        """Close, and have it written to a file."""
        self.dismiss(True)

    def action_scroll(self, way: int) -> None:
        """Up or down by a line."""
        self.query_one(Rows).scroll_relative(y=way, animate=False)

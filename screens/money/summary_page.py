"""The treasurer's summary: what came in and went out in a period, who owed what at its end, the entries."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import date
from pathlib import Path

from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.windows import PeriodKind, Stretch
from leadsroom.domain.text.wording import full_days
from leadsroom.exchange.money_summary import write_summary
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.money import CashLine, Summary, accounts, summary
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.styled import quiet
from screens.kit.theme import style
from screens.money import actions
from screens.money.summary_forms import OwnForm, PeriodForm
from screens.money.summary_lines import SUMMARY_COLUMNS, entry_in_full, entry_key, summary_lines

_FORMATS = (
    FileFormat("xlsx", "workbook (xlsx)"),
    FileFormat("csv", "table (csv)"),
    FileFormat("json"),
    FileFormat("text", "text", "txt"),
)
_NO_ENTRY = "Choose an entry first: they stand at the end of the list."


class SummaryScreen(ListPage[Summary, CashLine]):
    """One list: the figures of the period, the debts at its end, and what changed the money in hand."""

    CSS_PATH = [style("page"), style("money")]
    BINDINGS = [
        keys.enter("receipt", "Show the receipt of a payment or other income, and write it"),
        keys.new("paid out, income", "A bill that the chapter pays; a raffle, or what was in hand before"),
        keys.delete("reverse", "Reverse the entry under the cursor; both stay"),
        keys.act("p", "period", "period", "Of which days the summary is"),
        keys.act("left", "earlier", "earlier", "The period before", show=False),
        keys.act("right", "later", "later", "The period after", show=False),
        keys.write("Write the summary as a workbook, CSV, JSON or text, as the name of the file ends"),
        *ListPage.BINDINGS,
    ]

    heading = "Summary"
    columns = SUMMARY_COLUMNS
    find_hint = "any part of an entry"
    names_money = True

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._stretch: Stretch | None = None

    @property
    def today(self) -> date:
        """The date in the meeting room, as the summary was read last."""
        assert self.picture is not None
        return self.picture.today

    async def read(self) -> Summary:
        if self._stretch is None:
            self._stretch = Stretch.of(PeriodKind.YEAR, (await self.desk.read(accounts)).today)
        return await self.desk.read(summary, self._stretch.first, self._stretch.last)

    def take(self, picture: Summary) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: Summary, wanted: str) -> Sequence[Line]:
        return summary_lines(picture, wanted)

    def item(self, picture: Summary, key: str) -> CashLine | None:
        return next((line for line in picture.cash if entry_key(line) == key), None)

    def beside_title(self, picture: Summary) -> Content:
        return quiet(f"{full_days(picture.first, picture.last)}  ← →")

    def main_does(self) -> str:
        return "show the receipt" if self.chosen is not None and self.chosen.receipt else ""

    def others_do(self) -> Mapping[str, str]:
        return {} if self.chosen is not None else {"delete": ""}

    def action_open(self) -> None:
        """What Enter does with the entry under the cursor."""
        self.action_act("receipt")

    async def receipt(self) -> None:
        """The receipt of the entry under the cursor; of an entry without one, all that is on record of it."""
        line = self.chosen
        if line is None:
            return
        if line.receipt:
            await actions.show_receipt(self, line.entry.id)
        else:
            self.show_status(entry_in_full(line, self.chapter.country))

    async def new(self) -> None:
        """Money that is on nobody's account."""
        if self.picture is not None:
            await self.ask(OwnForm(self.chapter, self.today), then=actions.TAKES_BACK)

    async def delete(self) -> None:
        """Reverse the entry under the cursor."""
        line = self.chosen
        if line is None:
            self.say(_NO_ENTRY)
            return
        name = line.name or "The chapter"
        await actions.take_back(
            self, name, line.entry, line.reversed_by, today=self.today, at=entry_key(line)
        )

    async def period(self) -> None:
        """Another period, or any days."""
        if self._stretch is None or self.picture is None:
            return
        chosen = await self.ask_for(PeriodForm(self._stretch, self.today, self.chapter.country))
        if chosen is not None:
            await self._show(chosen)

    async def earlier(self) -> None:
        """The period before."""
        if self._stretch is not None:
            await self._show(self._stretch.moved(-1))

    async def later(self) -> None:
        """The period after."""
        if self._stretch is not None:
            await self._show(self._stretch.moved(1))

    async def _show(self, stretch: Stretch) -> None:
        self._stretch = stretch
        with self.keys_wait():
            await self.reload()
        self.listing.highlighted = 0
        self.listing.scroll_home(animate=False)

    async def write(self) -> None:
        """The summary into a file."""
        stretch = self._stretch
        if stretch is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_summary, wanted, stretch.first, stretch.last)

        choice = FileChoice(f"summary-{stretch.first}-{stretch.last}", _FORMATS, remember="summary")
        await self.write_to_file("The summary", choice, write_it)

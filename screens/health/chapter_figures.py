"""The figures of the chapter: one line each, and below them what the one under the cursor counts."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.findings import Finding
from leadsroom.domain.health.statistics import TOO_LITTLE
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted, full_days
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import health_stem, write_health_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.health.chapter_figures import ChapterFigures, chapter_figures_of_days
from screens.health.sheet_forms import formats_of
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.leaving import HealthWanted
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, found
from screens.kit.pane import Pane, lines
from screens.kit.status_message import StatusLine
from screens.kit.styled import amber, quiet, strong, words
from screens.kit.theme import style
from screens.kit.trend import Trend, TrendPicture

COLUMNS = (
    Column(least=25, most=44),
    Column(least=21, most=24),
    Column(least=22, most=60, rank=1),
    Column(least=30, fills=True, most=90, rank=2, extra=True),
)
# By the beginning of a figure's key, the page on which something can be done about it.
_LEADS_TO = {
    "alike_seats": "professions",
    "missing_": "professions",
    "family_": "professions",
    "sphere_": "professions",
    "passed_outside": "leads",
    "raw_share": "leads",
    "bad_share": "leads",
    "never_called": "leads",
    "no_outcome": "leads",
    "no_dollar": "leads",
    "visitors_": "visitors",
    "applicants_": "roster",
    "months_since_new_member": "roster",
    "size_and_age": "settings",
    "quota_": "rules",
}
_DOES = {
    "professions": "the professions",
    "leads": "the leads",
    "visitors": "the visitors",
    "roster": "the roster",
    "settings": "the settings",
    "rules": "the rules",
}
_BESIDE = 60  # cells: a pane so narrow stands beside the list, and is high
_BESIDE_TREND = 34  # cells of the top of the page that the bars of the trend are not drawn in


def page_about(finding: Finding) -> str:
    """The page on which there is something to do about a figure; empty where there is none."""
    return next((page for start, page in _LEADS_TO.items() if finding.key.startswith(start)), "")


def figure_lines(seen: ChapterFigures) -> Iterator[Line]:
    """Each figure under the heading of its section."""
    for place, section in enumerate(seen.sections):
        if place:
            yield Line("", heading=Content(""))
        yield Line("", heading=quiet(section.title))
        for each in section.findings:
            yield Line(each.key, _cells(each))


def _cells(each: Finding) -> Row:
    figure = quiet(each.words) if each.words == TOO_LITTLE else strong(each.words)
    return words(each.title), figure, quiet(each.behind), quiet(each.remark)


def in_full(each: Finding) -> Iterator[Content]:
    """The figure with its numbers, what to add, what it counts, when, and from how many cases on."""
    behind = quiet(f"  {each.behind}" if each.behind else "")
    yield Content.assemble(strong(f"{each.title}: "), words(each.words), behind)
    if each.remark:
        yield amber(each.remark)
    yield words(each.definition)
    threshold = f"Given {each.threshold}" if each.threshold.startswith("from") else each.threshold
    window = f"{each.window[:1].upper()}{each.window[1:]}"
    yield quiet(" · ".join(part for part in (window, threshold) if part))


class InFull(Pane[Finding]):
    """The figure under the cursor in full."""

    def draw(self, picture: Finding, width: int) -> Content:
        parts = [part.wrap(max(1, width)) for part in in_full(picture)]
        apart = [Content("")] if width < _BESIDE else []
        return lines(*parts[0], *(row for part in parts[1:] for row in (*apart, *part)))


class ChapterFiguresScreen(ListPage[ChapterFigures, Finding]):
    """A line for each figure; Enter opens the page where something can be done about it."""

    CSS_PATH = [style("page"), style("health")]
    BINDINGS = [
        keys.enter("open", "The page where something can be done about it"),
        keys.act("d", "days", "days", "Of which days the figures are"),
        keys.write("Write the figures to a file"),
        *ListPage.BINDINGS,
    ]

    heading = "The chapter's figures"
    columns = COLUMNS
    find_hint = "any part of a figure's name"
    empty = "There is no figure yet."

    def __init__(self, desk: Desk, chapter: Chapter, days: Period | None = None) -> None:
        super().__init__(desk, chapter)
        self._days = days

    def body(self) -> ComposeResult:
        yield Trend(id="leads-trend")
        with Container(id="figures"):
            with Vertical(id="listed"):
                yield from self.list_parts()
            yield InFull(id="in-full")
        yield StatusLine()

    # What is shown

    async def read(self) -> ChapterFigures:
        return await self.desk.read(chapter_figures_of_days, self._days)

    def take(self, picture: ChapterFigures) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: ChapterFigures, wanted: str) -> Sequence[Line]:
        return found(figure_lines(picture), wanted)

    def item(self, picture: ChapterFigures, key: str) -> Finding | None:
        every = (each for section in picture.sections for each in section.findings)
        return next((each for each in every if each.key == key), None)

    def beside_title(self, picture: ChapterFigures) -> Content:
        return quiet(full_days(picture.period.first, picture.period.last))

    def show_beside(self, picture: ChapterFigures) -> None:
        self.query_one("#leads-trend", Trend).show(trend_of(picture, self.size.width - _BESIDE_TREND))
        self._say_in_full()

    def cursor_moved(self) -> None:
        self._say_in_full()

    def _say_in_full(self) -> None:
        pane, chosen = self.query_one(InFull), self.chosen
        pane.display = chosen is not None
        if chosen is not None:
            pane.show(chosen)

    def on_resize(self, _event: Resize) -> None:
        self.show()

    def main_does(self) -> str:
        if self.desk.only_read:
            return "the members' figures"
        page = page_about(self.chosen) if self.chosen is not None else ""
        return _DOES.get(page, "")

    # What the keys do

    def action_open(self) -> object:
        page = page_about(self.chosen) if self.chosen is not None else ""
        if self.desk.only_read:
            self.open_page("health", HealthWanted(self._days))
        elif page:
            self.open_page(page)
        return None

    async def days(self) -> None:
        """Figures of other days."""
        from screens.health.days_form import DaysForm

        seen = self.picture
        if seen is None:
            return
        chosen = await self.ask_for(DaysForm(seen.period, seen.today, self.chapter.country))
        if chosen is not None:
            self._days = chosen
            with self.keys_wait():
                await self.reload()

    async def write(self) -> None:
        """All figures into a file."""
        if self.picture is None:
            return
        wanted = Wanted(period=self.picture.period)

        def write_it(file: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_health_file, file, "chapter", wanted)

        choice = FileChoice(health_stem("chapter", wanted), formats_of("chapter"))
        await self.write_to_file("The figures of the chapter", choice, write_it)


def trend_of(seen: ChapterFigures, room: int) -> TrendPicture:
    """The leads of the last meetings that there is room for, the oldest first."""
    values = seen.at_meetings[-max(1, room) :]
    number = counted(len(values), "meeting")
    if len(values) < len(seen.at_meetings):
        number = f"the last {number}" if len(values) > 1 else "the last meeting"
    span = f"{min(values)} to {max(values)} at {number}" if values else ""
    return TrendPicture("leads a meeting", tuple(map(float, values)), span)

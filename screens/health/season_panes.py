"""A member's season: figures of three spans, pictures of the months, and how soon leads came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Sparkline

from leadsroom.views.health.my_page import MyPage
from leadsroom.views.health.season_words import (
    Trend,
    cost_in_words,
    how_soon_in_words,
    never_exchanged_in_words,
    season_table,
    span_in_words,
    trends,
)
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import quiet, strong, words

_LEAST = 16  # cells of words beside their label
_COLUMNS = (Column(), Column(right=True), Column(right=True), Column(right=True))


class FiguresPane(TallPane[MyPage]):
    """The figures of half a year, a year, and since joining, side by side."""

    def draw(self, picture: MyPage, width: int) -> Content:
        table = season_table(picture.season, picture.chapter.country)
        head: Row = (strong("My season"), *map(quiet, table.spans))
        rows: list[Row] = [head]
        rows += [(quiet(row.label), *map(words, row.cells)) for row in table.rows]
        note = quiet(table.note).wrap(width) if table.note else []
        return lines(*table_lines(rows, _COLUMNS, width), *note)


class TrendPane(Vertical):
    """The months as bars, each from its own smallest to its own largest, and in words what they come to."""

    def compose(self) -> ComposeResult:
        yield TrendWords(id="trend-words")
        yield Sparkline(id="trend-bars")

    def show(self, trend: Trend) -> None:
        """Show another one."""
        self.query_one(TrendWords).show(trend)
        self.query_one(Sparkline).data = trend.values


class TrendWords(TallPane[Trend]):
    """What the bars below it are, and what they come to."""

    def draw(self, picture: Trend, width: int) -> Content:
        line = Content.assemble(quiet(f"{picture.title}  "), words(picture.words))
        return lines(*line.wrap(max(1, width)))


class FirstsPane(TallPane[MyPage]):
    """How soon the first lead and the first dollars came, and how soon leads are heard of."""

    def draw(self, picture: MyPage, width: int) -> Content:
        return _drawn(_firsts(picture), width)


class CostPane(TallPane[MyPage]):
    """What the seat cost in twelve months, beside the dollars; the member's own costs are elsewhere."""

    def __init__(self, *, id: str, opens_own: bool) -> None:
        """`opens_own`: a key of the page leads to the costs that are the member's alone."""
        super().__init__(id=id)
        self._opens_own = opens_own

    def draw(self, picture: MyPage, width: int) -> Content:
        facts = [*cost_in_words(picture.cost, picture.season, picture.chapter.country)]
        facts += [("Own costs", "c opens them")] if self._opens_own else []
        return _drawn(facts, width)


class OthersPane(TallPane[MyPage]):
    """With whom they met last, and with whom no lead was exchanged yet."""

    def draw(self, picture: MyPage, width: int) -> Content:
        return _drawn(_others(picture), width)


def _drawn(facts: Iterable[tuple[str, str]], width: int) -> Content:
    facts = list(facts)
    label = max((len(label) for label, _ in facts), default=0) + 2
    return lines(*(line for each in facts for line in _labelled(*each, label, width)))


def _labelled(label: str, text: str, beside: int, width: int) -> Iterable[Content]:
    if width - beside < _LEAST:  # names would be cut in pieces
        yield from (quiet(label), *words(text).wrap(max(1, width)))
        return
    for at, line in enumerate(words(text).wrap(width - beside)):
        yield Content.assemble(quiet((label if at == 0 else "").ljust(beside)), line)


def _firsts(page: MyPage) -> Iterator[tuple[str, str]]:
    season, today = page.season, page.today
    lead = how_soon_in_words(season.first_lead, "meeting", today)
    dollars = how_soon_in_words(season.first_dollar, "week", today)
    if lead == dollars:
        yield "First lead, dollars", lead
    else:
        yield from (("First lead", lead), ("First dollars", dollars))
    if page.first_news.leads:
        everybody = page.first_news_of_all.short
        beside = f"; everybody {everybody}" if everybody and page.first_news.says_something else ""
        yield "First news", f"{page.first_news.words}{beside}"


def _others(page: MyPage) -> Iterator[tuple[str, str]]:
    if page.one_to_ones:
        yield "One-to-one", _last_met(page)
    yield "No lead yet with", never_exchanged_in_words(page.season)


def _last_met(page: MyPage) -> str:
    last = page.one_to_ones[0]
    other = last.second if last.first_id == page.member.id else last.first
    return f"the last with {other}, {last.on.day} {last.on:%b %Y}"


class MonthsPane(TallPane[MyPage]):
    """Which months the bars are."""

    def draw(self, picture: MyPage, width: int) -> Content:
        return lines(*quiet(f"By month, {span_in_words(picture.season)}").wrap(max(1, width)))


class SeasonSide(VerticalScroll):
    """All of it: the figures beside the pictures, or above them where it is narrow."""

    def __init__(self, *, id: str, opens_own: bool) -> None:
        """`opens_own`: see `CostPane`."""
        super().__init__(id=id)
        self._opens_own = opens_own

    def compose(self) -> ComposeResult:
        with Vertical(id="counted"):
            yield FiguresPane(id="figures")
            yield FirstsPane(id="firsts")
        with Vertical(id="pictures"):
            yield MonthsPane(id="months")
            for name in ("given", "dollars"):
                yield TrendPane(id=f"trend-{name}")
            yield OthersPane(id="others")
            yield CostPane(id="cost", opens_own=self._opens_own)

    def show(self, page: MyPage) -> None:
        """Show the season of a page."""
        self.query_one(FiguresPane).show(page)
        self.query_one(FirstsPane).show(page)
        self.query_one(MonthsPane).show(page)
        self.query_one(OthersPane).show(page)
        self.query_one(CostPane).show(page)
        found = trends(page.season, page.chapter.currency, page.chapter.country)
        for pane, trend in zip(self.query(TrendPane), found, strict=True):
            pane.show(trend)

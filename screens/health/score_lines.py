"""The scores as lines, a member or a measure each, and what is said of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.health.scorecards.card import Band, Scorecard
from leadsroom.domain.health.scorecards.gaps import SHOWN_FIRST, gap_in_words, next_band_in_words
from leadsroom.domain.health.scorecards.reader import MOST_MEASURES
from leadsroom.domain.health.scorecards.scoring import MeasureScore, Score
from leadsroom.domain.health.scorecards.words import (
    OF_ELSEWHERE,
    bands_in_words,
    figure_in_words,
    how_counted,
    origin_of,
    steps_in_words,
    title_of,
)
from leadsroom.views.health.scores import (
    MemberScore,
    Scored,
    Scores,
    by_total,
    left_out_of,
    left_out_of_all,
    not_scored_in_words,
)
from screens.kit.listing import Column, Line, Row, column_widths, table_line
from screens.kit.styled import amber, quiet, short, strong, words

# Measures that a scorecard has not are columns without a cell; where there is no room the last ones go first.
COLUMNS = (
    Column(least=14, most=40),
    Column(right=True),
    Column(least=17, most=30),
    *(Column(right=True, rank=place + 1) for place in range(MOST_MEASURES)),
)
_SIGNS = "●◔○◌"
_TONES = {"green": "good", "amber": "amber", "yellow": "amber", "red": "wrong"}
_NOTHING = Content("")


def band_sign(card: Scorecard, band: Band) -> Content:
    """The shape of a band by its place from above, in its colour where it is called by one."""
    place = card.bands.index(band)
    return words(_SIGNS[min(place, len(_SIGNS) - 1)], _TONES.get(band.name.casefold(), "quiet"))


def _band(score: Score) -> Content:
    low = score.lowest_band
    if low is None:
        return _NOTHING
    tone = _TONES.get(low.name.casefold(), "quiet") if score.band is not None else "quiet"
    return Content.assemble(band_sign(score.card, low), " ", words(score.band_words, tone))


def member_lines(found: Scores) -> Iterator[Line]:
    """Everybody, the highest total first, below the titles of the columns."""
    card = found.over.card
    if found.members:
        titles = ("Member", "Total", "Band" if card.bands else "", *_short(card))
        yield Line("", _row(*map(quiet, titles)))
    for one in by_total(found.members):
        score = one.scored.score
        yield Line(
            str(one.person.id),
            _row(
                words(one.person.name), strong(score.total_words), _band(score), *map(_points, score.measures)
            ),
        )


def _short(card: Scorecard) -> tuple[str, ...]:
    return tuple(measure.counted.short for measure in card.measures)


def _row(*cells: Content) -> Row:
    return (*cells, *[_NOTHING] * (len(COLUMNS) - len(cells)))


def _points(each: MeasureScore) -> Content:
    """Its points; all of them stand out, and none is as plain as some."""
    if each.points is None:
        return quiet("–")
    return strong(str(each.points)) if each.points == each.measure.most else words(str(each.points))


def chapter_lines(found: Scores) -> Iterator[Line]:
    """The measures of the chapter, the points of each and what was counted."""
    card = found.chapter_over.card
    yield Line("", _row(*map(quiet, ("Measure", "Points", "Counted"))))
    for each in found.of_chapter.score.measures:
        points = quiet(each.points_words) if each.points is None else strong(each.points_words)
        figure = figure_in_words(each, card.currency, found.chapter.country)
        yield Line(each.measure.key, _row(words(title_of(each.measure)), points, words(figure)))


# What is said of the line under the cursor


class ScoreAtCursor(Struct, frozen=True):
    """What a pane says: of a member, or of the chapter and one measure of it."""

    found: Scores
    one: MemberScore | None = None
    measure: MeasureScore | None = None


def in_full(seen: ScoreAtCursor, width: int) -> list[Content]:
    """Every line of the pane, none wider than it."""
    drawn = _of_member(seen.found, seen.one, width) if seen.one is not None else _of_chapter(seen, width)
    return [part for row in drawn for part in row.wrap(max(1, width))]


def _of_member(found: Scores, one: MemberScore, width: int) -> Iterator[Content]:
    card, country = found.over.card, found.chapter.country
    new = f" · {one.since_words}" if one.since_words else ""
    yield Content.assemble(
        strong(short(one.person.name)), quiet(f" · {one.scored.score.total_words} points"), amber(new)
    )
    yield from _to_win(one.scored, card, country, width)
    if width >= _ROOMY:
        yield _NOTHING
    yield from _measures(one.scored, card, country, width)
    of_all = left_out_of_all(found.members)
    yield from (
        quiet(each) for each in (not_scored_in_words(of_all), left_out_of(one.scored, of_all)) if each
    )
    if found.over.is_of_elsewhere:
        yield quiet(f"{OF_ELSEWHERE} Here e chooses.")
    yield from _origin(card)


def _to_win(scored: Scored, card: Scorecard, country: str, width: int) -> Iterator[Content]:
    """The way to the next band, and by what most points can be won; where there is room also all of them."""
    if scored.next_band is not None:
        yield words(next_band_in_words(scored.next_band, card.currency, country))
    for gap in scored.gaps[:SHOWN_FIRST]:
        line = gap_in_words(gap, card, country)
        shown = line if len(line) <= width - 2 else line.partition(";")[0]
        yield Content.assemble(quiet("· "), words(shown))
    if not scored.gaps and scored.score.of:
        yield quiet("Nothing is missing of what is scored.")


_ROOMY = 90  # cells
_MEASURE_COLUMNS = (Column(least=10, most=24), Column(least=8, most=22), Column(right=True))
_INDENT = "  "


def _measures(scored: Scored, card: Scorecard, country: str, width: int) -> Iterator[Content]:
    """What was counted, its points, and beside them every step, or below where there is no room."""
    rows = [
        (
            words(title_of(each.measure) if width >= _ROOMY else each.measure.title),
            words(figure_in_words(each, card.currency, country)),
            words(each.points_words),
        )
        for each in scored.score.measures
    ]
    natural = column_widths(_MEASURE_COLUMNS, rows, width)
    for each, row in zip(scored.score.measures, rows, strict=True):
        drawn = table_line(row, _MEASURE_COLUMNS, natural)
        steps = steps_in_words(each.measure, card, country)
        if drawn.cell_length + len(_INDENT) + len(steps) <= width:
            yield Content.assemble(drawn, quiet(f"{_INDENT}{steps}"))
        else:
            yield drawn
            yield quiet(f"{_INDENT}{steps}")


def _of_chapter(seen: ScoreAtCursor, width: int) -> Iterator[Content]:
    found = seen.found
    card, country, scored = found.chapter_over.card, found.chapter.country, found.of_chapter
    band = f" · {scored.score.band_words}" if scored.score.band_words else ""
    yield Content.assemble(strong("The chapter"), quiet(f" · {scored.score.total_words} points{band}"))
    yield from _to_win(scored, card, country, width)
    yield _NOTHING
    if seen.measure is not None:
        yield from _of_measure(seen.measure, card, country)
    yield from _origin(card)


def _of_measure(each: MeasureScore, card: Scorecard, country: str) -> Iterator[Content]:
    title = strong(f"{title_of(each.measure)}: ")
    yield Content.assemble(title, words(steps_in_words(each.measure, card, country)))
    yield words(each.measure.counted.definition)
    if each.why:
        yield amber(f"Not scored: {each.why}.")


def _origin(card: Scorecard) -> Iterator[Content]:
    yield quiet(f"{origin_of(card)}. {how_counted(card)[0]}")
    yield quiet(f"{bands_in_words(card)} {how_counted(card)[1]}")

"""The scores of members and of the chapter as a file: pages to read, a table, JSON.

Every threshold is printed with each of them, and where it is from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from leadsroom.domain.health.scorecards.card import Scorecard
from leadsroom.domain.health.scorecards.gaps import (
    SHOWN_FIRST,
    Change,
    gap_in_words,
    next_band_in_words,
)
from leadsroom.domain.health.scorecards.scoring import MeasureScore
from leadsroom.domain.health.scorecards.words import (
    OF_ELSEWHERE,
    bands_in_words,
    figure_in_words,
    how_counted,
    origin_of,
    steps_in_words,
    title_of,
)
from leadsroom.domain.health.statistics import rounded
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.exchange.document import content
from leadsroom.exchange.document.write import DOCUMENT_FORMATS, write_document
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.outgoing import NOTE, csv_lines, json_file
from leadsroom.store.reading import Reading
from leadsroom.views.health.scores import (
    ORDER,
    MemberScore,
    Scored,
    ScoredOver,
    Scores,
    by_total,
    left_out_of,
    left_out_of_all,
    not_scored_in_words,
    scores,
)

SCHEMA_VERSION = 1
_PLACES = 6  # decimals of a figure as data


def write_scores(reading: Reading, wanted: Wanted) -> bytes:
    """The scores in the format that is wanted, or those of one member. Raises Refused."""
    found = scores(reading)
    members = found.members if wanted.member is None else (_one(found, wanted.member),)
    if wanted.format in DOCUMENT_FORMATS:
        document = _whole(found) if wanted.member is None else _of_one(found, members[0])
        return write_document(document, wanted.format)
    if wanted.format == "csv":
        return _csv(found, members)
    return json_file(scores_as_data(found, members, with_chapter=wanted.member is None))


def _one(found: Scores, member: PersonId) -> MemberScore:
    one = next((each for each in found.members if each.person.id == member), None)
    if one is None:
        raise Refused("Only members who hold a seat are scored. Choose one of them.")
    return one


# To read


def _whole(found: Scores) -> content.Document:
    """Everybody in a table, what is missing, the chapter, and how points are given."""
    of_all = left_out_of_all(found.members)
    return _document(
        found,
        "scores",
        (
            content.Section("Members", _members_table(found, of_all)),
            content.Section("What is missing to more points", tuple(_missing(found, of_all))),
            _steps("How members are scored", found.over.card, found.chapter.country),
            _chapter_section(found),
            _steps("How the chapter is scored", found.chapter_over.card, found.chapter.country),
        ),
    )


def _document(found: Scores, kind: str, sections: Iterable[content.Section]) -> content.Document:
    return content.Document(
        title=found.chapter.name,
        kind=kind,
        name=str(found.today),
        about=(
            content.line(f"Scores, {found.over.days_in_words}"),
            content.line(origin_of(found.over.card)),
            *((content.line(OF_ELSEWHERE),) if found.over.is_of_elsewhere else ()),
            *map(content.line, how_counted(found.over.card)),
        ),
        sections=tuple(section for section in sections if section.blocks),
        country=found.chapter.country,
    )


def _members_table(found: Scores, of_all: dict[str, str]) -> tuple[content.Block, ...]:
    card = found.over.card
    bands = ("Band",) if card.bands else ()
    headings = ("Member", "Total", *bands, *(measure.counted.short for measure in card.measures))
    rows = (
        (
            content.line(content.strong(one.person.name)),
            one.scored.score.total_words,
            *((one.scored.score.band_words,) if bands else ()),
            *(_points(each) for each in one.scored.score.measures),
        )
        for one in by_total(found.members)
    )
    first = 2 + len(bands)
    numbers = (1, *range(first, first + len(card.measures)))
    if not found.members:
        return content.paragraph("Nobody holds a seat today.")
    return (
        *content.table(headings, rows, numbers=numbers),
        *content.paragraph(ORDER),
        *content.paragraph(not_scored_in_words(of_all)),
    )


def _points(each: MeasureScore) -> str:
    return "–" if each.points is None else str(each.points)


def _missing(found: Scores, of_all: dict[str, str]) -> Iterator[content.Block]:
    """What each can win most by, three at most, and the way to the next band."""
    for one in by_total(found.members):
        lines = list(_gaps(found, found.over.card, one.scored, SHOWN_FIRST))
        beside = "; ".join(part for part in (one.since_words, one.scored.score.band_words) if part)
        name = content.strong(one.person.name)
        yield content.Paragraph(content.line(name, f": {one.scored.score.total_words}", _behind(beside)))
        yield from content.bullets(content.line(each) for each in (*lines, left_out_of(one.scored, of_all)))


def _behind(words: str) -> str:
    return f", {words}" if words else ""


def _gaps(found: Scores, card: Scorecard, scored: Scored, most: int | None = None) -> Iterator[str]:
    country = found.chapter.country
    if scored.next_band is not None:
        yield next_band_in_words(scored.next_band, card.currency, country)
    for gap in scored.gaps[:most]:
        yield gap_in_words(gap, card, country)


def _of_one(found: Scores, one: MemberScore) -> content.Document:
    """All about one member."""
    card, scored, since = found.over.card, one.scored, one.since_words
    total = f"{scored.score.total_words}{_behind(scored.score.band_words)}{_behind(since)}"
    return _document(
        found,
        f"scores of {one.person.name}",
        (
            content.Section(
                one.person.name,
                (
                    *content.paragraph(content.strong(total)),
                    *_measures_table(found, card, scored),
                    *content.paragraph(left_out_of(scored)),
                ),
            ),
            content.Section(
                "What is missing to more points",
                content.bullets(map(content.line, _gaps(found, card, scored))),
            ),
            _steps("How members are scored", card, found.chapter.country),
        ),
    )


def _chapter_section(found: Scores) -> content.Section:
    over, scored = found.chapter_over, found.of_chapter
    return content.Section(
        "The chapter",
        (
            *content.paragraph(
                content.strong(f"{scored.score.total_words}{_behind(scored.score.band_words)}"),
                f". {over.days_in_words}. {origin_of(over.card)}. {' '.join(how_counted(over.card))}",
            ),
            *_measures_table(found, over.card, scored),
            *content.paragraph(left_out_of(scored)),
            *content.bullets(map(content.line, _gaps(found, over.card, scored, SHOWN_FIRST))),
        ),
    )


def _measures_table(found: Scores, card: Scorecard, scored: Scored) -> tuple[content.Block, ...]:
    rows = (
        (
            title_of(each.measure),
            figure_in_words(each, card.currency, found.chapter.country),
            each.points_words,
            "" if each.share is None else f"{rounded(each.share)} %",
        )
        for each in scored.score.measures
    )
    return content.table(("Measure", "Counted", "Points", "Of its most"), rows, numbers=(2, 3))


def _steps(heading: str, card: Scorecard, country: str) -> content.Section:
    rows = (
        (title_of(measure), steps_in_words(measure, card, country), str(measure.most))
        for measure in card.measures
    )
    return content.Section(
        heading,
        (
            *content.table(("Measure", "Points", "At most"), rows, numbers=(2,)),
            *content.paragraph(f"In all {card.most} points. {bands_in_words(card)}"),
            *content.paragraph(card.remark),
            *(
                content.Paragraph(
                    content.line(content.strong(f"{each.title}. "), each.counted.definition), small=True
                )
                for each in card.measures
            ),
        ),
    )


# As data


def _csv(found: Scores, members: Iterable[MemberScore]) -> bytes:
    """Head, a line for each member and measure, and below them every threshold."""
    card, country = found.over.card, found.chapter.country
    head = (
        ("Chapter:", found.chapter.name),
        ("From:", found.over.period.first),
        ("To:", found.over.period.last),
        ("Scorecard:", card.name),
        ("Source:", card.source),
        *(("Different from it:", change) for change in card.changes),
    )
    headings = (
        "Member",
        "Profession",
        "Since",
        "Total",
        "Of",
        "Band",
        "Measure",
        "Counted",
        "Figure",
        "Points",
        "At most",
        "Share %",
        "Missing to the next step",
        "Points for it",
        "Not scored",
    )
    rows = (_csv_row(one, each) for one in by_total(members) for each in one.scored.score.measures)
    notes = (
        (f"{NOTE}{title_of(measure)}: {steps_in_words(measure, card, country)}.",)
        for measure in card.measures
    )
    below = (bands_in_words(card), *how_counted(card), card.remark)
    return csv_lines(
        (*head, headings, *rows, *notes, *((f"{NOTE}{each}",) for each in below if each)),
    )


def _csv_row(one: MemberScore, each: MeasureScore) -> tuple[object, ...]:
    total, change = one.scored.score, _nearest(one.scored, each)
    return (
        one.person.name,
        one.person.profession,
        one.joined_on,
        total.points,
        total.of,
        total.band_words,
        each.measure.title,
        _plain(each.value.number),
        _plain(each.figure),
        each.points,
        each.measure.most,
        None if each.share is None else rounded(each.share),
        None if change is None else _plain(change.by),
        None if change is None else change.points,
        each.why or None,
    )


def _nearest(scored: Scored, each: MeasureScore) -> Change | None:
    return next((gap.nearest for gap in scored.gaps if gap.measure == each.measure), None)


def _plain(number: Fraction | None) -> Decimal | int | None:
    """A figure as data, with as many decimals as it has, six at most."""
    if number is None:
        return None
    decimal = rounded(number, _PLACES)
    return int(decimal) if decimal == int(decimal) else decimal.normalize()


def scores_as_data(found: Scores, members: Iterable[MemberScore], *, with_chapter: bool) -> dict[str, Any]:
    """Every score with its figures, what is missing, and the scorecard with its steps and its source."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "scores",
        "chapter": found.chapter.name,
        "on": found.today,
        "members": {
            **_over_as_data(found.over),
            "scores": [
                {
                    "member": clean(one.person.name),
                    "profession": clean(one.person.profession),
                    "joined_in_window": one.joined_on,
                    **_scored_as_data(found, found.over.card, one.scored),
                }
                for one in by_total(members)
            ],
        },
        "of_chapter": {
            **_over_as_data(found.chapter_over),
            **_scored_as_data(found, found.chapter_over.card, found.of_chapter),
        }
        if with_chapter
        else None,
    }


def _over_as_data(over: ScoredOver) -> dict[str, Any]:
    card = over.card
    return {
        "from": over.period.first,
        "to": over.period.last,
        "meetings": over.meetings,
        "scorecard": {
            "name": card.name,
            "preset": over.preset or None,
            "source": card.source,
            "changes": card.changes,
            "country": card.country or None,
            "year": card.year,
            "remark": card.remark or None,
            "currency": card.currency or None,
            "months": card.months,
            "window": "completed" if card.completed else "rolling",
            "weeks": "calendar" if card.by_calendar else "meetings",
            "measures": [
                {
                    "key": measure.key,
                    "title": measure.title,
                    "per": measure.per,
                    "published": "partly" if measure.partly else "whole",
                    "definition": measure.counted.definition,
                    "steps": [
                        {step.than.value: _plain(step.limit), "points": step.points} for step in measure.steps
                    ],
                }
                for measure in card.measures
            ],
            "bands": [{"name": band.name, "from": band.least} for band in card.bands],
        },
    }


def _scored_as_data(found: Scores, card: Scorecard, scored: Scored) -> dict[str, Any]:
    score, country = scored.score, found.chapter.country
    return {
        "points": score.points,
        "of": score.of,
        "band": score.band.name if score.band else None,
        "lowest_band": score.lowest_band.name if score.lowest_band else None,
        "highest_band": score.highest_band.name if score.highest_band else None,
        "measures": [
            {
                "key": each.measure.key,
                "counted": _plain(each.value.number),
                "figure": _plain(each.figure),
                "behind": each.value.behind or None,
                "points": each.points,
                "at_most": each.measure.most,
                "percent_of_most": None if each.share is None else rounded(each.share),
                "not_scored": each.why or None,
            }
            for each in score.measures
        ],
        "missing": [
            {
                "key": gap.measure.key,
                "words": gap_in_words(gap, card, country),
                "next_step": {"by": _plain(gap.nearest.by), "points": gap.nearest.points},
                "all": {"by": _plain(gap.whole.by), "points": gap.whole.points},
            }
            for gap in scored.gaps
        ],
        "next_band": None
        if scored.next_band is None
        else {
            "name": scored.next_band.band.name,
            "points": scored.next_band.points,
            "words": next_band_in_words(scored.next_band, card.currency, country),
        },
    }

"""The chapter's figures as a file: text, a table, JSON, and pages to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.health.findings import Finding, Section
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, full_day, listed
from leadsroom.exchange.document import content
from leadsroom.exchange.document.write import DOCUMENT_FORMATS, write_document
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.outgoing import csv_file, json_file
from leadsroom.store.reading import Reading
from leadsroom.views.health.chapter_figures import ChapterFigures, chapter_figures

SCHEMA_VERSION = 1
TITLE = "Figures of the chapter"
# The headings of the table, and what stands below them.
_COLUMNS = {
    "Key": "key",
    "Figure": "title",
    "In words": "words",
    "Value": "value",
    "Unit": "unit",
    "Behind it": "behind",
    "Remark": "remark",
    "Definition": "definition",
    "Window": "window",
    "Threshold": "threshold",
}
_MOST_NAMED = 4


def write_chapter(reading: Reading, wanted: Wanted) -> bytes:
    """The chapter's figures in the format that is wanted."""
    found = chapter_figures(reading, wanted.period)
    if wanted.format in DOCUMENT_FORMATS:
        return write_document(chapter_document(found), wanted.format)
    return _csv(found) if wanted.format == "csv" else json_file(chapter_as_data(found))


def _csv(found: ChapterFigures) -> bytes:
    return csv_file(
        ("Section", *_COLUMNS),
        (
            (section.title, *(getattr(each, name) for name in _COLUMNS.values()))
            for section in found.sections
            for each in section.findings
        ),
    )


def chapter_as_data(found: ChapterFigures) -> dict[str, Any]:
    """Every figure by section, with its value in the unit that is named; null where it has none."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "chapter figures",
        "chapter": found.chapter.name,
        "from": found.period.first,
        "to": found.period.last,
        "on": found.today,
        "currency": found.chapter.currency,
        "leads_at_meetings": found.at_meetings,
        "sections": [
            {"title": section.title, "figures": [_as_data(each) for each in section.findings]}
            for section in found.sections
        ],
    }


def _as_data(each: Finding) -> dict[str, Any]:
    return {
        "key": each.key,
        "title": clean(each.title),
        "words": clean(each.words),
        "value": each.value,
        "unit": each.unit or None,
        "behind": clean(each.behind) or None,
        "remark": clean(each.remark) or None,
        "definition": each.definition,
        "window": each.window,
        "threshold": each.threshold or None,
    }


# To read


def chapter_document(found: ChapterFigures) -> content.Document:
    """The figures in a table for each section; below it what is to be added, and what each of them counts."""
    return content.Document(
        title=found.chapter.name,
        kind="figures",
        name=f"{found.period.first} to {found.period.last}",
        about=(
            content.line(f"{TITLE}, {found.window}"),
            content.line(
                "Of these days, unless another time is named. A figure of too few cases is not given."
            ),
        ),
        sections=tuple(_section(found, section) for section in found.sections),
        country=found.chapter.country,
    )


def _section(found: ChapterFigures, section: Section) -> content.Section:
    trend = _trend(found) if section is found.sections[0] else ()
    rows = ((each.title, content.line(content.strong(each.words)), each.behind) for each in section.findings)
    return content.Section(
        section.title,
        (
            *content.table(("Figure", "", "Behind it"), rows),
            *trend,
            *content.bullets(_remarks(section.findings)),
            *(
                content.Paragraph(content.line(content.strong(f"{names}. "), words), small=True)
                for names, words in definitions(section.findings, found.window)
            ),
        ),
    )


def _remarks(findings: Iterable[Finding]) -> Iterator[content.Line]:
    for each in findings:
        if each.remark:
            yield content.line(content.strong(f"{each.title}: "), each.remark)


def definitions(findings: Iterable[Finding], window: str) -> list[tuple[str, str]]:
    """What figures count, over which time if that is another than the `window`, and from how many cases on:
    each definition once, with the names of its figures.
    """
    names: dict[str, list[str]] = {}
    for each in findings:
        threshold = f" Given {each.threshold}." if each.threshold.startswith("from") else ""
        time = f" {each.window[:1].upper()}{each.window[1:]}." if each.window != window else ""
        names.setdefault(f"{each.definition}{threshold}{time}", []).append(each.title)
    return [(listed(titles, most=_MOST_NAMED), words) for words, titles in names.items()]


def _trend(found: ChapterFigures) -> tuple[content.Block, ...]:
    values = found.at_meetings
    if len(values) < 2:
        return ()
    words = f"Leads a meeting: from {min(values)} to {max(values)}."
    chart = content.Chart(
        key="leads",
        heading="Leads a meeting",
        words=words,
        most=str(max(values)),
        first=full_day(found.period.first),
        last=full_day(found.period.last),
        bars=tuple(replace(bar, x=bar.x * 2, width=bar.width * 2) for bar in content.bars_of(values)),
        wide=content.WIDE * 2,  # it stands alone
    )
    return (content.Trend((chart,), f"{words} {counted(len(values), 'meeting')}."),)

"""What the chapter has to decide as a file: text, a table, data, and pages to read.

Of complaints there is no more in it than their number, unless it is for officers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from leadsroom.domain.health.decide.matters import DecisionSection, Matter, ToDecide
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import full_day, full_days
from leadsroom.exchange.document import content
from leadsroom.exchange.document.write import DOCUMENT_FORMATS, write_document
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.outgoing import csv_file, json_file
from leadsroom.store.reading import Reading
from leadsroom.views.association.seen_by_chapter import to_decide
from leadsroom.views.health.decisions import ToDecidePicture

SCHEMA_VERSION = 1
NOTHING = "Nothing is to be decided."
LOOKED_AT = f"Looked at: {', '.join(matter.heading[0].lower() + matter.heading[1:] for matter in Matter)}."
_HEADINGS = ("Matter", "Who", "What", "Behind it", "When", "Day", "Decided", "Rule")


def write_decisions(reading: Reading, wanted: Wanted) -> bytes:
    """What is to be decided, in the format that is wanted."""
    found = to_decide(reading, wanted.period)
    if wanted.format in DOCUMENT_FORMATS:
        return write_document(decisions_document(found, officers=wanted.officers), wanted.format)
    if wanted.format == "csv":
        return _csv(found, officers=wanted.officers)
    return json_file(decisions_as_data(found, officers=wanted.officers))


def _csv(found: ToDecidePicture, *, officers: bool) -> bytes:
    more = ("For officers",) if officers else ()
    return csv_file((*_HEADINGS, *more), _rows(found, officers=officers))


def _rows(found: ToDecidePicture, *, officers: bool) -> Iterator[tuple[object, ...]]:
    for section in found.sections:
        if not section.shown_to(officers=officers):
            yield (section.matter.value, "", section.number_in_words, *[""] * (len(_HEADINGS) - 3))
            continue
        for each in section.lines:
            row = (section.matter.value, each.who, each.what, each.figures, each.when, each.on, each.decided)
            yield (*row, each.why, *(["; ".join(each.private)] if officers else []))


def decisions_as_data(found: ToDecidePicture, *, officers: bool) -> dict[str, Any]:
    """Every matter with its lines. Of complaints others than officers read the number, and null for these and
    for how many are open.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "decisions",
        "chapter": found.chapter.name,
        "on": found.today,
        "from": found.period.first,
        "to": found.period.last,
        "looked_at": list(Matter),
        "matters": [_section_as_data(section, officers=officers) for section in found.sections],
    }


def _section_as_data(section: DecisionSection, *, officers: bool) -> dict[str, Any]:
    is_shown = section.shown_to(officers=officers)
    return {
        "matter": section.matter,
        "heading": section.matter.heading,
        "number": section.number,
        "open": section.open if is_shown else None,
        "lines": [_as_data(each, officers=officers) for each in section.lines] if is_shown else None,
    }


def _as_data(each: ToDecide, *, officers: bool) -> dict[str, Any]:
    more = {"for_officers": [clean(words) for words in each.private]} if officers else {}
    return {
        "who": clean(each.who),
        "what": clean(each.what),
        "figures": clean(each.figures) or None,
        "when": each.when or None,
        "on": each.on,
        "decided": clean(each.decided) or None,
        "rule": clean(each.why) or None,
        **more,
    }


# To read


def decisions_document(found: ToDecidePicture, *, officers: bool) -> content.Document:
    """The lines of each matter, and below them the rules by which they are listed."""
    days = full_days(found.period.first, found.period.last)
    return content.Document(
        title=found.chapter.name,
        kind="decisions",
        name=f"{found.today}",
        about=(
            content.line(f"To decide, as on {full_day(found.today)}: {found.in_words}"),
            content.line(f"Answers about leads, and shares, are of {days}; all else is as it stands today."),
        ),
        sections=tuple(_section(each, officers=officers) for each in found.sections) or (_nothing(),),
        country=found.chapter.country,
    )


def _nothing() -> content.Section:
    return content.Section("", (*content.paragraph(NOTHING), *content.paragraph(LOOKED_AT, small=True)))


def _section(section: DecisionSection, *, officers: bool) -> content.Section:
    if not section.shown_to(officers=officers):
        words = content.paragraph(f"{section.number_in_words} (--officers).")
        return content.Section(section.matter.heading, words)
    private = (words for each in section.lines for words in each.private)
    return content.Section(
        section.matter.heading,
        (
            *content.bullets(map(_line, section.lines)),
            *content.bullets(content.line(words) for words in private),
            *(content.Paragraph(content.line(rule), small=True) for rule in _rules(section.lines)),
        ),
    )


def _line(each: ToDecide) -> content.Line:
    """`Dee Fox: the leave ends · 31 Dec`."""
    words = " · ".join(part for part in (each.what, each.figures, each.when, each.decided) if part)
    return content.line(content.strong(each.who), f": {words}")


def _rules(lines: Iterable[ToDecide]) -> Iterator[str]:
    """Each rule once, and below them each threshold of advice."""
    listed = list(lines)
    yield from dict.fromkeys(each.rule for each in listed if each.rule)
    yield from dict.fromkeys(each.threshold for each in listed if each.threshold)

"""Two members beside one another, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import full_days
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.outgoing import json_file
from leadsroom.exchange.reports.formats import SCHEMA_VERSION
from leadsroom.store.reading import Reading
from leadsroom.views.health.pairs.compare import Comparison, compare

TITLE = "Two members over the meetings that both could attend"
_WIDE = 80


def write_compare(reading: Reading, wanted: Wanted) -> bytes:
    """A comparison in text or JSON. Raises Refused where nobody is named to compare."""
    if wanted.member is None or wanted.other is None:
        raise Refused("Two members are compared. Name both: --for MEMBER --with MEMBER.")
    found = compare(reading, wanted.member, wanted.other, wanted.period)
    return json_compare(found) if wanted.format == "json" else text_compare(found).encode("utf-8")


def text_compare(found: Comparison) -> str:
    """Each line with both figures below one another, so that long names cost nothing."""
    period = found.period
    lines = [
        clean(found.chapter.name),
        f"{TITLE}, {full_days(period.first, period.last)}",
        "-" * _WIDE,
        *_wrapped(f"A  {clean(found.one.person.name)}", "   "),
        *_wrapped(f"B  {clean(found.other.person.name)}", "   "),
        "",
        *_figures(found),
        "",
    ]
    for note in found.notes:
        lines += _wrapped(note, "  ")
    return "\n".join(lines) + "\n"


def _figures(found: Comparison) -> Iterator[str]:
    for each in found.lines:
        yield each.title
        yield f"  A  {each.one}"
        yield f"  B  {each.other}"
        words = " · ".join(part for part in (each.difference, each.remark) if part)
        if words:
            yield from _wrapped(f"  A less B: {words}" if each.difference else f"  {words}", "    ")


def _wrapped(text: str, below: str) -> list[str]:
    return wrap(text, _WIDE, subsequent_indent=below, break_on_hyphens=False)


def json_compare(found: Comparison) -> bytes:
    """Both figures of each line, the difference with its interval, and whether it could be chance."""
    return json_file(
        {
            "schema_version": SCHEMA_VERSION,
            "compare": [clean(found.one.person.name), clean(found.other.person.name)],
            "chapter": clean(found.chapter.name),
            "from": found.period.first,
            "to": found.period.last,
            "meetings_of_both": found.meetings,
            "meetings": found.held,
            "is_enough": found.is_enough,
            "figures": [
                {"key": each.key, "title": each.title, **each.data, "remark": each.remark}
                for each in found.lines
            ],
            "notes": list(found.notes),
        }
    )

"""Which chapters have taken a template, in which version, and which of them have something else by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from leadsroom.domain.association.differences import differs
from leadsroom.domain.association.templates import Body, Template
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, TemplateId
from leadsroom.errors import Refused
from leadsroom.store.read.association.directory import entries_of, labels_in
from leadsroom.store.read.association.own_values import own_values
from leadsroom.store.read.association.templates import body_of, takers_of, template_of
from leadsroom.store.read.chapter import chapters_among
from leadsroom.store.reading import Reading

_AT_ONCE = 200  # chapters


class TakerLine(Struct, frozen=True):
    """A chapter that goes by a template: as it is told apart, since when, and whether it differs."""

    chapter_id: ChapterId
    name: str
    version: int
    since: date
    differs: bool


class TemplateChapters(Struct, frozen=True):
    """The chapters of a template, in the order in which they have taken it; `more` are there."""

    template: Template
    lines: tuple[TakerLine, ...]
    more: bool = False


def template_chapters(
    reading: Reading, template_id: TemplateId, most: int | None = 50, *, differing: bool = False
) -> TemplateChapters:
    """Those that have taken it, no more than `most`; with `differing` those that have something else by now.

    Raises Refused.
    """
    template = template_of(reading.connection, template_id)
    if template is None:
        raise Refused("That template is not there any more. Look again.")
    found = (line for line in _lines(reading, template) if line.differs or not differing)
    lines = tuple(islice(found, None if most is None else most + 1))
    return TemplateChapters(template, lines[:most], most is not None and len(lines) > most)


def _lines(reading: Reading, template: Template) -> Iterator[TakerLine]:
    """All of them, read some at a time."""
    bodies: dict[int, Body | None] = {}
    after = 0
    while takers := takers_of(reading.connection, template.id, after, _AT_ONCE):
        after = takers[-1].id
        ids = [each.chapter_id for each in takers]
        chapters = {each.id: each for each in chapters_among(reading.connection, ids)}
        entries = entries_of(reading.connection, ids)
        names = dict(zip(ids, labels_in(reading.connection, [entries[each] for each in ids]), strict=True))
        for taker in takers:
            if taker.version not in bodies:
                bodies[taker.version] = body_of(reading.connection, template.id, taker.version)
            chapter = chapters[taker.chapter_id]
            yield TakerLine(
                taker.chapter_id,
                names[taker.chapter_id],
                taker.version,
                chapter.local(taker.at).date(),
                _differs(reading, template, bodies[taker.version], chapter),
            )


def _differs(reading: Reading, template: Template, body: Body | None, chapter: Chapter) -> bool:
    today = chapter.today(reading.now)
    own = own_values(reading.connection, chapter, today, [template.kind])
    return body is None or differs(template.kind, body, own)

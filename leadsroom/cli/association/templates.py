"""`leadsroom templates`: what an association hands down, listed, issued, changed and withdrawn."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from leadsroom.cli.association.areas import association_of, carry_out
from leadsroom.cli.speech import deliver, say
from leadsroom.domain.association.templates import (
    Body,
    DateSpan,
    HandedDates,
    HandedRules,
    Template,
    TemplateKind,
    parts_in_words,
    template_called,
)
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.ids import AreaId


# Looked at


def list_templates(words: Namespace) -> int:
    """Each with how many chapters have which version, and how many of them have something else by now."""
    from leadsroom.exchange.association.templates import write_templates
    from leadsroom.views.association.templates import template_list

    with association_of(words) as desk:
        found = desk.read(template_list, withdrawn=words.withdrawn)
    return deliver(words, write_templates(found, words.format))


def show_template(words: Namespace) -> int:
    """What a version hands down."""
    from leadsroom.exchange.association.templates import write_template
    from leadsroom.views.association.templates import template_detail

    with association_of(words) as desk:
        found = desk.read(template_detail, _meant(desk, words, withdrawn=True).id, words.version_number)
    return deliver(words, write_template(found, words.format))


def list_chapters(words: Namespace) -> int:
    """Which chapters have it, and which of them have something else by now."""
    from leadsroom.exchange.association.templates import write_template_chapters
    from leadsroom.views.association.template_chapters import template_chapters

    with association_of(words) as desk:
        meant, most = _meant(desk, words, withdrawn=True), None if words.all else words.most
        found = desk.read(template_chapters, meant.id, most, differing=words.differ)
    return deliver(words, write_template_chapters(found, words.format, differing=words.differ))


def _meant(desk: SyncDesk, words: Namespace, *, withdrawn: bool = False) -> Template:
    """The template of a name, in the area that was named, if one was."""
    from leadsroom.views.association.templates import template_list

    found = desk.read(template_list, withdrawn=withdrawn)
    area_id = None if words.area is None else found.areas.called(words.area).id
    templates = [line.template for line in found.lines]
    if area_id is not None:
        templates = [each for each in templates if each.area_id == area_id]
    in_force = [each for each in templates if each.in_force]
    try:
        return template_called(in_force, words.name)
    except Refused:
        return template_called(templates, words.name)


# Done


def issue(words: Namespace) -> int:
    """Hand something down that a chapter has, that stands in a file, or that is typed."""
    from leadsroom.acts.association.template_commands import IssueTemplate

    kind = kind_called(words.kind)
    with association_of(words) as desk:
        body = _body(desk, kind, words)
        area_id = _area(desk, words)
        return carry_out(desk, IssueTemplate(kind, words.name, body, area_id, words.note))


def change(words: Namespace) -> int:
    """A new version of one; chapters see what it changes."""
    from leadsroom.acts.association.template_commands import ChangeTemplate
    from leadsroom.exchange.association.templates import only_parts, parts_ruled
    from leadsroom.views.association.templates import template_detail

    with association_of(words) as desk:
        found = _meant(desk, words)
        usual = parts_ruled(desk.read(template_detail, found.id).body)
        body = _body(desk, found.kind, words, usual)
        left = ""
        if isinstance(body, HandedRules) and not words.only:
            left = parts_in_words(set(body.parts) - set(usual))
            body = only_parts(body, [part for part in body.parts if part in usual])
        done = carry_out(desk, ChangeTemplate(found.id, body, words.note, found.version))
    if left:
        say(f"Not handed down, as before: {left}. --only names what is.")
    return done


def withdraw(words: Namespace) -> int:
    """Hand one down no longer."""
    from leadsroom.acts.association.template_commands import WithdrawTemplate

    with association_of(words) as desk:
        return carry_out(desk, WithdrawTemplate(_meant(desk, words).id))


def kind_called(typed: str) -> TemplateKind:
    """A kind by its name, as `member-scorecard` too. Raises Refused."""
    wanted = fold(clean(typed)).replace("-", " ")
    found = [kind for kind in TemplateKind if wanted and kind.value.startswith(wanted)]
    if len(found) != 1:
        kinds = ", ".join(kind.value.replace(" ", "-") for kind in TemplateKind)
        raise Refused(f"“{clean(typed)}” cannot be handed down. Choose one of {kinds}.")
    return found[0]


def _area(desk: SyncDesk, words: Namespace) -> AreaId | None:
    from leadsroom.views.association.templates import template_list

    return None if words.area is None else desk.read(template_list).areas.called(words.area).id


def _body(desk: SyncDesk, kind: TemplateKind, words: Namespace, usual: Sequence[str] = ()) -> Body:
    """What is to be handed down; of a chapter's rules the parts that are named, or the `usual` ones. Raises
    Refused.
    """
    from leadsroom.exchange.association.templates import body_of_chapter, read_body
    from leadsroom.exchange.incoming import named_in_shell
    from leadsroom.store.read.association.choosing import entry_named
    from leadsroom.views.association.templates import own_of_chapter

    parts = tuple(part.strip().replace("-", "_") for part in (words.only or "").split(",") if part.strip())
    if parts and kind is not TemplateKind.RULES:
        raise Refused("Only rules have parts. Leave --only out.")
    if words.dates:
        if kind is not TemplateKind.HOLIDAYS:
            raise Refused(f"Dates are of holidays, and not of {kind.noun}.")
        return HandedDates(tuple(map(_span, words.dates)))
    if words.file is not None:
        return read_body(kind, named_in_shell(words.file, kind.noun), parts)
    if words.from_chapter is None:
        raise Refused("Say what to hand down: --from-chapter CHAPTER, or --file FILE.")
    with desk.store.reading() as connection:
        entry = entry_named(connection, words.from_chapter)
    _chapter, own = desk.read(own_of_chapter, entry.id)
    return body_of_chapter(kind, own, parts or usual)


def _span(typed: str) -> DateSpan:
    """`2026-12-24..2027-01-01=Christmas`. Raises Refused."""
    days, _, note = typed.partition("=")
    first, _, last = days.partition("..")
    try:
        return DateSpan(
            date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip()), note=note
        )
    except ValueError:
        raise Refused(f"“{clean(typed)}” is no date. Write 2026-12-24..2027-01-01=Christmas.") from None

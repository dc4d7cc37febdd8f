"""A chapter takes what is handed down to it, by the acts that set its own, or lets go of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.agenda.commands import SetAgenda
from leadsroom.acts.agenda.replanning import set_agenda
from leadsroom.acts.association.template_commands import LetGoTemplate, TakeHandedDown, TakeTemplate
from leadsroom.acts.chapter.commands import SetCatalogue, SetScorecard
from leadsroom.acts.chapter.own_texts import set_catalogue, set_scorecard
from leadsroom.acts.rules.commands import SetLeadRules, SetRules
from leadsroom.acts.rules.ruling import set_lead_rules, set_rules
from leadsroom.acts.season.commands import ClearDate, MarkDate
from leadsroom.acts.season.dates import clear_date, mark_date
from leadsroom.domain.association.differences import OwnValues, date_changes, dates_left, differs
from leadsroom.domain.association.templates import (
    Body,
    HandedDates,
    HandedRules,
    HandedText,
    Template,
    TemplateKind,
    first_choice,
    parts_of,
    path_up,
)
from leadsroom.domain.ids import TemplateId
from leadsroom.domain.text.wording import listed, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.association.areas import tree
from leadsroom.store.read.association.own_values import own_values
from leadsroom.store.read.association.templates import (
    TakenRow,
    bodies_of,
    body_of,
    taken_by,
    template_of,
    templates_among,
    templates_in_force,
)

Taken: TypeAlias = Mapping[TemplateId, TakenRow]


@handles(TakeTemplate)
def take_template(act: Act, command: TakeTemplate) -> Done:
    """The words name dates that have changed, or were left, and money that stays; what a version says of all
    else can be read there.
    """
    connection = act.unit.connection
    found = template_of(connection, command.template_id)
    if found is None or not found.in_force or not _is_offered(act, found):
        raise Refused("That is not handed down to this chapter. Look again.")
    if found.version != command.version:
        raise Refused(f"{found.called} has version {found.version} by now. Look again; then take it.")
    changes = _take(
        act, found, bodies_of(connection, [found])[found.id], taken_by(connection, act.chapter.id)
    )
    what = f"Took {found.words} of {found.whose}, version {found.version}"
    return Done(": ".join(filter(None, (what, "; ".join(changes)))), subject=found.id)


def _is_offered(act: Act, template: Template) -> bool:
    own = act.chapter.area_id
    return template.area_id in (None, own) or template.area_id in path_up(tree(act.unit.connection), own)


@handles(TakeHandedDown)
def take_handed_down(act: Act, _command: TakeHandedDown) -> Done:
    """The sentence names what was taken, and what the chapter has to choose itself."""
    connection, taken = act.unit.connection, taken_by(act.unit.connection, act.chapter.id)
    path = path_up(tree(connection), act.chapter.area_id)
    new = [x for x in templates_in_force(connection) if x.area_id in path and x.id not in taken]
    bodies = bodies_of(connection, new)
    followed = _followed(act, taken)
    settled = frozenset[str]().union(*(parts_of(each.kind, body) for each, body in followed))
    choice = first_choice(new, bodies, path, settled)
    for each in choice.taken:
        _take(act, each, bodies[each.id], taken)
    what = f"Took what is handed down: {listed(each.words for each in choice.taken)}"
    left = f" Choose yourself: {listed((each.words for each in choice.open), 'or')}." if choice.open else ""
    return Done(what, sentence=f"{what}.{left}")


def _followed(act: Act, taken: Taken) -> list[tuple[Template, Body]]:
    """The templates by which the chapter goes already."""
    connection = act.unit.connection
    found = templates_among(connection, [each for each, row in taken.items() if row.stands])
    bodies = bodies_of(connection, found)
    return [(each, bodies[each.id]) for each in found]


@handles(LetGoTemplate)
def let_go_template(act: Act, command: LetGoTemplate) -> Done:
    """What it has set stays as it is; one that was not taken is not asked about any more."""
    row = taken_by(act.unit.connection, act.chapter.id).get(command.template_id)
    found = template_of(act.unit.connection, command.template_id)
    if found is None or (row is None and not (found.in_force and _is_offered(act, found))):
        raise Refused("That is not handed down to this chapter. Look again.")
    if row is None:
        columns = {"version": found.version, "at": act.now, "withdrawn_at": act.now}
        act.unit.insert(t.template_taken, chapter_id=act.chapter.id, template_id=found.id, **columns)
    elif row.stands:
        act.unit.update(t.template_taken, row.id, withdrawn_at=act.now)
    has = "What it has of it stays" if row is not None else "It has its own"
    return Done(
        f"Let go of {found.words} of {found.whose}",
        sentence=f"The chapter goes its own way with {found.words}. {has}.",
        subject=found.id,
    )


# Taken


def _take(act: Act, template: Template, body: Body, taken: Taken) -> list[str]:
    """Set what a template sets, and note its version; what is to be said of it, in words."""
    connection, row = act.unit.connection, taken.get(template.id)
    stands = row is not None and row.stands
    former = body_of(connection, template.id, row.version) if row is not None and stands else None
    own = own_values(connection, act.chapter, act.today, [template.kind])
    changes = list(_set(act, template.kind, body, own, former))
    _let_go_of_rivals(act, template, body, taken)
    columns = {"version": template.version, "at": act.now, "withdrawn_at": None}
    if row is None:
        act.unit.insert(t.template_taken, chapter_id=act.chapter.id, template_id=template.id, **columns)
    elif not stands or row.version != template.version:
        act.unit.update(t.template_taken, row.id, **columns)
    return changes


def _set(act: Act, kind: TemplateKind, body: Body, own: OwnValues, former: Body | None) -> Iterator[str]:
    if isinstance(body, HandedDates):
        yield from _set_dates(act, body, own, former)
    elif differs(kind, body, own):
        if isinstance(body, HandedRules):
            _set_rules(act, body, own)
        elif isinstance(body, HandedText):
            _set_text(act, kind, body.text)
        else:
            set_agenda(act, SetAgenda(body))
    if isinstance(body, HandedRules) and body.leaves_money(own.currency):
        yield f"the chapter's own money stays, for it counts in {own.currency}"


def _set_rules(act: Act, body: HandedRules, own: OwnValues) -> None:
    rules = body.taken_by(own.rules, own.currency)
    if rules != own.rules:
        set_rules(act, SetRules(rules))
    if body.lead_rules not in (None, own.lead_rules):
        assert body.lead_rules is not None
        set_lead_rules(act, SetLeadRules(body.lead_rules))
        act.open_chapter = read_chapter.chapter(act.unit.connection, act.chapter.id)


def _set_text(act: Act, kind: TemplateKind, text: str) -> None:
    if kind.scores is None:
        set_catalogue(act, SetCatalogue(text))
    else:
        set_scorecard(act, SetScorecard(kind.scores, text))


def _set_dates(act: Act, body: HandedDates, own: OwnValues, former: Body | None) -> Iterator[str]:
    for change in date_changes(body, own, former):
        if change.span is None:
            yield clear_date(act, ClearDate(change.on)).what
        else:
            yield mark_date(act, MarkDate(change.on, change.span.kind, change.span.note))
    if left := dates_left(body, own):
        yield f"left as {_it_is(left)}: {listed(map(short_date, left))}, whose meeting is on or was held"


def _it_is(left: tuple[date, ...]) -> str:
    return "it is" if len(left) == 1 else "they are"


def _let_go_of_rivals(act: Act, template: Template, body: Body, taken: Taken) -> None:
    """Let go of other templates that set the same: nobody can follow both."""
    own = parts_of(template.kind, body)
    others = {each: row for each, row in taken.items() if row.stands and each != template.id}
    for other, its_body in _followed(act, others) if own and others else ():
        if own & parts_of(other.kind, its_body):
            act.unit.update(t.template_taken, others[other.id].id, withdrawn_at=act.now)

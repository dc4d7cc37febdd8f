"""Reading what an association hands down, and which version of it chapters have taken."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct, convert
from sqlalchemy import Connection, String, bindparam, cast, func, select

from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.association.templates import (
    BODIES,
    Body,
    HandedRules,
    TakenVersion,
    Template,
    TemplateKind,
)
from leadsroom.domain.ids import ChapterId, TemplateId
from leadsroom.domain.rules.chapter_rules import NO_RULES, ChapterRules
from leadsroom.domain.rules.lead_rules import PUBLISHED, LeadRules
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import (
    agenda_as_data,
    agenda_from_data,
    as_data,
    lead_rules_as_data,
    rules_as_data,
)
from leadsroom.store.records import Reader

_t, _v, _k = t.template.c, t.template_version.c, t.template_taken.c
_LATEST = select(func.max(_v.version)).where(_v.template_id == _t.id).correlate(t.template).scalar_subquery()
_TEMPLATES = (
    select(
        _t.id, _t.kind, _t.name, _t.area_id, _t.withdrawn_at, _v.version, _v.at, _v.note,
        func.coalesce(t.area.c.name, "").label("area"),
    )
    .join(t.template_version, (_v.template_id == _t.id) & (_v.version == _LATEST))
    .outerjoin(t.area, t.area.c.id == _t.area_id)
    .order_by(_t.id)
)  # fmt: skip
_IN_FORCE = _TEMPLATES.where(_t.withdrawn_at.is_(None))
_SOME = _TEMPLATES.where(_t.id.in_(bindparam("ids", expanding=True)))
_BODY = select(_v.body, _t.kind).join(t.template, _t.id == _v.template_id)
_BODY_OF = _BODY.where(_v.template_id == bindparam("template_id"), _v.version == bindparam("version"))
_BODIES = (
    select(_v.template_id, _v.version, _v.body, _t.kind)
    .join(t.template, _t.id == _v.template_id)
    .where(_v.template_id.in_(bindparam("ids", expanding=True)), _v.version == _LATEST)
)
_VERSIONS = (
    select(_v.version, _v.at, _v.note)
    .where(_v.template_id == bindparam("template_id"))
    .order_by(_v.version.desc())
)
_TAKEN = (
    select(_k.id, _k.template_id, _k.version, _k.at, _k.withdrawn_at)
    .where(_k.chapter_id == bindparam("chapter_id"))
    .order_by(_k.id)
)

_template_of = Reader(Template)
_taken_of = Reader(TakenVersion)


# Templates


def templates_in_force(connection: Connection) -> tuple[Template, ...]:
    """Every template that is handed down, in the order in which they were issued. There are few."""
    return tuple(_template_of.all(connection.execute(_IN_FORCE)))


def every_template(connection: Connection) -> tuple[Template, ...]:
    """Those that were withdrawn, too."""
    return tuple(_template_of.all(connection.execute(_TEMPLATES)))


def templates_among(connection: Connection, ids: Collection[TemplateId]) -> tuple[Template, ...]:
    """Some of them, also those that were withdrawn."""
    return tuple(_template_of.all(connection.execute(_SOME, {"ids": list(ids)}))) if ids else ()


def template_of(connection: Connection, template_id: TemplateId) -> Template | None:
    """One of them; None of one that is not there, or not any more."""
    return next(iter(templates_among(connection, [template_id])), None)


class Version(Struct, frozen=True):
    """A version of a template: its number, when it was made, and why."""

    version: int
    at: datetime
    note: str = ""


_version_of = Reader(Version)


def versions_of(connection: Connection, template_id: TemplateId) -> tuple[Version, ...]:
    """Every version of a template, the latest first."""
    return tuple(_version_of.all(connection.execute(_VERSIONS, {"template_id": template_id})))


def body_of(connection: Connection, template_id: TemplateId, version: int) -> Body | None:
    """What a version hands down; None of one that is not there, or was undone."""
    which = {"template_id": template_id, "version": version}
    row = connection.execute(_BODY_OF, which).one_or_none()
    return None if row is None else body_from_data(TemplateKind(row.kind), row.body)


def bodies_of(connection: Connection, templates: Collection[Template]) -> dict[TemplateId, Body]:
    """What the latest versions of some templates hand down. Raises Refused where one was just undone."""
    which = {"ids": [each.id for each in templates]}
    rows = connection.execute(_BODIES, which).all() if templates else ()
    found = {(row.template_id, row.version): body_from_data(TemplateKind(row.kind), row.body) for row in rows}
    for each in templates:
        if (each.id, each.version) not in found:
            raise Refused(f"{each.called} has just been changed. Look again.")
    return {each.id: found[each.id, each.version] for each in templates}


# A body as JSON


def body_as_data(body: Body) -> dict[str, Any]:
    """A body as JSON; lengths in seconds, sums in minor units. Of rules only the parts that it rules."""
    if isinstance(body, AgendaPlan):
        seconds = body.changeover // timedelta(seconds=1)
        return {"agenda": agenda_as_data(body.steps), "changeover_seconds": seconds}
    if isinstance(body, HandedRules):
        rules = rules_as_data(body.rules)
        lead_rules = None if body.lead_rules is None else lead_rules_as_data(body.lead_rules)
        named = {part: rules[part] for part in body.parts if part in rules}
        return {"currency": body.currency, "rules": named, "lead_rules": lead_rules}
    data: dict[str, Any] = as_data(body)
    return data


def body_from_data(kind: TemplateKind, data: Mapping[str, Any]) -> Body:
    """The same read back. Raises msgspec.ValidationError, or KeyError, for what is no such body."""
    if kind is TemplateKind.AGENDA:
        changeover = timedelta(seconds=convert(data["changeover_seconds"], int))
        return AgendaPlan(agenda_from_data(data["agenda"]), changeover)
    if kind is TemplateKind.RULES:
        rules, lead_rules = data["rules"], data.get("lead_rules")
        return HandedRules(
            convert(rules, ChapterRules),
            (*rules, *(("lead_rules",) if lead_rules is not None else ())),
            convert(data["currency"], str),
            None if lead_rules is None else convert(lead_rules, LeadRules),
        )
    return convert(data, BODIES[kind])


# Taken by chapters


class TakenRow(TakenVersion, frozen=True, kw_only=True):
    """The same with its number."""

    id: int


_taken_row = Reader(TakenRow)


def taken_by(connection: Connection, chapter_id: ChapterId) -> dict[TemplateId, TakenRow]:
    """What a chapter has taken, and what it has let go of, by template."""
    rows = _taken_row.all(connection.execute(_TAKEN, {"chapter_id": chapter_id}))
    return {row.template_id: row for row in rows}


class Takers(Struct, frozen=True):
    """How many chapters have a version of a template."""

    template_id: TemplateId
    version: int
    chapters: int


_TAKERS = (
    select(_k.template_id, _k.version, func.count().label("chapters"))
    .join(t.chapter, t.chapter.c.id == _k.chapter_id)
    .where(_k.withdrawn_at.is_(None), t.chapter.c.archived_on.is_(None))
    .group_by(_k.template_id, _k.version)
    .order_by(_k.template_id, _k.version)
)
_FIRST_TAKER = (
    select(t.chapter.c.name)
    .join(t.template_taken, _k.chapter_id == t.chapter.c.id)
    .where(_k.template_id == bindparam("template_id"), _k.version == bindparam("version"))
    .limit(1)
)
_takers = Reader(Takers)


def takers(connection: Connection) -> tuple[Takers, ...]:
    """How many chapters have taken which version of which template, and not let go of it; archived ones are
    left out.
    """
    return tuple(_takers.all(connection.execute(_TAKERS)))


class Taker(Struct, frozen=True):
    """A chapter that goes by a template; `id` is the number of its entry."""

    id: int
    chapter_id: ChapterId
    version: int
    at: datetime


_TAKERS_OF = (
    select(_k.id, _k.chapter_id, _k.version, _k.at)
    .join(t.chapter, t.chapter.c.id == _k.chapter_id)
    .where(_k.template_id == bindparam("template_id"), _k.id > bindparam("after"))
    .where(_k.withdrawn_at.is_(None), t.chapter.c.archived_on.is_(None))
    .order_by(_k.id)
    .limit(bindparam("most"))
)
_taker = Reader(Taker)


def takers_of(connection: Connection, template_id: TemplateId, after: int, most: int) -> list[Taker]:
    """The chapters that go by a template, from the entry behind `after` on; archived ones are left out."""
    which = {"template_id": template_id, "after": after, "most": most}
    return _taker.all(connection.execute(_TAKERS_OF, which))


def first_taker(connection: Connection, template_id: TemplateId, version: int) -> str | None:
    """The name of a chapter that took a version last, or let go of it; None where none did."""
    which = {"template_id": template_id, "version": version}
    return connection.execute(_FIRST_TAKER, which).scalar()


# How many differ. Chapters that have the same are counted together: few have something else than was handed
# down, so that few rows come of many thousand chapters.

_c = t.chapter.c
_COMPARED = {
    TemplateKind.RULES: (_c.rules, _c.lead_rules, _c.currency),
    TemplateKind.AGENDA: (_c.agenda, _c.changeover),
    TemplateKind.MEMBER_SCORECARD: (_c.member_scorecard, _c.country),
    TemplateKind.CHAPTER_SCORECARD: (_c.chapter_scorecard, _c.country),
    TemplateKind.CATALOGUE: (_c.catalogue,),
}
_JSON = frozenset({"rules", "lead_rules", "agenda"})


class Alike(Struct, frozen=True):
    """So many chapters that have taken a version and have the same of what can be handed down."""

    version: int
    chapters: int
    rules: ChapterRules = NO_RULES
    lead_rules: LeadRules = PUBLISHED
    currency: str = ""
    country: str = ""
    agenda: AgendaPlan | None = None
    member_scorecard: str = ""
    chapter_scorecard: str = ""
    catalogue: str = ""


def alike(connection: Connection, template: Template) -> Iterator[Alike]:
    """The chapters that have taken a template, those together that have the same. Of holidays none: whether a
    date is one for a chapter depends on its weekday.
    """
    columns = _COMPARED.get(template.kind)
    if columns is None:
        return
    values = [(cast(c, String) if c.name in _JSON else c).label(c.name) for c in columns]
    query = (
        select(_k.version, func.count().label("chapters"), *values)
        .join(t.chapter, _c.id == _k.chapter_id)
        .where(_k.template_id == template.id, _k.withdrawn_at.is_(None), _c.archived_on.is_(None))
        .group_by(_k.version, *values)
    )
    for row in connection.execute(query).mappings():
        yield _alike(dict(row))


def _alike(row: dict[str, Any]) -> Alike:
    from msgspec.json import decode

    for name in _JSON & row.keys():
        row[name] = None if row[name] is None else decode(row[name])
    found = {str(name): value for name, value in row.items() if value is not None}
    if "agenda" in found:
        found["agenda"] = AgendaPlan(agenda_from_data(found["agenda"]), found.pop("changeover"))
    for name, kind in (("rules", ChapterRules), ("lead_rules", LeadRules)):
        if name in found:
            found[name] = convert(found[name], kind)
    return Alike(**found)

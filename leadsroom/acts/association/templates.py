"""Handing down: a template is issued, changed, withdrawn; it is checked as a chapter's own is."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.association.template_commands import ChangeTemplate, IssueTemplate, WithdrawTemplate
from leadsroom.domain.association.templates import (
    Template,
    checked_body,
    checked_name,
    checked_note,
    is_the_same,
    new_and_gone,
)
from leadsroom.domain.ids import AreaId, TemplateId
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association.areas import tree
from leadsroom.store.read.association.templates import (
    body_as_data,
    body_of,
    first_taker,
    template_of,
    templates_in_force,
)
from leadsroom.store.row_changes import Overtaken, RowChange


@handles(IssueTemplate)
def issue_template(act: Act, command: IssueTemplate) -> Done:
    """The first version; the subject is the template."""
    name, note = checked_name(command.name), checked_note(command.note)
    body = checked_body(command.kind, command.body)
    whose = _whose(act, command.area_id)
    for other in templates_in_force(act.unit.connection):
        if other.area_id == command.area_id and fold(other.name) == fold(name):
            raise Refused(f"{other.called} of {other.whose} is there already. Change it, or choose a name.")
    columns = {"kind": command.kind.value, "name": name, "area_id": command.area_id}
    template_id = TemplateId(act.unit.insert(t.template, **columns))
    _write(act, template_id, 1, body_as_data(body), note)
    return Done(
        f"Handed down to {whose}: {command.kind.noun} “{name}”",
        sentence=f"{command.kind.heading} “{name}” is handed down to {whose}; each chapter takes it itself.",
        subject=template_id,
    )


def _whose(act: Act, area_id: AreaId | None) -> str:
    areas = tree(act.unit.connection)
    if area_id is None:
        return "all chapters"
    if area_id not in areas:
        raise Refused("That area is there no longer. Choose another one.")
    return areas.named(area_id)


def _write(act: Act, template_id: TemplateId, version: int, body: object, note: str) -> None:
    columns = {"version": version, "body": body, "note": note, "at": act.now}
    act.unit.insert(t.template_version, template_id=template_id, **columns)


@handles(ChangeTemplate)
def change_template(act: Act, command: ChangeTemplate) -> Done:
    """The same again is no act. A version that there is stays as it is."""
    found, note = _in_force(act, command.template_id), checked_note(command.note)
    if command.seen not in (None, found.version):
        raise Refused(f"{found.called} was changed elsewhere meanwhile. Look again; then change it.")
    body = checked_body(found.kind, command.body)
    before = body_of(act.unit.connection, found.id, found.version)
    if not is_the_same(body, before):
        _write(act, found.id, found.version + 1, body_as_data(body), note)
    what = f"{found.called} of {found.whose}, version {found.version + 1}{f': {note}' if note else ''}"
    other = new_and_gone(before, body)
    return Done(what, sentence=f"{what.removesuffix('.')}. {other}" if other else "", subject=found.id)


@handles(WithdrawTemplate)
def withdraw_template(act: Act, command: WithdrawTemplate) -> Done:
    """Chapters that have taken it go on with what they have."""
    found = _in_force(act, command.template_id)
    act.unit.update(t.template, found.id, withdrawn_at=act.now)
    return Done(
        f"No longer handed down to {found.whose}: {found.words}",
        sentence=f"{found.called} is no longer handed down. Chapters that have taken it stay as they are.",
        subject=found.id,
    )


def _in_force(act: Act, template_id: TemplateId) -> Template:
    found = template_of(act.unit.connection, template_id)
    if found is None or not found.in_force:
        raise Refused("That template is no longer handed down. Look again.")
    return found


# Taken back


def refuse_taken_away(act: Act, changes: Iterable[RowChange]) -> None:
    """A version that a chapter has taken, or let go of, stays: it would have what nobody can read any more.
    Raises Overtaken.
    """
    for change in changes:
        row = change.before
        if change.table == t.template_version.name and row is not None and change.after is None:
            taker = first_taker(act.unit.connection, row["template_id"], row["version"])
            if taker is not None:
                raise Overtaken("undone", f"{taker} decided about version {row['version']}")


def refuse_missing_version(act: Act, changes: Iterable[RowChange]) -> None:
    """A chapter does not take again what its association has undone meanwhile. Raises Overtaken."""
    for change in changes:
        row = change.after
        if change.table != t.template_taken.name or row is None:
            continue
        if body_of(act.unit.connection, row["template_id"], row["version"]) is None:
            raise Overtaken(later=f"Version {row['version']} was undone")


def refuse_second_template(act: Act, changes: Iterable[RowChange]) -> None:
    """Two of one name are not handed down to one area. Raises Overtaken."""
    if not any(change.table == t.template.name for change in changes):
        return
    act.unit.write_out()
    names = [(each.area_id, fold(each.name)) for each in templates_in_force(act.unit.connection)]
    if len(set(names)) < len(names):
        raise Overtaken

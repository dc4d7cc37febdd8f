"""Directors named, put right and ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.association.areas import need_area, tree_here
from leadsroom.acts.association.commands import ChangeDirector, EndDirector, NameDirector
from leadsroom.clock import date_here
from leadsroom.domain.association.areas import Area, Director
from leadsroom.domain.association.directors import are_twice, days_in_words
from leadsroom.domain.ids import DirectorId
from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import refuse_far_off
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.row_changes import Overtaken, RowChange

_GONE = "That director is no longer on record. Look again."


def need_director(act: Act, director_id: DirectorId) -> Director:
    """One that is on record. Raises Refused."""
    found = read_areas.director(act.unit.connection, director_id)
    if found is None:
        raise Refused(_GONE)
    return found


@handles(NameDirector)
def name_director(act: Act, command: NameDirector) -> Done:
    """From today on, where no day is named. Several may look after one area, each name once."""
    area = need_area(tree_here(act), command.area_id)
    name, since = _name(command.name), command.since or date_here(act.now)
    refuse_far_off(since, date_here(act.now))
    _refuse_twice(act, area, Director(DirectorId(0), area.id, name, since=since))
    columns = {
        "area_id": area.id,
        "name": name,
        "email": read_email(command.email),
        "phone": clean(command.phone),
        "since": since,
    }
    later = f" from {full_day(since)} on" if since > date_here(act.now) else ""
    director_id = act.unit.insert(t.director, **columns)
    return Done(f"{name} looks after {area.name}{later}", subject=director_id)


@handles(ChangeDirector)
def change_director(act: Act, command: ChangeDirector) -> Done:
    """Whatever is on record of them; their visits stay theirs."""
    before = need_director(act, command.director_id)
    tree = tree_here(act)
    area, name = need_area(tree, command.area_id), _name(command.name)
    for day, was in ((command.since, before.since), (command.until, before.until)):
        if day is not None and day != was:
            refuse_far_off(day, date_here(act.now))
    _need_order(command.since, command.until)
    wanted = Director(before.id, area.id, name, since=command.since, until=command.until)
    _refuse_twice(act, area, wanted)
    act.unit.update(
        t.director,
        before.id,
        area_id=area.id,
        name=name,
        email=read_email(command.email),
        phone=clean(command.phone),
        since=command.since,
        until=command.until,
    )
    now = need_director(act, before.id)
    return Done(f"{before.name}: {_difference(before, now, area, date_here(act.now))}", subject=before.id)


@handles(EndDirector)
def end_director(act: Act, command: EndDirector) -> Done:
    """Their last day; they stay on record beside their visits. One who has not begun does not begin."""
    before, until = need_director(act, command.director_id), command.until or date_here(act.now)
    area = tree_here(act).area(before.area_id)
    is_to_come = command.until is None and before.since is not None and before.since > until
    if is_to_come and not read_areas.with_visits(act.unit.connection, [before.id]):
        act.unit.delete(t.director, before.id)
        return Done(f"{before.name} will not look after {area.name}")
    refuse_far_off(until, date_here(act.now))
    if before.until is not None and before.until <= until:
        raise Refused(f"The last day of {before.name} is {full_day(before.until)} already.")
    _need_order(before.since, until)
    act.unit.update(t.director, before.id, until=until)
    return Done(f"{before.name} looks after {area.name} until {full_day(until)}", subject=before.id)


def refuse_second_director(act: Act, changes: Iterable[RowChange]) -> None:
    """Whether directors who were put back look after nothing twice. Raises Overtaken."""
    changed = {change.id for change in changes if change.table == t.director.name}
    if not changed:
        return
    act.unit.write_out()
    directors = read_areas.directors(act.unit.connection)
    for one in (each for each in directors if each.id in changed):
        if any(are_twice(one, each, date_here(act.now)) for each in directors if each.id != one.id):
            raise Overtaken


def _name(typed: str) -> str:
    name = clean(typed)
    if not fold(name):
        raise Refused("Type the director's name.")
    return name


def _need_order(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise Refused("The last day would be before the first. Correct one of the two.")


def _refuse_twice(act: Act, area: Area, wanted: Director) -> None:
    """One name twice in one area, at the same time, is a slip of the hand."""
    for each in read_areas.directors(act.unit.connection, [area.id]):
        if each.id != wanted.id and are_twice(each, wanted, date_here(act.now)):
            raise Refused(f"{each.name} looks after {area.name} already.")


def _difference(before: Director, now: Director, area: Area, today: date) -> str:
    """What has changed, in words; an address is not repeated in a journal."""
    days = days_in_words(now, today) or "no day on record"
    parts = [
        f"called {now.name}" if now.name != before.name else "",
        f"looks after {area.name}" if now.area_id != before.area_id else "",
        "new email" if now.email != before.email else "",
        "new phone" if now.phone != before.phone else "",
        days if (now.since, now.until) != (before.since, before.until) else "",
    ]
    return ", ".join(part for part in parts if part)

"""Figures from before this program, on record for each member once for a period, however often they come."""

from __future__ import annotations

from typing import Any

from leadsroom.acts.act import Act, handles
from leadsroom.acts.people import commands as c
from leadsroom.domain.people.openings import Figures, overlapping, period_in_words, refuse_period
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.openings import openings
from leadsroom.store.read.people.roster import people


@handles(c.RecordOpenings)
def record_openings(act: Act, command: c.RecordOpenings) -> str:
    """Put the figures on record; those that a member has of this very period already are put right."""
    period = (command.since, command.until)
    refuse_period(*period, act.today)
    on_record = openings(act.unit.connection, act.chapter.id)
    other = overlapping(period, [(each.opening.since, each.opening.until) for each in on_record])
    if other is not None:
        raise Refused(
            f"Figures of {period_in_words(*other)} are on record already, and some of its days are in "
            f"{period_in_words(*period)} too. Withdraw them first: leadsroom roster openings --withdraw."
        )
    _refuse_unknown(act, command)
    before = {
        each.opening.member_id: each
        for each in on_record
        if (each.opening.since, each.opening.until) == period
    }
    source = clean(command.source)
    here = {"chapter_id": act.chapter.id, "since": command.since, "until": command.until, "at": act.now}
    new: list[dict[str, Any]] = []
    changed: dict[int, dict[str, Any]] = {}
    for each in command.members:
        row, columns = before.get(each.member_id), _columns(each.figures, act.chapter.currency)
        if row is None:
            new.append({**here, **columns, "member_id": each.member_id, "source": source})
        elif row.opening.figures != each.figures:
            changed[row.id] = {**columns, "source": source}
    act.unit.insert_all(t.opening, new)
    act.unit.update_all(t.opening, changed)
    count = len(new) + len(changed)
    return f"Figures of {period_in_words(*period)} for {count} member{'' if count == 1 else 's'}"


@handles(c.WithdrawOpenings)
def withdraw_openings(act: Act, command: c.WithdrawOpenings) -> str:
    """Take the figures of a period back."""
    on_record = openings(act.unit.connection, act.chapter.id)
    period = (command.since, command.until)
    rows = [each.id for each in on_record if (each.opening.since, each.opening.until) == period]
    if not rows:
        raise Refused(f"No figures of {period_in_words(*period)} are on record.")
    act.unit.delete_all(t.opening, rows)
    return f"Figures of {period_in_words(*period)} are withdrawn"


def _refuse_unknown(act: Act, command: c.RecordOpenings) -> None:
    on_record = {person.id for person in people(act.unit.connection, act.chapter.id)}
    if not {each.member_id for each in command.members} <= on_record:
        raise Refused("Somebody in it is no longer on record. Read the file again, then take it in.")


def _columns(figures: Figures, currency: str) -> dict[str, Any]:
    counts = {name: getattr(figures, name) for name in t.FIGURES}
    closed = figures.closed
    return {
        **counts,
        "closed_minor": None if closed is None else closed.minor,
        "currency": currency if closed is None else closed.currency,
    }

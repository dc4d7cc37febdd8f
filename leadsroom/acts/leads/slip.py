"""A slip on its way into the rows: its possible receivers, its columns, and its judgement by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act
from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t

_TEXTS = ("prospect", "phone_typed", "need", "company", "address", "email", "note")


def seats_for(
    act: Act, people: Iterable[PersonId], giver_id: PersonId, giver: str, *, ever: bool = False
) -> list[PersonId]:
    """The seats that a slip goes to, each once. Refuses the giver's own, and people without one.

    `ever` takes a seat that was held once, for a lead of then.
    """
    found = dict.fromkeys(act.credited(person_id)[0] for person_id in people)
    for receiver_id in found:
        receiver = act.need_person(receiver_id, "receiver")
        if giver_id == receiver_id:
            raise Refused(f"{giver} cannot pass a lead to themselves. Choose another receiver.")
        if not act.holds_seat(receiver_id, ever=ever):
            raise Refused(f"{receiver} holds no seat here. A lead goes to a member of this table.")
    return list(found)


def tidied(slip: Slip) -> Slip:
    """The slip as it will be stored; it is judged by that. Raises Refused for an empty one."""
    texts: dict[str, Any] = {name: clean(getattr(slip, name)) for name in _TEXTS}
    tidy = replace(slip, **texts)
    if tidy.blank:
        raise Refused("The slip is empty. Type a name, a number or the need.")
    return tidy


def judgement(act: Act, slip: Slip, at: datetime) -> dict[str, Any]:
    """The judgement of a slip by the chapter's rules, as columns: what is missing, and since when nothing
    is.
    """
    missing = [fact.value for fact in slip.missing(act.chapter.lead_rules)]
    return {"missing": missing, "complete_since": None if missing else at}


def asker_of(act: Act, turn_id: TurnId | None) -> PersonId | None:
    """Who asked in a turn of this chapter; None for no turn. Raises Refused when nobody did."""
    if turn_id is None:
        return None
    turn = act.unit.row(t.turn, turn_id)
    meeting = act.unit.row(t.meeting, turn["meeting_id"]) if turn is not None else None
    if turn is None or meeting is None or meeting["chapter_id"] != act.chapter.id:
        raise Refused("That ask is no longer on record. Choose another ask, or none.")
    return PersonId(turn["member_id"])


def slip_columns(slip: Slip) -> dict[str, Any]:
    """A slip as columns of `lead`."""
    plain = (*_TEXTS, "phone", "inside", "expecting_call", "knows_caller")
    return {name: getattr(slip, name) for name in plain} | {
        "who_calls": slip.who_calls.value,
        "when_likely": slip.when.value if slip.when else None,
    }

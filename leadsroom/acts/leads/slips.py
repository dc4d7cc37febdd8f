"""Slips taken and corrected: who may receive one, how the rules judge it, and to which family it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, handles
from leadsroom.acts.leads import commands as c
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.leads.lead import need_lead, settle
from leadsroom.acts.leads.second_slips import LeadsOf, follow, in_words
from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.leads import reports_of_lead

_TEXTS = ("prospect", "phone_typed", "need", "company", "address", "email", "note")


def seats_for(
    act: Act, people: Iterable[PersonId], giver_id: PersonId, giver: str, *, ever: bool = False
) -> list[PersonId]:
    """The seats that a slip goes to, each once. Refuses the giver's own, and people without one.

    A member of another chapter who is here stands for themselves.

    `ever` takes a seat that was held once, for a lead of then.
    """
    found = dict.fromkeys(act.credited(person_id)[0] for person_id in people)
    for receiver_id in found:
        receiver = act.need_person(receiver_id, "receiver")
        if giver_id == receiver_id:
            raise Refused(f"{giver} cannot pass a lead to themselves. Choose another receiver.")
        if not act.may_receive(receiver_id, ever=ever):
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
    missing = [fact.value for fact in slip.missing(act.chapter.asked_of_leads)]
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


def family_grown_into(act: Act, from_lead_id: LeadId | None) -> LeadId | None:
    """The first lead of the family that a lead grown out of this one belongs to; None for its own."""
    if from_lead_id is None:
        return None
    parent = need_lead(act, from_lead_id)
    return LeadId(parent["family_id"] or parent["id"])


def move_family(act: Act, row: Mapping[str, Any], from_lead_id: LeadId | None) -> None:
    """Bring a lead whose row said another origin, and all that hang on it, into the family of this one."""
    if from_lead_id == row["from_lead_id"]:
        return
    family_id = family_grown_into(act, from_lead_id)
    for lead_id in _hanging_on(act, row):
        act.unit.update(t.lead, lead_id, family_id=family_id or row["id"])
    act.unit.update(t.lead, row["id"], family_id=family_id)


def _hanging_on(act: Act, row: Mapping[str, Any]) -> list[LeadId]:
    """The whole family of its first lead; of another one, the leads that grew out of it."""
    if row["family_id"] is None:
        return read_leads.members_of_family(act.unit.connection, act.chapter.id, row["id"])
    found: list[LeadId] = []
    grown = [LeadId(row["id"])]
    while grown:
        grown = read_leads.grown_out_of(act.unit.connection, act.chapter.id, grown)
        found += grown
    return found


def refuse_circle(act: Act, lead_id: LeadId, from_lead_id: LeadId | None) -> None:
    """Raises Refused when a lead would come from itself, or from one that grew out of it."""
    origin: int | None = from_lead_id
    while origin is not None:
        if origin == lead_id:
            raise Refused("A lead cannot come from itself. Choose the lead it grew out of, or none.")
        origin = need_lead(act, LeadId(origin))["from_lead_id"]


def correct_lead(act: Act, command: c.PassLead, lead_id: LeadId) -> str:
    """Rewrite a slip, its giver and its receiver. A correction of nothing leaves no mark."""
    if command.also_to:
        raise Refused("A lead on record has one receiver. Pass a new lead to the others.")
    row = act.need_own(t.lead, lead_id)
    giver_id, spoken_by_id = act.credited(command.giver_id)
    giver = act.need_person(giver_id, "giver")
    (receiver_id,) = seats_for(act, (command.receiver_id,), giver_id, giver, ever=True)
    refuse_circle(act, lead_id, command.from_lead_id)
    slip = tidied(command.slip)
    columns = slip_columns(slip) | _judged_again(act, row, slip)
    if giver_id == row["giver_id"]:
        spoken_by_id = spoken_by_id or row["spoken_by_id"]
    act.unit.update(
        t.lead,
        lead_id,
        giver_id=giver_id,
        receiver_id=receiver_id,
        spoken_by_id=spoken_by_id,
        from_lead_id=command.from_lead_id,
        # An ask is the member's own: a lead to another receiver does not answer it.
        answers_id=command.answers_id if asker_of(act, command.answers_id) == receiver_id else None,
        same_as_id=_same_as(act, command, row, slip, receiver_id),
        **columns,
    )
    if _is_of_other(row, slip, receiver_id) or need_lead(act, lead_id)["same_as_id"] != row["same_as_id"]:
        follow(act, lead_id)
    move_family(act, row, command.from_lead_id)
    if not act.unit.changes:
        return ""
    _move_business(act, lead_id, giver_id, receiver_id)
    act.unit.update(t.lead, lead_id, **act.corrected(row))
    settle(act.unit, lead_id)
    who = f"{giver} → {act.need_person(receiver_id, 'receiver')}: {slip.about}"
    return _sentence(act, row, lead_id, f"{who}{_changed(row, need_lead(act, lead_id))}")


def _same_as(
    act: Act, command: c.PassLead, row: dict[str, Any], slip: Slip, receiver_id: PersonId
) -> LeadId | None:
    """Which lead a corrected slip says once more; as before where it is of the same prospect."""
    if command.is_another is None and not _is_of_other(row, slip, receiver_id):
        return None if row["same_as_id"] is None else LeadId(row["same_as_id"])
    if command.is_another:
        return None
    same = LeadsOf(act, (receiver_id,)).same(slip, receiver_id, LeadId(row["id"]))
    return None if same is None else same.id


def _is_of_other(row: dict[str, Any], slip: Slip, receiver_id: PersonId) -> bool:
    """Whether a corrected slip is about somebody else than it was, or for somebody else."""
    was = _slip_of(row)
    named = (was.prospect, was.company, was.phone) != (slip.prospect, slip.company, slip.phone)
    return named or row["receiver_id"] != receiver_id


def _judged_again(act: Act, row: dict[str, Any], slip: Slip) -> dict[str, Any]:
    """By the chapter's rules of now, where a fact has changed; else as it was judged."""
    was = _slip_of(row)
    if all(slip.fact(fact) == was.fact(fact) for fact in Fact):
        return {}
    judged = judgement(act, slip, act.now)
    since = row["complete_since"]
    if judged["complete_since"] is not None and since is not None:
        judged["complete_since"] = datetime.fromisoformat(since)
    return judged


def _slip_of(row: dict[str, Any]) -> Slip:
    texts = {name: row[name] for name in ("prospect", "phone", "phone_typed", "need", "company")}
    return Slip(
        **texts,
        expecting_call=row["expecting_call"],
        inside=row["inside"],
        who_calls=WhoCalls(row["who_calls"]),
        knows_caller=row["knows_caller"],
        when=When(row["when_likely"]) if row["when_likely"] else None,
    )


def _move_business(act: Act, lead_id: LeadId, giver_id: PersonId, receiver_id: PersonId) -> None:
    """Dollars are to the credit of the giver of the lead, by its receiver."""
    for report in reports_of_lead(act.unit.connection, act.chapter.id, lead_id):
        if (report.credited_to_id, report.reported_by_id) != (giver_id, receiver_id):
            row = act.need_own(t.closed_business, report.id)
            people = {"credited_to_id": giver_id, "reported_by_id": receiver_id}
            act.unit.update(t.closed_business, report.id, **people, **act.corrected(row))


def _changed(was: dict[str, Any], now: dict[str, Any]) -> str:
    """Which parts of a slip are others than before, in the order of the slip."""
    parts = [part for part, names in _PARTS.items() if any(was[name] != now[name] for name in names)]
    return f" ({', '.join(parts)})" if parts else ""


_PARTS = {
    "giver": ("giver_id",),
    "receiver": ("receiver_id",),
    "prospect": ("prospect",),
    "company": ("company",),
    "phone": ("phone", "phone_typed"),
    "need": ("need",),
    "address": ("address",),
    "e-mail": ("email",),
    "who calls": ("who_calls",),
    "expecting the call": ("expecting_call",),
    "knows who calls": ("knows_caller",),
    "when": ("when_likely",),
    "household": ("inside",),
    "note": ("note",),
    "origin": ("from_lead_id",),
    "ask": ("answers_id",),
    "whether it counts": ("same_as_id",),
}


def _sentence(act: Act, row: dict[str, Any], lead_id: LeadId, what: str) -> str:
    is_lead = need_lead(act, lead_id)["lead_since"] is not None
    if need_lead(act, lead_id)["same_as_id"] is not None:
        return f"Second slip corrected: {what}"
    if is_lead and row["lead_since"] is None:
        return f"Raw lead completed: {what}"
    return f"{'Lead' if is_lead else 'Raw lead'} corrected: {what}"


@handles(PassLead)
def pass_lead(act: Act, command: PassLead) -> str:
    """Take a slip, or correct one."""
    if command.corrects is not None:
        return correct_lead(act, command, command.corrects)
    words = _take_slip(act, command)
    _gives_after_all(act, act.credited(command.giver_id)[0])
    return words


def _gives_after_all(act: Act, giver_id: PersonId) -> None:
    """Take back “nothing today” of a giver who gives after all."""
    for turn in act.picture.turns if act.picture is not None else ():
        if turn.nothing_today and turn.member_id == giver_id:
            act.unit.update(t.turn, turn.id, nothing_today=False)


def _take_slip(act: Act, command: PassLead) -> str:
    """Take a slip as it is, complete or not, for each of its receivers."""
    giver_id, spoken_by_id = act.credited(command.giver_id)
    giver = act.need_person(giver_id, "giver")
    receivers = seats_for(act, (command.receiver_id, *command.also_to), giver_id, giver)
    slip = tidied(command.slip)
    asker_id = asker_of(act, command.answers_id)
    if asker_id is not None and asker_id not in receivers:
        asker = act.need_person(asker_id, "receiver")
        raise Refused(f"{asker} asked for that. Pass it to {asker}, or mark it as no answer to an ask.")
    judged = judgement(act, slip, act.happened_at)
    columns = slip_columns(slip) | judged | {"giver_id": giver_id, "spoken_by_id": spoken_by_id}
    family_id = family_grown_into(act, command.from_lead_id)
    before = LeadsOf(act, receivers)
    second: dict[PersonId, Lead] = {}
    for receiver_id in receivers:
        same = None if command.is_another else before.same(slip, receiver_id)
        if same is not None:
            second[receiver_id] = same
        lead_id = act.unit.insert(
            t.lead,
            chapter_id=act.chapter.id,
            meeting_id=act.meeting_id,
            receiver_id=receiver_id,
            state="open",
            passed_at=act.happened_at,
            lead_since=judged["complete_since"],
            from_lead_id=command.from_lead_id,
            family_id=family_id,
            answers_id=command.answers_id if receiver_id == asker_id else None,
            same_as_id=None if same is None else same.id,
            **columns,
        )
        family_id = family_id or LeadId(lead_id)
    label = "Raw lead" if judged["missing"] else "Lead"
    label = "Second slip" if len(second) == len(receivers) else label
    names = ", ".join(act.need_person(receiver_id, "receiver") for receiver_id in receivers)
    return f"{label} {giver} → {names}: {slip.about}{_once_more(act, second)}"


def _once_more(act: Act, second: Mapping[PersonId, Lead]) -> str:
    """`, the same as Ann Chu's of Thu 12 Nov`, of each receiver who has the prospect already."""
    same = dict.fromkeys(in_words(act, lead) for lead in second.values())
    return f", {' and '.join(same)}" if same else ""

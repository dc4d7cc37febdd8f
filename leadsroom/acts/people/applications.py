"""Applications, for which seat, and their end. An applicant for a taken seat joins the waiting list."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.member_sheet import is_candidate, sheet_of
from leadsroom.acts.people.membership import checked, enter, rewrite
from leadsroom.acts.people.roster import (
    applied_on,
    facts,
    holder_of,
    member,
    members,
    names,
    seated,
    waiting_for,
    waiting_since,
)
from leadsroom.acts.people.sheets import ApplicationSheet
from leadsroom.acts.registry import handles
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.professions import HeldSeat, close_in_words, overlaps_with
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store.read.people.seats import professions

_APPLICANT, _WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING


@handles(c.Apply)
def apply(act: Act, command: c.Apply) -> Done:
    """Take an application; where the seat is taken they wait for it from the day they applied."""
    sheet = command.sheet
    on = _checked_day(sheet.applied_on or act.today, act.today)
    holder = holder_of(act, sheet.profession)
    entered = checked(act, sheet.as_member(_WAITING if holder else _APPLICANT))
    columns = _columns(sheet, on) | ({"waiting_since": on} if holder else {})
    applicant = member(act, enter(act, entered, **columns))
    sentence = " ".join(filter(None, (_place(act, applicant, holder), _overlapping(act, applicant))))
    what = f"{applicant.person.name} applies as {applicant.profession}"
    return Done(what, sentence=sentence, subject=applicant.id)


@handles(c.ChangeApplication)
def change_application(act: Act, command: c.ChangeApplication) -> Done:
    """Correct an application; for another profession the place on its list is another too."""
    sheet, before = command.sheet, candidate(act, command.membership_id)
    was_applied_on, since = applied_on(act, before), waiting_since(act)[before.id]
    on = _checked_day(sheet.applied_on or was_applied_on or act.today, act.today)
    entered = sheet.over(sheet_of(before, act.chapter.country))
    if since is not None and since == was_applied_on:
        since = on
    if fold(entered.profession) != fold(before.profession):
        holder = holder_of(act, entered.profession)
        entered = replace(entered, status=_WAITING if holder else _APPLICANT)
        since = act.today if holder else None
    columns = _columns(sheet, on) | {"waiting_since": since}
    rewrite(act, before, checked(act, entered, before), **columns)
    after = member(act, before.id)
    name = after.person.name
    sentence = f"{name} is changed. {_overlapping(act, after)}".rstrip()
    return Done(f"{name}: application corrected", sentence=sentence, subject=after.id)


@handles(c.EndApplication)
def end_application(act: Act, command: c.EndApplication) -> Done:
    """The application is withdrawn; it stays on record."""
    applicant = candidate(act, command.membership_id)
    before, note = facts(act, applicant).note, clean(command.note)
    close_membership(act, applicant, note="; ".join(filter(None, (before, note))))
    what = f"{applicant.person.name} no longer applies for {applicant.profession}"
    return Done(what, sentence=f"{what}. It stays on record.", subject=applicant.id)


def _overlapping(act: Act, applicant: Member) -> str:
    """A sentence that names the professions at this table that the applicant's overlaps; empty for none."""
    families = {p.id: p.family for p in professions(act.unit.connection, act.chapter.id)}
    seat, *held = (
        HeldSeat(each.profession, families.get(each.profession_id, ""), each.person.name)
        for each in (applicant, *seated(act))
    )
    return close_in_words(overlaps_with(seat, held))


def _columns(sheet: ApplicationSheet, on: date) -> dict[str, Any]:
    return {"sponsor_id": sheet.sponsor_id, "note": clean(sheet.note), "applied_on": on}


def close_membership(act: Act, applicant: Member, **more: Any) -> None:
    """The membership ends, be it before it began; `more` are columns that no sheet has."""
    sheet = sheet_of(applicant, act.chapter.country)
    rewrite(act, applicant, replace(sheet, status=MembershipStatus.ENDED, seat=None), **more)


def candidate(act: Act, membership_id: MembershipId) -> Member:
    """Somebody who applies or waits. Raises Refused."""
    found = member(act, membership_id)
    if not is_candidate(found):
        raise Refused(f"{found.person.name} is not an applicant: they are {found.status.value}.")
    return found


def _checked_day(on: date, today: date) -> date:
    if on > today:
        raise Refused(f"{short_date(on)} {on.year} is still to come. Correct the day they applied.")
    return on


def _place(act: Act, applicant: Member, holder: Member | None) -> str:
    """Where the application leaves them."""
    name, profession = applicant.person.name, applicant.profession
    if holder is not None:
        line = [w.member.id for w in waiting_for(act, applicant)]
        ahead = line.index(applicant.id)
        place = "first" if not ahead else f"number {ahead + 1}"
        return f"{holder.person.name} holds the seat of {profession}: {name} is {place} on its waiting list."
    rivals = [
        m
        for m in members(act)
        if is_candidate(m) and m.profession_id == applicant.profession_id and m.id != applicant.id
    ]
    beside = f" {names(rivals)} applied for it too." if rivals else ""
    return f"{name} applies for the seat of {profession}, which is free.{beside}"

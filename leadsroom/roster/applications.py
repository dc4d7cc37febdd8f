"""Applicants: who applies, for which seat, and who no longer does. A taken seat leads to the waiting list."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from leadsroom.acts.people.member_sheet import is_candidate, sheet_of
from leadsroom.acts.people.sheets import ApplicationSheet, Told
from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.overlap import HeldSeat, close_in_words, overlaps_with
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.text import clean, fold
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.checked import checked
from leadsroom.roster.seat_door import SeatDoor, facts, holder_of, names, waiting_for
from leadsroom.store import tables as t
from leadsroom.store.read_seats import held_seats, professions

_APPLICANT, _WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING


class Applications(SeatDoor):
    """The door for applicants. Every write raises Refused with nothing changed."""

    def apply(self, chapter_id: ChapterId, sheet: ApplicationSheet) -> Told:
        """Take an application; where the seat is taken they wait for it from the day they applied."""
        with self.act(chapter_id, "Apply") as act:
            applied_on = _checked_day(sheet.applied_on or act.today, act.today)
            holder = holder_of(act, sheet.profession)
            entered = checked(act, sheet.as_member(_WAITING if holder else _APPLICANT))
            member = act.member(act.enter(entered))
            columns = {"sponsor_id": sheet.sponsor_id, "note": clean(sheet.note), "applied_on": applied_on}
            columns |= {"waiting_since": applied_on} if holder else {}
            act.unit.update(t.membership, member.id, **columns)
            act.what = f"{member.person.name} applies as {member.profession}"
            return Told(
                member, " ".join(filter(None, (_place(act, member, holder), lies_close(act, member))))
            )

    def change_application(self, membership_id: MembershipId, sheet: ApplicationSheet) -> Told:
        """Put an application right. For another profession they are where an application would put them."""
        with self.act(self._chapter_of(membership_id), "ChangeApplication") as act:
            before, known = candidate(act, membership_id), facts(act, act.member(membership_id))
            applied_on = _checked_day(sheet.applied_on or known.applied_on or act.today, act.today)
            entered = sheet.over(sheet_of(before, act.chapter.country))
            since = known.waiting_since
            if since is not None and since == known.applied_on:
                since = applied_on
            if fold(entered.profession) != fold(before.profession):
                holder = holder_of(act, entered.profession)
                entered = replace(entered, status=_WAITING if holder else _APPLICANT)
                since = act.today if holder else None
            act.rewrite(before, checked(act, entered, before))
            columns = {"sponsor_id": sheet.sponsor_id, "note": clean(sheet.note), "applied_on": applied_on}
            act.unit.update(t.membership, membership_id, **columns, waiting_since=since)
            member = act.member(membership_id)
            act.what = f"{member.person.name}: application put right"
            return Told(member, f"{member.person.name} is changed. {lies_close(act, member)}".rstrip())

    def end_application(self, membership_id: MembershipId, note: str = "") -> Told:
        """The application is withdrawn; it and the votes stay on record."""
        with self.act(self._chapter_of(membership_id), "EndApplication") as act:
            member = candidate(act, membership_id)
            close_application(act, member, note)
            act.what = f"{member.person.name} no longer applies for {member.profession}"
            sentence = f"{member.person.name} no longer applies for {member.profession}. It stays on record."
            return Told(act.member(membership_id), sentence)


def lies_close(act: RosterAct, member: Member) -> str:
    """What the member's profession lies close to at this table, as a sentence; empty where nothing does."""
    families = {p.id: p.family for p in professions(act.unit.connection, act.chapter.id)}
    seat = HeldSeat(member.profession, families.get(member.profession_id, ""), member.person.name)
    return close_in_words(overlaps_with(seat, held_seats(act.unit.connection, act.chapter.id)))


def close_application(act: RosterAct, member: Member, note: str = "") -> None:
    """The membership ends before it began."""
    sheet = sheet_of(member, act.chapter.country)
    act.rewrite(member, replace(sheet, status=MembershipStatus.ENDED, seat=None))
    if clean(note):
        before = facts(act, member).note
        act.unit.update(t.membership, member.id, note="; ".join(filter(None, (before, clean(note)))))


def candidate(act: RosterAct, membership_id: MembershipId) -> Member:
    """Somebody who applies or waits. Raises Refused."""
    member = act.member(membership_id)
    if not is_candidate(member):
        raise Refused(f"{member.person.name} does not apply: they are {member.status.value}.")
    return member


def _checked_day(applied_on: date, today: date) -> date:
    if applied_on > today:
        raise Refused(
            f"{short_date(applied_on)} {applied_on.year} is still to come. Correct the day they applied."
        )
    return applied_on


def _place(act: RosterAct, member: Member, holder: Member | None) -> str:
    """Where the application leaves them."""
    name, profession = member.person.name, member.profession
    if holder is not None:
        line = [w.member.id for w in waiting_for(act, member)]
        ahead = line.index(member.id)
        place = "first" if not ahead else f"number {ahead + 1}"
        return f"{holder.person.name} holds the seat of {profession}: {name} is {place} on its waiting list."
    rivals = [
        m
        for m in act.members()
        if is_candidate(m) and m.profession_id == member.profession_id and m.id != member.id
    ]
    beside = f" {names(rivals)} applied for it too." if rivals else ""
    return f"{name} applies for the seat of {profession}, which is free.{beside}"

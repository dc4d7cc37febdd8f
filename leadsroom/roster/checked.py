"""A sheet beside the rest of the roster: whether it can stand, and room at the table for it."""

from __future__ import annotations

from leadsroom.acts.people.conflicts import conflicts
from leadsroom.acts.people.member_sheet import check, is_current, sheet_of, tidied
from leadsroom.acts.people.seats import room_made
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.domain.roster import Member
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct


def checked(act: RosterAct, sheet: MemberSheet, before: Member | None = None) -> MemberSheet:
    """The sheet fit to be entered. Raises Refused where it cannot stand, by itself or beside the others."""
    country = act.chapter.country
    sheet = tidied(sheet)
    check(sheet, country, act.today, sheet_of(before, country) if before else None)
    others = [m for m in act.members() if is_current(m) and (before is None or m.id != before.id)]
    for conflict in conflicts(sheet, [sheet_of(m, country) for m in others], country):
        raise Refused(conflict.message)
    return sheet


def make_room(act: RosterAct, sheet: MemberSheet, before: Member | None = None) -> None:
    """The others at the table move up where the sheet takes a seat."""
    if sheet.seat is None or (before is not None and before.status.holds_seat and before.seat == sheet.seat):
        return
    at_table = [m for m in act.members() if m.status.holds_seat and (before is None or m.id != before.id)]
    coming_from = before.seat if before is not None and before.status.holds_seat else None
    act.reseat(room_made({m.id: m.seat for m in at_table}, sheet.seat, coming_from))

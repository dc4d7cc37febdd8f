"""Applicants on the roster: who applies, the vote, taking in, and the first of a waiting list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from leadsroom.acts.people import commands as c
from leadsroom.acts.people.member_sheet import is_candidate, shown_phone
from leadsroom.acts.people.sheets import ApplicationSheet, VoteSheet
from leadsroom.domain.people.roster import Member, MembershipStatus
from screens.dialogs.application import BLANK, ApplicationDialog
from screens.dialogs.vote import VoteDialog
from screens.kit.styled import short
from screens.roster_acts import edit_member

if TYPE_CHECKING:
    from screens.roster import RosterScreen


async def apply(page: RosterScreen) -> None:
    """Somebody new applies."""
    await page.fill_in(partial(_dialog, page, "An application", BLANK), c.Apply, BLANK)


async def edit(page: RosterScreen) -> None:
    """The sheet of a member, or the application of an applicant."""
    member = page.chosen
    if member is None:
        return
    if not is_candidate(member):
        await edit_member(page, member)
        return
    sheet = _application_of(page, member)
    dialog = partial(_dialog, page, f"Edit {short(member.person.name)}", sheet)
    await page.fill_in(dialog, partial(c.ChangeApplication, member.id), sheet)


def _dialog(
    page: RosterScreen, title: str, sheet: ApplicationSheet, filled: ApplicationSheet | None, refusal: str
) -> ApplicationDialog:
    return ApplicationDialog(title, filled or sheet, page.roster, page.roster.today, refusal)


def _application_of(page: RosterScreen, member: Member) -> ApplicationSheet:
    person, known = member.person, page.roster.of(member)
    return ApplicationSheet(
        name=person.name,
        profession=member.profession,
        company=person.company,
        phone_typed=shown_phone(person, page.roster.chapter.country),
        email=person.email,
        sponsor_id=known.sponsor_id,
        applied_on=known.applied_on,
        note=known.note,
    )


async def vote(page: RosterScreen) -> None:
    """The vote on an applicant."""
    member = page.chosen
    if member is None:
        return
    name = short(member.person.name)
    if not is_candidate(member):
        page.tell(f"{name} does not apply. v records the vote on who applies or waits.", "amber")
        return
    seats = sum(m.status.holds_seat for m in page.roster.members)
    rule = page.roster.chapter.rules.vote

    def dialog(filled: VoteSheet | None, refusal: str) -> VoteDialog:
        return VoteDialog(f"Vote on {name}, {member.profession}", rule, seats, filled, refusal)

    await page.fill_in(dialog, partial(c.VoteOn, member.id))


async def seat(page: RosterScreen) -> None:
    """Take an applicant in, or offer the seat to somebody who waits: the one there, or the first of all."""
    member = _to_seat(page)
    if member is None:
        page.tell("Nobody applies here. y takes in an applicant, or offers an open seat.", "amber")
    elif member.status is MembershipStatus.WAITING and not page.roster.of(member).is_accepted:
        await page.at_once(c.OfferSeat(member.id))
    else:
        await page.at_once(c.Induct(member.id))


def _to_seat(page: RosterScreen) -> Member | None:
    member = page.chosen
    if member is not None and is_candidate(member):
        return member
    return next((first.member for first in page.roster.open_seats), None)

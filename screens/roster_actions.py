"""What is done on the roster: sheets, applicants, leaving, leaves, spellings; and a file.

Each is about the member under the cursor when the key is pressed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from leadsroom.acts.command import Command
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.member_sheet import is_candidate, is_current, sheet_of, shown_phone
from leadsroom.acts.people.sheets import ApplicationSheet, LeaveSheet, MemberSheet, VoteSheet
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.text.money import show_money
from leadsroom.errors import Refused
from leadsroom.exchange.roster.import_export import write_roster_file
from leadsroom.views.people import people
from screens.dialogs.application import BLANK as BLANK_APPLICATION
from screens.dialogs.application import ApplicationDialog
from screens.dialogs.leave import LeaveChosen, LeaveDialog
from screens.dialogs.member import BLANK, MemberDialog
from screens.dialogs.merging import Merged, MergeDialog
from screens.dialogs.roster_file import RosterFileDialog
from screens.dialogs.vote import VoteDialog
from screens.kit.styled import short

if TYPE_CHECKING:
    from leadsroom.acts.act import Done
    from screens.roster import RosterScreen

V = TypeVar("V")
_MOVES = (
    "Everything on record of the one moves to the other: meetings, leads, visits, dues. "
    "The name that goes is nobody any more."
)

# Sheets


async def new(page: RosterScreen) -> None:
    """Somebody new."""
    await _fill_in(page, partial(_sheet_dialog, page, "Add a member", BLANK), c.AddMember, BLANK)


async def _edit_member(page: RosterScreen, member: Member) -> None:
    """The sheet of a member, as it stands."""
    seen = sheet_of(member, page.roster.chapter.country)

    def change(sheet: MemberSheet) -> c.ChangeMember:
        return c.ChangeMember(member.id, sheet, seen)

    await _fill_in(
        page, partial(_sheet_dialog, page, f"Edit {short(member.person.name)}", seen), change, seen
    )


def _sheet_dialog(
    page: RosterScreen, title: str, sheet: MemberSheet, filled: MemberSheet | None, refusal: str
) -> MemberDialog:
    return MemberDialog(title, filled or sheet, page.roster.chapter.country, page.roster.today, refusal)


# Applicants


async def apply(page: RosterScreen) -> None:
    """Somebody new applies."""
    await _fill_in(
        page,
        partial(_application_dialog, page, "An application", BLANK_APPLICATION),
        c.Apply,
        BLANK_APPLICATION,
    )


async def edit(page: RosterScreen) -> None:
    """The sheet of a member, or the application of an applicant."""
    member = page.chosen
    if member is None:
        return
    if not is_candidate(member):
        await _edit_member(page, member)
        return
    sheet = _application_of(page, member)
    dialog = partial(_application_dialog, page, f"Edit {short(member.person.name)}", sheet)
    await _fill_in(page, dialog, partial(c.ChangeApplication, member.id), sheet)


def _application_dialog(
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
        page.show_status(f"{name} does not apply. v records the vote on who applies or waits.", "amber")
        return
    seats = sum(m.status.holds_seat for m in page.roster.members)
    rule = page.roster.chapter.rules.vote

    def dialog(filled: VoteSheet | None, refusal: str) -> VoteDialog:
        return VoteDialog(f"Vote on {name}, {member.profession}", rule, seats, filled, refusal)

    await _fill_in(page, dialog, partial(c.VoteOn, member.id))


async def seat(page: RosterScreen) -> None:
    """Take an applicant in, or offer the seat to somebody who waits: the one there, or the first of all."""
    member = _to_seat(page)
    if member is None:
        page.show_status("Nobody applies here. y takes in an applicant, or offers an open seat.", "amber")
    elif member.status is MembershipStatus.WAITING and not page.roster.of(member).is_accepted:
        await _at_once(page, c.OfferSeat(member.id))
    else:
        await _at_once(page, c.Induct(member.id))


def _to_seat(page: RosterScreen) -> Member | None:
    member = page.chosen
    if member is not None and is_candidate(member):
        return member
    return next((first.member for first in page.roster.open_seats), None)


# Leaving and coming back


async def delete(page: RosterScreen) -> None:
    """The membership or the application ends."""
    member = page.chosen
    if member is None:
        return
    if not is_current(member):
        page.show_status(f"{short(member.person.name)} has left already. r brings them back.", "amber")
    elif is_candidate(member):
        await _at_once(page, c.EndApplication(member.id))
    else:
        owed = page.roster.debt_of(member)
        debt = "" if owed is None else f" They owe {show_money(owed, page.roster.chapter.country)}."
        await _at_once(page, c.EndMembership(member.id), debt)


async def come_back(page: RosterScreen) -> None:
    """Somebody who left is back."""
    member = page.chosen
    if member is None:
        return
    if is_current(member):
        page.show_status(f"{short(member.person.name)} is on the roster; r is for who has left.", "amber")
    else:
        await _at_once(page, c.ComeBack(member.id))


# Leave of absence


async def leave(page: RosterScreen) -> None:
    """A leave; of somebody on leave its end."""
    member = page.chosen
    if member is not None and member.status is MembershipStatus.ON_LEAVE:
        await _at_once(page, c.BackFromLeave(member.id), " L shows the leaves.")
    else:
        await leaves(page)


async def leaves(page: RosterScreen) -> None:
    """Another leave, or one on record put right or withdrawn."""
    member = page.chosen
    if member is None:
        return
    if not member.status.holds_seat:
        page.show_status(f"{short(member.person.name)} has no seat to be on leave from.", "amber")
        return
    on_record = page.roster.of(member).leaves

    def dialog(filled: LeaveSheet | LeaveChosen | None, refusal: str) -> LeaveDialog:
        sheet = filled if isinstance(filled, LeaveSheet) else None
        return _leave_dialog(page, member, on_record, sheet, refusal)

    async def accept(answer: LeaveSheet | LeaveChosen) -> Done | None:
        if isinstance(answer, LeaveSheet):
            return await page.do(c.TakeLeave(member.id, answer), str(member.id))
        if answer.withdraw:
            return await page.do(c.WithdrawLeave(answer.leave.id), str(member.id))
        await _put_right(page, member, answer.leave)
        return None

    done = await page.ask_until_accepted(dialog, accept)
    if done is not None:
        page.show_done(done)


async def _put_right(page: RosterScreen, member: Member, leave: Leave) -> None:
    before = LeaveSheet(leave.away.since, leave.away.until, leave.reason)

    def dialog(filled: LeaveSheet | None, refusal: str) -> LeaveDialog:
        return _leave_dialog(page, member, (), filled, refusal)

    await _fill_in(page, dialog, partial(c.ChangeLeave, leave.id), before)


def _leave_dialog(
    page: RosterScreen, member: Member, leaves: tuple[Leave, ...], filled: LeaveSheet | None, refusal: str
) -> LeaveDialog:
    title = f"Leave of {short(member.person.name)}"
    return LeaveDialog(title, page.roster.today, leaves, filled, refusal)


# Two spellings of one person


async def merge(page: RosterScreen) -> None:
    """Two spellings of one person become one."""
    member = page.chosen
    if member is None:
        return
    try:
        everybody = await page.desk.read(people)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return

    def dialog(_filled: Merged[Person] | None, refusal: str) -> MergeDialog[Person]:
        return MergeDialog("Two spellings of one person", member.person, everybody, _MOVES, refusal)

    async def accept(merged: Merged[Person]) -> Done:
        return await page.do(c.MergePeople(merged.other.id, merged.kept.id))

    done = await page.ask_until_accepted(dialog, accept)
    if done is not None:
        page.show_done(done)


# A file


async def take_in(page: RosterScreen) -> None:
    """Take members in from a file, in one act."""
    plan = await page.app.push_screen_wait(RosterFileDialog(page.desk))
    if plan is None:
        return
    try:
        await page.do(plan.command)
    except Refused as no:
        page.show_status(str(no), "wrong")
    else:
        page.show_status(plan.report.headline)


async def write(page: RosterScreen) -> None:
    """Everybody but who has left, into a file that can be taken in again."""
    if page.picture is None:
        return

    def write_it(typed: str) -> Awaitable[Path]:
        return page.desk.read(write_roster_file, typed)

    await page.write_to_file("The roster, as a table", f"leadsroom-roster-{page.roster.today}.csv", write_it)


# How it is done


async def _at_once(page: RosterScreen, command: Command, more: str = "") -> None:
    """Carry out what a wrong key might do too: say `more` there is to know, and how it is taken back."""
    await page.act(command, _line_of, f"{more} u takes it back.".lstrip())


async def _fill_in(
    page: RosterScreen,
    dialog: Callable[[V | None, str], Screen[Any]],
    command: Callable[[V], Command],
    before: V | None = None,
) -> None:
    await page.fill_in(dialog, command, before, at=_line_of)


def _line_of(done: Done) -> str:
    """The line of the membership that a command was about."""
    return "" if done.subject is None else str(done.subject)


ACTS: Mapping[str, Callable[[RosterScreen], Awaitable[None]]] = {
    act.__name__: act
    for act in (new, edit, delete, come_back, leave, leaves, merge, take_in, write, apply, vote, seat)
}

"""What is done with the member under the cursor: sheets, leaving, leaves, spellings; and a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from leadsroom.acts.people import commands as c
from leadsroom.acts.people.member_sheet import is_candidate, is_current, sheet_of
from leadsroom.acts.people.sheets import LeaveSheet, MemberSheet
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.text.money import show_money
from leadsroom.errors import Refused
from leadsroom.views.people import people
from screens.dialogs.leave import LeaveChosen, LeaveDialog
from screens.dialogs.member import BLANK, MemberDialog
from screens.dialogs.merging import Merged, MergeDialog
from screens.dialogs.roster_file import RosterFileDialog
from screens.kit.styled import short

if TYPE_CHECKING:
    from leadsroom.acts.act import Done
    from screens.roster import RosterScreen

_MOVES = (
    "Everything on record of the one moves to the other: meetings, leads, visits, dues. "
    "The name that goes is nobody any more."
)

# Sheets


async def add(page: RosterScreen) -> None:
    """Somebody new."""
    await page.fill_in(partial(_sheet_dialog, page, "Add a member", BLANK), c.AddMember, BLANK)


async def edit_member(page: RosterScreen, member: Member) -> None:
    """The sheet of a member, as it stands."""
    seen = sheet_of(member, page.roster.chapter.country)

    def change(sheet: MemberSheet) -> c.ChangeMember:
        return c.ChangeMember(member.id, sheet, seen)

    await page.fill_in(partial(_sheet_dialog, page, f"Edit {short(member.person.name)}", seen), change, seen)


def _sheet_dialog(
    page: RosterScreen, title: str, sheet: MemberSheet, filled: MemberSheet | None, refusal: str
) -> MemberDialog:
    return MemberDialog(title, filled or sheet, page.roster.chapter.country, page.roster.today, refusal)


# Leaving and coming back


async def end(page: RosterScreen) -> None:
    """The membership or the application ends."""
    member = page.chosen
    if member is None:
        return
    if not is_current(member):
        page.tell(f"{short(member.person.name)} has left already. r brings them back.", "amber")
    elif is_candidate(member):
        await page.at_once(c.EndApplication(member.id))
    else:
        owed = page.roster.debt_of(member)
        debt = "" if owed is None else f" They owe {show_money(owed, page.roster.chapter.country)}."
        await page.at_once(c.EndMembership(member.id), debt)


async def come_back(page: RosterScreen) -> None:
    """Somebody who left is back."""
    member = page.chosen
    if member is None:
        return
    if is_current(member):
        page.tell(f"{short(member.person.name)} is on the roster; r is for who has left.", "amber")
    else:
        await page.at_once(c.ComeBack(member.id))


# Leave of absence


async def leave(page: RosterScreen) -> None:
    """A leave; of somebody on leave its end."""
    member = page.chosen
    if member is not None and member.status is MembershipStatus.ON_LEAVE:
        await page.at_once(c.BackFromLeave(member.id), " L shows the leaves.")
    else:
        await leaves(page)


async def leaves(page: RosterScreen) -> None:
    """Another leave, or one on record put right or withdrawn."""
    member = page.chosen
    if member is None:
        return
    if not member.status.holds_seat:
        page.tell(f"{short(member.person.name)} has no seat to be on leave from.", "amber")
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
        page.tell_done(done)


async def _put_right(page: RosterScreen, member: Member, leave: Leave) -> None:
    before = LeaveSheet(leave.away.since, leave.away.until, leave.reason)

    def dialog(filled: LeaveSheet | None, refusal: str) -> LeaveDialog:
        return _leave_dialog(page, member, (), filled, refusal)

    await page.fill_in(dialog, partial(c.ChangeLeave, leave.id), before)


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
        page.tell(str(no), "wrong")
        return

    def dialog(_filled: Merged[Person] | None, refusal: str) -> MergeDialog[Person]:
        return MergeDialog("Two spellings of one person", member.person, everybody, _MOVES, refusal)

    async def accept(merged: Merged[Person]) -> Done:
        return await page.do(c.MergePeople(merged.other.id, merged.kept.id))

    done = await page.ask_until_accepted(dialog, accept)
    if done is not None:
        page.tell_done(done)


# A file


async def take_in(page: RosterScreen) -> None:
    """Take members in from a file, in one act."""
    plan = await page.app.push_screen_wait(RosterFileDialog(page.desk))
    if plan is None:
        return
    try:
        await page.do(plan.command)
    except Refused as no:
        page.tell(str(no), "wrong")
    else:
        page.tell(plan.report.headline)

"""What is done on the roster: sheets, applicants, leaving, leaves, merging; and a file.

Each is about the member under the cursor when the key is pressed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from leadsroom.acts.command import Command
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.member_sheet import is_candidate, is_current
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.exchange.roster.import_export import write_roster_file
from leadsroom.exchange.roster.preview import preview_file
from leadsroom.views.money import dues_record
from leadsroom.views.people import people
from screens.kit.dialog import ADD, WITHDRAW, EntriesDialog, Picked
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.list_page import line_of
from screens.kit.listing import Column, Line
from screens.kit.styled import quiet, short, words
from screens.people.file_box import ChosenFile, FileForm
from screens.people.file_box import take_in as take_in_file
from screens.people.forms import ApplicationForm, LeaveForm, MemberForm, VoteForm
from screens.people.leaving import LeavingForm, uncharged_of
from screens.people.offices import Choice, OfficesDialog, choices, ended, office_form
from screens.people.profession_forms import MergeForm

if TYPE_CHECKING:
    from leadsroom.views.people import Roster
    from screens.people.roster import RosterScreen


_COLUMNS = (Column(), Column(most=40, rank=1))


class LeavesDialog(EntriesDialog):
    """The leaves ahead, now and past, the latest first."""

    BINDINGS = [Binding("n", "add", "new leave", id="add", tooltip="Another leave")]

    def __init__(self, title: str, leaves: Sequence[Leave], today: date) -> None:
        lines = [
            Line(str(leave.id), (words(leave.in_words(today)), quiet(leave.reason)))
            for leave in reversed(leaves)
        ]
        super().__init__(title, _COLUMNS, lines, empty="No leave is on record.")

    def action_add(self) -> None:
        """Another leave."""
        self.dismiss(Picked("", ADD))


_MOVES = "Meetings, leads, visits and dues of {goes} become those of {stays}."

# Sheets


async def new(page: RosterScreen) -> None:
    """Somebody new."""
    await _ask(page, MemberForm(page.roster))


async def apply(page: RosterScreen) -> None:
    """Somebody new applies."""
    await _ask(page, ApplicationForm(page.roster))


async def edit(page: RosterScreen) -> None:
    """The sheet of a member, or the application of an applicant."""
    member = page.chosen
    if member is None:
        return
    sheet = ApplicationForm if is_candidate(member) else MemberForm
    await page.ask(sheet(page.roster, member), at=line_of, again=page.form_again(sheet))


# Applicants


async def vote(page: RosterScreen) -> None:
    """The vote on an applicant."""
    member = page.chosen
    if member is None:
        return
    if is_candidate(member):
        await _ask(page, VoteForm(page.roster, member))
    else:
        name = short(member.person.name)
        page.show_status(
            f"{name} is not an applicant. v records the vote on somebody who applies or waits.", "amber"
        )


async def seat(page: RosterScreen) -> None:
    """Take an applicant in, or offer the seat to somebody who waits: the one there, or the first of all."""
    member = _to_seat(page)
    if member is None:
        page.show_status(
            "Nobody applies here. y takes in an applicant, or offers an open seat to the waiting list.",
            "amber",
        )
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
        await _leave(page, member)


async def _leave(page: RosterScreen, leaver: Member) -> None:
    """The membership ends at once; where dues were not charged, it is asked what becomes of them."""
    try:
        record = await page.look_up(dues_record)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return
    today = page.roster.today
    if leaver.status.holds_seat and record.has_dues and uncharged_of(leaver, record, today):
        await _ask(page, LeavingForm(leaver, record, today))
    else:
        await _at_once(page, c.EndMembership(leaver.id))


async def come_back(page: RosterScreen) -> None:
    """Bring back a former member."""
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
    elif member is not None and _has_seat(page, member):
        await _ask(page, LeaveForm(member, page.roster))


async def leaves(page: RosterScreen) -> None:
    """The leaves of a member: another one, or one on record put right or withdrawn."""
    member = page.chosen
    if member is None or not _has_seat(page, member):
        return
    on_record = page.roster.of(member).leaves
    dialog = LeavesDialog(f"Leaves of {short(member.person.name)}", on_record, page.roster.today)
    chosen = await page.app.push_screen_wait(dialog)
    if chosen is None:
        return
    leave = next((each for each in on_record if str(each.id) == chosen.key), None)
    if leave is not None and chosen.act == WITHDRAW:
        await _at_once(page, c.WithdrawLeave(leave.id))
    else:

        def again_of(seen: Roster, of_member: Member) -> Form[Any] | None:
            now = next((each for each in seen.of(of_member).leaves if leave and each.id == leave.id), None)
            return LeaveForm(of_member, seen, now) if now is not None else None

        again = page.form_again(again_of) if leave is not None else None
        await page.ask(LeaveForm(member, page.roster, leave), at=line_of, again=again)


async def offices(page: RosterScreen) -> None:
    """The offices: one given to a member, a term put right or ended."""
    found = choices(page.roster)
    picked = await page.app.push_screen_wait(OfficesDialog(page.roster))
    if picked is None:
        return
    choice = found.get(picked.key, Choice(""))
    command = ended(choice) if picked.act == WITHDRAW else None
    if command is not None:
        await _at_once(page, command)
    elif picked.act != WITHDRAW:
        await _ask(page, office_form(page.roster, choice))


def _has_seat(page: RosterScreen, member: Member) -> bool:
    """Whether there is a seat to be on leave from; it says so when not."""
    if not member.status.holds_seat:
        page.show_status(f"{short(member.person.name)} has no seat to be on leave from.", "amber")
    return member.status.holds_seat


# Two entries of one person


async def merge(page: RosterScreen) -> None:
    """Merge two entries of one person."""
    member = page.chosen
    if member is None:
        return
    try:
        everybody = await page.look_up(people)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return
    one = PersonField("one", "Name", everybody, member.person, role="it is")
    other = PersonField("other", "Same as", everybody, role="it is")
    form = MergeForm("Merge two entries of one person", one, other, _merge, _MOVES)
    await page.ask(form)


def _merge(goes: int, stays: int) -> c.MergePeople:
    return c.MergePeople(PersonId(goes), PersonId(stays))


# A file


async def take_in(page: RosterScreen) -> None:
    """Take members or applicants in from a file, in one act."""
    hint = "a table with a line for each member, or contact cards"
    file = ChosenFile(preview_file, hint, asks_status=True)
    await take_in_file(page, FileForm("Take members in from a file", file))


async def write(page: RosterScreen) -> None:
    """Everybody but who has left, into a file that can be imported again."""
    if page.picture is None:
        return

    def write_it(wanted: FileWanted) -> Awaitable[Path]:
        return page.desk.read(write_roster_file, wanted)

    choice = FileChoice(f"roster-{page.roster.today}", [FileFormat("csv")])
    await page.write_to_file("The roster, as a table", choice, write_it)


# How it is done


async def _at_once(page: RosterScreen, command: Command, more: str = "") -> None:
    """Carry out what a wrong key might do too: say `more` there is to know, and how it is taken back."""
    await page.act(command, line_of, f"{more} u takes it back.".lstrip())


async def _ask(page: RosterScreen, form: Form[Any]) -> None:
    """Ask until it is on record, or nobody wants it any more."""
    await page.ask(form, at=line_of)


ACTS: Mapping[str, Callable[[RosterScreen], Awaitable[None]]] = {
    act.__name__: act
    for act in (
        new,
        edit,
        delete,
        come_back,
        leave,
        leaves,
        offices,
        merge,
        take_in,
        write,
        apply,
        vote,
        seat,
    )
}

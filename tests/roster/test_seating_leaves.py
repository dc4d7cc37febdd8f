"""Leave of absence, from the roster's side and from a sheet's."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.people.commands import LeaveSheet
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import ChapterRules, LeaveRules
from leadsroom.domain.rules.windows import Length, LengthUnit
from leadsroom.errors import Refused
from leadsroom.store.read.people.absences import leaves_of
from leadsroom.store.store import Store
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import sheet

TODAY, YESTERDAY = date(2026, 11, 18), date(2026, 11, 17)
BEFORE, NEXT_MONTH = date(2026, 11, 2), date(2026, 12, 18)


@pytest.fixture
def seating(store: Store, clock: SetClock) -> Seating:
    """The door to seats."""
    return Seating(store, clock, "front desk")


@pytest.fixture
def ann(office: Office, chapter: Chapter) -> Member:
    """Ann Chu, who holds the seat of Florist."""
    return office.add_member(chapter.id, sheet("Ann Chu", "Florist"))


def away(store: Store, chapter: Chapter, member: Member) -> tuple[Away, ...]:
    """What the counting sees."""
    with store.reading() as connection:
        return leaves_of(connection, chapter.id).get(member.person.id, ())


def test_a_leave_that_holds(seating: Seating, store: Store, chapter: Chapter, ann: Member) -> None:
    """Somebody on leave keeps the seat; when they are back the leave ended yesterday."""
    answer = seating.take_leave(ann.id, LeaveSheet(BEFORE, NEXT_MONTH, "twins"))
    assert answer.sentence == "Ann Chu is on leave until Fri 18 Dec; seat 1 stays theirs."
    assert answer.member.status is MembershipStatus.ON_LEAVE
    assert away(store, chapter, ann) == (Away(BEFORE, NEXT_MONTH),)
    back = seating.back_from_leave(ann.id)
    assert (back.member.status, back.member.seat) == (MembershipStatus.ACTIVE, 1)
    assert away(store, chapter, ann) == (Away(BEFORE, YESTERDAY),)
    with pytest.raises(Refused, match="is not on leave"):
        seating.back_from_leave(ann.id)


@pytest.mark.parametrize("refuses", [False, True])
def test_a_leave_longer_than_the_rules_allow(
    refuses: bool, seating: Seating, store: Store, chapter: Chapter, ann: Member
) -> None:
    """It is pointed out with its last day, or refused where the chapter says so, also as it is corrected."""
    leaves = LeaveRules(longest=Length(8, LengthUnit.WEEKS), refuses=refuses)
    seating.desk(chapter.id).do(SetRules(ChapterRules(leaves=leaves)))
    bound = "A leave lasts at most 8 weeks: this one until Tue 12 Jan 2027."
    seating.take_leave(ann.id, LeaveSheet(TODAY, NEXT_MONTH))
    (leave,) = seating.roster(chapter.id).of(ann).leaves
    for until, advice in ((None, "Type its last day"), (date(2027, 1, 13), "Correct its last day")):
        if refuses:
            with pytest.raises(Refused, match=f"{re.escape(bound)} {advice}"):
                seating.change_leave(leave, LeaveSheet(TODAY, until))
        else:
            assert seating.change_leave(leave, LeaveSheet(TODAY, until)).sentence.endswith(bound)
    assert away(store, chapter, ann) == (Away(TODAY, NEXT_MONTH if refuses else date(2027, 1, 13)),)


def test_a_status_enters_no_leave_without_an_end_where_that_is_refused(
    office: Office, seating: Seating, chapter: Chapter, ann: Member
) -> None:
    """A sheet puts somebody on leave only where the rules take a leave of which nobody knows the end."""
    on_leave = replace(sheet_of(ann, "US"), status=MembershipStatus.ON_LEAVE)
    weeks = Length(8, LengthUnit.WEEKS)
    for refuses in (True, False):
        rules = ChapterRules(leaves=LeaveRules(longest=weeks, refuses=refuses))
        seating.desk(chapter.id).do(SetRules(rules))
        if refuses:
            with pytest.raises(Refused, match="Enter it with its last day: l on the roster"):
                office.change_member(ann.id, on_leave)
        else:
            assert office.change_member(ann.id, on_leave).status is MembershipStatus.ON_LEAVE


def test_a_leave_that_is_ahead(
    seating: Seating, store: Store, chapter: Chapter, clock: SetClock, ann: Member
) -> None:
    """Entered ahead, it changes nothing until it begins; then the roster keeps up by itself."""
    answer = seating.take_leave(ann.id, LeaveSheet(date(2026, 12, 1), NEXT_MONTH))
    assert answer.sentence == "Ann Chu goes on leave on Tue 1 Dec, until Fri 18 Dec; seat 1 stays theirs."
    assert answer.member.status is MembershipStatus.ACTIVE
    seating.keep_up(chapter.id)
    assert seating.roster(chapter.id).members[0].status is MembershipStatus.ACTIVE
    clock.pass_by(days=14)
    seating.keep_up(chapter.id)
    assert seating.roster(chapter.id).members[0].status is MembershipStatus.ON_LEAVE
    assert away(store, chapter, ann) == (Away(date(2026, 12, 1), NEXT_MONTH),)


def test_a_leave_that_is_over(seating: Seating, chapter: Chapter, clock: SetClock, ann: Member) -> None:
    """Nobody is back before they say so, though the leave is over."""
    seating.take_leave(ann.id, LeaveSheet(TODAY, date(2026, 11, 20)))
    clock.pass_by(days=7)
    seating.keep_up(chapter.id)
    roster = seating.roster(chapter.id)
    (member,) = roster.members
    assert member.status is MembershipStatus.ON_LEAVE
    (over,) = roster.of(member).leaves
    assert over.in_words(TODAY) == "from Wed 18 Nov until Fri 20 Nov"
    assert seating.back_from_leave(ann.id).member.status is MembershipStatus.ACTIVE
    assert roster.of(member).leaves == seating.roster(chapter.id).of(member).leaves


def test_days_that_cannot_be(seating: Seating, ann: Member) -> None:
    """A leave that ends before it begins, or holds beside another, is refused with what to do."""
    with pytest.raises(Refused, match="Mon 2 Nov is before Wed 18 Nov"):
        seating.take_leave(ann.id, LeaveSheet(TODAY, BEFORE))
    seating.take_leave(ann.id, LeaveSheet(TODAY, None))
    with pytest.raises(Refused, match="There is a leave from Wed 18 Nov, no end known already"):
        seating.take_leave(ann.id, LeaveSheet(NEXT_MONTH, None))


def test_a_leave_is_changed_and_withdrawn(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """Other days put the member where these say; withdrawn, the leave never was."""
    seating.take_leave(ann.id, LeaveSheet(TODAY, None))
    (leave,) = seating.roster(chapter.id).of(ann).leaves
    answer = seating.change_leave(leave, LeaveSheet(BEFORE, YESTERDAY, "flu"))
    assert answer.sentence == "Ann Chu was on leave from Mon 2 Nov until Tue 17 Nov; seat 1 stays theirs."
    assert answer.member.status is MembershipStatus.ACTIVE
    (leave,) = seating.roster(chapter.id).of(ann).leaves
    seating.withdraw_leave(leave)
    assert seating.roster(chapter.id).of(ann).leaves == ()


def test_a_status_that_is_edited_keeps_the_leaves_true(
    seating: Seating, office: Office, store: Store, chapter: Chapter, ann: Member
) -> None:
    """A sheet or a roster file that says on leave begins a leave; one that says active ends it."""
    on_leave = replace(sheet_of(ann, "US"), status=MembershipStatus.ON_LEAVE)
    office.change_member(ann.id, on_leave)
    office.change_member(ann.id, replace(on_leave, company="Petal & Stem"))
    assert away(store, chapter, ann) == (Away(TODAY, None),)
    office.change_member(ann.id, replace(on_leave, status=MembershipStatus.ACTIVE))
    assert away(store, chapter, ann) == ()


def test_who_leaves_the_chapter_is_on_leave_no_more(
    seating: Seating, store: Store, chapter: Chapter, ann: Member
) -> None:
    """The end of a membership ends its leave, and takes back those ahead."""
    seating.take_leave(ann.id, LeaveSheet(BEFORE, date(2026, 11, 20)))
    seating.take_leave(ann.id, LeaveSheet(date(2026, 12, 1), None))
    seating.end(ann.id)
    assert away(store, chapter, ann) == (Away(BEFORE, YESTERDAY),)
    with pytest.raises(Refused, match="has no seat to be on leave from"):
        seating.take_leave(ann.id, LeaveSheet(TODAY, None))

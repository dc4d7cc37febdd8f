"""A member's page: where they stand with each rule, what they gave, and the chapter's decisions."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, MembershipId, PersonId
from leadsroom.domain.people.attendance import AttendanceRecord, Away, Mark
from leadsroom.domain.people.decisions import Decision, DecisionKind
from leadsroom.domain.people.roster import Member
from leadsroom.domain.people.standing import (
    MemberStanding,
    QuotaStanding,
    member_standing,
    quota_standing,
    record_begins,
)
from leadsroom.domain.rules.windows import days_of, months_later
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.read.money import owed_by
from leadsroom.store.read.people.roster import members
from leadsroom.store.read.people.standing import (
    attendance_records,
    attendance_rows,
    dates_held,
    decisions,
    given_since,
)
from leadsroom.store.reading import Reading

_SHOWN_MONTHS = 12


class MarkLine(Struct, frozen=True):
    """A member at one closed meeting, as the page lists it."""

    meeting_id: MeetingId
    on: date
    mark: Mark
    substitute: str
    left_early: bool
    excused: bool


class MemberPicture(Struct, frozen=True):
    """The record of a member that the rules look at; marks the latest first, of the last twelve months.

    `balances` is above zero where something is owed; empty when the account is even.
    """

    member_id: PersonId
    today: date
    standing: MemberStanding
    quotas: tuple[QuotaStanding, ...]
    marks: tuple[MarkLine, ...]
    decisions: tuple[Decision, ...]
    leaves: tuple[Away, ...]
    balances: tuple[Money, ...] = ()


class MemberPage(Struct, frozen=True):
    """A membership, and everything about its member."""

    chapter: Chapter
    member: Member
    picture: MemberPicture


def member_page(reading: Reading, membership_id: MembershipId) -> MemberPage:
    """The page of a member as they stand today. Raises Refused for a membership that is no more."""
    everybody = members(reading.connection, reading.chapter_id)
    member = next((each for each in everybody if each.id == membership_id), None)
    if member is None:
        raise Refused("That member is no longer on the roster.")
    return MemberPage(reading.chapter, member, member_picture(reading, member.person.id))


def member_picture(reading: Reading, member_id: PersonId) -> MemberPicture:
    """Everything about a member, as the rules see it today."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    rules, shown_since = chapter.rules, months_later(today, -_SHOWN_MONTHS)
    rows = attendance_rows(connection, chapter.id, member_id, shown_since)
    balances = owed_by(connection, chapter.id, member_id).get(member_id, ())
    decided = [d for d in decisions(connection, chapter.id) if d.member_id == member_id]
    begins = min((days_of(quota.per, today)[0] for quota in rules.quotas), default=today)
    held = dates_held(connection, chapter.id, min(begins, shown_since))
    begins = min([begins, *held[-1:]])
    given = given_since(connection, chapter, begins).get(member_id, [])
    since = min(begins, record_begins(rules, today))
    records = attendance_records(connection, chapter.id, since, rules.counting)
    record = records.get(member_id, AttendanceRecord())
    excused = {each.meeting_id for each in decided if each.kind is DecisionKind.EXCUSED}
    expected = [attended.on for attended in record.expected(today)]
    return MemberPicture(
        member_id=member_id,
        today=today,
        standing=member_standing(rules, record, today),
        quotas=tuple(quota_standing(quota, given, held, expected, today) for quota in rules.quotas),
        marks=tuple(
            MarkLine(
                meeting_id=row.meeting_id,
                on=row.on,
                mark=row.mark,
                substitute=row.substitute,
                left_early=row.left_at is not None,
                excused=row.meeting_id in excused,
            )
            for row in reversed(rows)
        ),
        decisions=tuple(reversed(decided)),
        leaves=record.leaves,
        balances=balances,
    )

"""The effect of a chapter's rules on its table today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.people.attendance import AttendanceRecord
from leadsroom.domain.people.breaches import (
    USUAL_BACK,
    Breach,
    Past,
    breaches,
    has_rules,
    list_begins,
    past_begins,
)
from leadsroom.domain.people.follow_up import Visitor
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import (
    GivenOn,
    Level,
    MemberStanding,
    QuotaStanding,
    kinds_asked,
    quota_standing,
)
from leadsroom.domain.rules.chapter_rules import ChapterRules, Given, LeaveRules
from leadsroom.domain.rules.windows import days_of
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.read.people.one_to_ones import met_since
from leadsroom.store.read.people.standing import (
    attendance_records,
    dates_held,
    decisions,
    given_since,
    standings,
)
from leadsroom.store.read.people.visitors import substitutes_counted_since
from leadsroom.store.reading import Reading

_LONGEST_BREAK = timedelta(days=92)  # in which the last meeting is looked for
_SEATED = (MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE)


class MemberMeaning(Struct, frozen=True):
    """A member at the table, and where they stand by the rules in question."""

    member_id: PersonId
    name: str
    standing: MemberStanding

    @property
    def level(self) -> Level:
        """How near they are to a limit."""
        return self.standing.level


def meaning(reading: Reading, rules: ChapterRules | None = None) -> tuple[MemberMeaning, ...]:
    """Where the table would stand today by these rules, or does by the chapter's own.

    The nearest to a limit come first.
    """
    connection, chapter = reading.connection, reading.chapter
    found = standings(connection, chapter, reading.today, rules=chapter.rules if rules is None else rules)
    seated = read_roster.members(connection, chapter.id, _SEATED)
    nothing = MemberStanding()
    table = [MemberMeaning(m.person.id, m.person.name, found.get(m.person.id, nothing)) for m in seated]
    return tuple(sorted(table, key=lambda each: -each.level))


class BreachLine(Struct, frozen=True):
    """A breach, and the membership whose page is about its member; None of somebody without a seat."""

    breach: Breach
    membership_id: MembershipId | None = None


class BreachList(Struct, frozen=True):
    """Every rule that was broken in the last `months`, from `since` on, the most pressing first.

    `rules`: whether the chapter has any that can be broken.
    """

    chapter: Chapter
    today: date
    months: int
    since: date
    rules: bool
    lines: tuple[BreachLine, ...] = ()

    @property
    def stands(self) -> tuple[Breach, ...]:
        """Those that stand today."""
        return tuple(line.breach for line in self.lines if line.breach.stands)


def breach_list(reading: Reading, back: int = USUAL_BACK) -> BreachList:
    """The breaches of so many months."""
    chapter, today = reading.chapter, reading.today
    since = list_begins(today, back)
    seated = read_roster.members(reading.connection, chapter.id, _SEATED)
    memberships = {member.person.id: member.id for member in seated}
    names = {member.person.id: member.person.name for member in seated}
    found = breaches(past_since(reading, since, names))
    lines = tuple(BreachLine(each, memberships.get(each.person_id)) for each in found)
    return BreachList(chapter, today, back, since, has_rules(chapter.rules), lines)


def past_since(reading: Reading, since: date, names: Mapping[PersonId, str]) -> Past:
    """What breaches from a day on are found in, each part read once; nothing that no rule asks about."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    rules = chapter.rules
    first = past_begins(rules, since, today)
    quotas, substitutes = rules.quotas, rules.substitutes.same_person is not None
    records: Mapping[PersonId, AttendanceRecord] = {}
    if rules.limits or rules.shares or quotas or rules.leaves != LeaveRules():
        records = attendance_records(connection, chapter.id, first, rules.counting)
    visitors: tuple[Visitor, ...] = ()
    if rules.visitors.visits is not None:
        counts = rules.visitors.open_house_counts
        visitors = visitors_on_record(connection, chapter.id, date.min, open_house_counts=counts)
    return Past(
        rules=rules,
        since=since,
        on=today,
        names=names,
        records=records,
        given=given_since(connection, chapter, first, kinds_asked(quotas)) if quotas else {},
        held=dates_held(connection, chapter.id, first) if quotas or substitutes else (),
        substitutes=substitutes_counted_since(connection, chapter, since) if substitutes else (),
        visitors=visitors,
        decisions=decisions(connection, chapter.id, first),
    )


def one_to_ones_counted(reading: Reading) -> tuple[tuple[str, QuotaStanding], ...]:
    """Everybody at the table with the one-to-ones of this period, for the first quota that counts them.

    Whoever had most comes first; nothing where no quota counts them.
    """
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    quota = next((each for each in chapter.rules.quotas if Given.ONE_TO_ONE in each.satisfied_by), None)
    if quota is None:
        return ()
    since = min(days_of(quota.per, today)[0], today - _LONGEST_BREAK)
    held, met = dates_held(connection, chapter.id, since), met_since(connection, chapter.id, since)
    found = []
    for member in read_roster.members(connection, chapter.id, _SEATED):
        theirs = [GivenOn(Given.ONE_TO_ONE, on) for *pair, on in met if member.person.id in pair]
        found.append((member.person.name, quota_standing(quota, theirs, held, held, today)))
    return tuple(sorted(found, key=lambda each: -each[1].given))

"""The effect of a chapter's rules on its table today."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import GivenOn, Level, MemberStanding, QuotaStanding, quota_standing
from leadsroom.domain.rules.chapter_rules import ChapterRules, Given
from leadsroom.domain.rules.windows import days_of
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.one_to_ones import met_since
from leadsroom.store.read.people.standing import dates_held, standings
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

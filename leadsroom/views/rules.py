"""The effect of a chapter's rules on its table today."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import Level, MemberStanding
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.standing import standings
from leadsroom.store.reading import Reading

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

"""The rules of a chapter: changing them, and what they mean for the table today."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.chapter_rules import ChapterRules
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.member_standing import Level, MemberStanding
from leadsroom.domain.roster import MembershipStatus
from leadsroom.domain.rule_words import rule_lines
from leadsroom.errors import Refused
from leadsroom.roster.door import Door
from leadsroom.store import read
from leadsroom.store import tables as t
from leadsroom.store.read_standing import standings
from leadsroom.store.rules_data import rules_as_data

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


class RulesDoor(Door):
    """The door to a chapter's rules."""

    def set_rules(
        self, chapter_id: ChapterId, rules: ChapterRules, seen: ChapterRules | None = None
    ) -> Chapter:
        """Hold to these rules from now on; the past is counted by them too.

        With `seen`, only where the rules on record still are those.
        """
        with self.act(chapter_id, "SetRules") as act:
            before = act.chapter
            if seen not in (None, before.rules):
                raise Refused("The rules were changed elsewhere meanwhile; here they are as they are now.")
            if rules != before.rules:
                act.unit.update(t.chapter, chapter_id, rules=rules_as_data(rules))
            act.what = f"Rules: {_difference(before, rules)}"
            return read.chapter(act.unit.connection, chapter_id)

    def meaning(self, chapter: Chapter, rules: ChapterRules) -> tuple[MemberMeaning, ...]:
        """Where the table would stand today by these rules, the nearest to a limit first."""
        with self._store.reading() as connection:
            found = standings(connection, chapter, self.today(chapter), rules=rules)
            seated = read.members(connection, chapter.id, _SEATED)
        nothing = MemberStanding()
        table = [MemberMeaning(m.person.id, m.person.name, found.get(m.person.id, nothing)) for m in seated]
        return tuple(sorted(table, key=lambda each: -each.level))


def _difference(before: Chapter, rules: ChapterRules) -> str:
    """What the rules say now that they did not, and the other way round."""
    was, now = _sentences(before, before.rules), _sentences(before, rules)
    gone = [sentence for sentence in was if sentence not in now]
    new = [sentence for sentence in now if sentence not in was]
    return " ".join([*(f"no longer: {sentence}" for sentence in gone), *new]) or "as before"


def _sentences(chapter: Chapter, rules: ChapterRules) -> Mapping[str, None]:
    lines = rule_lines(rules, chapter.currency, chapter.country)
    return dict.fromkeys(line.sentence for line in lines)

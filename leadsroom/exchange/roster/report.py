"""The result of an import, done or only tried, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.acts.people.member_sheet import is_current, sheet_of
from leadsroom.exchange.roster.line import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leadsroom.domain.people.roster import Member
    from leadsroom.exchange.roster.line import RosterFile
    from leadsroom.exchange.roster.match import Match

_WORDS = {"phone_typed": "phone", "email": "email address", "joined_on": "joined"}
_NAMED_AT_MOST = 8


class ImportReport(Struct, frozen=True):
    """Names in file order, every problem, and what is worth knowing. `updated` says what is different.

    `refused` says that nothing was, or would be, taken; `dry_run` that nothing was tried.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    refused: bool = False
    dry_run: bool = False

    @property
    def headline(self) -> str:
        """The outcome in one sentence."""
        if self.refused:
            will = "would be" if self.dry_run else "was"
            return f"Nothing {will} imported: {_counted(len(self.problems), 'problem')} to correct."
        if self.dry_run:
            return f"Would {self._deeds('add', 'update', 'leave')}."
        return f"{self._deeds('added', 'updated', 'left').capitalize()}."

    def _deeds(self, add: str, update: str, leave: str) -> str:
        deeds = [f"{add} {_counted(len(self.added), 'member')}"] if self.added else []
        deeds += [f"{update} {len(self.updated)}"] if self.updated else []
        deeds += [f"{leave} {len(self.unchanged)} unchanged"] if self.unchanged else []
        return ", ".join(deeds) or f"{leave} everything unchanged"


def notes_on(file: RosterFile, matches: Sequence[Match], members: Sequence[Member]) -> Iterator[str]:
    """Remarks that are not problems and still good to know."""
    if file.ignored_columns:
        titles = ", ".join(f"“{title}”" for title in file.ignored_columns)
        one = len(file.ignored_columns) == 1
        yield f"The column{'' if one else 's'} {titles} {'is' if one else 'are'} not used here; left out."
    touched = {match.member.id for match in matches if match.member}
    rest = [m.person.name for m in members if is_current(m) and m.id not in touched]
    if rest and not file.problems:
        yield f"Not in the file, and still on the roster: {_some(rest)}."


def changes_in_words(match: Match, country: str) -> str:
    """`Ann Chu (phone, seat)`: whose sheet changes, and where."""
    assert match.member is not None
    old = sheet_of(match.member, country)
    different = [name for name in old.__struct_fields__ if getattr(old, name) != getattr(match.sheet, name)]
    return f"{match.sheet.name} ({', '.join(_WORDS.get(name, name) for name in different)})"


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"

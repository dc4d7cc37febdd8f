"""What is worth knowing of a roster file and is no problem, each kind in one sentence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from leadsroom.acts.people.member_sheet import is_current, sheet_of
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import read_phone, show_phone
from leadsroom.domain.text.plain_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leadsroom.acts.people.commands import MemberSheet
    from leadsroom.domain.people.roster import Member
    from leadsroom.exchange.roster.match import Match

_NAMED_AT_MOST = 8
_PAIRS_AT_MOST = 3


def not_in_file(matches: Sequence[Match], members: Sequence[Member]) -> str:
    """A sentence on the members whom the file does not name; empty where it names all."""
    touched = {match.member.id for match in matches if match.member}
    rest = [m.person.name for m in members if is_current(m) and m.id not in touched]
    return f"Not in the file, and still on the roster: {_some(rest)}." if rest else ""


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")


class Afterwards:
    """The sheets of everybody as they would be after the file, those that it enters or changes marked."""

    def __init__(self, matches: Sequence[Match], members: Sequence[Member], country: str) -> None:
        touched = {match.member.id for match in matches if match.member}
        as_before = [sheet_of(m, country) for m in members if m.id not in touched]
        of_file = [(match.sheet, match.changes(country)) for match in matches]
        everybody = [*((sheet, False) for sheet in as_before), *of_file]
        self._sheets = [each for each in everybody if each[0].status is not MembershipStatus.ENDED]
        self._country = country

    def shared(self) -> str:
        """A sentence on addresses and numbers that several people have: taken, as couples and offices do."""
        users: defaultdict[str, list[tuple[MemberSheet, bool]]] = defaultdict(list)
        for sheet, is_new in self._sheets:
            for key in self._reach(sheet):
                users[key].append((sheet, is_new))
        shared = [
            f"{shown} by {_listed([sheet.name for sheet, _ in several])}"
            for shown, several in users.items()
            if len(several) > 1 and any(is_new for _, is_new in several)
        ]
        return f"Shared: {_first_few(shared)}." if shared else ""

    def _reach(self, sheet: MemberSheet) -> Iterator[str]:
        """An address and a number, comparable and fit to be shown."""
        phone = read_phone(sheet.phone_typed, self._country) if sheet.phone_typed else None
        if sheet.email:
            yield fold(sheet.email)
        if phone is not None and phone.e164:
            yield show_phone(phone, self._country)

    def one_seat_twice(self) -> str:
        """A sentence on seats that may be held twice, by two names: for people to decide, not refused."""
        from leadsroom.domain.people.same_profession import Alike, alike_pairs

        seats = [(sheet, is_new) for sheet, is_new in self._sheets if sheet.status.holds_seat]
        pairs = [
            pair
            for pair in alike_pairs([sheet.profession for sheet, _ in seats])
            if seats[pair[0]][1] or seats[pair[1]][1]
        ]
        pairs.sort(key=lambda pair: pair[2] is not Alike.SAME)
        called = [f"{sheet.profession} ({sheet.name})" for sheet, _ in seats]
        named = [f"{called[one]} and {called[other]}" for one, other, _ in pairs]
        return f"Perhaps one seat, not two: {_first_few(named)}." if named else ""


def _first_few(named: Sequence[str]) -> str:
    rest = len(named) - _PAIRS_AT_MOST
    return "; ".join(named[:_PAIRS_AT_MOST]) + (f", and {rest} more" if rest > 0 else "")


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_PAIRS_AT_MOST])
    rest = len(names) - len(shown)
    last = f"{rest} more" if rest else shown.pop()
    return f"{', '.join(shown)} and {last}"

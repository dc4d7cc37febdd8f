"""What is worth knowing of a roster file and is no problem, each kind in one sentence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.acts.people.member_sheet import is_current, sheet_of
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import read_phone, show_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import listed
from leadsroom.exchange.roster.match import perhaps_renamed
from leadsroom.exchange.roster.names import is_of_one_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from leadsroom.acts.people.commands import MemberSheet
    from leadsroom.domain.people.roster import Member
    from leadsroom.domain.rules.chapter_rules import OfficeRules
    from leadsroom.exchange.roster.lines import RosterFile
    from leadsroom.exchange.roster.match import Match

_NAMED_AT_MOST = 8
_PAIRS_AT_MOST = 3


class Remark(Struct, frozen=True):
    """Something about one line that was taken, but is good to know.

    `kind` is the sentence for all such lines, without its end, `example` what this one says.
    """

    line: int
    kind: str
    example: str


def in_sentences(remarks: Iterable[Remark]) -> Iterator[str]:
    """One sentence for each kind, with the first line of it spelled out: a file may have thousands."""
    by_kind: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_kind[remark.kind].append(remark)
    for kind, (first, *others) in by_kind.items():
        more = f", and {len(others)} more" if others else ""
        yield f"{kind}: {first.example} (line {first.line}){more}."


def notes_on(
    file: RosterFile, matches: Sequence[Match], members: Sequence[Member], country: str
) -> Iterator[str]:
    """All of it, a sentence each; empty ones among them."""
    yield from file.remarks
    if not file.problems:
        yield _not_in_file(matches, members)
    if file.layout is None or not file.layout.is_ours:
        yield _of_one_case(matches, country)
    yield from _other_names(matches, members)
    afterwards = Afterwards(matches, members, country)
    yield afterwards.shared()
    yield afterwards.one_seat_twice()


def _not_in_file(matches: Sequence[Match], members: Sequence[Member]) -> str:
    """A sentence on the members whom the file does not name; empty where it names all, and where no line is
    of a member: a list of applicants has none of them.
    """
    if matches and not any(match.sheet.status.holds_seat for match in matches):
        return ""
    touched = {match.member.id for match in matches if match.member}
    rest = [m.person.name for m in members if is_current(m) and m.id not in touched]
    return f"Not in the file, and still on the roster: {listed(rest, most=_NAMED_AT_MOST)}." if rest else ""


def _of_one_case(matches: Sequence[Match], country: str) -> str:
    """A sentence on names all in capitals, or without any: nobody can tell what else they should be."""
    names = [m.sheet.name for m in matches if is_of_one_case(m.sheet.name) and m.changes(country)]
    if not names:
        return ""
    named = listed(names, most=_NAMED_AT_MOST)
    return f"Taken as they stand, in capitals or without: {named}. Correct them with e on the roster."


def _other_names(matches: Sequence[Match], members: Sequence[Member]) -> Iterator[str]:
    """Sentences on people who are taken for the same under another name, and on those who may be."""
    renamed = [
        f"{match.member.person.name} is {match.sheet.name} on line {match.line.line}"
        for match in matches
        if match.member and match.is_renamed
    ]
    if renamed:
        yield (
            f"The same person under another name: {_first_few(renamed)}. "
            "Where they are two, end the first one's membership before."
        )
    perhaps = [
        f"{match.sheet.name} on line {match.line.line} and {member.person.name}, {member.profession}"
        for match, member in perhaps_renamed(matches, members)
    ]
    if perhaps:
        yield (
            f"Perhaps one person under two names: {_first_few(perhaps)}. "
            "If so, change the name on the roster first, then take in the file."
        )


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
            f"{shown} by {_names(several)}"
            for shown, several in users.items()
            if len(several) > 1 and any(is_new for _, is_new in several)
        ]
        return f"Shared: {_first_few(shared)}." if shared else ""

    def offices_twice(self, rules: OfficeRules) -> str:
        """A sentence on offices of one holder that several would have after the file."""
        users: defaultdict[str, list[tuple[MemberSheet, bool]]] = defaultdict(list)
        names: dict[str, str] = {}
        for sheet, is_new in self._sheets:
            for office in sheet.offices:
                users[names.setdefault(fold(office), office)].append((sheet, is_new))
        twice = [
            f"{_names(several)} would each be {office}"
            for office, several in users.items()
            if len(several) > 1 and any(is_new for _, is_new in several) and not rules.is_shared(office)
        ]
        return f"{'; '.join(twice)}. End a term on the roster, o, if that is not so." if twice else ""

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


def _names(several: Sequence[tuple[MemberSheet, bool]]) -> str:
    return listed((sheet.name for sheet, _ in several), most=_PAIRS_AT_MOST)

"""Offices of a chapter: who holds which, since when and until when, who held it, and which are vacant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from leadsroom.domain.people.roster import Member, Term, Terms
from leadsroom.domain.rules.chapter_rules import OfficeRules
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import listed, near_date

NOTED_BEFORE = timedelta(days=30)


def terms_as_data(terms: Terms) -> list[Any]:
    """The same, to be stored."""
    return [term.name if term == Term(term.name) else to_builtins(term) for term in terms]


def with_names(terms: Terms, names: Sequence[str], on: date) -> Terms:
    """The terms of somebody who holds just these offices from a day on, in this order, as a sheet has it.

    What stands in it already is as it was, and what ended no earlier than that day goes on; what is not in it
    any more ends, with that day as its last.
    """
    past = [term for term in terms if not term.is_held]
    held = {fold(term.name): term for term in terms if term.is_held}
    found = list[Term]()
    for name in names:
        term = held.pop(fold(name), None) or next((t for t in past if _goes_on(t, name, on)), None)
        past = [each for each in past if each is not term]
        found.append(Term(name) if term is None else replace(term, name=name, ended_on=None))
    return (*found, *past, *(term.ended(on) for term in held.values()))


def _goes_on(term: Term, name: str, on: date) -> bool:
    return fold(term.name) == fold(name) and term.ended_on is not None and term.ended_on >= on


def all_ended(terms: Terms, on: date) -> Terms:
    """The terms of somebody who has left on a day."""
    return tuple(term.ended(on) if term.is_held else term for term in terms)


class Held(Struct, frozen=True):
    """A term with the member whose it is."""

    member: Member
    term: Term


def every_term(members: Iterable[Member]) -> list[Held]:
    """All terms of all members."""
    return [Held(member, term) for member in members for term in member.terms]


def holders(members: Iterable[Member], office: str) -> list[Held]:
    """Who holds an office now."""
    key = fold(office)
    return [each for each in every_term(members) if each.term.is_held and fold(each.term.name) == key]


class Office(Struct, frozen=True):
    """An office with who holds it and who held it, the latest first; `is_listed` by the chapter."""

    name: str
    is_listed: bool
    held: tuple[Held, ...] = ()
    past: tuple[Held, ...] = ()


def offices_of(rules: OfficeRules, members: Sequence[Member]) -> tuple[Office, ...]:
    """The offices that the chapter lists, in its order, then those that are held or were, by name."""
    terms = every_term(members)
    listed = {fold(name): name for name in rules.listed}
    others = {fold(each.term.name): each.term.name for each in terms if fold(each.term.name) not in listed}
    names = [*listed.values(), *sorted(others.values(), key=fold)]
    return tuple(_office(name, terms, is_listed=fold(name) in listed) for name in names)


def _office(name: str, terms: Iterable[Held], *, is_listed: bool) -> Office:
    own = [each for each in terms if fold(each.term.name) == fold(name)]
    past = [each for each in own if not each.term.is_held]
    past.sort(key=lambda each: each.term.ended_on or date.min, reverse=True)
    return Office(name, is_listed, tuple(each for each in own if each.term.is_held), tuple(past))


def vacancies(rules: OfficeRules, members: Sequence[Member]) -> tuple[str, ...]:
    """The offices that the chapter lists and that nobody holds."""
    return tuple(office.name for office in offices_of(rules, members) if office.is_listed and not office.held)


def held_twice(rules: OfficeRules, members: Iterable[Member]) -> Iterator[str]:
    """`Ann Chu and Tom Becker are both President`, of each office that has one holder and more than that."""
    found: dict[str, list[Held]] = {}
    for each in every_term(members):
        if each.term.is_held and not rules.is_shared(each.term.name):
            found.setdefault(fold(each.term.name), []).append(each)
    for several in found.values():
        if len(several) > 1:
            names = listed(each.member.person.name for each in several)
            both = "both" if len(several) == 2 else "all"
            yield f"{names} are {both} {several[0].term.name}"


def remarks(rules: OfficeRules, members: Sequence[Member], today: date) -> tuple[str, ...]:
    """What is to be done about offices: which are vacant, and which terms end within 30 days or are over."""
    vacant = vacancies(rules, members)
    words = (_ending(each, each.term.until or today, today) for each in ending_terms(members, today))
    return (*((f"Vacant: {', '.join(vacant)}",) if vacant else ()), *words)


def ending_terms(members: Iterable[Member], today: date) -> list[Held]:
    """The terms that are held and over, or end within 30 days, in the order in which they end."""
    ending = [
        (each.term.until, each)
        for each in every_term(members)
        if each.term.is_held and each.term.until and each.term.until - today <= NOTED_BEFORE
    ]
    return [each for _, each in sorted(ending, key=lambda found: found[0])]


def _ending(held: Held, until: date, today: date) -> str:
    whose = f"{held.term.name}: the term of {held.member.person.name}"
    return f"{whose} {'ended' if until < today else 'ends'} {near_date(until, today)}"

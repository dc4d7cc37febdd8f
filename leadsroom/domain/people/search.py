"""Finding people by a few letters of any part of name, profession or company, one slip of the finger
allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeVar

from leadsroom.domain.text.plain_text import fold


class Findable(Protocol):
    """What is found by a few letters: a person, or a profession under its family."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def profession(self) -> str: ...

    @property
    def company(self) -> str: ...


F = TypeVar("F", bound=Findable)

_WORD, _BETWEEN = re.compile(r"\w+"), re.compile(r"\W+")
_LETTERS_FOR_A_SLIP, _LETTERS_FOR_TWO = 3, 8
# Ranks, likeliest first: 3 is the profession, 4 the company; slips come behind all of them.
_WHOLE_NAME, _START_OF_NAME, _NAME, _WITHIN = 0, 1, 2, 5
_A_SLIP, _MORE_FOLLOWS = 10, 5


class _Words(NamedTuple):
    """Folded words in order: with `jean luc` taken apart, and with `jeanluc` in one."""

    apart: tuple[str, ...]
    joined: tuple[str, ...]

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """Both ways, or the one when there is no difference."""
        return (self.apart,) if self.apart == self.joined else (self.apart, self.joined)


class _Card(NamedTuple):
    """The texts a person is found by: name, profession and company, in this order, each in several shapes.

    `starts` has a space before each word: those of the name, then with the profession's, then with the
    company's.
    """

    name: _Words
    starts: tuple[str, str, str]
    squeezed: tuple[str, str, str]
    words: tuple[tuple[str, ...], ...]


def find_people(typed: str, people: Iterable[F]) -> tuple[F, ...]:
    """The people that the typed words mean, likeliest first; nothing typed finds everybody.

    Beginnings of words come first (the name's start, the name, the profession, the company), then what stands
    within words. Only when no word begins so, a slip or two of the finger are forgiven.
    """
    wanted = _words(typed)
    people = tuple(people)
    if not wanted.apart:
        return people
    cards = [_card(person.name, person.profession, person.company) for person in people]
    ranks = [_rank(wanted, card) for card in cards]
    found = [(rank, place) for place, rank in enumerate(ranks) if rank is not None]
    if not any(rank < _WITHIN for rank, _ in found):
        found += _nearly(wanted, cards, {place for _, place in found})
    return tuple(people[place] for _, place in sorted(found))


def people_named(typed: str, people: Iterable[F]) -> tuple[F, ...]:
    """Those in whose names each of the typed words begins a word, in their order."""
    wanted = _words(typed)
    if not wanted.apart:
        return ()
    ranked = ((_rank(wanted, _card(one.name, "", "")), one) for one in people)
    return tuple(one for rank, one in ranked if rank is not None and rank <= _NAME)


def _words(text: str) -> _Words:
    """The words of a text, folded."""
    plain = text.lower() if text.isascii() else fold(text)
    apart, pieces = tuple(_WORD.findall(plain)), plain.split()
    if list(apart) == pieces:
        return _Words(apart, apart)
    return _Words(apart, tuple(word for piece in pieces if (word := _BETWEEN.sub("", piece))))


@lru_cache(maxsize=4096)
def _card(name: str, profession: str, company: str) -> _Card:
    fields = tuple(_words(text) for text in (name, profession, company))
    words = tuple(tuple(dict.fromkeys(field.apart + field.joined)) for field in fields)
    of_name, of_profession, of_company = ("".join(f" {word}" for word in field) for field in words)
    starts = (of_name, of_name + of_profession, of_name + of_profession + of_company)
    first, second, third = ("".join(field.apart) for field in fields)
    return _Card(fields[0], starts, (first, second, third), words)


def _rank(wanted: _Words, card: _Card) -> int | None:
    """How likely the person is meant, 0 the likeliest; None when only a slip could mean them."""
    ranks = [rank for way in wanted.ways if (rank := _rank_of(way, card)) is not None]
    if ranks:
        return min(ranks)
    together = "".join(wanted.apart)
    return _WITHIN if len(together) > 1 and any(s.startswith(together) for s in card.squeezed) else None


def _rank_of(wanted: tuple[str, ...], card: _Card) -> int | None:
    everything = card.starts[-1]
    if not all(word in everything for word in wanted):  # quick, and right for nearly everybody
        return None
    for rank, starts in enumerate(card.starts, _NAME):
        if all(f" {word}" in starts for word in wanted):
            return rank if rank > _NAME else _rank_in_name(wanted, card.name)
    within = all(f" {word}" in everything or len(word) > 1 for word in wanted)
    return _WITHIN if within else None


def _rank_in_name(wanted: tuple[str, ...], name: _Words) -> int:
    if wanted in name.ways:
        return _WHOLE_NAME
    start = any(
        len(wanted) <= len(way) and all(has.startswith(w) for has, w in zip(way, wanted, strict=False))
        for way in name.ways
    )
    return _START_OF_NAME if start else _NAME


def _nearly(wanted: _Words, cards: list[_Card], besides: set[int]) -> list[tuple[int, int]]:
    """Ranks and places of those whom the typed words mean but for a slip."""
    vocabulary = {word for card in cards for field in card.words for word in field}
    ways = [[_near(word, vocabulary) for word in way] for way in wanted.ways]
    found = []
    for place, card in enumerate(cards):
        costs = [cost for way in ways if (cost := _cost(way, card)) is not None]
        if costs and place not in besides:
            found.append((_WITHIN + 1 + min(costs), place))
    return found


def _cost(way: list[dict[str, int]], card: _Card) -> int | None:
    """What the slips cost, and as many as the farthest field that is needed: 0 name, 1 profession, 2
    company.
    """
    slips = farthest = 0
    for near in way:
        hits = [
            (near[word], field) for field, words in enumerate(card.words) for word in words if word in near
        ]
        if not hits:
            return None
        fewest, field = min(hits)
        slips, farthest = slips + fewest, max(farthest, field)
    return slips + farthest


def _near(typed: str, vocabulary: Iterable[str]) -> dict[str, int]:
    """The known words that may be meant, and what the slips between cost."""
    near = {}
    for word in vocabulary:
        cost = _slip_cost(typed, word)
        if cost is not None:
            near[word] = cost
    return near


def _slip_cost(typed: str, word: str) -> int | None:
    """0 without a slip; less for a whole word than for its beginning; None for another word."""
    letters = len(typed)
    if typed in word:
        return 0 if letters > 1 or word.startswith(typed) else None
    if letters < _LETTERS_FOR_A_SLIP or letters > len(word) + 2 or not _may_begin(typed, word):
        return None
    if _begins(typed, word, 1):
        if _begins(word, typed, 1):
            return _A_SLIP
        # Three letters are one slip from too many beginnings.
        return _A_SLIP + _MORE_FOLLOWS if letters > _LETTERS_FOR_A_SLIP else None
    # Nobody misses the first letter and another.
    two = letters >= _LETTERS_FOR_TWO and typed[0] == word[0] and _begins(typed, word, 2)
    return 2 * _A_SLIP + _MORE_FOLLOWS if two else None


def _may_begin(typed: str, word: str) -> bool:
    """Quick, and true of every word whose beginning has one slip at most."""
    return word[0] in typed[:2] or word[1:2] in (typed[0], typed[1])


def _begins(typed: str, word: str, slips: int) -> bool:
    """Whether the word begins with what was typed but for letters wrong, extra, missing or swapped."""
    if slips == 0:
        return word.startswith(typed)
    same = 0
    for a, b in zip(typed, word, strict=False):
        if a != b:
            break
        same += 1
    typed, word = typed[same:], word[same:]
    return len(typed) <= slips or (
        _begins(typed[1:], word[1:], slips - 1)
        or _begins(typed[1:], word, slips - 1)
        or _begins(typed, word[1:], slips - 1)
        or (typed[1] + typed[0] == word[:2] and _begins(typed[2:], word[2:], slips - 1))
    )

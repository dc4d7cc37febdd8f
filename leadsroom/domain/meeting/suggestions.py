"""The likely people before a name is typed: the speaker gives, a member who asked for it receives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import F, find_people
from leadsroom.domain.text.plain_text import fold

_WORD = re.compile(r"\w+")
_SHORTEST_TERM, _SHORTEST_STEM = 3, 4
_PLURALS = ("s", "es")
# Words of asks and needs that say nothing of what is wanted.
_SAY_NOTHING = frozenset(
    [
        "and",
        "any",
        "anybody",
        "anyone",
        "are",
        "around",
        "ask",
        "asked",
        "asks",
        "but",
        "few",
        "find",
        "for",
        "from",
        "get",
        "good",
        "has",
        "have",
        "help",
        "her",
        "him",
        "his",
        "into",
        "know",
        "knows",
        "like",
        "looking",
        "more",
        "need",
        "needs",
        "new",
        "not",
        "one",
        "our",
        "out",
        "people",
        "person",
        "plus",
        "some",
        "somebody",
        "someone",
        "soon",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "two",
        "under",
        "very",
        "want",
        "wants",
        "who",
        "with",
        "year",
        "years",
        "you",
        "your",
    ]
)


class Ask(Struct, frozen=True):
    """What a member is looking for, asked `today` or at the meeting before."""

    turn_id: TurnId
    member_id: PersonId
    words: str
    today: bool = True

    @property
    def in_words(self) -> str:
        """`asks for dental offices`."""
        return f"asks for {self.words}" if self.today else f"asked last week for {self.words}"


class Likely(Struct, frozen=True):
    """Somebody who may be meant, and why; no reason where only their place at the table says so."""

    person: Person
    why: str = ""


def asks_at(snapshot: Snapshot) -> tuple[Ask, ...]:
    """What the members are looking for: today's asks in the order of speaking, then those of last time."""
    today = [
        Ask(turn.id, turn.member_id, turn.looking_for)
        for turn in snapshot.turns
        if turn.looking_for and turn.asked_at is not None
    ]
    before = [Ask(ask.turn_id, ask.member_id, ask.looking_for, today=False) for ask in snapshot.last_asks]
    return (*today, *before)


def likely_stood_in_for(snapshot: Snapshot) -> Person | None:
    """The member for whom a substitute most likely comes: who is up, else who is away; without one so far."""
    turn = snapshot.turn
    up = snapshot.attendee(turn.member_id) if turn is not None else None
    away = (each for each in snapshot.attendees if each.mark in (Mark.ABSENT, Mark.MEDICAL))
    places = (place for place in (up, *away) if place is not None and place.substitute_id is None)
    found = next(places, None)
    return snapshot.people[found.member_id] if found is not None else None


def likely_givers(people: Sequence[Person], up: PersonId | None) -> tuple[Likely, ...]:
    """The likely givers: the one who is up first, then the table in its order."""
    first = [Likely(person) for person in people if person.id == up]
    return (*first, *(Likely(person) for person in people if person.id != up))


def likely_receivers(
    people: Sequence[Person], asks: Sequence[Ask], words: str = "", *, giver: PersonId | None = None
) -> tuple[Likely, ...]:
    """The likely receivers: who asked for what the slip says, who asked today, the rest; the giver last."""
    wanted = _distinctive(words)
    found = [_place(person, asks, wanted, giver) for person in people]
    return tuple(likely for _, likely in sorted(found, key=lambda place: place[0]))


def _place(
    person: Person, asks: Sequence[Ask], wanted: frozenset[str], giver: PersonId | None
) -> tuple[tuple[int, int], Likely]:
    own = [ask for ask in asks if ask.member_id == person.id]
    best = max(own, key=lambda ask: (_shared(ask, wanted), ask.today), default=None)
    if person.id == giver:
        return (3, 0), Likely(person)
    if best is not None and (shared := _shared(best, wanted)):
        return (0, -shared), Likely(person, best.in_words)
    if best is not None and best.today:
        return (1, 0), Likely(person, best.in_words)
    return (2, 0), Likely(person)


def ask_answered(asks: Iterable[Ask], receiver: PersonId, words: str) -> Ask | None:
    """The receiver's ask that a slip with these words answers, today's before an older one, if any."""
    wanted = _distinctive(words)
    own = [ask for ask in asks if ask.member_id == receiver and _shared(ask, wanted)]
    return max(own, key=lambda ask: (_shared(ask, wanted), ask.today), default=None)


def equally_meant(typed: str, people: Sequence[F]) -> tuple[F, ...]:
    """Of those found, in their order, all whom the typed words mean as well as they mean the first."""
    if not people or not typed.strip():
        return ()
    first, *others = people
    # Ties keep the order given: whoever comes before the first, put before them, is meant as well.
    return (first, *(p for p in others if find_people(typed, (p, first))[:1] == (p,)))


def _distinctive(text: str) -> frozenset[str]:
    """The words that say what is wanted, folded."""
    words = _WORD.findall(fold(text))
    return frozenset(w for w in words if len(w) >= _SHORTEST_TERM and w not in _SAY_NOTHING)


def _shared(ask: Ask, wanted: frozenset[str]) -> int:
    """How many words of a slip an ask has too, `offices` for `office`."""
    asked = _distinctive(ask.words)
    return sum(any(_same(word, other) for other in asked) for word in wanted)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_STEM:
        return one == other
    return long.startswith(short) and long[len(short) :] in ("", *_PLURALS)

"""Whom the next digit on the check-in board marks: chosen by arrows, by letters of a name, or as the next.

Letters find and digits mark, so that no letter of a name can be a mark. A capital letter begins a name, any
letters go on with it, and it may be marked once two of them or more fit one person and nobody else.

Two other designs were tried in 1,000 random check-ins each of 18 and of 35 people, with slips of the finger,
keys that came twice, and eyes that were elsewhere. Of the marks 1 landed here on somebody whom nobody had
named; where capitals spell the name and lower case marks, 3,278; where a space ends the name, 8,797. Neither
needs fewer keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee, table_order
from leadsroom.domain.people.search import find_people
from leadsroom.domain.text.plain_text import fold


def places(snapshot: Snapshot) -> tuple[Attendee, ...]:
    """The members in the order of tonight's table."""
    return table_order(snapshot.attendees, snapshot.meeting.starting_seat)


def likely_place(snapshot: Snapshot) -> PersonId | None:
    """Whom a mark is most likely for: nobody has looked at them yet; else who is up; else the first."""
    seated = places(snapshot)
    unmarked = iter(_to_check_in(seated))
    up = snapshot.turn.member_id if snapshot.turn is not None else None
    at_table = [place.member_id for place in seated]
    first = at_table[0] if at_table else None
    return next(unmarked, up if up in at_table else first)


def _to_check_in(seated: Iterable[Attendee]) -> list[PersonId]:
    """At whom nobody has looked yet; who announced to come late, or a substitute, after all the others."""
    waiting = [place for place in seated if place.is_to_check_in]
    return [place.member_id for place in sorted(waiting, key=lambda place: place.mark is not None)]


_ENOUGH_LETTERS = 2  # of a name: one may be a slip of the finger, and fit somebody else


class BoardCursor:
    """The chosen person, and whom letters have narrowed the board to.

    `typing`: letters go on narrowing, after a stroke by anything that is on record of somebody; `naming`:
    they are those of a name, and who they fit may be marked at once.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.follow(snapshot)
        self._chosen = likely_place(snapshot)
        self._pointed_at = True
        self.sought = ""
        self.typing = self.naming = False

    def follow(self, snapshot: Snapshot) -> None:
        """The table as it is now; who was chosen stays chosen."""
        self._snapshot = snapshot
        self._seated = places(snapshot)
        self._names = {place.member_id: _names(snapshot, place) for place in self._seated}

    @property
    def shown(self) -> tuple[Attendee, ...]:
        """The places in view: all, or those that the letters find, likeliest first."""
        seated = self._seated
        if not self.sought:
            return seated
        if self.naming:
            begins = f" {fold(self.sought)}"
            return tuple(place for place in seated if begins in self._names[place.member_id])
        by_person = {place.member_id: place for place in seated}
        by_person |= {place.substitute_id: place for place in seated if place.substitute_id is not None}
        found = find_people(self.sought, [self._snapshot.people[person_id] for person_id in by_person])
        return tuple(dict.fromkeys(by_person[person.id] for person in found))

    @property
    def at(self) -> int:
        """The place of the chosen one among those shown."""
        return next((n for n, place in enumerate(self.shown) if place.member_id == self._chosen), 0)

    @property
    def chosen(self) -> Attendee | None:
        """Who is under the cursor."""
        shown = self.shown
        return shown[self.at] if shown else None

    @property
    def is_settled(self) -> bool:
        """Whether it is clear whom a mark is for: somebody pointed at, or the only one of that name."""
        is_named = self.naming and len(self.sought) >= _ENOUGH_LETTERS and len(self.shown) == 1
        return self._pointed_at or is_named

    def choose(self, member_id: PersonId | None) -> None:
        """Go to somebody."""
        self._chosen, self._pointed_at = member_id, True

    def move(self, by: int) -> None:
        """Up or down, as far as there is somebody."""
        shown = self.shown
        if shown:
            self.choose(shown[max(0, min(self.at + by, len(shown) - 1))].member_id)

    def go_on(self) -> None:
        """To the next one around the table who is not checked in yet, everybody in view again."""
        self.clear()
        shown = self.shown
        following = [*shown[self.at + 1 :], *shown[: self.at]]
        self.choose(next(iter(_to_check_in(following)), self._chosen))

    # Letters that narrow

    def seek(self) -> None:
        """Begin to narrow by letters of anything."""
        self.clear()
        self.typing, self._pointed_at = True, False

    def name(self, letter: str) -> None:
        """Begin a name, which is nobody's yet."""
        self.seek()
        self.naming = True
        self.type(letter)

    def type(self, character: str) -> None:
        """One more letter."""
        self._sought((self.sought + character).lstrip())

    def rub_out(self) -> None:
        """One letter less; without any the board is whole again."""
        more = len(self.sought) > 1 or (bool(self.sought) and not self.naming)
        if more:
            self._sought(self.sought[:-1])
        else:
            self.clear()

    def keep(self) -> None:
        """Whoever is under the cursor is meant; those whom letters after a stroke have found stay in view."""
        if self.naming:
            self.clear()
        self.typing, self._pointed_at = False, True

    def clear(self) -> bool:
        """Everybody again, the same one chosen. Whether anything was narrowed."""
        narrowed = self.typing or bool(self.sought)
        chosen = self.chosen
        self.typing = self.naming = False
        self.sought, self._pointed_at = "", True
        if chosen is not None:
            self._chosen = chosen.member_id
        return narrowed

    def _sought(self, letters: str) -> None:
        self.sought, self._pointed_at = letters, False
        shown = self.shown
        if letters and shown:
            self._chosen = shown[0].member_id


def _names(snapshot: Snapshot, place: Attendee) -> str:
    """The member's name and that of whoever stands in, a space before each word."""
    names = (snapshot.name(place.member_id), snapshot.name(place.speaker_id))
    return "  ".join(f" {fold(name)}" for name in dict.fromkeys(names))

"""Who is chosen on the check-in board: by arrows, by a capital letter, or among those that letters find."""

from __future__ import annotations

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
    unmarked = (place.member_id for place in seated if place.mark is None)
    up = snapshot.turn.member_id if snapshot.turn is not None else None
    at_table = [place.member_id for place in seated]
    first = at_table[0] if at_table else None
    return next(unmarked, up if up in at_table else first)


class BoardCursor:
    """The chosen person, and whom letters have narrowed the board to. `typing`: letters go on narrowing."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._chosen = likely_place(snapshot)
        self.sought = ""
        self.typing = False

    def follow(self, snapshot: Snapshot) -> None:
        """The table as it is now; who was chosen stays chosen."""
        self._snapshot = snapshot

    @property
    def shown(self) -> tuple[Attendee, ...]:
        """The places in view: all, or those that the letters find, likeliest first."""
        seated = places(self._snapshot)
        if not self.sought:
            return seated
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
        """Who is marked by the next key."""
        shown = self.shown
        return shown[self.at] if shown else None

    def choose(self, member_id: PersonId | None) -> None:
        """Go to somebody."""
        self._chosen = member_id

    def move(self, by: int) -> None:
        """Up or down, as far as there is somebody."""
        shown = self.shown
        if shown:
            self._chosen = shown[max(0, min(self.at + by, len(shown) - 1))].member_id

    def jump(self, letter: str) -> bool:
        """To the next one whose first or last name begins so, around the table. Whether there is one."""
        shown, begins = self.shown, fold(letter)
        if not begins or not shown:
            return False
        # Whoever is chosen comes last: the same letter again goes on to the next.
        following = [*shown[self.at + 1 :], *shown[: self.at + 1]]
        found = next((place for place in following if self._is_called(place, begins)), None)
        self._chosen = found.member_id if found is not None else self._chosen
        return found is not None

    def _is_called(self, place: Attendee, begins: str) -> bool:
        names = {self._snapshot.name(place.member_id), self._snapshot.name(place.speaker_id)}
        return any(part.startswith(begins) for name in names for part in _first_and_last(fold(name)))

    # Letters that narrow

    def seek(self) -> None:
        """Begin to narrow by letters."""
        self.typing = True

    def type(self, character: str) -> None:
        """One more letter."""
        self._sought((self.sought + character).lstrip())

    def rub_out(self) -> None:
        """One letter less; without any the board is whole again."""
        self.typing = bool(self.sought)
        self._sought(self.sought[:-1])

    def keep(self) -> None:
        """The letters stay, and keys mark again."""
        self.typing = False

    def clear(self) -> bool:
        """Everybody again, the same one chosen. Whether anything was narrowed."""
        narrowed = self.typing or bool(self.sought)
        chosen = self.chosen
        self.typing, self.sought = False, ""
        if chosen is not None:
            self._chosen = chosen.member_id
        return narrowed

    def _sought(self, letters: str) -> None:
        self.sought = letters
        shown = self.shown
        if letters and shown:
            self._chosen = shown[0].member_id


def _first_and_last(name: str) -> tuple[str, ...]:
    parts = name.split()
    return (parts[0], parts[-1]) if parts else ()

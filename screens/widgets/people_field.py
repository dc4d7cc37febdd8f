"""Several people in one line of a form, with `+` or a comma between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from leadsroom.domain.meeting.suggestions import equally_meant
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people
from screens.widgets.person_field import PersonField

_BETWEEN = re.compile(r"[+,]")
_WRITTEN = " + "


class PeopleField(PersonField):
    """One person, or several: `+` or a comma after one writes them out, and the next can be typed."""

    def __init__(
        self,
        label: str,
        people: Sequence[Person],
        *,
        id: str,
        preset: Person | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(label, people, id=id, preset=preset, placeholder=placeholder)
        self._known = {preset.name: preset} if preset else {}

    @property
    def _parts(self) -> list[str]:
        """The line in pieces, the last one being typed. A comma within a whole name parts nothing."""
        pieces: list[str] = []
        for piece in self.text.split("+"):
            whole = piece.strip() in {person.name for person in self._people}
            pieces += [piece] if whole else _BETWEEN.split(piece)
        return [piece.strip() for piece in pieces]

    @property
    def sought(self) -> str:
        return self._parts[-1]

    def _meant_by(self, part: str) -> Person | None:
        return self._known.get(part) or next(iter(find_people(part, self._people)), None)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who is meant, in the order typed, each once."""
        found = [person for part in self._parts[:-1] if part and (person := self._meant_by(part))]
        last = self.person
        return tuple({person.id: person for person in (*found, *([last] if last else []))}.values())

    @property
    def unknown_part(self) -> str:
        """Letters that find nobody, if there are any."""
        earlier = (part for part in self._parts[:-1] if part and self._meant_by(part) is None)
        return next(earlier, self.sought if self.unknown else "")

    def _pick(self, person: Person) -> None:
        super()._pick(person)
        self._known[person.name] = person

    def write(self, text: str) -> None:
        """Write a name in the place of the letters that are typed; the names before it stay."""
        self._write_out([*self._parts[:-1], text])

    def _write_last_but_one(self, name: str) -> None:
        self._write_out([*self._parts[:-2], name, ""])

    def _write_out(self, parts: Sequence[str]) -> None:
        *before, last = parts
        meant = [(part, self._meant_by(part)) for part in before if part]
        super().write(_WRITTEN.join([*(person.name if person else part for part, person in meant), last]))
        self._input.cursor_position = len(self._input.value)

    @on(Input.Changed)
    def _separated(self, event: Input.Changed) -> None:
        """A separator typed at the end writes out who stands before it, or asks who that is."""
        event.stop()
        *_, before, after = ("", *self._parts)
        self.set_class(bool(before), "-several")
        if after or not before:
            return
        found = find_people(before, self._people)
        equal = equally_meant(before, found)
        chosen = before in self._known or self._at is not None or before == self._asked_about
        if len(equal) > 1 and not chosen:
            self._without_separator()
        elif found:
            person = self._known.get(before) or found[min(self._at or 0, len(found) - 1)]
            self._known[person.name] = person
            self._write_last_but_one(person.name)

    def _without_separator(self) -> None:
        with self.prevent(Input.Changed):
            self._input.value = self.text.rstrip(" +,")
        self._input.cursor_position = len(self.text)
        self._last_found = None
        self.post_message(self.Accepted(self))

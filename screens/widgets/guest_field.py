"""A name from outside: taken as it is typed, or chosen among those whom the chapter knows already."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.suggestions import Likely
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import fold
from screens.widgets.person_field import PersonField


class VisitorField(PersonField):
    """Down chooses among those known. What is typed is never taken for somebody of a name like it."""

    def __init__(self, label: str, *, id: str, value: str = "", placeholder: str = "") -> None:
        preset = Person(PersonId(0), value) if value else None
        super().__init__(label, (), id=id, preset=preset, placeholder=placeholder)

    def know(self, likely: Sequence[Likely]) -> None:
        """Who is known, with what there is to say of each."""
        self.expect(likely)

    @property
    def called(self) -> str:
        """The name that is meant."""
        return self.person.name if self.person is not None else self.text

    @property
    def person(self) -> Person | None:
        """The one of exactly this name, or who was chosen."""
        if self._at is not None and self._found:
            return self._found[min(self._at, len(self._found) - 1)]
        key = fold(self.sought)
        return next((person for person in self._people if key and fold(person.name) == key), None)

    @property
    def offered(self) -> Person | None:
        """Somebody known of a name like the one that is typed, who is not meant until chosen."""
        found = self._found if self.sought.strip() and self.person is None else ()
        return next(iter(found), None)

    @property
    def unknown(self) -> bool:
        """Nobody need be known."""
        return False

    @property
    def doubtful(self) -> tuple[Person, ...]:
        """What is typed is meant."""
        return ()

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1}.get(event.key)
        found = self._found
        if step is None or not found:
            return
        event.stop()
        self._picked = None
        self._at = 0 if self._at is None else (self._at + step) % len(found)
        self._show_found()
        self.post_message(self.Edited())

    def _choice(self, person: Person, chosen: bool) -> Content:
        name = Content.styled(
            f"▸ {person.name}" if chosen else person.name, "bold $text-primary" if chosen else ""
        )
        return Content.assemble(name, Content.styled(f" {self._why.get(person.id, person.trade)}", "$quiet"))

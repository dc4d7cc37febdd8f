"""A row of a form for somebody of the chapter: found by a few letters, and known again by the name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from leadsroom.domain.finding import find_people
from leadsroom.domain.ids import PersonId
from leadsroom.domain.roster import Person
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from screens.widgets.form_row import FormRow
from screens.widgets.type_ahead import TypeAhead


class PersonRow(FormRow):
    """Name or profession, some letters of either; what they mean shows below."""

    def __init__(
        self, name: str, label: str, people: Sequence[Person], chosen: PersonId | None = None
    ) -> None:
        self._called = {_called(person, people): person.id for person in people}
        self._people = tuple(people)
        value = next((called for called, of in self._called.items() if of == chosen), "")
        super().__init__(label, TypeAhead(self._matching, value, id=name), "a few letters", id=f"{name}-row")

    def _matching(self, typed: str) -> Sequence[str]:
        return [_called(person, self._people) for person in find_people(typed, self._people)]

    def focus_line(self) -> None:
        """Give the keyboard to the line."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        # The dialog would look for a row of the line's own name.
        event.stop()
        if self.wrong:
            self.complain("")

    def person_id(self, role: str) -> PersonId:
        """Who is meant. Raises Refused, after saying so beside the line."""
        line = self.query_one(TypeAhead)
        line.settle()
        found = self._called.get(line.value) or next(
            (self._called[name] for name in self._matching(line.value) if clean(line.value)), None
        )
        if found is None:
            typed = clean(line.value)
            said = f"Nobody here matches “{typed}”." if typed else f"Say who {role}."
            self.complain(said)
            self.focus_line()
            raise Refused(said)
        return found


def _called(person: Person, people: Sequence[Person]) -> str:
    """Their name, and their trade where two have the same name."""
    namesakes = [other for other in people if other.name == person.name]
    return person.name if len(namesakes) < 2 else f"{person.name} ({person.trade or person.id})"

"""A row of a form for somebody of the chapter: found by a few letters, and known again by the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from textual import on
from textual.widgets import Input

from leadsroom.domain.finding import find_people
from leadsroom.domain.ids import PersonId
from leadsroom.domain.likely import equally_meant
from leadsroom.domain.roster import Person
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from screens.widgets.form_row import FormRow
from screens.widgets.type_ahead import TypeAhead

_WHICH = "Which one? ⏎ again takes the first."  # those who are meant stand below the line


class PersonRow(FormRow):
    """Name or profession, some letters of either; what they mean shows below."""

    def __init__(
        self, name: str, label: str, people: Sequence[Person], chosen: PersonId | None = None
    ) -> None:
        self._people = tuple(people)
        self._called = _told_apart(self._people)
        self._asked_about = ""
        value = self._called.get(chosen, "") if chosen is not None else ""
        line = TypeAhead(self._matching, value, id=name, doubtful=self._in_doubt)
        super().__init__(label, line, "a few letters", id=f"{name}-row")

    def _matching(self, typed: str) -> Sequence[str]:
        return [self._called[person.id] for person in find_people(typed, self._people)]

    def _in_doubt(self, typed: str) -> bool:
        """Whether the words mean two or more equally well. Asked once: then the first is taken."""
        if typed == self._asked_about or typed in self._called.values():
            return False
        return len(equally_meant(typed, find_people(typed, self._people))) > 1

    def focus_line(self) -> None:
        """Give the keyboard to the line."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        # The dialog would look for a row of the line's own name.
        event.stop()
        self._asked_about = ""
        if self.wrong:
            self.complain("")

    @on(Input.Submitted)
    def _finished(self, event: Input.Submitted) -> None:
        if self._in_doubt(event.value):
            event.stop()
            self._ask(event.value)

    def _ask(self, typed: str) -> None:
        self._asked_about = typed
        self.complain(_WHICH)

    @property
    def meant(self) -> PersonId | None:
        """Whose name stands in the line, if it is somebody's."""
        typed = self.query_one(Input).value
        return next((person_id for person_id, called in self._called.items() if called == typed), None)

    def person_id(self, role: str) -> PersonId:
        """Who is meant. Raises Refused, after saying so beside the line."""
        line = self.query_one(TypeAhead)
        line.settle()
        if self.meant is not None:
            return self.meant
        typed = clean(line.value)
        found = find_people(typed, self._people) if typed else ()
        if self._in_doubt(line.value):
            self._ask(line.value)
        elif found:
            return found[0].id
        else:
            self.complain(f"Nobody here matches “{typed}”." if typed else f"Say who {role}.")
        self.focus_line()
        raise Refused(self.wrong)


def _told_apart(people: Sequence[Person]) -> dict[PersonId, str]:
    """What each is called: by the name, and by as much more as tells namesakes apart."""
    one_each = list({person.id: person for person in people}.values())
    taken = [(way, Counter(map(way, one_each))) for way in _WAYS]
    return {
        person.id: next(way(person) for way, count in taken if count[way(person)] == 1) for person in one_each
    }


_WAYS: tuple[Callable[[Person], str], ...] = (
    lambda person: person.name,
    lambda person: f"{person.name} ({person.trade})",
    lambda person: f"{person.name} ({person.trade}, {person.company})",
    lambda person: f"{person.name} (no. {person.id})",
)

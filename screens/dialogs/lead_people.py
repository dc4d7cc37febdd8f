"""A row of a form for somebody of the chapter: found by a few letters, and known again by the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Generic

from textual import on
from textual.widgets import Input

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.suggestions import equally_meant
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import F, Findable, find_people
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from screens.widgets.form_row import FormRow
from screens.widgets.type_ahead import TypeAhead

_WHICH = "Which one? ⏎ again takes the first."  # those who are meant stand below the line


class FoundRow(FormRow, Generic[F]):
    """Some letters of a name or of what stands beside it; what they mean shows below."""

    def __init__(self, name: str, label: str, choices: Sequence[F], chosen: int | None = None) -> None:
        self._choices = tuple(choices)
        self._called = _told_apart(self._choices)
        self._asked_about = ""
        value = self._called.get(chosen, "") if chosen is not None else ""
        line = TypeAhead(self._matching, value, id=name, doubtful=self._in_doubt)
        super().__init__(label, line, "a few letters", id=f"{name}-row")

    def _matching(self, typed: str) -> Sequence[str]:
        return [self._called[found.id] for found in find_people(typed, self._choices)]

    def _in_doubt(self, typed: str) -> bool:
        """Whether the words mean two or more equally well. Asked once: then the first is taken."""
        if typed == self._asked_about or typed in self._called.values():
            return False
        return len(equally_meant(typed, find_people(typed, self._choices))) > 1

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
    def one(self) -> F | None:
        """The one whose name stands in the line, if it is one's."""
        typed = self.query_one(Input).value
        return next((each for each in self._choices if self._called[each.id] == typed), None)

    def settled(self, role: str) -> F:
        """The one that is meant. Raises Refused, after saying so beside the line."""
        line = self.query_one(TypeAhead)
        line.settle()
        if self.one is not None:
            return self.one
        typed = clean(line.value)
        found = find_people(typed, self._choices) if typed else ()
        if self._in_doubt(line.value):
            self._ask(line.value)
        elif found:
            return found[0]
        else:
            self.complain(f"Nobody here matches “{typed}”." if typed else f"Say who {role}.")
        self.focus_line()
        raise Refused(self.wrong)


class PersonRow(FoundRow[Person]):
    """A person, by name or profession."""

    @property
    def meant(self) -> PersonId | None:
        """Whose name stands in the line, if it is somebody's."""
        return None if self.one is None else self.one.id

    def person_id(self, role: str) -> PersonId:
        """Who is meant. Raises Refused, after saying so beside the line."""
        return self.settled(role).id


def _told_apart(choices: Sequence[Findable]) -> dict[int, str]:
    """What each is called: by the name, and by as much more as tells namesakes apart."""
    one_each = list({each.id: each for each in choices}.values())
    taken = [(way, Counter(map(way, one_each))) for way in _WAYS]
    return {each.id: next(way(each) for way, count in taken if count[way(each)] == 1) for each in one_each}


_WAYS: tuple[Callable[[Findable], str], ...] = (
    lambda one: one.name,
    lambda one: f"{one.name} ({one.trade})",
    lambda one: f"{one.name} ({one.trade}, {one.company})",
    lambda one: f"{one.name} (no. {one.id})",
)

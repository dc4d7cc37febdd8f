"""A person in a form, found by a few letters; likely ones are on offer before any is typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.suggestions import Likely, equally_meant
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people
from screens.widgets.field import TextField

_MOST_SHOWN = 4


class PersonField(TextField):
    """A person, found by a few letters of name, trade or company. Up and down choose among those found.

    With nothing typed nobody is chosen, but down goes through whom the form thinks likely.
    """

    def __init__(
        self,
        label: str,
        people: Sequence[Person],
        *,
        id: str,
        preset: Person | None = None,
        placeholder: str = "",
    ) -> None:
        value = preset.name if preset else ""
        super().__init__(label, id=id, value=value, placeholder=placeholder or "name or profession")
        self._people = tuple(people)
        self._why: dict[PersonId, str] = {}
        self._picked = preset
        self._at: int | None = None
        self._asked_about = ""
        self._is_expecting = False
        self._last_found: tuple[str, tuple[Person, ...]] | None = None
        self._found_view = Static(Content(""), classes="found", markup=False)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._found_view

    def expect(self, likely: Sequence[Likely]) -> None:
        """Whom it may be about, the likeliest first, with the reason."""
        people = tuple(one.person for one in likely)
        why = {one.person.id: one.why for one in likely if one.why}
        if not self._is_expecting or (people, why) != (self._people, self._why):
            self._people, self._why, self._last_found, self._is_expecting = people, why, None, True
            self._show_found()

    # Who is meant

    @property
    def sought(self) -> str:
        """The words that are looked for."""
        return self.text.strip()

    @property
    def _found(self) -> tuple[Person, ...]:
        if not self.sought:
            return self._people if self._is_expecting else ()
        if self._last_found is None or self._last_found[0] != self.sought:
            self._last_found = (self.sought, find_people(self.sought, self._people))
        return self._last_found[1]

    @property
    def person(self) -> Person | None:
        """Who is meant; None when nothing is typed or chosen, or nobody is found."""
        if self._picked is not None and self._picked.name == self.sought:
            return self._picked
        found = self._found
        if not found or (self._at is None and not self.sought):
            return None
        return found[min(self._at or 0, len(found) - 1)]

    @property
    def unknown(self) -> bool:
        """Whether something is typed that finds nobody."""
        return bool(self.sought) and self.person is None

    @property
    def doubtful(self) -> tuple[Person, ...]:
        """Two or more whom the typed words mean equally well, while nobody has chosen among them."""
        if self._at is not None or self.person is None or self.person is self._picked:
            return ()
        equal = equally_meant(self.sought, self._found)
        return equal if len(equal) > 1 and self.sought != self._asked_about else ()

    def ask(self) -> str:
        """Say whom the words can mean. Asked once: then the first is taken, unless another is chosen."""
        names = [_told_apart(person, self.doubtful) for person in self.doubtful[:_MOST_SHOWN]]
        self._asked_about = self.sought
        others = "the other" if len(names) == 2 else "another"
        return f"{', '.join(names[:-1])} or {names[-1]}? ↓ for {others}; ⏎ again takes {names[0]}."

    def settle(self) -> None:
        """Write out who is meant, once there is no doubt."""
        if self.person is not None and not self.doubtful:
            self._pick(self.person)
            self._show_found()

    def _pick(self, person: Person) -> None:
        self._picked = person
        self._at = None
        self.write(person.name)

    # Keys

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1}.get(event.key)
        found = self._found
        if step is None or not found:
            return
        event.stop()
        at = self._at if self._at is not None else (0 if self.sought else -1)
        self._picked = None
        self._at = max(0, at + step) if at < 0 else (at + step) % len(found)
        self._show_found()
        self.post_message(self.Edited())

    @on(Input.Submitted)
    def _finished(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        self.settle()
        self.post_message(self.Accepted(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        event.prevent_default()
        if self._picked is None or self._picked.name != self.sought:
            self._picked, self._at = None, None
        self._asked_about = ""
        self._show_found()
        self.post_message(self.Edited())

    @on(events.DescendantBlur)
    def _left(self) -> None:
        self.settle()
        self._show_found(here=False)

    @on(events.DescendantFocus)
    def _entered(self) -> None:
        self._show_found()

    # What is shown

    def _show_found(self, *, here: bool | None = None) -> None:
        here = self._input.has_focus if here is None else here
        self._found_view.update(self._choices(here), layout=False)

    def _choices(self, here: bool) -> Content:
        person = self.person
        if self._picked is not None and person is self._picked:
            return Content.styled(self._why.get(person.id, person.trade), "$quiet")
        if self.unknown:
            return Content.styled("nobody here of that name or profession", "$text-warning")
        found = self._found if here or self.sought else ()
        most = max(_MOST_SHOWN, (self._at or 0) + 1)
        first = most - _MOST_SHOWN
        shown = [self._choice(p, p is person) for p in found[first:most]]
        more = Content.styled(f"  +{len(found) - most}", "$quiet") if len(found) > most else Content("")
        return Content("").join([Content("   ").join(shown), more])

    def _choice(self, person: Person, chosen: bool) -> Content:
        name = Content.styled(
            f"▸ {person.name}" if chosen else person.name, "bold $text-primary" if chosen else ""
        )
        beside = person.trade if self.sought else self._why.get(person.id, person.trade)
        return Content.assemble(name, Content.styled(f" {beside}", "$quiet"))


def _told_apart(person: Person, among: Sequence[Person]) -> str:
    """The name, with the trade where another one has that name too."""
    same = sum(other.name == person.name for other in among) > 1
    return f"{person.name} ({person.trade})" if same and person.trade else person.name

"""The name of somebody on record, or new: whom the letters mean is taken, unless a new name is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable

from textual.content import Content

from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import people_named
from leadsroom.domain.text.plain_text import fold
from screens.kit.form.field import Answer, Misfilled, TextField
from screens.kit.form.people import PersonField, beside_name, cells_of, fitting

_LETTERS = re.compile(r"[\w\s.'’-]+")  # with other signs it is no beginning of a name
_STEPS = {"down": 1, "up": -1}
_AS_NEW = "\n"  # after a name in a draft, which has no other: it was chosen as a new one


class NameField(PersonField):
    """A name from outside. The only one on record whose name it begins is taken by Enter, as is shown before.

    Down and up choose among those found, and last the name as it is typed, for somebody new. Whose name is on
    record already is that one, unless two people `may_share` a name.
    """

    def __init__(
        self,
        name: str,
        label: str,
        text: str = "",
        *,
        placeholder: str = "their name",
        may_share: bool = False,
    ) -> None:
        super().__init__(name, label, (), placeholder=placeholder)
        self._may_share = may_share
        self.text = self._before = text  # what stands on record is meant as it is
        self._new_name = ""

    # Who is meant

    @property
    def called(self) -> str:
        """The name that is meant."""
        return self.one.name if self.one is not None else self.text

    @property
    def final(self) -> str:
        """The same, once it is beyond doubt. Raises Misfilled."""
        doubt = self.doubt()
        if doubt:
            raise Misfilled(self, doubt)
        return self.called

    @property
    def is_new(self) -> bool:
        """Whether the name was chosen as a new one, whoever is found."""
        return bool(self.sought) and self.sought in (self._new_name.strip(), self._before.strip())

    @property
    def one(self) -> Person | None:
        """Who was chosen, is called exactly this, or is the only one whose name is begun so."""
        if self._at is not None and self._found:
            return self._found[min(self._at, len(self._found) - 1)]
        if self._picked is not None and self._name(self._picked) == self.sought:
            return self._picked
        same = self.of_same_name
        if same is not None and self._is_taken(same):
            return same
        named = () if self.is_new or same is not None else self._named
        return named[0] if len(named) == 1 else None

    @property
    def of_same_name(self) -> Person | None:
        """Somebody on record who is called exactly this."""
        key = fold(self.sought)
        return next((one for one in self._choices if key and fold(one.name) == key), None)

    def _is_taken(self, same: Person) -> bool:
        return not (self._may_share and self.is_new) or same is self._picked

    @property
    def _named(self) -> tuple[Person, ...]:
        """Those whose names are begun so."""
        return people_named(self.sought, self._choices) if _LETTERS.fullmatch(self.sought) else ()

    @property
    def _may_be_new(self) -> bool:
        return bool(self.sought) and (self._may_share or self.of_same_name is None)

    @property
    def unknown(self) -> str:
        """Nobody need be on record."""
        return ""

    @property
    def doubtful(self) -> tuple[Person, ...]:
        """Several whose names are begun so, until it was asked which of them."""
        is_decided = self.is_new or self.one is not None or self.sought == self._asked_about
        named = () if is_decided else self._named
        return named if len(named) > 1 else ()

    def doubt(self) -> str:
        """Asked once: then the name is a new one, unless somebody is chosen."""
        among = self.doubtful
        if not among:
            return ""
        self._asked_about = self.sought
        names = [one.name for one in among[:3]]
        which = f"{', '.join(names[:-1])} or {names[-1]}?"
        return f"{which} ↓ chooses; ⏎ again enters “{self.sought}” as somebody new."

    def fill_in(self, *fields: tuple[TextField, Callable[[Person], str]]) -> None:
        """Of the one who is meant, what is on record, in fields that are blank."""
        one = self.one
        for field, of in fields if one is not None else ():
            if one is not None and not field.text.strip():
                field.text = of(one)

    # Keys and letters

    @property
    def draft(self) -> str:
        return f"{self.text}{_AS_NEW}" if self._new_name and self.is_new else self.text

    @draft.setter
    def draft(self, value: str) -> None:
        text = value.removesuffix(_AS_NEW)
        self._new_name = text if text != value else ""
        self._put_back(text)

    def typed(self, text: str) -> Answer:
        text = text.replace(_AS_NEW, "")  # a line has none, and a draft gives it a meaning of its own
        if text.strip() != self._new_name.strip():
            self._new_name = ""
        return super().typed(text)

    def press(self, key: str, _character: str | None) -> Answer:
        step, found = _STEPS.get(key), self._found
        count = len(found) + self._may_be_new
        if step is None or not found or (count == 1 and self.one is found[0]):
            return Answer.PASSED
        place = self._place
        at = 0 if place is None else (place + step) % count
        is_new = at == len(found)
        self._picked = None
        self._at, self._new_name = (None, self.sought) if is_new else (at, "")
        return Answer.EDITED

    @property
    def _place(self) -> int | None:
        """Where in the choices it stands, the new name being the last; None where there is none yet."""
        one, found = self.one, self._found
        if one is not None:
            return next((at for at, each in enumerate(found) if each.id == one.id), 0)
        return len(found) if self._may_be_new else None

    # What is shown

    @property
    def or_else(self) -> Content:
        """What Enter would do, and what else there is, as long as the name is not written out."""
        one, found = self.one, self._found
        if one is not None and one is not self._picked and (self._may_be_new or one.name != self.sought):
            new = f"; ↓ keeps “{self.sought}” as somebody new" if self._may_be_new else ""
            return Content.styled(f"⏎ takes {one.name}{new}", "$quiet")
        if one is None and found and self.sought and not self.is_new:
            return Content.styled(f"a new name; ↓ takes {found[0].name}", "$quiet")
        return Content("")

    def beside(self, here: bool, width: int) -> Content:
        one = self.one
        if self._picked is not None and one is self._picked:
            return super().beside(here, width)
        found = self._found if here or one is not None else ()
        drawn = [self._choice(each, each is one, width) for each in found]
        if drawn and self._may_be_new:
            new = self._new_choice(f"“{self.sought}”, new", chosen=one is None)
            if one is None and cells_of([drawn[-1], new]) > width:
                new = self._new_choice("new", chosen=True)  # whom it may mean is to be seen beside it
            drawn.append(new)
        return fitting(drawn, self._place or 0, width)

    def _new_choice(self, words: str, *, chosen: bool) -> Content:
        return (
            Content.styled(f"▸ {words}", "bold $text-primary") if chosen else Content.styled(words, "$quiet")
        )

    def _choice(self, one: Person, chosen: bool, width: int) -> Content:
        drawn = Content.styled(f"▸ {one.name}", "bold $text-primary") if chosen else Content(one.name)
        beside = beside_name(self._why.get(one.id, one.profession), drawn, width)
        return Content.assemble(drawn, Content.styled(f" {beside}", "$quiet"))


def profession_of(person: Person) -> str:
    """The profession on record, for a field that is blank."""
    return person.profession

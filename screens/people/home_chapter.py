"""The fields of somebody from outside who may be a member of another chapter: the name, and that chapter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people
from leadsroom.domain.people.visiting import HomeChapter, own_name, shown
from leadsroom.domain.text.plain_text import fold
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Question
from screens.kit.form.names import NameField
from screens.kit.styled import short

if TYPE_CHECKING:
    from leadsroom.views.association.members_elsewhere import FoundElsewhere


class OutsideNameField(NameField):
    """The name of somebody from outside. After those on record here, members of other chapters are offered;
    Enter takes none of them that was not chosen.
    """

    def __init__(self, name: str, label: str, text: str = "", *, placeholder: str = "their name") -> None:
        super().__init__(name, label, text, placeholder=placeholder)
        self._further: tuple[Person, ...] = ()
        self._chapter_id: int | None = None

    def offer_besides(self, members: Iterable[Person], chapter_id: int | None = None) -> None:
        """The members of other chapters whom the letters may mean, but those who are on record here.

        Whose own name is written out is meant by it in the chapter `chapter_id`, where that is typed.
        """
        self._chapter_id = chapter_id
        here = {(one.home_chapter_id, one.home_person_id) for one in self._choices if one.home_person_id}
        further = tuple(one for one in members if (one.home_chapter_id, one.home_person_id) not in here)
        if further != self._further:
            self._further, self._last_found = further, None
            self._at = None if self._picked is None else self._at

    def _find(self, sought: str) -> tuple[Person, ...]:
        found = super()._find(sought)
        return (*found, *(one for one in find_people(sought, self._further) if one not in found))

    @property
    def of_same_name(self) -> Person | None:
        same = super().of_same_name
        key = fold(self.sought)
        return same or next((one for one in self._further if key and key in self._keys(one)), None)

    def _keys(self, one: Person) -> tuple[str, ...]:
        is_of_chapter = self._chapter_id is not None and one.home_chapter_id == self._chapter_id
        return (fold(one.name), *((fold(one.own_name),) if is_of_chapter else ()))

    @property
    def offers_own(self) -> bool:
        """Whether somebody on record here may be meant: then that is asked first."""
        return any(one.id > 0 for one in self._found)


class HomeFields:
    """The name and the chapter. `chapter` stays blank for whoever is a member of no other one."""

    def __init__(
        self,
        label: str,
        person: Person | None = None,
        *,
        name: str = "name",
        placeholder: str = "their name",
    ) -> None:
        """With `person` they are filled in with what is on record. `name` is the name of the first."""
        self._was = person
        own = person.own_name if person is not None else ""
        self.name = OutsideNameField(name, label, own, placeholder=placeholder)
        self.chapter = NameField(
            "home",
            "Chapter",
            person.home_chapter if person is not None else "",
            placeholder="of a member of another one",
        )

    @property
    def question(self) -> Question | None:
        """Who may be meant in other chapters."""
        from leadsroom.views.association.members_elsewhere import members_elsewhere

        typed, home = self.name.sought, self.chapter.sought
        return Question(members_elsewhere, (typed, home)) if typed or home else None

    def learn(self, found: FoundElsewhere) -> None:
        """Offer those who were found."""
        self.chapter.expect(found.chapters)
        entry = self.chapter.one if self.chapter.sought else None
        self.name.offer_besides(found.members, entry.id if entry is not None else None)

    def fill_in(self) -> None:
        """The chapter of the one who is meant."""
        self.name.fill_in((self.chapter, lambda person: person.home_chapter))

    @property
    def called(self) -> str:
        """The name that is meant, without the chapter."""
        home = self._home
        return own_name(self.name.called, home.name) if home is not None else self.name.called

    @property
    def home(self) -> HomeChapter | None:
        """The other chapter that is meant, so far; None for whoever is a member of none."""
        return self._home

    @property
    def shown(self) -> str:
        """The name as it stands on record, with the chapter."""
        home = self._home
        return self.name.called if home is None else shown(self.called, home.name)

    @property
    def in_words(self) -> str:
        """`member of Riverside`; empty for whoever is of no other chapter."""
        return "" if self._home is None else f"member of {short(self._home.name)}"

    @property
    def final(self) -> tuple[str, HomeChapter | None]:
        """The name and the chapter. Raises Misfilled where either is in doubt, or the name is missing."""
        doubt = self.chapter.doubt() if self.chapter.text.strip() else ""
        if doubt:
            raise Misfilled(self.chapter, doubt)
        final, home = self.name.final, self._home
        return (own_name(final, home.name) if home is not None else final), home

    @property
    def _home(self) -> HomeChapter | None:
        typed, one = self.chapter.called.strip(), self.name.one
        chosen = one.home if one is not None else None
        if chosen is not None and (not typed or fold(typed) == fold(chosen.name)):
            return chosen
        if not typed:
            return None
        entry = self.chapter.one
        if entry is not None:
            return HomeChapter(entry.name, ChapterId(entry.id))
        was = self._was.home if self._was is not None else None
        return (
            was
            if was is not None and fold(was.name) == fold(typed) and self._is_as_it_was
            else HomeChapter(typed)
        )

    @property
    def _is_as_it_was(self) -> bool:
        return self._was is not None and fold(self.name.text) == fold(self._was.own_name)

"""Fields for people, or whatever else has a name: found by a few letters, one or several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Generic

from textual.content import Content

from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.suggestions import Likely, equally_meant
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import F, Findable, find_people
from screens.kit.form.field import NARROW, Answer, Misfilled, TextField

_MOST_SHOWN = 4
_APART = "   "  # between two of them
_BESIDES = 5  # cells for how many there are besides
_STEPS = {"down": 1, "up": -1}
_BETWEEN = re.compile(r"[+,]")
_WRITTEN = " + "
_SEVERAL = 42  # cells for more names than one


class FoundField(TextField, Generic[F]):
    """Somebody, or something, found by a few letters. Up and down choose among those found.

    With nothing typed nobody is chosen, but down goes through all of them, the likeliest first where the form
    knows. `role` says what the one that is missing would do: `gives the lead`; where it is empty, nobody need
    be named.
    """

    keys = ("↑↓", "choose")
    nobody = "nobody here of that name or profession"
    unknown_sentence = "Nobody here matches “{}”. Try a name or profession."

    def __init__(
        self,
        name: str,
        label: str,
        choices: Iterable[F],
        preset: F | None = None,
        *,
        role: str = "",
        placeholder: str = "name or profession",
    ) -> None:
        super().__init__(name, label, placeholder=placeholder, width=NARROW)
        self._role = role
        self._why: dict[int, str] = {}
        self._choose_among(choices)
        self._picked = self._preset = preset
        self._at: int | None = None
        self._asked_about = ""
        self.text = self._called.get(preset.id, preset.name) if preset else ""

    def _choose_among(self, choices: Iterable[F]) -> None:
        self._choices = tuple(choices)
        self._called = distinct_names(self._choices)
        self._last_found: tuple[str, tuple[F, ...]] | None = None

    def expect(self, choices: Iterable[F], why: dict[int, str] | None = None) -> None:
        """Whom it may be about, the likeliest first, with what there is to say of each."""
        chosen, reasons = tuple(choices), why or {}
        if (chosen, reasons) != (self._choices, self._why):
            was = self._picked if self._picked and self._name(self._picked) == self.sought else None
            self._why = reasons
            self._choose_among(chosen)
            if was is not None:  # known by more than the name that was written
                self._pick(next((one for one in chosen if one.id == was.id), was))

    @property
    def draft(self) -> str:
        return self.text

    @draft.setter
    def draft(self, value: str) -> None:
        self._put_back(value)

    def _put_back(self, value: str) -> None:
        """A name that was written out means whom it meant; letters are letters still."""
        self.text, self._picked, self._at, self._asked_about = value, None, None, ""
        whole = self._whole(self.sought)
        if whole is not None:
            self._pick(whole)
            self.text = value

    def _whole(self, name: str) -> F | None:
        """The one who is called exactly this: also who stood there, and may be found no more."""
        preset = [self._preset] if self._preset is not None else []
        return next((one for one in (*self._choices, *preset) if self._name(one) == name), None)

    # Who is meant

    @property
    def sought(self) -> str:
        """The letters that are looked for."""
        return self.text.strip()

    @property
    def _found(self) -> tuple[F, ...]:
        if not self.sought:
            return self._choices
        if self._last_found is None or self._last_found[0] != self.sought:
            self._last_found = (self.sought, self._find(self.sought))
        return self._last_found[1]

    def _find(self, sought: str) -> tuple[F, ...]:
        whole = self._whole(sought)
        return (whole,) if whole is not None else find_people(sought, self._choices)

    @property
    def one(self) -> F | None:
        """Who is meant; None when nothing is typed or chosen, or nobody is found."""
        if self._picked is not None and self._name(self._picked) == self.sought:
            return self._picked
        found = self._found
        if not found or (self._at is None and not self.sought):
            return None
        return found[min(self._at or 0, len(found) - 1)]

    def _name(self, one: F) -> str:
        return self._called.get(one.id, one.name)

    @property
    def unknown(self) -> str:
        """What is typed and finds nobody; nothing where it does."""
        return self.sought if self.one is None else ""

    @property
    def doubtful(self) -> tuple[F, ...]:
        """Two or more whom the typed letters mean equally well, while nobody has chosen among them."""
        one = self.one
        if self._at is not None or one is None or one is self._picked or self.sought == self._name(one):
            return ()
        equal = equally_meant(self.sought, self._found)
        return equal if len(equal) > 1 and self.sought != self._asked_about else ()

    def doubt(self) -> str:
        """Asked once: then the first is taken, unless another is chosen."""
        among = self.doubtful
        if not among:
            return ""
        self._asked_about = self.sought
        names = [self._name(one) for one in among[:_MOST_SHOWN]]
        others = "the other" if len(names) == 2 else "another"
        return f"{', '.join(names[:-1])} or {names[-1]}? ↓ for {others}; ⏎ again takes {names[0]}."

    def refusal(self) -> str:
        return self.unknown_sentence.format(self.unknown) if self.unknown else ""

    @property
    def value(self) -> F | None:
        """The one that is meant, None for nobody. Raises Misfilled when nobody may be meant, or two are."""
        refused = self.refusal() or self.doubt()
        if not refused and self.one is None and self._role:
            refused = f"Say who {self._role}."
        if refused:
            raise Misfilled(self, refused)
        return self.one

    @property
    def id(self) -> int:
        """Whose number it is. Raises Misfilled where there is nobody."""
        one = self.value
        if one is None:
            raise Misfilled(self, "Say who it is.")
        return one.id

    # Keys and letters

    def typed(self, text: str) -> Answer:
        self.text = text
        if self._picked is None or self._name(self._picked) != self.sought:
            self._picked, self._at = None, None
        self._asked_about = ""
        return Answer.EDITED

    def press(self, key: str, _character: str | None) -> Answer:
        step, found = _STEPS.get(key), self._found
        if step is None or not found or (len(found) == 1 and self.one is found[0]):
            return Answer.PASSED  # there is nobody else to choose
        self._picked, self._at = None, self._next(step, len(found))
        return Answer.EDITED

    def _next(self, step: int, count: int) -> int:
        at = self._at if self._at is not None else (0 if self.sought else -1)
        return max(0, at + step) if at < 0 else (at + step) % count

    def settle(self) -> None:
        if self.one is not None and not self.doubtful:
            self._pick(self.one)

    def _pick(self, one: F) -> None:
        self._picked, self._at = one, None
        self.write(self._name(one))

    def write(self, name: str) -> None:
        """Write a name in the place of the letters."""
        self.text = name

    # What is shown

    def beside(self, here: bool, width: int) -> Content:
        one = self.one
        if self._picked is not None and one is self._picked:
            return Content.styled(in_whole_parts(self._why.get(one.id, one.profession), width), "$quiet")
        if self.unknown:
            return Content.styled(self.nobody if len(self.nobody) <= width else "not found", "$text-warning")
        found = self._found if here or self.sought else ()
        return fitting([self._choice(each, each is one, width) for each in found], self._at or 0, width)

    def _choice(self, one: F, chosen: bool, width: int) -> Content:
        name = self._name(one)
        drawn = Content.styled(f"▸ {name}", "bold $text-primary") if chosen else Content(name)
        beside = one.profession if self.sought else self._why.get(one.id, one.profession)
        return Content.assemble(drawn, Content.styled(f" {beside_name(beside, drawn, width)}", "$quiet"))


def beside_name(sentence: str, name: Content, width: int) -> str:
    """The same in the room that a name leaves, and the number of those who are not shown."""
    return in_whole_parts(sentence, width - name.cell_length - 1 - _BESIDES)


def in_whole_parts(sentence: str, width: int) -> str:
    """As many of the parts between commas as there is room for, none of them cut; the first in any case."""
    parts = sentence.split(", ")
    while len(parts) > 1 and Content(", ".join(parts)).cell_length > width:
        parts.pop()
    return ", ".join(parts)


def fitting(drawn: Sequence[Content], at: int, width: int) -> Content:
    """As many choices as fit, the one at `at` among them, and how many there are besides."""
    if not drawn:
        return Content("")
    is_all = len(drawn) <= _MOST_SHOWN and cells_of(drawn) <= width
    room = width if is_all else width - _BESIDES
    first, end = at, at + 1
    while first > 0 and end - first < _MOST_SHOWN and cells_of(drawn[first - 1 : end]) <= room:
        first -= 1
    while end < len(drawn) and end - first < _MOST_SHOWN and cells_of(drawn[first : end + 1]) <= room:
        end += 1
    more = len(drawn) - (end - first)
    shown = Content(_APART).join(drawn[first:end])
    return Content.assemble(shown, Content.styled(f"  +{more}", "$quiet")) if more else shown


def cells_of(drawn: Sequence[Content]) -> int:
    """How wide choices are beside one another."""
    return sum(each.cell_length for each in drawn) + len(_APART) * (len(drawn) - 1)


class PersonField(FoundField[Person]):
    """A person, by letters of name, profession or company."""

    @property
    def person(self) -> Person | None:
        """Who is meant, so far."""
        return self.one

    @property
    def person_id(self) -> PersonId:
        """Who is meant. Raises Misfilled where that is nobody, or in doubt."""
        return PersonId(self.id)

    def expect_likely(self, likely: Sequence[Likely]) -> None:
        """The same as `expect`, of suggestions."""
        self.expect((one.person for one in likely), {one.person.id: one.why for one in likely if one.why})


class PeopleField(PersonField):
    """One person, or several: `+` or a comma after one writes them out, and the next can be typed."""

    def __init__(
        self, name: str, label: str, people: Iterable[Person], preset: Person | None = None, *, role: str = ""
    ) -> None:
        self._written = {preset.name: preset} if preset else {}
        super().__init__(name, label, people, preset, role=role)

    @property
    def width(self) -> int:
        return _SEVERAL if len(self._parts) > 1 else NARROW

    @width.setter
    def width(self, _cells: int) -> None:
        """It follows from how many there are."""

    @property
    def _parts(self) -> list[str]:
        """The line in pieces, the last one being typed. A comma within a whole name parts nothing."""
        whole = set(self._called.values())
        pieces: list[str] = []
        for piece in self.text.split("+"):
            pieces += [piece] if piece.strip() in whole else _BETWEEN.split(piece)
        return [piece.strip() for piece in pieces]

    @property
    def sought(self) -> str:
        return self._parts[-1]

    def _meant_by(self, part: str) -> Person | None:
        return self._written.get(part) or next(iter(self._find(part)), None)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who is meant, in the order typed, each once."""
        found = [one for part in self._parts[:-1] if part and (one := self._meant_by(part))]
        last = [self.one] if self.one else []
        return tuple({one.id: one for one in (*found, *last)}.values())

    @property
    def unknown(self) -> str:
        earlier = (part for part in self._parts[:-1] if part and self._meant_by(part) is None)
        return next(earlier, super().unknown)

    @property
    def people_ids(self) -> tuple[PersonId, ...]:
        """Who is meant, one at least. Raises Misfilled as for one."""
        if self.sought or not self.people:
            _ = self.value
        elif self.unknown:
            raise Misfilled(self, self.refusal())
        return tuple(one.id for one in self.people)

    def _pick(self, one: Person) -> None:
        super()._pick(one)
        self._written[self._name(one)] = one

    def write(self, name: str) -> None:
        """Write a name in the place of the letters that are typed; the names before it stay."""
        self._write_out([*self._parts[:-1], name])

    def _write_out(self, parts: Sequence[str]) -> None:
        *before, last = parts
        meant = [(part, self._meant_by(part)) for part in before if part]
        self.text = _WRITTEN.join([*(self._name(one) if one else part for part, one in meant), last])

    def typed(self, text: str) -> Answer:
        """A separator typed at the end writes out who stands before it, or asks who that is."""
        asked_about, chosen_at = self._asked_about, self._at
        super().typed(text)
        *_, before, after = ("", *self._parts)
        if after or not before:
            return Answer.EDITED
        found = self._find(before)
        is_chosen = before in self._written or chosen_at is not None or before == asked_about
        if len(equally_meant(before, found)) > 1 and not is_chosen:
            self.text = text.rstrip(" +,")
            return Answer.FINISHED  # the question, which one, is put as Enter would
        if found:
            one = self._written.get(before) or found[min(chosen_at or 0, len(found) - 1)]
            self._written[self._name(one)] = one
            self._write_out([*self._parts[:-2], self._name(one), ""])
        return Answer.EDITED


def distinct_names(choices: Sequence[Findable]) -> dict[int, str]:
    """What each is called: by the name, and by as much more as tells namesakes apart."""
    one_each = list({each.id: each for each in choices}.values())
    taken = [(way, Counter(map(way, one_each))) for way in _WAYS]
    return {each.id: next(way(each) for way, count in taken if count[way(each)] == 1) for each in one_each}


_WAYS: tuple[Callable[[Findable], str], ...] = (
    lambda one: one.name,
    lambda one: f"{one.name} ({one.profession})",
    lambda one: f"{one.name} ({one.profession}, {one.company})",
    lambda one: f"{one.name} (no. {one.id})",
)

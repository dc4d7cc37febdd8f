"""Fields that are answered rather than typed: one of a few, and yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Generic, TypeVar

from textual.content import Content
from textual.style import Style

from leadsroom.domain.text.plain_text import fold
from screens.kit.form.field import NO_KEYS, Answer, Field, Misfilled

V = TypeVar("V")
_STEPS = {"left": -1, "right": 1, "space": 1}
_MANY = 8  # options; beyond them letters find one, as they find people
_MOST_CELLS = 58  # that options side by side may take; beyond them only the chosen one is drawn


class ChoiceField(Field, Generic[V]):
    """One of a few, chosen with left and right, a first letter or a click. Options are (value, words).

    A draft remembers the value of an option, or of an enumeration's member. Of one that `asks` nothing is
    chosen until somebody does.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[V, str]],
        chosen: V | None = None,
        *,
        hint: str = "",
        asks: str = "",
    ) -> None:
        """`asks` is the sentence that says what to choose, and how."""
        super().__init__(name, label, hint=hint)
        self._options, self._asks = tuple(options), asks
        # Whoever chose keeps the choice when other options come; a draft may name one that is still to come.
        is_open = chosen is None and all(value is not None for value, _ in options)
        self._key = None if is_open else _key(chosen)
        self._sought = ""  # the letters typed so far, of many options

    @property
    def keys(self) -> tuple[str, str]:  # type: ignore[override]
        if self._are_many:
            return "a-z ← →", "find"
        return ("← →", "choose") if self.has_choice else NO_KEYS

    @property
    def _are_many(self) -> bool:
        return len(self._options) > _MANY

    def offer(self, options: Sequence[tuple[V, str]]) -> None:
        """Offer other choices: the first is chosen, unless somebody chose one that is still there."""
        self._options = tuple(options)

    @property
    def _at(self) -> int | None:
        keys = [_key(value) for value, _ in self._options]
        return keys.index(self._key) if self._key in keys else None if self._asks else 0

    @property
    def chosen(self) -> V:
        """The value of the option that is chosen. Raises Misfilled while none is."""
        if self._at is None:
            raise Misfilled(self, self._asks)
        return self._options[self._at][0]

    def chosen_or(self, otherwise: V) -> V:
        """The same; something else while none is."""
        return otherwise if self._at is None else self.chosen

    @property
    def words(self) -> str:
        """The option that is chosen, as it is shown."""
        return "" if self._at is None else self._options[self._at][1]

    @property
    def in_words(self) -> str:
        return self.words

    def refusal(self) -> str:
        return self._asks if self._at is None else ""

    def beside(self, here: bool, width: int) -> Content:
        is_answered = bool(self._asks) and self._at is not None
        return Content("") if is_answered else super().beside(here, width)

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one to choose from."""
        return len(self._options) > 1

    @property
    def draft(self) -> str:
        return self._key or ""

    @draft.setter
    def draft(self, value: str) -> None:
        self._key = value or None

    def choose(self, at: int, *, sought: str = "") -> None:
        """Choose by place, from 0; by which letters it was found."""
        self._key, self._sought = _key(self._options[at][0]), sought

    def press(self, key: str, character: str | None) -> Answer:
        is_part = key == "space" and bool(self._sought)
        if key in _STEPS and not is_part:
            # From none the first is the next one, and the last the one before.
            at = self._at if self._at is not None else min(0, -_STEPS[key])
            self.choose((at + _STEPS[key]) % len(self._options))
            return Answer.EDITED
        if self._are_many:
            return self._find(key, character or "")
        letter = (character or "").casefold()
        if not letter.isalnum():
            return Answer.PASSED
        places = [at for at, (_, words) in enumerate(self._options) if words.casefold().startswith(letter)]
        if not places:
            return Answer.TAKEN
        self.choose(next((at for at in places if at > self._before), places[0]))
        return Answer.EDITED

    def _find(self, key: str, character: str) -> Answer:
        """The first option with words that begin with the letters typed so far.

        A letter that finds nothing behind the others begins anew, with the next option that it finds.
        """
        if key == "backspace":
            self._sought = self._sought[:-1]
            character = ""
        elif len(character) != 1 or not character.isprintable():
            return Answer.PASSED
        for sought, after in ((self._sought + character, -1), (character, self._before)):
            found = [at for at, (_, words) in enumerate(self._options) if sought and _begins(words, sought)]
            if found:
                self.choose(next((at for at in found if at > after), found[0]), sought=sought)
                return Answer.EDITED
        return Answer.EDITED if key == "backspace" else Answer.TAKEN

    @property
    def _before(self) -> int:
        """Behind which option letters go on."""
        return -1 if self._at is None else self._at

    def settle(self) -> None:
        self._sought = ""

    def shown(self, here: bool) -> Content:
        if self._are_many or sum(len(words) + 4 for _, words in self._options) - 2 > _MOST_CELLS:
            more = f"   {self._before + 1} of {len(self._options)}" if self.has_choice else ""
            more = f"   “{self._sought}”" if self._sought and here else more
            return Content.assemble(Content(self.words), Content.styled(more, "$quiet"))
        return Content("  ").join([self._drawn(at, here) for at in range(len(self._options))])

    def _drawn(self, at: int, here: bool) -> Content:
        _, words = self._options[at]
        is_chosen = at == self._at
        tone = ("bold $text-primary" if here else "bold") if is_chosen else "$quiet"
        drawn = Content.styled(f"● {words}" if is_chosen else f"○ {words}", tone)
        return drawn.stylize(Style.from_meta({"@click": f"choose({self.name!r}, {at})"}))


def _begins(words: str, sought: str) -> bool:
    """Whether each part of what is sought begins a word, accents and case aside."""
    named = fold(words).split()
    return all(any(word.startswith(part) for word in named) for part in fold(sought).split())


def _key(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


class YesNoField(Field):
    """A plain fact: yes, no, or not said. `y` and `n` answer it and are Enter as well.

    Where other letters came before, somebody types words into the wrong field: then they only answer.
    """

    keys = ("y n", "answer")
    _MISPLACED = "y or n answers here, enter goes on. Words go into the fields above: shift+tab."

    def __init__(self, name: str, label: str, question: str, value: bool | None = None) -> None:
        super().__init__(name, label)
        self.question, self.value = question, value
        self._is_misplaced = False

    @property
    def draft(self) -> str:
        return {True: "y", False: "n", None: ""}[self.value]

    @draft.setter
    def draft(self, value: str) -> None:
        self.value = {"y": True, "n": False}.get(value)

    @property
    def in_words(self) -> str:
        return {True: "yes", False: "no", None: ""}[self.value]

    def press(self, key: str, character: str | None) -> Answer:
        if key in ("y", "n"):
            self.value = key == "y"
            return Answer.EDITED if self._is_misplaced else Answer.FINISHED
        if key in ("backspace", "delete"):
            self.value = None
            return Answer.EDITED
        if key == "space" and not self._is_misplaced:
            self.value = not self.value
            return Answer.EDITED
        if character is None or not character.isprintable():
            return Answer.PASSED
        self._is_misplaced = True
        raise Misfilled(self, self._MISPLACED)

    def settle(self) -> None:
        self._is_misplaced = False

    def shown(self, here: bool) -> Content:
        yes, no = self._option("y", "yes", self.value is True), self._option("n", "no", self.value is False)
        question = [Content(self.question)] if self.question else []
        # After other letters the answer is not Enter as well: that is to be seen.
        onward = [Content.styled("enter goes on", "$text-warning")] if self._is_only_answered else []
        return Content("   ").join([*question, yes, no, *onward])

    @property
    def _is_only_answered(self) -> bool:
        return self._is_misplaced and self.value is not None

    def _option(self, key: str, word: str, on: bool) -> Content:
        mark = Content.styled("● " if on else "○ ", "bold $text-primary" if on else "$quiet")
        drawn = Content.assemble(mark, Content.styled(key, "bold $text-primary"), Content(f" {word}"))
        return drawn.stylize(Style.from_meta({"@click": f"choose({self.name!r}, {int(key == 'y')})"}))

    def choose(self, at: int) -> None:
        """Answer by a click: 0 is no, anything else yes."""
        self.value = bool(at)

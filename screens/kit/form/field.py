"""The fields of a form, without a widget: what is filled in, what stands beside it, which keys it answers."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Generic, TypeVar

from textual.content import Content

from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.phone import Phone, read_phone, show_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_amount import read_money, read_sum, typed_money
from leadsroom.errors import Refused

V = TypeVar("V")

LONGEST = 500  # letters
NARROW, WIDE = 30, 64  # cells to type in
NO_KEYS = ("", "")


class Answer(Enum):
    """What a field makes of a key."""

    PASSED = auto()  # it is not the field's
    TAKEN = auto()
    EDITED = auto()
    FINISHED = auto()  # edited, and done with


class Misfilled(Refused):
    """A field cannot be read, or is needed and empty: the keyboard goes there."""

    def __init__(self, field: Field, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Field:
    """A labelled row. `name` is what drafts know it by; `is_away`: out of sight and reach."""

    is_typed = False
    keys = NO_KEYS  # what works here beside Enter, for the line of keys
    enter_word = "next"  # what Enter does where it stays in the field
    takes_tab = False  # tab is the field's first, and goes on where that does nothing

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        self.name, self.label, self.hint = name, label, hint
        self.is_away = False

    @property
    def draft(self) -> str:
        """What is in it, so that it can be put back."""
        raise NotImplementedError

    @draft.setter
    def draft(self, value: str) -> None:
        raise NotImplementedError

    def shown(self, here: bool) -> Content:
        """What is filled in, as it is drawn; `here`: the keyboard is on it."""
        raise NotImplementedError

    @property
    def in_words(self) -> str:
        """What is filled in, in a sentence; nothing where it is empty."""
        return self.draft

    def beside(self, _here: bool, _width: int) -> Content:
        """What stands beside it, at most so many cells wide."""
        return Content.styled(self.hint, "$quiet")

    def press(self, _key: str, _character: str | None) -> Answer:
        """Answer a key that the editor would not know."""
        return Answer.PASSED

    def settle(self) -> None:
        """The keyboard leaves, or Enter is pressed: write out what is meant."""

    def doubt(self) -> str:
        """A question that Enter puts once before it goes on; nothing if there is none."""
        return ""

    def refusal(self) -> str:
        """What is wrong with it as it stands, so that Enter stays; nothing if that can wait."""
        return ""


class TextField(Field):
    """A line of text. `text` is what stands there."""

    is_typed = True

    def __init__(
        self,
        name: str,
        label: str,
        text: str = "",
        *,
        placeholder: str = "",
        hint: str = "",
        width: int = WIDE,
        limit: int = LONGEST,
    ) -> None:
        super().__init__(name, label, hint=hint)
        self.text, self.placeholder, self.width, self.limit = text, placeholder, width, limit

    @property
    def draft(self) -> str:
        return self.text

    @draft.setter
    def draft(self, value: str) -> None:
        self.text = value

    def typed(self, text: str) -> Answer:
        """The line was edited; what came of it may differ from what was typed."""
        self.text = text
        return Answer.EDITED

    def paste(self, pasted: str) -> str:
        """Pasted text as the line takes it: escape codes are dropped, several lines become one."""
        return clean(pasted)

    def shown(self, here: bool) -> Content:
        return Content(self.text) if self.text else Content.styled(self.placeholder, "$quiet")


class OfferField(TextField):
    """A line of text; while it is empty, words from before are on offer, and down takes them."""

    def __init__(
        self, name: str, label: str, text: str = "", *, placeholder: str, offer: str, since: str
    ) -> None:
        hint = f"{since}: {offer}; ↓ takes it" if offer else placeholder
        super().__init__(name, label, text, placeholder=hint)
        self._offer = offer

    def press(self, key: str, _character: str | None) -> Answer:
        if key != "down" or not self._offer or self.text:
            return Answer.PASSED
        self.text = self._offer
        return Answer.EDITED


class ReadField(TextField, Generic[V]):
    """A line that is read as something: a number, a day, a time, a length, an amount.

    `reads` raises Refused with what is wrong; `says` is how the value is understood, for beside the line.
    """

    def __init__(
        self,
        name: str,
        label: str,
        text: str,
        reads: Callable[[str], V],
        *,
        says: Callable[[V], Content] | None = None,
        placeholder: str = "",
        hint: str = "",
        width: int = NARROW,
    ) -> None:
        super().__init__(name, label, text, placeholder=placeholder, hint=hint, width=width)
        self._reads, self._says = reads, says

    @property
    def value(self) -> V:
        """What is typed, read. Raises Misfilled."""
        try:
            return self._reads(self.text)
        except Refused as no:
            raise Misfilled(self, str(no)) from None

    def value_or(self, otherwise: V) -> V:
        """The same; something else where it cannot be read."""
        try:
            return self.value
        except Refused:
            return otherwise

    def refusal(self) -> str:
        try:
            self._reads(self.text)
        except Refused as no:
            return str(no)
        return ""

    def beside(self, here: bool, width: int) -> Content:
        if self._says is not None and not self.refusal():
            return self._says(self.value)
        return super().beside(here, width)


class MoneyField(ReadField[Money]):
    """An amount in a currency, which may change with what it is for; blank is zero if it `may_be_blank`."""

    def __init__(
        self,
        name: str,
        label: str,
        amount: Money,
        country: str,
        *,
        says: Callable[[Money], Content] | None = None,
        may_be_blank: bool = False,
        placeholder: str = "how much",
        hint: str = "",
    ) -> None:
        self.currency, self._country, self._may_be_blank = amount.currency, country, may_be_blank
        super().__init__(
            name,
            label,
            self.written(amount),
            self._read,
            says=says or self._understood,
            placeholder=placeholder,
            hint=hint,
        )

    def written(self, amount: Money) -> str:
        """An amount as it would be typed; nothing for zero."""
        return typed_money(amount, self._country) if amount.minor else ""

    def _read(self, typed: str) -> Money:
        if self._may_be_blank:
            blank = not clean(typed)
            return Money(0, self.currency) if blank else read_money(typed, self.currency, self._country)
        return read_sum(typed, self.currency, self._country)

    def _understood(self, amount: Money) -> Content:
        shown = f"= {show_money(amount, self._country)}" if amount.minor else ""
        return Content.styled(shown, "bold") if shown else Content.styled(self.hint, "$quiet")


class PhoneField(TextField):
    """A telephone number, written out in the country's habit once it is left."""

    def __init__(
        self,
        name: str,
        label: str,
        country: Callable[[], str],
        phone: Phone | None = None,
        *,
        placeholder: str = "",
    ) -> None:
        self._country = country
        text = show_phone(phone, country()) if phone and (phone.e164 or phone.typed) else ""
        super().__init__(name, label, text, placeholder=placeholder)

    @property
    def phone(self) -> Phone:
        """The number as typed and, where it can be read, in E.164."""
        return read_phone(self.text, self._country()) if self.text.strip() else Phone(None, "")

    def write(self, phone: Phone) -> None:
        """Write a number that was typed elsewhere."""
        self.text = show_phone(phone, self._country())

    def settle(self) -> None:
        if self.phone.e164:
            self.write(self.phone)


def required(sentence: str) -> Callable[[str], str]:
    """What reads a line that must not be empty; the sentence says what to do."""

    def read(typed: str) -> str:
        text = clean(typed)
        if not text:
            raise Refused(sentence)
        return text

    return read

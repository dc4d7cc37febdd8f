"""How a visitor is reached, in the forms at the table and between meetings."""

from __future__ import annotations

from leadsroom.acts.people.member_sheet import phone_of
from leadsroom.domain.people.roster import Contact, Person
from leadsroom.domain.text.phone import shown_phone
from screens.kit.form.choice import YesNoField
from screens.kit.form.field import Field, PhoneField
from screens.kit.form.names import NameField
from screens.kit.form.read_fields import EmailField


class ContactFields:
    """Phone, email, and whether one may write to them, filled in with what is on record."""

    def __init__(self, person: Person, country: str) -> None:
        self._country = country
        self.phone = PhoneField("phone", "Phone", lambda: country, phone_of(person))
        self.email = EmailField("email", "Email", person.email)
        self.may_write = YesNoField("may-write", "May write", "may we write to them?", person.may_write)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of them, in order."""
        return self.phone, self.email, self.may_write

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields."""
        return frozenset(field.name for field in self.fields)

    @property
    def value(self) -> Contact:
        """What is filled in. Raises Misfilled."""
        return Contact(phone_typed=self.phone.text, email=self.email.value, may_write=self.may_write.value)

    def show(self, is_open: bool) -> None:
        """Bring them into view, or take them out."""
        for field in self.fields:
            field.is_away = not is_open

    def fill_in(self, name: NameField) -> None:
        """What is on record of the one who is meant, where nothing is filled in."""
        name.fill_in(
            (self.phone, lambda person: shown_phone(person, self._country)),
            (self.email, lambda person: person.email),
        )
        if name.one is not None and self.may_write.value is None:
            self.may_write.value = name.one.may_write

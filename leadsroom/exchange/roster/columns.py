"""Which column of a roster file means what."""

from __future__ import annotations

from enum import StrEnum

from leadsroom.domain.text.plain_text import fold


class Column(StrEnum):
    """What a column can say; the value is the header we write."""

    NAME = "Name"
    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    COMPANY = "Company"
    PROFESSION = "Profession"
    PHONE = "Phone"
    EMAIL = "Email"
    JOINED = "Joined"
    SPHERE = "Sphere"
    ROLE = "Role"
    SEAT = "Seat"
    STATUS = "Status"


OUR_COLUMNS = tuple(c for c in Column if c not in (Column.FIRST_NAME, Column.LAST_NAME))

_OTHER_WORDS = {
    Column.NAME: "member, full name, member name, name of member, contact, contact name, person",
    Column.FIRST_NAME: "given name, forename, first",
    Column.LAST_NAME: "surname, family name, last",
    Column.COMPANY: "company name, business, business name, firm, organisation, organization, employer",
    Column.PROFESSION: "classification, category, trade, seat classification, occupation, business category,"
    "industry, speciality, specialty, line of business, professional classification",
    Column.PHONE: "mobile, cell, telephone, tel, phone number, phone no, telephone number, mobile phone,"
    "mobile number, cell phone, cell number, work phone, business phone, contact number",
    Column.EMAIL: "e-mail, mail, email address, mail address, email addr",
    Column.JOINED: "member since, start date, join date, date joined, joined on, joining date, since, start,"
    "membership date, membership start, started",
    Column.SPHERE: "group, contact sphere, circle, subgroup, power team",
    Column.ROLE: "roles, office, offices, position, positions, officer role, leadership role",
    Column.SEAT: "order, seat number, seat no, seat order, table order, seating order",
    Column.STATUS: "membership status, member status",
}


def squeezed(words: str) -> str:
    """The letters and digits alone, folded: `E-Mail Address` and `email address` are one key."""
    return "".join(char for char in fold(words) if char.isalnum())


_MEANING = {
    squeezed(word): column
    for column, words in _OTHER_WORDS.items()
    for word in (column.value, *words.split(","))
}


def meaning(title: str) -> Column | None:
    """What a header means, None when it means nothing here."""
    return _MEANING.get(squeezed(title))

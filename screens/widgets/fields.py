"""The fields that forms are made of."""

from __future__ import annotations

from screens.widgets.choice_field import ChoiceField, YesNoField
from screens.widgets.field import Field, PhoneField, TextField
from screens.widgets.noted_field import NotedField, OfferField
from screens.widgets.people_field import PeopleField
from screens.widgets.person_field import PersonField

__all__ = [
    "ChoiceField",
    "Field",
    "NotedField",
    "OfferField",
    "PeopleField",
    "PersonField",
    "PhoneField",
    "TextField",
    "YesNoField",
]

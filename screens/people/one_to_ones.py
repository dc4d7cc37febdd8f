"""A one-to-one of two members is logged: the form, from a member's own page or from the page of leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.typed_day import read_day_back
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.kit.form.read_fields import DayField


def one_to_one_form(
    members: Sequence[Person], today: date, country: str, *, met: Person | None = None
) -> Form[LogOneToOne]:
    """Who met whom, when, and what about; `met` is one of them where that is clear."""
    first = PersonField("first", "Member", members, met, role="met")
    second = PersonField("second", "Met", members, role="they met")
    note = TextField("note", "Note")

    day = DayField("day", "Day", None, today, read_day_back, country=country, text="today")

    def build() -> LogOneToOne:
        return LogOneToOne(first_id=first.person_id, second_id=second.person_id, on=day.day, note=note.text)

    name = "one-to-one" if met is None else f"one-to-one {met.id}"
    return Form("One-to-one", [first, second, day, note], build, draft_name=name)

"""One-to-ones: logged by a form, and the last ones as a list from which one can be withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.binding import Binding

from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import short_date
from screens.kit.columns import Column
from screens.kit.dialog import WITHDRAW, PickDialog
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.kit.form.read_fields import DayField
from screens.kit.listing import Line
from screens.kit.styled import quiet, words

_COLUMNS = (Column(), Column(most=44), Column(most=30, rank=1))


def one_to_one_form(members: Sequence[Person], today: date) -> Form[LogOneToOne]:
    """Who met whom, when, and what about."""
    first = PersonField("first", "Member", members, role="met")
    second = PersonField("second", "Met", members, role="they met")
    note = TextField("note", "Note")

    day = DayField("day", "Day", None, today, read_day_back, text="today")

    def build() -> LogOneToOne:
        return LogOneToOne(first_id=first.person_id, second_id=second.person_id, on=day.day, note=note.text)

    return Form("One-to-one", [first, second, day, note], build, draft_name="one-to-one")


class OneToOnes(PickDialog, inherit_bindings=False):
    """The last ones, the latest first, of which one can be withdrawn; they are not corrected."""

    BINDINGS = [
        Binding(
            "delete",
            f"pick('{WITHDRAW}')",
            "withdraw",
            id="withdraw",
            tooltip="Withdraw this one",
        ),
        Binding("escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close the list"),
    ]

    def __init__(self, last: Sequence[OneToOne]) -> None:
        super().__init__(
            "One-to-ones", _COLUMNS, [_line(one) for one in last], empty="None has been logged yet."
        )

    def action_pick(self, act: str = "") -> None:
        if act == WITHDRAW:
            super().action_pick(act)


def _line(one: OneToOne) -> Line:
    met = words(f"{one.first} and {one.second}")
    return Line(str(one.id), (quiet(short_date(one.on)), met, quiet(one.note)))

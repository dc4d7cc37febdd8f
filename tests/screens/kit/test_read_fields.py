"""Lines that are read as a day, a number or an email address."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.text.typed_day import read_day_ahead
from screens.kit.form.field import Misfilled
from screens.kit.form.read_fields import DayField, EmailField, NumberField

TODAY, PAST = date(2026, 11, 18), date(2026, 11, 2)


def day_field(before: date | None = None, text: str = "") -> DayField:
    """A day to come, or the one that stands there."""
    return DayField("day", "Day", before, TODAY, read_day_ahead, country="US", text=text, hint="fri, 4 dec")


def test_a_day_that_stands_there_stays_though_nobody_could_type_it() -> None:
    """What was not changed is what it was; another day is read by the rules for a new one."""
    field = day_field(PAST)
    assert (field.text, field.value) == ("Mon 2 Nov", PAST)
    field.text = "yesterday"
    assert "is Tue 17 Nov 2026, which is past" in field.refusal()
    field.text = "fri"
    assert field.day == date(2026, 11, 20)


def test_no_day_is_none_unless_it_is_needed() -> None:
    """A blank line is no day, also where one stood; whoever needs one is told so at the field."""
    field = day_field(PAST)
    field.text = " "
    assert field.value is None
    with pytest.raises(Misfilled, match="Type a day") as wrong:
        _ = field.day
    assert wrong.value.field is field


@pytest.mark.parametrize(
    ("typed", "beside"),
    [("fri", "Fri 20 Nov"), ("", "fri, 4 dec"), ("Fri 20 Nov", ""), ("soon", "fri, 4 dec")],
)
def test_the_day_that_is_meant_stands_beside_what_is_typed(typed: str, beside: str) -> None:
    """A word shows its day, a day says nothing twice, and nothing typed shows how to type one."""
    assert day_field(text=typed).beside(True, 40).plain == beside


def test_a_day_may_be_written_in_a_way_of_its_own() -> None:
    """A long past day stands as figures, which are read again."""
    field = DayField("joined", "Joined", PAST, TODAY, read_day_ahead, country="US", written=date.isoformat)
    assert (field.text, field.value, field.beside(True, 40).plain) == ("2026-11-02", PAST, "Mon 2 Nov")


@pytest.mark.parametrize(("typed", "number"), [("12", 12), (" 7 ", 7), ("", None), ("0", 0)])
def test_a_number(typed: str, number: int | None) -> None:
    """Figures are a number, nothing is none."""
    field = NumberField("seat", "Seat")
    field.text = typed
    assert field.value == number


@pytest.mark.parametrize("typed", ["first", "-1", "1.5", "12345"])
def test_what_is_no_number(typed: str) -> None:
    """It is refused in the words of the field, which quote it."""
    field = NumberField("seat", "Seat", 3, wrong="“{}” is not a seat.")
    field.text = typed
    assert field.refusal() == f"“{typed}” is not a seat."


def test_an_email_address_that_stands_there_may_be_any() -> None:
    """What came from a file stays as it is; what is typed must be an address, or nothing."""
    field = EmailField("email", "Email", "ann at petals")
    assert field.value == "ann at petals"
    field.text = "ann(at)petals"
    assert field.refusal().startswith("“ann(at)petals” is not an email address.")
    field.text = " ann@petals.example "
    assert field.value == "ann@petals.example"
    field.text = ""
    assert field.value == ""

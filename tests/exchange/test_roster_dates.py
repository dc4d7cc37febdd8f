"""Dates in a roster: many forms, one order for the whole column."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.exchange.roster.dates import How, date_habit, read_date, read_date_and_how
from leadsroom.exchange.roster.lines import UnreadableCell

TODAY = date(2026, 11, 18)


def read_column(column: list[str], country: str) -> list[str]:
    """Every date of a column in ISO form, or what is wrong with it."""
    habit = date_habit(column, country)
    read = []
    for text in column:
        try:
            read.append(read_date(text, habit, TODAY).isoformat())
        except UnreadableCell as why:
            read.append(str(why))
    return read


@pytest.mark.parametrize(
    "text",
    [
        *("2019-03-06", "2019-3-6", "2019/03/06", "2019.03.06", "20190306", "2019-03-06T00:00:00"),
        *("3/6/2019", "03/06/2019", "3-6-2019", "3/6/19", "3/6/2019 0:00", "3/6/2019 12:00:00 AM"),
        *("6.3.2019", "06.03.19", "6. 3. 2019"),
        *("6 Mar 2019", "6-Mar-19", "March 6, 2019", "Mar. 6 2019", "6th March 2019", "MAR 6, 2019"),
    ],
)
def test_forms_of_one_day(text: str) -> None:
    """The sixth of March 2019 as people and spreadsheets in the US write it, dots meaning day first."""
    assert read_column([text], "US") == ["2019-03-06"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        *(("6. März 2019", "DE"), ("6 Mär 19", "DE"), ("6. MÄRZ 2019", "AT"), ("6 de marzo de 2019", "ES")),
        *(("6 mars 2019", "FR"), ("6-mar-2019", "MX"), ("6 de março de 2019", "BR"), ("6 March 2019", "DE")),
    ],
)
def test_months_of_the_country(text: str, country: str) -> None:
    """The names of months in the country's languages are read beside the English ones."""
    assert read_column([text], country) == ["2019-03-06"]


def test_a_month_alone_in_another_language() -> None:
    """Its first day is taken, as of one in English."""
    assert read_date_and_how("März 2019", date_habit([], "DE"), TODAY) == (date(2019, 3, 1), How.FIRST_OF)


@pytest.mark.parametrize(
    ("column", "country", "read"),
    [
        (["3/6/2019"], "US", ["2019-03-06"]),
        (["3/6/2019"], "PH", ["2019-03-06"]),
        (["3/6/2019"], "GB", ["2019-06-03"]),
        (["3/6/2019"], "SE", ["2019-06-03"]),
        (["3/6/2019"], "CH", ["2019-06-03"]),
        (["3/6/2019"], "nowhere", ["2019-06-03"]),
        (["3/6/2019", "1/20/2021"], "GB", ["2019-03-06", "2021-01-20"]),
        (["3/6/2019", "20/1/2021"], "US", ["2019-06-03", "2021-01-20"]),
        (["3.6.2019", "1.20.2021"], "US", ["2019-03-06", "2021-01-20"]),
        (["3.6.2019", "1/20/2021"], "US", ["2019-06-03", "2021-01-20"]),
        (["3/6/2019", "2019-12-31", "", "soon"], "US", ["2019-03-06", "2019-12-31"]),
    ],
)
def test_the_order_is_read_off_the_column(column: list[str], country: str, read: list[str]) -> None:
    """A number over 12 anywhere in the column decides for all of it; failing that, the country does."""
    assert read_column(column, country)[: len(read)] == read


def test_two_orders_in_one_column() -> None:
    """Where both orders occur, the rarer is told, with the ISO form it most likely means; none is guessed."""
    column = ["1/20/2021", "2/21/2022", "25/12/2020", "3/6/2019"]
    read = read_column(column, "GB")
    assert read[2] == (
        "This date has the day first, others in this column have the month first; "
        "write it as 2020-12-25, or correct it."
    )
    assert [read[0], read[1], read[3]] == ["2021-01-20", "2022-02-21", "2019-03-06"]


@pytest.mark.parametrize(("country", "good"), [("US", "1/20/2021"), ("GB", "25/12/2020")])
def test_a_tie_of_two_orders(country: str, good: str) -> None:
    """With as many dates one way as the other, the country's habit is right and the other date is told."""
    column = ["1/20/2021", "25/12/2020"]
    wrong = [text for text, read in zip(column, read_column(column, country), strict=True) if "first" in read]
    assert wrong == [text for text in column if text != good]


@pytest.mark.parametrize(
    ("text", "year"),
    [("1/5/26", 2026), ("1/5/27", 1927), ("1/5/00", 2000), ("1/5/99", 1999), ("5-Jan-19", 2019)],
)
def test_years_of_two_digits(text: str, year: int) -> None:
    """Two digits mean the last such year that has begun."""
    assert read_column([text], "US") == [f"{year}-01-05"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2/30/2024", "There is no 30 February 2024"),
        ("2/29/2023", "There is no 29 February 2023"),
        ("2024-02-30", "There is no 30 February 2024"),
        ("2024-13-01", "There is no month 13"),
        ("25/25/2024", "There is no month 25"),
        ("0/5/2024", "There is no month 0"),
        ("2024-01-00", "There is no 0 January 2024"),
        ("0000-01-01", "There is no 1 January 0"),
        ("2026-11-19", "2026-11-19 is still to come"),
        ("12/31/26", "2026-12-31 is still to come"),
        ("1899-12-31", "1899-12-31 is before 1900"),
        ("soon", "This is not a date"),
        ("6 Marx 2019", "This is not a date"),
        ("3/6.2019", "This is not a date"),
        ("3/6/019", "This is not a date"),
        ("2027", "2027-01-01 is still to come"),
        ("1899", "1899-01-01 is before 1900"),
        ("13/2019", "There is no month 13"),
        ("Nov 2019", "This gives no day; write it with its day, like 2019-11-01"),
        ("12345", "This is not a date"),
        ("٣/٦/٢٠١٩", "This is not a date"),
    ],
)
def test_what_is_no_date(text: str, words: str) -> None:
    """No such day, one to come, one before 1900, or no date at all: each is told in its own words."""
    (read,) = read_column([text], "US")
    assert read.startswith(words)


@pytest.mark.parametrize(
    ("column", "country", "read"),
    [
        (["Nov 2019", "2019", "11/2019", "2019-11", "Nov-19"], "US", [How.FIRST_OF] * 5),
        (["43530", "43600.0"], "US", [How.DAY_NUMBER] * 2),
        (["03/04/2019", "05/05/2019"], "US", [How.MONTH_FIRST, How.PLAINLY]),
        (["03/04/2019"], "GB", [How.DAY_FIRST]),
        (["03/04/2019", "1/20/2021"], "US", [How.PLAINLY] * 2),
        (["3.4.2019"], "US", [How.DAY_FIRST]),
        (["3.4.2019"], "DE", [How.PLAINLY]),
    ],
)
def test_how_a_date_was_read(column: list[str], country: str, read: list[How]) -> None:
    """What could have meant something else is said to be so, and only that."""
    habit = date_habit(column, country)
    assert [read_date_and_how(text, habit, TODAY)[1] for text in column] == read


def test_days_counted_by_a_spreadsheet() -> None:
    """A column of nothing else is read as such days; one among dates is asked about, with its date."""
    assert read_column(["43530", "", "43530.5"], "US")[::2] == ["2019-03-06", "2019-03-06"]
    assert read_column(["43530", "2019-03-06"], "US")[0] == (
        "This may be a spreadsheet's number for 6 March 2019; write it as 2019-03-06, or correct it."
    )


def test_today_and_the_first_day_are_dates() -> None:
    """The limits themselves are allowed."""
    assert read_column(["2026-11-18", "1900-01-01"], "US") == ["2026-11-18", "1900-01-01"]

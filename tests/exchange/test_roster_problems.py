"""What is wrong with a roster file is told: all of it, where it is, and what to do."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from leadsroom.errors import Refused
from leadsroom.exchange.incoming import read_file
from leadsroom.exchange.roster.read_write import Problem, RosterFile, read_roster

TODAY = date(2026, 11, 18)


def read(text: str) -> RosterFile:
    """Read a roster given as text."""
    return read_roster(text.encode(), country="US", today=TODAY)


def only_problem(file: RosterFile) -> Problem:
    """The one problem the file has; nothing may be taken from it."""
    assert len(file.problems) == 1
    assert file.lines == ()
    return file.problems[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b",,,\n;;\n", "empty"),
        (b"\x01", "empty"),
        (b"\x00" * 40, "not a text file"),
        (b"Name,Profession\nAnn\x00,Florist\n", "not a text file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "workbook is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook is damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"\xff\xfeN\x00a\x00m", "damaged or cut off on line 1"),
        ("Name,Profession\nTomás,Rivéra\n".encode() + b"\xc3", "damaged or cut off on line 3"),
        (b"\xef\xbb\xbfName,Profession\nTom\xe1s,Painter\n", "damaged or cut off on line 2"),
        (b"Name,Profession\nTom\x81\x8f\xads,Painter\n", "Name the encoding"),
        (b'"Name,Profession\nAnn,Florist\n', "quotes of the header on line 1"),
    ],
)
def test_what_is_no_roster_at_all(data: bytes, words: str) -> None:
    """A file that cannot be read as a whole gives one problem, without a line, that says why."""
    problem = only_problem(read_roster(data, country="US", today=TODAY))
    assert (problem.line, problem.column, problem.value) == (None, "", "")
    assert words in problem.message


def test_a_header_without_members() -> None:
    """Column names alone are one problem."""
    problem = only_problem(read("Name,Profession\n\n,\n"))
    assert (problem.line, problem.column) == (1, "")
    assert "no members" in problem.message


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Name,Company", [(1, "Profession", "Name, Company")]),
        ("Company,Profession", [(1, "Name", "Company, Profession")]),
        ("First name,Profession", [(1, "Last name", "First name, Profession")]),
        ("Surname,Profession", [(1, "First name", "Surname, Profession")]),
        (
            "Ann Chu,Florist Co",
            [(1, "Name", "Ann Chu, Florist Co"), (1, "Profession", "Ann Chu, Florist Co")],
        ),
    ],
)
def test_headers_that_lack_a_column(header: str, expected: list[tuple[int, str, str]]) -> None:
    """A missing column is told with the headers found; no line is taken."""
    file = read(f"{header}\n" + ",".join("(415) 555-0101" for _ in header.split(",")) + "\n")
    assert [(p.line, p.column, p.value) for p in file.problems] == expected
    assert file.lines == ()


@pytest.mark.parametrize(
    ("text", "taken", "note"),
    [
        (
            "Name,Profession,Phone,Mobile\nAnn,Florist,415 555 0101,415 555 0102\n",
            "+14155550101",
            "Mobile: 415 555 0102",
        ),
        (
            "Name,Profession,Mobile,Phone\nAnn,Florist,415 555 0101,415 555 0102\n",
            "+14155550102",
            "Mobile: 415 555 0101",
        ),
        (
            "Name,Profession,Phone,Mobile\nAnn,Florist,555-0101,415 555 0102\n",
            "+14155550102",
            "Phone: 555-0101",
        ),
        ("Name,Profession,Phone,Mobile\nAnn,Florist,,415 555 0102\n", "+14155550102", ""),
        ("Name,Profession,Phone,Phone\nAnn,Florist,415 555 0101,415 555 0101\n", "+14155550101", ""),
    ],
)
def test_the_first_usable_of_several_phones_is_the_phone(text: str, taken: str, note: str) -> None:
    """Of columns that mean the same, the one that says it best is taken; what the others say is noted."""
    (line,) = read(text).lines
    assert line.phone is not None
    assert (line.phone.e164, line.note) == (taken, note)


def test_several_phones_of_which_none_is_usable_are_one_problem() -> None:
    """The problem stands under the heading of the first cell that says something."""
    file = read("Name,Profession,Phone,Mobile\nAnn,Florist,,555-0115\n")
    assert [(p.line, p.column, p.value) for p in file.problems] == [(2, "Mobile", "555-0115")]


def test_a_name_that_is_given_whole_and_in_parts() -> None:
    """The whole name is taken, the parts where it is missing; a part that is not in it is noted."""
    rows = "Name,First name,Last name,Profession\nAnn Chu,Ann,Chu,A\n,Bea,Katz,B\nCy Ng,Cyrus,Ng,C\n"
    assert [(line.name, line.note) for line in read(rows).lines] == [
        ("Ann Chu", ""),
        ("Bea Katz", ""),
        ("Cy Ng", "First name: Cyrus"),
    ]


def test_a_heading_between_lines_whose_status_is_given() -> None:
    """Where each line says whether somebody holds a seat, a heading above some of them asks nothing."""
    file = read("Name,Profession,Status\nAnn,Florist,\nFormer members,,\nBea,Caterer,ended\n")
    assert [line.status.value for line in file.lines] == ["active", "ended"]
    assert file.remarks == ("Line 3 is a heading, “Former members”; left out.",)


def test_unknown_columns_are_noted() -> None:
    """What stands in columns that mean nothing here is part of the member's note, not dropped."""
    file = read("Name,Shoe size,Profession,,Birthday,Notes\nAnn,38,Florist,x,,Sings; tall\n")
    assert [line.note for line in file.lines] == ["Shoe size: 38; column D: x; Sings; tall"]
    assert file.remarks == ("“Shoe size” and “column D” go into the members' notes.",)
    assert (file.ignored_columns, file.problems) == ((), ())


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Name", "", "no name"),
        ("Profession", "", "no profession"),
        ("Phone", "555-0115", "area code"),
        ("Phone", "ask Ann", "phone number"),
        ("Email", "helen(at)parkinteriors", "email address"),
        ("Email", "helen@parkinteriors", "email address"),
        ("Email", "helen@@park.example", "email address"),
        ("Email", "helen@park..example", "email address"),
        ("Email", "helen park@x.example", "email address"),
        ("Email", "@x.example", "email address"),
        ("Joined", "2/30/2024", "no 30 February 2024"),
        ("Seat", "0", "seat number"),
        ("Seat", "-1", "seat number"),
        ("Seat", "first", "seat number"),
        ("Seat", "123456", "seat number"),
        ("Status", "Platinum", "applicant, waiting, active, on leave, ended"),
    ],
)
def test_one_bad_cell(column: str, value: str, words: str) -> None:
    """A cell that cannot be read is one problem with its line, column and value; its line is not taken."""
    cells = {
        "Name": "Ann",
        "Profession": "Florist",
        "Phone": "",
        "Email": "",
        "Joined": "",
        "Seat": "",
        "Status": "",
    }
    cells[column] = value
    problem = only_problem(read(",".join(cells) + "\n" + ",".join(cells.values()) + "\n"))
    assert (problem.line, problem.column, problem.value) == (2, column, value)
    assert words in problem.message


def test_lines_with_too_many_or_too_few_cells() -> None:
    """A line whose cells do not match the header is a problem of the whole line, shown as it stands."""
    file = read("Name,Profession,Company\nAnn,Florist\nBea,Caterer,Katz, Ltd\nCy,Accounting,Ng\n")
    assert [line.name for line in file.lines] == ["Cy"]
    assert [(p.line, p.column, p.value) for p in file.problems] == [
        (2, "", "Ann,Florist"),
        (3, "", "Bea,Caterer,Katz,Ltd"),
    ]
    assert "has 2 cells, the header 3" in file.problems[0].message


@pytest.mark.parametrize("broken", ['"Bea,Caterer', 'Bea,"Cat"erer', '"Bea" Katz,Caterer'])
def test_a_lost_quote_does_not_hide_what_follows(broken: str) -> None:
    """A quote that does not close is a problem of its line; the lines after it are still read and checked."""
    file = read(f"Name,Profession\nAnn,Florist\n{broken}\nCy,\nDee,Law\n")
    assert [(p.line, p.column, p.value) for p in file.problems] == [(3, "", broken), (4, "Profession", "")]
    assert "quote" in file.problems[0].message
    assert [line.name for line in file.lines] == ["Ann", "Dee"]


def test_a_very_long_cell_after_a_lost_quote() -> None:
    """A lost quote before more text than a cell can hold is told like any other."""
    file = read('Name,Profession\n"Ann,Florist\n' + "Bea,Caterer\n" * 19_000)
    assert file.problems[0].line == 2
    assert "quote" in file.problems[0].message


# ---------------------------------------------------------------- said twice

DOUBLES = "Name,Profession,Phone,Email,Seat,Status\n"


@pytest.mark.parametrize(
    ("first", "second", "columns"),
    [
        # one person, twice
        ("Ann Chu,Florist,,,,", "ANN  CHÚ,Caterer,,,,", ["Name"]),
        ("Ann Chu,Florist,,ann@x.example,,", "Ann Chu,Caterer,,ANN@x.example,,", ["Name"]),
        (
            "Ann Chu,Florist,4155550103,a@x.example,,",
            "Ann Chu,Caterer,(415) 555-0103,b@x.example,,",
            ["Name"],
        ),
        ("Ann Chu,Florist,,ann@x.example,,", "Ann Chu,Caterer,4155550103,,,", ["Name"]),
        ("Ann Chu,Florist,,,1,", "Ann Chu,Florist,,,1,", ["Name"]),
        ("Ann Chu,Florist,,,,ended", "Ann Chu,Florist,,,,ended", ["Name"]),
        # two people
        ("Ann Chu,Florist,,ann@x.example,,", "Ann Chu,Caterer,,chu@y.example,,", []),
        ("Ann Chu,Florist,4155550103,,,", "Ann Chu,Caterer,4155550104,,,", []),
        ("Ann,Florist,,a@x.example,,", "Bea,Caterer,,A@X.example,,", []),
        ("Ann,Florist,415-555-0103,,,", "Bea,Caterer,+1 415 555 0103,,,", []),
        ("Ann,Florist,415-555-0103 x1,,,", "Bea,Caterer,415-555-0103 x2,,,", []),
        ("Ann,Florist,,,7,", "Bea,Caterer,,,07,", ["Seat"]),
        ("Ann,Florist,,,,", "Bea,FLORIST,,,,", ["Profession"]),
        ("Ann,Florist,,a@x.example,1,", "Bea,Florist,,a@x.example,1,", ["Profession", "Seat"]),
        # who holds a seat
        ("Ann,Florist,,,,active", "Bea,Florist,,,,on leave", ["Profession"]),
        ("Ann,Florist,,,,active", "Bea,Florist,,,,applicant", []),
        ("Ann,Florist,,,,waiting", "Bea,Florist,,,,active", []),
        ("Ann,Florist,,,3,ended", "Bea,Florist,,,3,active", []),
        # an ended membership is history
        ("Ann,Florist,4155550103,a@x.example,,ended", "Ann,Florist,4155550103,a@x.example,,active", []),
    ],
)
def test_what_is_said_twice(first: str, second: str, columns: list[str]) -> None:
    """The later of two lines that cannot both be true is told, naming the first; the first stays good."""
    file = read(f"{DOUBLES}{first}\n{second}\n")
    assert [(p.line, p.column) for p in file.problems] == [(3, column) for column in columns]
    assert [line.line for line in file.lines] == ([2] if columns else [2, 3])
    for problem in file.problems:
        assert (
            f"{file.lines[0].name} {'is on' if problem.column == 'Name' else 'on'} line 2" in problem.message
        )


def test_doubles_are_found_beside_other_faults() -> None:
    """A line that is faulty in another column still holds its seat, so that one reading finds everything."""
    file = read("Name,Profession,Email\nAnn,Florist,nowhere\nBea,florist,\n")
    assert [(p.line, p.column) for p in file.problems] == [(2, "Email"), (3, "Profession")]


def test_a_split_name_is_told_under_both_headers() -> None:
    """A double person in a file with two name columns is told with the name in speaking order."""
    file = read("Last name,First name,Profession\nChu,Ann,Florist\nChu,Ann,Caterer\n")
    assert [(p.line, p.column, p.value) for p in file.problems] == [(3, "Last name / First name", "Ann Chu")]


def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    """A pipe and a device are refused at once; nothing waits for them, and no memory fills."""
    pipe = tmp_path / "members.csv"
    os.mkfifo(pipe)
    for place in (pipe, Path(os.devnull)):
        with pytest.raises(Refused, match="not a file that can be read to its end"):
            read_file(str(place))


def test_a_cell_of_millions_of_letters_is_shown_by_its_beginning() -> None:
    """What stands where something is wrong fits on a few lines, whatever the file."""
    problem = only_problem(read(f"Name,Profession\n{'A' * 100_000}\n"))
    assert len(str(problem)) < 400
    assert str(problem).startswith(f"line 2 ({'A' * 100}")

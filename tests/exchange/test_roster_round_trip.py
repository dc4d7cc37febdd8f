"""What is written is read back the same, and no bytes bring the reader down."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import Phone, read_phone
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.exchange.roster.lines import OUR_COLUMNS
from leadsroom.exchange.roster.read_write import RosterFile, RosterLine, read_roster, write_roster

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 18)
HOSTILE = [
    *(
        "[/]",
        "[@click=app.quit]x[/]",
        "=1+1",
        "+41 44",
        "-2",
        "@x",
        "'=1",
        "''@x",
        "'",
        '"',
        '""',
        ",",
        ";",
        ";;",
        "\\",
    ),
    *(
        "Lopez, Maria",
        "sep=;",
        "a; b",
        "Name",
        "member",
        "＝1",
        "שרה",
        "e\u0301",
        "{x}",
        "$x",
        "%s",
        "None",
        "0",
        "-",
    ),
]

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text(";'=+-@\", x", max_size=8)).map(
    clean
)
words = texts.filter(bool)


def read(data: bytes) -> RosterFile:
    """Read a roster of a chapter in the US."""
    return read_roster(data, country="US", today=TODAY)


@st.composite
def rosters(draw: st.DrawFn) -> list[RosterLine]:
    """Rosters without a problem: nobody twice, one holder of each profession and each seat."""
    names = draw(st.lists(words, max_size=6, unique_by=fold))
    professions = draw(st.lists(words, min_size=len(names), max_size=len(names), unique_by=fold))
    seats = draw(st.permutations(range(1, len(names) + 1)))
    return [draw(a_line(n, name, professions[n], seats[n])) for n, name in enumerate(names)]


@st.composite
def a_line(draw: st.DrawFn, n: int, name: str, profession: str, seat: int) -> RosterLine:
    """The n-th line of a roster."""
    status = draw(st.sampled_from(MembershipStatus))
    mailbox = draw(st.sampled_from(["ann", "=ann", "'+ann", "ANN;", '"ann"']))
    typed = draw(
        st.sampled_from(
            [f"(415) 555-010{n}", f"+41 44 668 18 0{n}", f"+1 415 555 010{n} x7", f"415555010{n}"]
        )
    )
    return RosterLine(
        line=n + 2,
        name=name,
        profession=profession,
        company=draw(texts),
        phone=draw(st.sampled_from([None, read_phone(typed, "US")])),
        email=draw(st.sampled_from(["", f"{mailbox}{n}@firm.example"])),
        joined=draw(st.none() | st.dates(date(1900, 1, 1), TODAY)),
        sphere=draw(texts),
        offices=tuple(draw(st.lists(words, max_size=3))),
        seat=draw(st.sampled_from([None, seat])) if status.holds_seat else None,
        status=status,
        letters=draw(st.sampled_from([None, True, False])),
    )


@given(rosters())
def test_reading_what_was_written_is_the_identity(lines: list[RosterLine]) -> None:
    """Any roster without a problem, hostile text included, comes back from its file exactly as it was."""
    file = read(write_roster(lines, country="US"))
    assert file.lines == tuple(lines)
    assert [problem.message for problem in file.problems] == (
        [] if lines else ["There are column names but no members; add a line for each member."]
    )


@given(rosters())
def test_no_cell_is_a_formula(lines: list[RosterLine]) -> None:
    """No cell of a written file begins with what a spreadsheet takes for a formula, but a number to dial."""
    rows = csv.reader(io.StringIO(write_roster(lines, country="US").decode(), newline=""))
    begun = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in begun if not re.fullmatch(r"\+[\d ()-]{6,}", cell)]


def test_the_sample_comes_back_byte_for_byte() -> None:
    """Writing the sample and reading it gives the same members, and writing those gives the same bytes."""
    lines = read((DATA / "roster.csv").read_bytes()).lines
    written = write_roster(lines, country="US")
    assert read(written).lines == lines
    assert write_roster(read(written).lines, country="US") == written
    assert written.startswith(
        b"\xef\xbb\xbfName,Company,Profession,Phone,Email,Joined,Sphere,Role,Seat,Status\r\n"
    )


@pytest.mark.parametrize(
    ("phone", "cell"),
    [
        (None, ""),
        (Phone("+14155550101", "415.555.0101"), "415.555.0101"),
        (Phone("+14155550101", ""), "(415) 555-0101"),
        (Phone("+41446681800", "044 668 18 00"), "+41 44 668 18 00"),
        (Phone("+41446681800", "+41 44 668 18 00"), "+41 44 668 18 00"),
        (Phone(None, "ask Ann"), "ask Ann"),
    ],
)
def test_how_a_phone_is_written(phone: Phone | None, cell: str) -> None:
    """A phone is written as typed where that reads as the same number in this country, and else in full."""
    written = write_roster([RosterLine(2, "Ann", "Florist", phone=phone)], country="US").decode()
    assert written.splitlines()[1].split(",")[3] == cell


def check_form(file: RosterFile) -> None:
    """What holds for every file that was read: a line is good or told, and texts are clean."""
    good = [line.line for line in file.lines]
    assert good == sorted(set(good))
    assert not set(good) & {problem.line for problem in file.problems}
    assert all(problem.message.endswith(".") for problem in file.problems)
    assert_clean(
        text for problem in file.problems for text in (problem.column, problem.value, problem.message)
    )
    assert_clean(
        text for line in file.lines for text in (line.name, line.profession, line.company, *line.offices)
    )


def assert_clean(texts: Iterable[str]) -> None:
    """None of them holds what a terminal obeys."""
    assert not [text for text in texts if clean(text) != text]


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00N\x00\x00\x00")
@example(b'"')
@example(b"sep=;\n")
def test_no_bytes_bring_it_down(data: bytes) -> None:
    """Whatever the bytes, reading gives lines or problems and raises nothing."""
    file = read(data)
    assert file.lines or file.problems
    check_form(file)


CELLS = st.one_of(
    texts, st.text(max_size=12), st.sampled_from(["1/20/2021", "25/12/20", "٣", "a@b.c", "12", "active"])
)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=11), max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["US", "GB", "CH", "", "??"]),
)
def test_no_cells_bring_it_down(rows: list[list[str]], encoding: str, delimiter: str, country: str) -> None:
    """Whatever stands below a good header, in any encoding, gives lines or problems and raises nothing."""
    text = "\r\n".join(delimiter.join(row) for row in [[column.value for column in OUR_COLUMNS], *rows])
    file = read_roster(text.encode(encoding, "replace"), country=country, today=TODAY)
    assert file.lines or file.problems
    check_form(file)


@given(st.sampled_from(["roster.csv", "roster-messy.csv"]), st.data())
def test_no_damage_to_a_file_brings_it_down(name: str, data: st.DataObject) -> None:
    """A sample with other bytes in place of any part of it gives lines or problems and raises nothing."""
    sample = (DATA / name).read_bytes()
    begin = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(begin, len(sample)))
    file = read(sample[:begin] + data.draw(st.binary(max_size=20)) + sample[end:])
    assert file.lines or file.problems
    check_form(file)

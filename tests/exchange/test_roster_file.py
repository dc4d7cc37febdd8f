"""Reading roster files: the two samples, and every form in which the same members may come."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.email import is_email
from leadsroom.domain.text.phone import Phone
from leadsroom.exchange.roster.contacts import read_emails, read_phones
from leadsroom.exchange.roster.dates import How
from leadsroom.exchange.roster.lines import UnreadableCell
from leadsroom.exchange.roster.names import name_habit, person_key
from leadsroom.exchange.roster.read_write import (
    Problem,
    RosterFile,
    RosterLine,
    read_roster,
    seated_in_file_order,
)

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 18)


def read(text: str, country: str = "US", encoding: str = "utf-8") -> RosterFile:
    """Read a roster given as text."""
    return read_roster(text.encode(encoding), country=country, today=TODAY)


def problems(file: RosterFile) -> list[tuple[int | None, str, str]]:
    """Where the problems are: line, column, value."""
    return [(problem.line, problem.column, problem.value) for problem in file.problems]


def test_the_good_sample() -> None:
    """The sample roster gives its 18 members at seats 1 to 18, without a problem."""
    file = read_roster((DATA / "roster.csv").read_bytes(), country="US", today=TODAY)
    assert (file.problems, file.ignored_columns, file.encoding, file.delimiter) == ((), (), "UTF-8", ",")
    assert [line.seat for line in file.lines] == list(range(1, 19))
    assert [line.line for line in file.lines] == list(range(2, 20))
    assert file.lines[8] == RosterLine(
        line=10,
        name="Ingrid Sørensen",
        company="Align Chiropractic",
        profession="Chiropractor",
        phone=Phone("+14155550109", "(415) 555-0109"),
        email="ingrid@align.example",
        joined=date(2019, 11, 6),
        sphere="Health",
        offices=(),
        seat=9,
        status=MembershipStatus.ACTIVE,
    )
    assert {line.name: line.offices for line in file.lines if line.offices} == {
        "Maria Lopez": ("Moderator",),
        "Robert Diaz": ("Treasurer",),
        "Dee Fox": ("Secretary",),
        "Grace O'Neill": ("Timekeeper",),
        "Bea Katz": ("Visitor host",),
        "Helen Park": ("Education coordinator",),
    }


def test_the_messy_sample() -> None:
    """The messy sample has exactly four problems, each with its place, its value and what to do."""
    file = read_roster((DATA / "roster-messy.csv").read_bytes(), country="US", today=TODAY)
    assert (file.encoding, file.delimiter, file.ignored_columns) == ("UTF-8 with BOM", ";", ())
    assert file.problems == (
        Problem(
            7,
            "Classification",
            "residential Real Estate",
            "Samir Haddad on line 6 already holds this seat, and a profession has one holder; "
            "give one of them another profession, or the status waiting or ended.",
        ),
        Problem(
            8,
            "Mobile",
            "555-0115",
            "This is not a whole phone number in US; write it with its area code, or with + and the "
            "country's code, or leave the cell empty.",
        ),
        Problem(
            8,
            "E-mail address",
            "helen(at)parkinteriors",
            "This is not an email address; write it like name@firm.example, or leave the cell empty.",
        ),
        Problem(
            8,
            "Member since",
            "2/30/2024",
            "There is no 30 February 2024; correct the date, or leave the cell empty.",
        ),
    )


def test_the_good_lines_of_the_messy_sample() -> None:
    """Lines without a problem are there to be taken alone, the quoted semicolon and the applicant too."""
    file = read_roster((DATA / "roster-messy.csv").read_bytes(), country="US", today=TODAY)
    assert [(line.line, line.name, line.profession, line.joined) for line in file.lines] == [
        (2, "Maria Lopez", "Web Design", date(2019, 3, 6)),
        (3, "Robert Diaz", "Business Banking", date(2018, 9, 12)),
        (5, "Ann Chu", "Florist", date(2021, 1, 20)),
        (6, "Samir Haddad", "Residential real estate", date(2016, 10, 5)),
        (9, "Jonas Weiss", "Photographer", date(2026, 8, 19)),
    ]
    assert file.lines[2].company == "Petal & Stem; flowers"
    assert file.lines[-1].status is MembershipStatus.APPLICANT


def test_a_problem_in_one_sentence() -> None:
    """A problem reads as line, column, value and what to do; what does not apply is left out."""
    assert str(Problem(8, "Mobile", "555", "No.")) == "line 8, Mobile (555): No."
    assert str(Problem(8, "", "a,b", "No.")) == "line 8 (a,b): No."
    assert str(Problem(8, "Name", "", "No.")) == "line 8, Name: No."
    assert str(Problem(None, "", "", "No.")) == "No."


# ---------------------------------------------------------------- the same members in many forms

ENCODERS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode("utf-8"),
    "UTF-8 with BOM": lambda text: text.encode("utf-8-sig"),
    "UTF-16 LE": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-16 LE, no mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE, no mark": lambda text: text.encode("utf-16-be"),
    "Windows-1252": lambda text: text.encode("cp1252"),
}

# Headers, then for each member the cells under them; the members are always the same two.
HEADERS = {
    "ours": ("Name", "Company", "Profession", "Phone", "Email", "Joined"),
    "split": ("First name", "Last name", "Business", "Classification", "Mobile", "E-mail", "Member since"),
    "split the other way": ("SURNAME", "GIVEN NAME", "FIRM", "TRADE", "CELL", "MAIL", "START DATE"),
    "punctuated": (
        "Full-name:",
        "*Company*",
        "Seat classification",
        "Phone #",
        "E-Mail Address",
        "Join_Date",
    ),
    "accented": ("Námé", "Cómpany", "Catégory", "Téléphone", "É-mail", "Joinéd"),
    "joined last first": ("Member", "Company", "Category", "Telephone", "Email address", "Join date"),
}
_NAMES = {
    "split": (("Tomás", "Rivera"), ("Ingrid", "Sørensen")),
    "split the other way": (("Rivera", "Tomás"), ("Sørensen", "Ingrid")),
    "joined last first": (('"Rivera, Tomás"',), ('"Sørensen, Ingrid"',)),
}
_REST = (
    ("Rivera Painting", "House painter", "(415) 555-0108", "tomas@riverapaint.example", "2021-08-25"),
    ("Café “Align”", "Chiropractor", "(415) 555-0109", "ingrid@align.example", "2019-11-06"),
)


def two_members(form: str, delimiter: str, ending: str) -> str:
    """The file in one of its forms."""
    names = _NAMES.get(form, (("Tomás Rivera",), ("Ingrid Sørensen",)))
    rows = [HEADERS[form], *((*name, *rest) for name, rest in zip(names, _REST, strict=True))]
    return ending.join(delimiter.join(row) for row in rows) + ending


@pytest.mark.parametrize("form", HEADERS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_form_gives_the_same_members(form: str, delimiter: str, encoding: str, ending: str) -> None:
    """Encoding, delimiter, line ending, header words and split or joined names do not change who is read."""
    data = ENCODERS[encoding](two_members(form, delimiter, ending))
    file = read_roster(data, country="US", today=TODAY)
    assert (file.problems, file.ignored_columns, file.delimiter) == ((), (), delimiter)
    assert file.encoding == encoding.removesuffix(", no mark")
    assert file.lines == (
        RosterLine(
            2,
            "Tomás Rivera",
            "House painter",
            "Rivera Painting",
            Phone("+14155550108", "(415) 555-0108"),
            "tomas@riverapaint.example",
            date(2021, 8, 25),
        ),
        RosterLine(
            3,
            "Ingrid Sørensen",
            "Chiropractor",
            "Café “Align”",
            Phone("+14155550109", "(415) 555-0109"),
            "ingrid@align.example",
            date(2019, 11, 6),
        ),
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_delimiter_hint_of_a_spreadsheet(ending: str) -> None:
    """A first line `sep=;` is obeyed, and lines are still counted from the top of the file."""
    file = read(ending.join(["sep=;", "Name;Profession", "Ann Chu;Florist", "Bea Katz;"]))
    assert [line.name for line in file.lines] == ["Ann Chu"]
    assert problems(file) == [(4, "Profession", "")]


def test_delimiters_within_quotes_do_not_decide() -> None:
    """A header with quoted commas is still one with semicolons."""
    file = read('"Name";"Notes, dates, calls";"Profession"\n"Chu, Ann";x;"Florist"\n')
    assert file.delimiter == ";"
    assert [(line.name, line.note) for line in file.lines] == [("Ann Chu", "Notes, dates, calls: x")]


def test_blank_lines_and_lines_over_several_lines() -> None:
    """Blank lines are skipped, cells may hold line breaks, and lines are numbered where they begin."""
    file = read(
        '\n\n"Full\nname",Profession,Company\n\nAnn Chu,Florist,"Petal\nand\nStem"\n ,,\n,,,,\nBea,Caterer,\n'
    )
    assert [(line.line, line.name, line.company) for line in file.lines] == [
        (6, "Ann Chu", "Petal and Stem"),
        (11, "Bea", ""),
    ]
    assert file.problems == ()


# ---------------------------------------------------------------- seats, status, offices, names


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("", MembershipStatus.ACTIVE),
        ("Active", MembershipStatus.ACTIVE),
        ("APPLICANT", MembershipStatus.APPLICANT),
        ("Waiting list", MembershipStatus.WAITING),
        ("wait-list", MembershipStatus.WAITING),
        ("on leave", MembershipStatus.ON_LEAVE),
        ("Medical leave", MembershipStatus.ON_LEAVE),
        ("Former member", MembershipStatus.ENDED),
        *((status.value, status) for status in MembershipStatus),
    ],
)
def test_status_words(typed: str, status: MembershipStatus) -> None:
    """The words chapters use for a member's standing are understood; no word means active."""
    assert [line.status for line in read(f"Name,Profession,Status\nAnn,Florist,{typed}\n").lines] == [status]


def test_only_holders_have_a_seat_number() -> None:
    """A number beside an applicant, one who waits or one who left is no seat; on leave keeps it."""
    rows = [f"M{n},P{n},{n},{status}" for n, status in enumerate(MembershipStatus, 1)]
    lines = read("\n".join(["Name,Profession,Seat,Status", *rows])).lines
    assert [(line.status.value, line.seat) for line in lines] == [
        ("applicant", None),
        ("waiting", None),
        ("active", 3),
        ("on leave", 4),
        ("ended", None),
    ]


@pytest.mark.parametrize(
    ("typed", "seat"), [("7", 7), ("07", 7), ("#7", 7), ("7.0", 7), ("9999", 9999), ("", None)]
)
def test_seat_numbers(typed: str, seat: int | None) -> None:
    """Seat numbers are read as people and spreadsheets write them."""
    assert [line.seat for line in read(f"Name,Profession,Seat\nAnn,Florist,{typed}\n").lines] == [seat]


def test_missing_seats_follow_the_file() -> None:
    """Numbers in the file stay; others get the lowest free ones in file order; who holds no seat, none."""
    text = (
        "Name,Profession,Seat,Status\nAnn,A,,\nBea,B,1,\nCy,C,,applicant\nDee,D,,on leave\nEd,E,4,\nFay,F,,"
    )
    lines = read(text).lines
    assert [line.seat for line in seated_in_file_order(lines)] == [2, 1, None, 3, 4, 5]
    assert [line.seat for line in seated_in_file_order(lines, taken=(2, 3))] == [5, 1, None, 6, 4, 7]


@pytest.mark.parametrize(
    ("typed", "offices"),
    [
        ("", ()),
        ("Member", ()),
        ("Treasurer", ("Treasurer",)),
        ('"Treasurer, Visitor host"', ("Treasurer", "Visitor host")),
        ("Treasurer / Visitor host;", ("Treasurer", "Visitor host")),
    ],
)
def test_offices(typed: str, offices: tuple[str, ...]) -> None:
    """One cell may name several offices; `Member` is none."""
    assert [line.offices for line in read(f"Name,Profession,Role\nAnn,Florist,{typed}\n").lines] == [offices]


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (["Lopez, Maria", "Diaz, Robert"], ["Maria Lopez", "Robert Diaz"]),
        (["de la Cruz, Juan", "Ng, Cyrus"], ["Juan de la Cruz", "Cyrus Ng"]),
        (["Lopez, Maria", "Robert Diaz"], ["Maria Lopez", "Robert Diaz"]),
        (["Sammy Davis, Jr.", "Cyrus Ng, CPA"], ["Sammy Davis, Jr.", "Cyrus Ng, CPA"]),
        (["de la Cruz, Juan", "Robert Diaz"], ["Juan de la Cruz", "Robert Diaz"]),
        (["Garcia Lopez, Ana", "Robert Diaz"], ["Garcia Lopez, Ana", "Robert Diaz"]),
        (["Garcia Lopez, Ana", "Diaz, Robert"], ["Ana Garcia Lopez", "Robert Diaz"]),
        (["Maria Lopez, the designer", "Robert Diaz"], ["Maria Lopez, the designer", "Robert Diaz"]),
        (["Lopez, Maria, CPA", "Diaz,"], ["Maria Lopez, CPA", "Diaz"]),
        (["Lopez, Marie Jr.", "Smith, John, Jr."], ["Marie Lopez Jr.", "John Smith Jr."]),
        (["Chu, Dr. Ann", "King, Martin Luther, III"], ["Dr. Ann Chu", "Martin Luther King III"]),
        (["Do, Kim", "Ma, Jack", "Lee, Ed"], ["Kim Do", "Jack Ma", "Ed Lee"]),
        (["Ng, Cyrus, CPA, MBA", "Bob Jones, Realtor"], ["Cyrus Ng, CPA, MBA", "Bob Jones, Realtor"]),
        (["王, 小明", "김，민수", "Cher"], ["王小明", "김민수", "Cher"]),
        (["Katz & Sons, Ltd.", "O'Neill, Grace"], ["Katz & Sons, Ltd.", "Grace O'Neill"]),
    ],
)
def test_names_with_a_comma(column: list[str], names: list[str]) -> None:
    """`Last, First` is turned around where column or name leaves no doubt, and else stays as typed."""
    rows = [f'"{name}",P{n}' for n, name in enumerate(column)]
    assert [line.name for line in read("\n".join(["Name,Profession", *rows])).lines] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dr. Ann Chu", "ann chu", True),
        ("Cyrus Ng, CPA", "CYRUS NG", True),
        ("John Smith, Jr.", "John Smith Jr", True),
        ("John Smith, Jr.", "John Smith", False),
        ("Kim Do", "Kim", False),
        ("Ann Chu", "Anna Chu", False),
    ],
)
def test_who_is_meant_by_a_name(one: str, other: str, same: bool) -> None:
    """Titles, degrees and capitals make nobody else; a generation does, and a name that could be a degree."""
    assert (person_key(one) == person_key(other)) is same


def test_a_family_name_of_its_own_column_stands_first_where_it_is_spoken_first() -> None:
    """Two columns give Chinese names as they are said, and all others with the first name in front."""
    file = read("First name,Last name,Profession\n小明,王,Florist\nAnn,Chu,Caterer\n")
    assert [line.name for line in file.lines] == ["王小明", "Ann Chu"]


def test_what_is_taken_with_a_remark() -> None:
    """Several numbers or addresses, months, what could be either way round: one sentence each."""
    file = read(
        "Name,Profession,Phone,Email,Joined\n"
        "Marie Lopez,Florist,415 555 0101 / 415 555 0102,,Nov 2019\n"
        "John Ray,Baker,,a@x.example; b@x.example,03/04/2019\n"
        "Bea Katz,Cook,n/a,none,2018\n"
    )
    assert [(line.name, str(line.joined), line.email, line.note) for line in file.lines] == [
        ("Marie Lopez", "2019-11-01", "", "Phone: 415 555 0102"),
        ("John Ray", "2019-03-04", "a@x.example", "Email: b@x.example"),
        ("Bea Katz", "2018-01-01", "", ""),
    ]
    assert file.remarks == (
        "Phone: of several in a cell the first is taken, the others are noted: 415 555 0102 (line 2).",
        f"Joined: {How.FIRST_OF.value}: “Nov 2019” is 1 November 2019 (line 2), and 1 more.",
        "Email: of several in a cell the first is taken, the others are noted: b@x.example (line 3).",
        f"Joined: {How.MONTH_FIRST.value}, as in US: “03/04/2019” is 4 March 2019 (line 3).",
    )


@pytest.mark.parametrize(
    ("cell", "emails"),
    [
        ("mailto:ann@x.example", ["ann@x.example"]),
        ("mailto:ann@x.example?subject=Hi", ["ann@x.example"]),
        ("Ann Chu <ann@x.example>", ["ann@x.example"]),
        ("<ann@x.example>;", ["ann@x.example"]),
        ("ann@x.example (work), ann@home.example (private)", ["ann@x.example", "ann@home.example"]),
        ("ann@x.example ANN@x.example", ["ann@x.example"]),
        ("ann@x.example or bo@x.example.", ["ann@x.example", "bo@x.example"]),
        ("helen park@x.example", None),
        ("helen@@park.example", None),
        ("Ann <ann@x>", None),
        ("a@x.example, b@", None),
    ],
)
def test_addresses_of_a_cell(cell: str, emails: list[str] | None) -> None:
    """Wrapped up or several, they are read; what is half of one is none."""
    if emails is None:
        with pytest.raises(UnreadableCell):
            read_emails(cell)
    else:
        assert list(read_emails(cell)) == emails


@pytest.mark.parametrize(
    ("cell", "e164", "others"),
    [
        ("4155550122", "+14155550122", []),
        ("4155550115.0", "+14155550115", []),
        ("4.155550115E+09", "+14155550115", []),
        ("4,15555011e9", "+14155550110", []),
        ("1.4155550115E+10", "+14155550115", []),
        ("tel:+1-415-555-0101", "+14155550101", []),
        ("415-555-0101 x5", "+14155550101", []),
        ("415-555-0101; 415-555-0102", "+14155550101", ["415-555-0102"]),
        ("(415) 555-0101 (415) 555-0102", "+14155550101", ["(415) 555-0102"]),
        ("cell 415-555-0101 or office 415-555-0102", "+14155550101", ["office 415-555-0102"]),
        ("ask Ann, 415 555 0101", "+14155550101", ["ask Ann"]),
        ("415-555-0101 / +1 415 555 0101", "+14155550101", []),
        ("4.15555E+09", None, []),
        ("555-0115", None, []),
        ("ask Ann", None, []),
    ],
)
def test_numbers_of_a_cell(cell: str, e164: str | None, others: list[str]) -> None:
    """Numbers as spreadsheets write them, and several in a cell; one that lost digits is none."""
    if e164 is None:
        with pytest.raises(UnreadableCell):
            read_phones(cell, "US")
    else:
        phone, rest = read_phones(cell, "US")
        assert (phone.e164, list(rest)) == (e164, others)


@given(st.text(max_size=60), st.sampled_from(["US", "DE", "??"]))
def test_no_cell_brings_its_reader_down(cell: str, country: str) -> None:
    """Whatever stands in a cell, there is a value or an answer to who wrote it."""
    with suppress(UnreadableCell):
        assert all(map(is_email, read_emails(cell)))
    with suppress(UnreadableCell):
        assert read_phones(cell, country)[0].e164
    name = name_habit([cell], is_literal=False).spoken(cell)
    assert sorted(filter(str.isalnum, name)) == sorted(filter(str.isalnum, cell))


def test_split_names_may_lack_a_half() -> None:
    """One of two name columns may be empty; both empty is a problem under both headers."""
    file = read("Last name,First name,Profession\nChu,,Florist\n,Bea,Caterer\n,,Mover\n")
    assert [line.name for line in file.lines] == ["Chu", "Bea"]
    assert problems(file) == [(4, "Last name / First name", "")]


@pytest.mark.parametrize(
    "name", ["A" * 5000, "[/]", "[@click=app.quit]x[/]", "$name", "<b>&amp;", "'quoted'", "שרה"]
)
def test_names_are_taken_as_typed(name: str) -> None:
    """Long and hostile names are names."""
    assert [line.name for line in read(f"Name,Profession\n{name},Florist\n").lines] == [name]


def test_control_characters_stay_outside() -> None:
    """No cell, header or reported value brings a control character in."""
    file = read("Name\x1b[2J,Profession,Odd\x07,Email\n\x1b[31mAnn\x1b[0m,Flor\x08ist,x,a\x1b]0;t\x07b\n")
    assert file.remarks == ("“Odd” goes into the members' notes.",)
    assert problems(file) == [(2, "Email", "ab")]


@pytest.mark.parametrize(
    ("typed", "letters", "problems"),
    [
        ("yes", True, 0),
        ("No", False, 0),
        ("n", False, 0),
        ("", None, 0),
        ("-", None, 0),
        ("perhaps", None, 1),
    ],
)
def test_whether_letters_go_to_a_member(typed: str, letters: bool | None, problems: int) -> None:
    """Yes or no, in any case; what says neither is a problem, and nothing says nothing."""
    file = read(f"Name,Profession,Letters\nAnn Chu,Florist,{typed}\n")
    assert [line.letters for line in file.lines] == [letters][problems:]
    assert [problem.column for problem in file.problems] == ["Letters"] * problems

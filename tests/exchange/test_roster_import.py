"""Taking a roster file into a chapter, and writing it out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.people.commands import ImportedSheet, ImportRoster
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.exchange.roster import import_export as roster_import
from leadsroom.exchange.roster.import_export import ImportReport, export_roster
from leadsroom.exchange.roster.lines import ReadAs
from leadsroom.store.store import Store
from tests.databases import SqliteFiles
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import around, every_row, harborview, journal_of, sheet

DATA = Path(__file__).parents[1] / "data"
ROSTER, MESSY = (DATA / "roster.csv").read_bytes(), (DATA / "roster-messy.csv").read_bytes()


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    """An office, nothing founded yet."""
    return Office(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def chapter(office: Office) -> Chapter:
    """A chapter without members."""
    return office.found(harborview())


def import_roster(
    office: Office, chapter: Chapter, data: bytes, *, partial: bool = False, dry_run: bool = False
) -> ImportReport:
    """Import a roster file's bytes."""
    return roster_import.import_roster(office.desk(chapter.id), data, partial=partial, dry_run=dry_run)


def take(
    office: Office, chapter: Chapter, text: str, *, partial: bool = False, dry_run: bool = False
) -> ImportReport:
    """Import a roster given as text."""
    return import_roster(office, chapter, text.encode(), partial=partial, dry_run=dry_run)


def export(office: Office, chapter: Chapter) -> bytes:
    """The chapter's roster as a file."""
    return export_roster(office.members(chapter.id), country=chapter.country)


def called(office: Office, chapter: Chapter, name: str) -> Member:
    """The member of this name."""
    return next(m for m in office.members(chapter.id) if m.person.name == name)


def test_the_sample_comes_in_in_table_order(office: Office, chapter: Chapter, sqlite_store: Store) -> None:
    """The 18 members of the sample sit in file order, entered in one act."""
    report = import_roster(office, chapter, ROSTER)
    assert (len(report.added), report.problems, report.refused) == (18, (), False)
    assert list(around(office, chapter).values()) == list(report.added)
    assert list(around(office, chapter)) == list(range(1, 19))
    assert journal_of(sqlite_store)[1:] == [("ImportRoster", "Roster file: Added 18 members.", None)]


def test_who_ends_and_is_new_in_one_file_stays_the_same_person(office: Office, chapter: Chapter) -> None:
    """The lines of a file come in their order: what one says of somebody is so for those after it."""
    office.add_member(chapter.id, sheet("Ann Chu", "Dentist"))
    ann = called(office, chapter, "Ann Chu")
    seen = sheet_of(ann, "US")
    sheets = (
        ImportedSheet(sheet("Bo Lind", "Florist")),
        ImportedSheet(replace(seen, status=MembershipStatus.ENDED), ann.id, seen),
        ImportedSheet(sheet("Ann Chu", "Baker")),
        ImportedSheet(sheet("Cy Orr", "Dentist")),
    )
    office.desk(chapter.id).do(ImportRoster(sheets, "Ann is a baker now."))
    assert around(office, chapter) == {1: "Bo Lind", 2: "Ann Chu", 3: "Cy Orr"}
    memberships = [m for m in office.members(chapter.id) if m.person.name == "Ann Chu"]
    assert [m.person.id for m in memberships] == [ann.person.id] * 2


def test_a_messy_file_is_refused_whole(office: Office, chapter: Chapter, sqlite_store: Store) -> None:
    """Every problem of the messy sample is listed with line, column and value, and nothing is imported."""
    before = every_row(sqlite_store)
    report = import_roster(office, chapter, MESSY)
    assert report.refused
    assert [(p.line, p.column, p.value) for p in report.problems] == [
        (7, "Classification", "residential Real Estate"),
        (8, "Mobile", "555-0115"),
        (8, "E-mail address", "helen(at)parkinteriors"),
        (8, "Member since", "2/30/2024"),
    ]
    assert every_row(sqlite_store) == before


def test_partial_takes_the_good_lines(office: Office, chapter: Chapter) -> None:
    """The good lines of the messy sample come in, the applicant without a seat; the rest is listed."""
    whole = import_roster(office, chapter, MESSY)
    report = import_roster(office, chapter, MESSY, partial=True)
    assert (report.refused, report.problems) == (False, whole.problems)
    assert list(around(office, chapter).values()) == ["Maria Lopez", "Robert Diaz", "Ann Chu", "Samir Haddad"]
    assert called(office, chapter, "Jonas Weiss").status is MembershipStatus.APPLICANT


def test_partial_without_one_good_line_is_refused(office: Office, chapter: Chapter) -> None:
    """Where no line is good, or the header says nothing, partial takes nothing and says so."""
    assert take(office, chapter, "Name,Profession\nAnn Chu,\n", partial=True).refused
    assert take(office, chapter, "colour,size\nred,9\n", partial=True).refused


@pytest.mark.parametrize("data", [ROSTER, MESSY], ids=["good", "messy"])
@pytest.mark.parametrize("partial", [True, False])
def test_a_dry_run_says_what_the_import_then_does(
    office: Office, chapter: Chapter, sqlite_store: Store, data: bytes, partial: bool
) -> None:
    """A dry run changes no row, and its report is the report of the import that follows."""
    before = every_row(sqlite_store)
    tried = import_roster(office, chapter, data, partial=partial, dry_run=True)
    assert every_row(sqlite_store) == before
    assert replace(tried, dry_run=False) == import_roster(office, chapter, data, partial=partial)


def test_the_export_is_the_roster(office: Office, chapter: Chapter, sqlite_store: Store) -> None:
    """Taken into an empty chapter it exports the same; where it came from, it changes nothing."""
    import_roster(office, chapter, ROSTER)
    office.add_member(
        chapter.id, sheet("Bo; Lind", "Florist", status=MembershipStatus.WAITING, offices=("a;b", "c"))
    )
    ann = called(office, chapter, "Ann Chu")
    office.change_member(ann.id, replace(sheet_of(ann, "US"), phone_typed="(415) 555-0103 ext. 12", seat=7))
    office.end_membership(called(office, chapter, "Dee Fox").id)
    written = export(office, chapter)
    other = office.found(harborview(name="Second"))
    import_roster(office, other, written)
    assert export(office, other) == written
    before = every_row(sqlite_store)
    assert import_roster(office, chapter, written).headline == "Left 18 unchanged."
    assert every_row(sqlite_store) == before


# What a door to the roster lets in, and a spreadsheet or a reader might stumble over.
TEXTS = st.text(st.sampled_from("=+-@'\";,|/\t[]()#&%1aZéßİ日 \u202e\x1b"), max_size=8)


@given(
    people=st.lists(
        st.tuples(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2)),
        min_size=1,
        max_size=4,
        unique_by=lambda p: p[0],
    )
)
def test_hostile_words_come_back_literally(
    sqlite_files: SqliteFiles, people: list[tuple[str, str, str, list[str]]]
) -> None:
    """Whatever the office lets in is written and read back as it was: names, companies, spheres, offices."""
    from leadsroom.store.store import open_store

    store = open_store(sqlite_files.fresh())
    office = Office(store, SetClock(), "front desk")
    first, second = office.found(harborview()), office.found(harborview(name="Second"))
    for number, (name, company, sphere, offices) in enumerate(people):
        office.add_member(
            first.id,
            sheet(
                f"N{number}{name}",
                f"{company}{number}",
                company=company,
                sphere=sphere,
                offices=tuple(offices),
            ),
        )
    written = export(office, first)
    assert import_roster(office, second, written).problems == ()
    assert export(office, second) == written
    assert not import_roster(office, first, written).updated
    store.close()


def test_a_known_member_is_brought_up_to_date(office: Office, chapter: Chapter) -> None:
    """What the file says replaces what stood there; what it leaves empty or does not say stays."""
    import_roster(office, chapter, ROSTER)
    before = called(office, chapter, "Ann Chu")
    report = take(office, chapter, "Name,Profession,Company,Phone\nann chu,FLORIST,New Stems,\n")
    after = called(office, chapter, "Ann Chu")
    assert (report.updated, report.added) == (("Ann Chu (company)",), ())
    assert after.person == replace(before.person, company="New Stems")
    assert replace(after, person=before.person) == before
    assert report.notes[0].startswith("Not in the file, and still on the roster: Maria Lopez, Robert Diaz")


def test_a_list_of_applicants_misses_no_member(office: Office, chapter: Chapter) -> None:
    """Members are not expected in it; in a file with one member in it they are."""
    office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    waiting = "Name,Profession,Status\nBo Lind,Baker,waiting\n"
    assert not any("Not in the file" in note for note in take(office, chapter, waiting).notes)
    mixed = f"{waiting}Cy Orr,Cook,active\n"
    assert "Not in the file, and still on the roster: Ann Chu." in take(office, chapter, mixed).notes


def test_a_file_without_a_status_calls_nobody_back(office: Office, chapter: Chapter) -> None:
    """A member on leave stays so when the file has no such column, and comes back when it says active."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist", status=MembershipStatus.ON_LEAVE))
    assert take(office, chapter, "Name,Profession\nAnn Chu,Florist\n").unchanged == ("Ann Chu",)
    take(office, chapter, "Name,Profession,Status\nAnn Chu,Florist,active\n")
    assert office.members(chapter.id) == (replace(ann, status=MembershipStatus.ACTIVE),)


def test_a_seat_that_is_held_is_a_problem(office: Office, chapter: Chapter) -> None:
    """A profession or seat number held by somebody outside the file is listed under the file's headers."""
    office.add_member(chapter.id, sheet("Ann Chu", "Florist", seat=4))
    report = take(office, chapter, "Member,Trade,Seat no\nBo Lind,florist,1\nCy Orr,Baker,4\nDi Poe,Cook,5\n")
    assert report.refused
    assert [(p.line, p.column, p.value) for p in report.problems] == [
        (2, "Trade", "florist"),
        (3, "Seat no", "4"),
    ]
    assert all("Ann Chu" in p.message for p in report.problems)
    again = take(
        office,
        chapter,
        "Member,Trade,Seat no\nBo Lind,florist,1\nCy Orr,Baker,4\nDi Poe,Cook,5\n",
        partial=True,
    )
    assert (again.added, around(office, chapter)) == (("Di Poe",), {4: "Ann Chu", 5: "Di Poe"})


def test_a_line_left_out_may_leave_no_room_for_another(office: Office, chapter: Chapter) -> None:
    """Where a file moves members around and one line is bad, nobody is put where its member still sits."""
    take(office, chapter, "Name,Profession,Seat\nAnn Chu,Florist,1\nBo Lind,Baker,2\nCy Orr,Cook,3\n")
    report = take(
        office,
        chapter,
        "Name,Profession,Seat,Email\nAnn Chu,Florist,2,nowhere\nBo Lind,Baker,3,\nCy Orr,Cook,1,\n",
        partial=True,
    )
    assert around(office, chapter) == {1: "Ann Chu", 2: "Bo Lind", 3: "Cy Orr"}
    assert [p.line for p in report.problems] == [2, 3, 4]


def test_seats_and_professions_can_be_exchanged(office: Office, chapter: Chapter) -> None:
    """A file in which members trade places, numbers and professions, is taken as it stands."""
    take(office, chapter, "Name,Profession,Seat\nAnn Chu,Florist,1\nBo Lind,Baker,2\nCy Orr,Cook,3\n")
    report = take(
        office,
        chapter,
        "Name,Profession,Seat\nAnn Chu,Baker,2\nBo Lind,Florist,1\nDi Poe,Cook,4\nCy Orr,Clerk,3\n",
    )
    assert report.problems == ()
    assert {m.person.name: (m.profession, m.seat) for m in office.members(chapter.id)} == {
        "Bo Lind": ("Florist", 1),
        "Ann Chu": ("Baker", 2),
        "Cy Orr": ("Clerk", 3),
        "Di Poe": ("Cook", 4),
    }


def test_the_file_can_end_a_membership_for_a_successor(office: Office, chapter: Chapter) -> None:
    """One file says who has left and who follows; taken again, it changes nothing."""
    office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    text = "Name,Profession,Status\nBo Lind,Florist,active\nAnn Chu,Florist,former member\n"
    assert take(office, chapter, text).added == ("Bo Lind",)
    assert called(office, chapter, "Ann Chu").status is MembershipStatus.ENDED
    assert take(office, chapter, text).headline == "Left 2 unchanged."


def test_a_file_is_one_act(office: Office, chapter: Chapter, sqlite_store: Store) -> None:
    """All lines come in, go and come back by one key, and are heard of while they are read."""
    heard: list[tuple[int, int]] = []
    rows = "".join(f"Member M{n},Profession P{n}\n" for n in range(300))
    data = f"Name,Profession\n{rows}".encode()
    desk, before = office.desk(chapter.id), every_row(sqlite_store)
    roster_import.import_roster(desk, data, progress=lambda done, of: heard.append((done, of)))
    assert (heard[0], heard[-1]) == ((0, 300), (300, 300))
    after = every_row(sqlite_store)
    desk.do(Undo())
    assert every_row(sqlite_store)["membership"] == before["membership"]
    desk.do(Redo())
    assert every_row(sqlite_store)["membership"] == after["membership"]
    assert every_row(sqlite_store)["person"] == after["person"]


def test_one_bad_line_holds_up_all_who_move_after_it(office: Office, chapter: Chapter) -> None:
    """If all move by one seat and one line is bad, each who has no room is named, in one reading."""
    seats = range(1, 41)
    take(office, chapter, "Name,Profession,Seat\n" + "".join(f"N{n},P{n},{n}\n" for n in seats))
    moved = "".join(f"N{n},P{n},{n % 40 + 1},{'nowhere' if n == 7 else ''}\n" for n in seats)
    report = take(office, chapter, f"Name,Profession,Seat,Email\n{moved}", partial=True)
    assert [p.line for p in report.problems] == [n + 1 for n in seats]
    assert report.refused


def test_namesakes_are_kept_apart(office: Office, chapter: Chapter) -> None:
    """Two of one name, told apart by email address, are each updated for themselves."""
    text = "Name,Profession,Email,Company\nJ Poe,Cook,a@x.example,{}\nJ Poe,Clerk,b@x.example,{}\n"
    take(office, chapter, text.format("", ""))
    report = take(office, chapter, text.format("Pans", "Pens"))
    assert (report.added, len(report.updated)) == ((), 2)
    assert {m.profession: m.person.company for m in office.members(chapter.id)} == {
        "Cook": "Pans",
        "Clerk": "Pens",
    }


def test_a_column_that_means_nothing_is_noted_once(office: Office, chapter: Chapter) -> None:
    """What stands there goes into the member's note beside what is there; read again it adds nothing; another
    value takes its place; and the export has the note.
    """
    text = "Name,Profession,Fax,Table\nAnn Chu,Florist,{},[3]\n"
    report = take(office, chapter, text.format("555-0100"))
    assert (report.refused, report.notes) == (False, ("“Fax” and “Table” go into the members' notes.",))
    assert called(office, chapter, "Ann Chu").note == "Fax: 555-0100; Table: [3]"
    assert take(office, chapter, text.format("555-0100")).headline == "Left 1 unchanged."
    assert take(office, chapter, text.format("555-0199")).updated == ("Ann Chu (note)",)
    assert called(office, chapter, "Ann Chu").note == "Fax: 555-0199; Table: [3]"
    written = export(office, chapter)
    assert b"Fax: 555-0199; Table: [3]" in written
    assert import_roster(office, chapter, written).headline == "Left 1 unchanged."


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00\x01\x02", b"Name\n"])
def test_what_is_no_roster_is_refused(office: Office, chapter: Chapter, data: bytes) -> None:
    """A file that is empty, packed, not text, or without members is a problem and never a fault."""
    report = import_roster(office, chapter, data, partial=True)
    assert report.refused
    assert report.problems


def test_a_file_that_opens_a_seat_names_who_waits(office: Office, chapter: Chapter) -> None:
    """Where a file lets somebody go for whose seat others wait, the report names the first of them."""
    for member in (
        sheet("Ann Chu", "Florist"),
        replace(sheet("Bo Lind", "Florist"), status=MembershipStatus.WAITING),
    ):
        office.add_member(chapter.id, member)
    report = take(office, chapter, "Name,Profession,Status\nAnn Chu,Florist,left\n", partial=True)
    assert "Florist is open; Bo Lind is first in line, since Wed 18 Nov." in report.notes


def test_who_shares_an_address_or_a_number_is_named(office: Office, chapter: Chapter) -> None:
    """A couple's address and an office's number come in, are named once, and change nothing the next time."""
    text = (
        "Name,Profession,Phone,Email\nAnn Katz,Florist,4155550103,katz@home.example\n"
        "Bo Katz,Baker,(415) 555-0103,KATZ@home.example\nCy Orr,Cook,+1 415 555 0103,\n"
    )
    assert take(office, chapter, text).notes == (
        "Shared: katz@home.example by Ann Katz and Bo Katz; (415) 555-0103 by Ann Katz, Bo Katz and Cy Orr.",
    )
    assert take(office, chapter, text) == ImportReport(unchanged=("Ann Katz", "Bo Katz", "Cy Orr"))


@pytest.mark.parametrize(
    ("line", "names", "note"),
    [
        # her own seat and address: she has married
        ("Marie Diaz,Florist,,m@x.example", ["Marie Diaz"], "The same person"),
        ("Marie Diaz,Florist,4155550103,m@y.example", ["Marie Diaz"], "The same person"),
        # another seat: asked about, and nothing of hers is written over
        ("Marie Diaz,Baker,4155550103,m@x.example", ["Marie Lopez", "Marie Diaz"], "Perhaps one person"),
        # her husband, and somebody who only has her first name
        ("Juan Lopez,Baker,4155550103,m@x.example", ["Marie Lopez", "Juan Lopez"], "Shared"),
        ("Marie Diaz,Baker,,", ["Marie Lopez", "Marie Diaz"], ""),
        # who follows her in the seat is refused until she has left
        ("Juan Lopez,Florist,4155550103,m@x.example", ["Marie Lopez"], ""),
        ("Marie Diaz,Florist,,", ["Marie Lopez"], ""),
    ],
)
def test_who_has_another_last_name(
    office: Office, chapter: Chapter, line: str, names: list[str], note: str
) -> None:
    """First name, seat, and address or number make the same person; less is another, or asked about."""
    marie = sheet("Marie Lopez", "Florist", phone_typed="4155550103", email="m@x.example")
    before = office.add_member(chapter.id, marie)
    report = take(office, chapter, f"Name,Profession,Phone,Email\n{line}\n")
    assert list(around(office, chapter).values()) == names
    assert report.refused is (len(names) == 1 and names != ["Marie Diaz"])
    assert any(each.startswith(note) for each in report.notes)
    is_asked = any("If they are one person, change Marie Lopez's name" in str(p) for p in report.problems)
    assert is_asked is (line == "Marie Diaz,Florist,,")
    assert office.members(chapter.id)[0].person.id == before.person.id


def test_names_in_capitals_are_pointed_out(office: Office, chapter: Chapter) -> None:
    """Nobody can tell how McDonald and de la Cruz are written: they come in as they stand, and are named."""
    report = take(
        office, chapter, "Name,Profession\nMARIE MCDONALD,Florist\njuan de la cruz,Baker\nBo Lind,Cook\n"
    )
    (note,) = report.notes
    assert note.startswith("Taken as they stand, in capitals or without: MARIE MCDONALD and juan de la cruz.")


def test_a_list_of_an_association_is_taken_again_and_again(office: Office, chapter: Chapter) -> None:
    """Without numbers of its own people are found by name, whatever titles and capitals another list has."""
    first = (
        'Member Name,Classification,Phone\n"Chu, Ann",Florist,4155550103 / 4155550104\nCyrus Ng,Accountant,\n'
    )
    second = 'Member Name,Classification,Phone\nDR. ANN CHU,Florist,\n"Ng, Cyrus, CPA",Accountant,\n'
    assert take(office, chapter, first).added == ("Ann Chu", "Cyrus Ng")
    for again in (first, second, first):
        assert take(office, chapter, again).headline == "Left 2 unchanged."


def test_one_seat_by_two_names_is_pointed_out(office: Office, chapter: Chapter) -> None:
    """In the file, and beside who is there already; nothing is refused, what is as before is not repeated."""
    office.add_member(chapter.id, sheet("Maria Lopez", "Web design"))
    data = (
        b"name,profession\nAnn Chu,Realtor\nBo Lind,Real estate agent\nCy Orr,Web developer\nDi Fox,Roofing\n"
    )
    report = import_roster(office, chapter, data)
    assert not report.refused
    (note,) = [note for note in report.notes if note.startswith("Perhaps")]
    assert note == (
        "Perhaps one seat, not two: Realtor (Ann Chu) and Real estate agent (Bo Lind); "
        "Web design (Maria Lopez) and Web developer (Cy Orr)."
    )
    assert not any(note.startswith("Perhaps") for note in import_roster(office, chapter, data).notes)


def test_a_file_of_the_waiting_list(office: Office, chapter: Chapter) -> None:
    """Its lines wait for a seat, two of them for one, unless a status says otherwise; a member stays one."""
    office.add_member(chapter.id, sheet("Ann Chu", "Dentist"))
    lines = ("Jo Park,Tiler,", "Kit Moss,Tiler,", "Bo Dahl,Baker,applicant", "Ann Chu,Dentist,active")
    text = "\n".join(("Name,Profession,Status", *lines)).encode()
    report = roster_import.import_roster(
        office.desk(chapter.id), text, read_as=ReadAs(status=MembershipStatus.WAITING)
    )
    assert report.added == ("Jo Park", "Kit Moss", "Bo Dahl")
    waiting = [
        member.person.name for member in office.members(chapter.id) if member.status.value == "waiting"
    ]
    assert waiting == ["Jo Park", "Kit Moss"]
    assert called(office, chapter, "Bo Dahl").status is MembershipStatus.APPLICANT
    assert around(office, chapter) == {1: "Ann Chu"}

"""Offices given, handed over, put right and ended: by the box on the roster, a sheet, a file, the shell."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.people.commands import (
    ChangeMember,
    ComeBack,
    EndMembership,
    EndOffice,
    GiveOffice,
    OtherTerms,
    TermSheet,
)
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.roster import Member, Term
from leadsroom.domain.rules.chapter_rules import NO_RULES, OfficeRules
from leadsroom.errors import Refused
from leadsroom.exchange.offices import csv_offices, json_offices, text_offices
from leadsroom.exchange.roster.import_export import export_roster, import_roster
from leadsroom.store.store import Store
from screens.people.forms import MemberForm
from screens.people.offices import Choice, OfficeForm, choices, ended, office_form, office_lines
from tests.databases import ON_BOTH
from tests.offices import Office
from tests.roster.sheets import journal_of, seat_all, sheet

TODAY = date(2026, 11, 18)
NEXT_YEAR = date(2027, 11, 17)
ENDS, STAYS = OtherTerms.ENDS, OtherTerms.STAYS


@pytest.fixture
def here(office: Office, chapter: Chapter) -> Chapter:
    """Ann, Bea and Cy; the chapter lists a president and a secretary, and several may be host."""
    seat_all(office, chapter, "Ann", "Bea", "Cy")
    rules = replace(NO_RULES, offices=OfficeRules(("President", "Secretary"), ("Host",)))
    office.desk(chapter.id).do(SetRules(rules))
    return chapter


def member(office: Office, chapter: Chapter, name: str) -> Member:
    """The member of this name, as they are now."""
    return next(m for m in office.members(chapter.id) if m.person.name == name)


def give(
    office: Office,
    chapter: Chapter,
    name: str,
    sheet: TermSheet,
    others: OtherTerms | None = None,
    own: OtherTerms | None = None,
) -> str:
    """Give a member an office; what is said of it."""
    return office.desk(chapter.id).do(GiveOffice(member(office, chapter, name).id, sheet, others, own)).words


@ON_BOTH
def test_an_office_is_handed_over(office: Office, here: Chapter) -> None:
    """The term before it ends the day before, which undo takes back and redo does again."""
    begun = TermSheet("President", date(2026, 1, 1), NEXT_YEAR)
    assert give(office, here, "Ann", begun) == "Ann is President until Wed 17 Nov 2027"
    assert give(office, here, "Bea", TermSheet("president"), ENDS) == "Bea is president, after Ann"
    after = (
        (Term("President", date(2026, 1, 1), NEXT_YEAR, date(2026, 11, 17)),),
        (Term("president", TODAY),),
    )

    def terms() -> tuple[object, object]:
        return member(office, here, "Ann").terms, member(office, here, "Bea").terms

    assert terms() == after
    desk = office.desk(here.id)
    desk.do(Undo())
    assert terms() == ((Term("President", date(2026, 1, 1), NEXT_YEAR),), ())
    desk.do(Redo())
    assert terms() == after


def test_neither_two_presidents_nor_two_offices_pass_without_a_word(office: Office, here: Chapter) -> None:
    """Each is refused with what can be said; said, it is done, and several hosts need no word."""
    give(office, here, "Ann", TermSheet("President"))
    with pytest.raises(
        Refused, match=r"Ann is President already. Say whether that term ends, or both hold it"
    ):
        give(office, here, "Bea", TermSheet("President"))
    assert give(office, here, "Bea", TermSheet("President"), STAYS) == "Bea is President"
    with pytest.raises(
        Refused, match=r"Bea is President already. Say whether they give that up, or are Treas"
    ):
        give(office, here, "Bea", TermSheet("Treasurer"))
    assert give(office, here, "Bea", TermSheet("Treasurer"), own=STAYS) == "Bea is Treasurer"
    with pytest.raises(
        Refused, match=r"Ann and Bea are President already. Say whether those terms end, or all"
    ):
        give(office, here, "Cy", TermSheet("President"))
    gives_up = give(office, here, "Bea", TermSheet("Host"), own=ENDS)
    assert gives_up == "Bea is Host, and gives up Treasurer and President"
    assert give(office, here, "Cy", TermSheet("Host")) == "Cy is Host"


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (TermSheet(" "), "Type the office"),
        (TermSheet("Host", date(2026, 11, 19)), "still to come. An office is handed over on its day"),
        (TermSheet("Host", None, date(2026, 11, 17)), "would end before it begins"),
        (TermSheet("Host", date(2026, 2, 2), date(2026, 2, 1)), "would end before it begins"),
    ],
)
def test_a_term_that_cannot_be(office: Office, here: Chapter, sheet: TermSheet, why: str) -> None:
    """Refused with the reason; nothing is written."""
    with pytest.raises(Refused, match=why):
        give(office, here, "Ann", sheet)
    assert member(office, here, "Ann").terms == ()


def test_a_term_is_put_right_and_ended(office: Office, here: Chapter) -> None:
    """Days and name of a term are corrected; it ends today or before, not before it began, and once."""
    give(office, here, "Ann", TermSheet("Presdent", date(2026, 10, 1)))
    desk, ann = office.desk(here.id), member(office, here, "Ann")
    with pytest.raises(Refused, match=r"Ann is Presdent already. Correct that term"):
        give(office, here, "Ann", TermSheet("Presdent"))
    put_right = TermSheet("President", date(2026, 9, 1), NEXT_YEAR)
    done = desk.do(GiveOffice(ann.id, put_right, corrects="presdent"))
    assert done.words == "Ann is President, 1 Sep 2026 to 17 Nov 2027"
    for on, why in (
        (date(2026, 11, 19), "still to come"),
        (date(2026, 8, 31), "has been President since 1 Sep 2026"),
    ):
        with pytest.raises(Refused, match=why):
            desk.do(EndOffice(ann.id, "President", on))
    assert desk.do(EndOffice(ann.id, "President", date(2026, 11, 1))).words == "Ann is no longer President"
    with pytest.raises(Refused, match="does not hold the office “President” any more"):
        desk.do(EndOffice(ann.id, "President"))
    (past,) = member(office, here, "Ann").terms
    assert past.days == "1 Sep 2026 to 1 Nov 2026"


def test_who_leaves_holds_nothing_and_who_has_no_seat_gets_nothing(office: Office, here: Chapter) -> None:
    """The terms end with the membership and stay on record; who comes back begins without."""
    give(office, here, "Ann", TermSheet("President", date(2026, 1, 1)))
    office.desk(here.id).do(EndMembership(member(office, here, "Ann").id, date(2026, 11, 1)))
    left = member(office, here, "Ann")
    assert left.terms == (Term("President", date(2026, 1, 1), ended_on=date(2026, 11, 1)),)
    with pytest.raises(Refused, match="Ann has no seat at the table"):
        office.desk(here.id).do(GiveOffice(left.id, TermSheet("Host")))
    office.desk(here.id).do(ComeBack(left.id))
    assert [m.terms for m in office.members(here.id) if m.person == left.person and m.status.holds_seat] == [
        ()
    ]


def test_a_sheet_says_when_there_are_two_presidents(office: Office, here: Chapter, store: Store) -> None:
    """Both are taken, and it is said how one term ends; a sheet left as it was says nothing of it."""
    office.add_member(here.id, sheet("Dee", "Trade of Dee", offices=("President",)))
    eli = office.desk(here.id)
    bea = member(office, here, "Bea")
    both = "Bea is changed. Bea and Dee are both President. o on the roster ends a term."
    assert eli.do(ChangeMember(bea.id, replace(sheet_of(bea, "US"), offices=("President",)))).words == both
    again = member(office, here, "Bea")
    assert eli.do(ChangeMember(again.id, replace(sheet_of(again, "US"), company="Stem"))).words == (
        "Bea is changed."
    )
    assert "both" not in journal_of(store)[-1][1]


def test_a_file_names_offices_without_terms(office: Office, here: Chapter) -> None:
    """The Role column works as ever, an export changes nothing, days stay; two presidents are remarked on."""
    give(office, here, "Ann", TermSheet("President", date(2026, 1, 1), NEXT_YEAR))
    desk = office.desk(here.id)
    before = office.members(here.id)
    assert b"President" in export_roster(before, country="US")
    assert import_roster(desk, export_roster(before, country="US")).updated == ()
    assert office.members(here.id) == before
    report = import_roster(desk, b"Name,Profession,Role\nBea,Trade of Bea,president; Host\n")
    assert any(note.startswith("Ann and Bea would each be President") for note in report.notes), report.notes
    assert member(office, here, "Bea").terms == (Term("president"), Term("Host"))
    assert member(office, here, "Ann").terms == (Term("President", date(2026, 1, 1), NEXT_YEAR),)


def test_the_list_of_offices(office: Office, here: Chapter) -> None:
    """As text, CSV and JSON: who holds which, who held it, what is vacant; hostile names stay text."""
    give(office, here, "Ann", TermSheet("President", date(2026, 1, 1), date(2026, 12, 1)))
    give(office, here, "Bea", TermSheet("=1+1 [b]"))
    office.desk(here.id).do(EndOffice(member(office, here, "Bea").id, "=1+1 [b]"))
    roster = office.roster(here.id)
    assert text_offices(roster) == (
        "Offices\n  President: Ann, 1 Jan 2026 to 1 Dec 2026\n  Secretary: vacant\n\n"
        "Before\n  =1+1 [b]: Bea, 18 Nov 2026 to 18 Nov 2026\n\n"
        "Vacant: Secretary\nPresident: the term of Ann ends Tue 1 Dec\n"
    )
    rows = list(csv.DictReader(io.StringIO(csv_offices(roster).decode("utf-8-sig"))))
    assert [(row["Office"], row["Name"], row["Until"]) for row in rows[:2]] == [
        ("President", "Ann", "2026-12-01"),
        ("Secretary", "", ""),
    ]
    assert not rows[2]["Office"].startswith("=")
    found = json.loads(json_offices(roster))
    assert [(each["office"], each["is_vacant"]) for each in found["offices"]] == [
        ("President", False),
        ("Secretary", True),
        ("=1+1 [b]", True),
    ]
    assert text_offices(replace(roster, members=(), chapter=replace(roster.chapter, rules=NO_RULES))) == (
        "No office is on record. The chapter lists its offices in its rules.\n"
    )


def test_the_box_of_offices(office: Office, here: Chapter) -> None:
    """A vacant office is given, a term is put right or ended; who holds it, and what else, is said first."""
    give(office, here, "Ann", TermSheet("President", date(2026, 1, 1)))
    give(office, here, "Bea", TermSheet("Treasurer"))
    roster = office.roster(here.id)
    found = choices(roster)
    assert [(choice.office, choice.held is None) for choice in found.values()] == [
        ("President", False),
        ("Secretary", True),
        ("Treasurer", False),
    ]
    assert [cell.plain for cell in office_lines(roster)[1].cells] == ["Secretary", "vacant", ""]
    assert ended(Choice("Secretary")) is None
    ann, bea = member(office, here, "Ann"), member(office, here, "Bea")
    end = ended(next(iter(found.values())))
    assert end is not None
    assert (end.membership_id, end.office) == (ann.id, "President")
    corrected, asked, new = (office_form(roster, each) for each in (*[*found.values()][:2], Choice("")))
    assert corrected.first is corrected.until
    assert (asked.first, asked.who.text, asked.office.text) == (asked.who, "", "Secretary")
    assert (new.first, new.who.text, new.office.text) == (new.who, "", "")
    vacant = OfficeForm(roster, bea, "Secretary")
    assert vacant.others.is_away
    assert vacant.remark(vacant.office).words.plain == "Bea is Treasurer."
    form = OfficeForm(roster, bea)
    form.office.typed("president")
    form.until.typed("17 Nov 2027")
    form.edited()
    assert not form.others.is_away
    assert form.remark(form.office).words.plain == "Ann is President now. Bea is Treasurer."
    command = form.build()
    wanted = TermSheet("president", TODAY, NEXT_YEAR)
    assert (command.membership_id, command.sheet, command.others, command.own) == (bea.id, wanted, ENDS, ENDS)
    put_right = OfficeForm(roster, ann, "President", ann.terms[0]).build()
    assert (put_right.corrects, put_right.sheet.since) == ("President", date(2026, 1, 1))
    assert put_right.others is None


def test_a_sheet_being_typed_says_who_holds_an_office(office: Office, here: Chapter) -> None:
    """Of an office that has one holder, somebody else; not of one's own, nor of one that is shared."""
    give(office, here, "Ann", TermSheet("President"))
    give(office, here, "Ann", TermSheet("Host"), own=STAYS)
    roster = office.roster(here.id)
    words = []
    for name, typed in (("Bea", "president; Host"), ("Bea", "Host"), ("Ann", "President")):
        form = MemberForm(roster, member(office, here, name))
        form.offices.typed(typed)
        form.edited()
        words.append(form.remark(form.offices).words.plain)
    assert words == ["Ann is President. o on the roster hands an office over.", "", ""]

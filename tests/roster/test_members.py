"""Members come, change, and leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.people.commands import AddMember, ChangeMember
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.offices import Office
from tests.roster.sheets import around, every_row, harborview, journal_of, seat_all, sheet

ENDED, ON_LEAVE = MembershipStatus.ENDED, MembershipStatus.ON_LEAVE
APPLICANT, WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING


def test_a_member_comes_back_as_entered(office: Office, chapter: Chapter, store: Store) -> None:
    """Every line of the sheet is kept, cleaned; the phone as E.164; the seat is the first free one."""
    ann = office.add_member(
        chapter.id,
        sheet(
            " Ann\x07 Chu ",
            "Florist",
            company="Petal & Stem",
            phone_typed="415.555.0103",
            email="ann@petalstem.example",
            joined_on=date(2021, 1, 20),
            sphere="Events",
            offices=("Host", "host", " "),
        ),
    )
    assert (ann.person.name, ann.person.phone, ann.person.phone_typed) == ("Ann Chu", "+14155550103", "")
    assert (ann.seat, ann.profession, ann.sphere, ann.offices) == (1, "Florist", "Events", ("Host",))
    assert office.members(chapter.id) == (ann,)
    assert journal_of(store)[-1] == ("AddMember", "Ann Chu, Florist: active, seat 1", None)


def test_a_member_s_sheet_entered_again_changes_nothing(
    office: Office, chapter: Chapter, store: Store
) -> None:
    """`sheet_of` and `change_member` are inverse: saving an untouched form is no act."""
    ann = office.add_member(
        chapter.id, sheet("Ann Chu", "Florist", phone_typed="(415) 555-0103 ext. 5", offices=("Host",))
    )
    before = every_row(store)
    assert office.change_member(ann.id, sheet_of(ann, "US")) == ann
    assert every_row(store) == before


def test_a_profession_has_one_holder(office: Office, chapter: Chapter, store: Store) -> None:
    """A second holder is refused, told who holds it, in any spelling of it; one in waiting is not."""
    office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    before = every_row(store)
    with pytest.raises(Refused, match="Ann Chu holds the seat of Florist"):
        office.add_member(chapter.id, sheet("Bo Lind", "  FLORIST "))
    assert every_row(store) == before
    waiting = office.add_member(chapter.id, sheet("Bo Lind", "florist", status=WAITING))
    assert (waiting.seat, waiting.profession) == (0, "Florist")
    with pytest.raises(Refused, match="Ann Chu holds the seat of Florist"):
        office.change_member(waiting.id, replace(sheet_of(waiting, "US"), status=MembershipStatus.ACTIVE))


@ON_BOTH
def test_the_database_itself_holds_the_rule(office: Office, chapter: Chapter, store: Store) -> None:
    """A second holder is impossible even for a program that does not ask the office."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    bo = office.add_member(chapter.id, sheet("Bo Lind", "Baker"))
    with pytest.raises(Refused), store.writing(chapter.id) as unit:
        unit.update(t.membership, bo.id, profession_id=ann.profession_id)
    assert office.members(chapter.id) == (ann, bo)


def test_a_leave_keeps_the_seat(office: Office, chapter: Chapter) -> None:
    """Somebody on leave still holds profession and number, and comes back to them."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    away = office.change_member(ann.id, replace(sheet_of(ann, "US"), status=ON_LEAVE))
    assert (away.status, away.seat) == (ON_LEAVE, 1)
    with pytest.raises(Refused, match="Ann Chu holds"):
        office.add_member(chapter.id, sheet("Bo Lind", "Florist"))
    assert office.change_member(ann.id, replace(sheet_of(away, "US"), status=MembershipStatus.ACTIVE)) == ann


def test_who_leaves_frees_the_seat_and_stays_on_record(
    office: Office, chapter: Chapter, store: Store
) -> None:
    """An ended membership keeps its row and date; profession and number are free for the next."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    gone = office.end_membership(ann.id)
    assert (gone.status, gone.ended_on, gone.person) == (ENDED, date(2026, 11, 18), ann.person)
    bo = office.add_member(chapter.id, sheet("Bo Lind", "Florist"))
    assert (bo.seat, bo.profession_id) == (1, ann.profession_id)
    assert [m.id for m in office.members(chapter.id)] == [bo.id, ann.id]
    assert ("EndMembership", "Ann Chu has left the chapter", None) in journal_of(store)


def test_who_comes_back_is_the_same_person(office: Office, chapter: Chapter) -> None:
    """A former member who joins again gets a new membership, and their person's past stays with them."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist", email="ann@petalstem.example"))
    office.end_membership(ann.id)
    again = office.add_member(chapter.id, sheet("Ann Chu", "Event planner"))
    assert again.id != ann.id
    assert (again.person.id, again.person.email) == (ann.person.id, "ann@petalstem.example")


@ON_BOTH
def test_a_visitor_who_joins_is_the_same_person(office: Office, chapter: Chapter, store: Store) -> None:
    """A known visitor becomes a member without being doubled; a namesake reached elsewhere is another."""
    with store.writing(chapter.id) as unit:
        visitor = unit.insert(
            t.person, chapter_id=chapter.id, name="ann chu", name_key="ann chu", email="ann@petalstem.example"
        )
    namesake = office.add_member(chapter.id, sheet("Ann Chu", "Dentist", email="ann@teeth.example"))
    joined = office.add_member(chapter.id, sheet("Ann Chu", "Florist", email="ann@petalstem.example"))
    assert (joined.person.id, joined.person.name) == (visitor, "Ann Chu")
    assert namesake.person.id != visitor


def test_nobody_is_on_the_roster_twice(office: Office, chapter: Chapter) -> None:
    """The same name again is refused, saying where it stands, unless mail or phone tell the two apart."""
    office.add_member(chapter.id, sheet("John Smith", "Plumber", email="john@pipes.example"))
    with pytest.raises(Refused, match=r"on the roster already, as Plumber \(active at seat 1\)"):
        office.add_member(chapter.id, sheet("john smith", "Lawyer"))
    son = office.add_member(chapter.id, sheet("John Smith", "Lawyer", email="jr@law.example"))
    assert son.seat == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"name": "\u200b"}, "Type the member's name"),
        ({"profession": ""}, "Type the profession"),
        ({"phone_typed": "555-0115"}, "not a whole phone number in US"),
        ({"email": "helen(at)parkinteriors"}, "not an email address"),
        ({"joined_on": date(2026, 11, 19)}, "still to come"),
        ({"joined_on": date(1026, 11, 19)}, "before 1900"),
        ({"seat": 0}, "numbered from 1"),
    ],
)
def test_what_no_sheet_can_say_is_refused(
    office: Office, chapter: Chapter, store: Store, line: dict[str, Any], words: str
) -> None:
    """Each impossible line is refused in a sentence, and nothing is written."""
    office.add_member(
        chapter.id,
        sheet("Maria Lopez", "Web design", phone_typed="4155550101", email="maria@lopezweb.example"),
    )
    before = every_row(store)
    with pytest.raises(Refused, match=words):
        office.add_member(chapter.id, replace(sheet("Helen Park", "Interior designer"), **line))
    assert every_row(store) == before


def test_a_couple_shares_an_address_and_an_office_its_phone(office: Office, chapter: Chapter) -> None:
    """What two people may well share is taken, and the answer names who has it too, once."""
    desk = office.desk(chapter.id)
    maria = sheet("Maria Lopez", "Web design", phone_typed="4155550101", email="lopez@home.example")
    desk.do(AddMember(maria))
    helen = sheet("Helen Lopez", "Baker", phone_typed="+1 415 555 0101", email="LOPEZ@home.example")
    done = desk.do(AddMember(helen))
    assert done.words == "Helen Lopez is on the roster. Maria Lopez has the same email address and phone."
    assert done.subject is not None
    entered = MembershipId(done.subject)
    moved = replace(helen, company="Crumb", seat=2)
    assert desk.do(ChangeMember(entered, moved)).words == "Helen Lopez is changed."
    alone = replace(moved, email="helen@crumb.example")
    assert desk.do(ChangeMember(entered, alone)).words == (
        "Helen Lopez is changed. Maria Lopez has the same phone."
    )


def test_a_new_profession(office: Office, chapter: Chapter) -> None:
    """A member who changes profession leaves the old seat open; a corrected spelling is no change."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "florist", sphere="Events"))
    spelt = office.change_member(ann.id, replace(sheet_of(ann, "US"), profession="Florist"))
    assert (spelt.profession, spelt.profession_id) == ("Florist", ann.profession_id)
    moved = office.change_member(ann.id, replace(sheet_of(spelt, "US"), profession="Event planner"))
    assert (moved.profession, moved.sphere) == ("Event planner", "Events")
    assert office.add_member(chapter.id, sheet("Bo Lind", "Florist")).profession_id == ann.profession_id


@ON_BOTH
def test_a_sphere_belongs_to_the_profession(office: Office, chapter: Chapter) -> None:
    """All who share a profession share its sphere; an applicant's form does not take it from the holder."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist", sphere="Events"))
    bo = office.add_member(chapter.id, sheet("Bo Lind", "florist", sphere="Garden", status=APPLICANT))
    assert (bo.sphere, bo.profession) == ("Events", "Florist")
    office.change_member(ann.id, replace(sheet_of(ann, "US"), sphere="Weddings"))
    assert {m.sphere for m in office.members(chapter.id)} == {"Weddings"}


def test_another_s_sphere_is_not_overwritten_by_a_move(office: Office, chapter: Chapter) -> None:
    """Who takes up a profession that is known comes into its sphere, whatever stood in the old form."""
    office.end_membership(office.add_member(chapter.id, sheet("Ann Chu", "Florist", sphere="Events")).id)
    bo = office.add_member(chapter.id, sheet("Bo Lind", "Banker", sphere="Finance"))
    moved = office.change_member(bo.id, replace(sheet_of(bo, "US"), profession="Florist"))
    assert moved.sphere == "Events"


@ON_BOTH
@pytest.mark.parametrize("status", [APPLICANT, WAITING])
def test_an_applicant_is_not_taken_in_by_the_sheet(
    office: Office, chapter: Chapter, store: Store, status: MembershipStatus
) -> None:
    """No seat number, whatever the sheet says; the refusal names the key that takes in, for the fee."""
    bo = office.add_member(chapter.id, sheet("Bo Lind", "Florist", status=status, seat=7))
    before = every_row(store)
    for seated in (MembershipStatus.ACTIVE, ON_LEAVE):
        with pytest.raises(
            Refused, match=r"^Bo Lind is .*: y on the roster takes them in, .* joining fee\.$"
        ):
            office.change_member(bo.id, replace(sheet_of(bo, "US"), status=seated))
    assert (bo.seat, every_row(store)) == (0, before)


def test_taking_a_seat_moves_the_others_no_further_than_needed(office: Office, chapter: Chapter) -> None:
    """A newcomer's seat pushes the table down to the next gap; a move closes the gap it leaves."""
    seat_all(office, chapter, "A", "B", "C", "D")
    by_name = {m.person.name: m for m in office.members(chapter.id)}
    office.change_member(by_name["D"].id, replace(sheet_of(by_name["D"], "US"), seat=2))
    assert around(office, chapter) == {1: "A", 2: "D", 3: "B", 4: "C"}
    office.change_member(by_name["A"].id, replace(sheet_of(by_name["A"], "US"), seat=3))
    assert around(office, chapter) == {1: "D", 2: "B", 3: "A", 4: "C"}
    office.end_membership(by_name["B"].id)
    office.add_member(chapter.id, sheet("E", "Trade of E", seat=1))
    assert around(office, chapter) == {1: "E", 2: "D", 3: "A", 4: "C"}


def test_a_change_says_in_the_journal_what_is_different(
    office: Office, chapter: Chapter, store: Store
) -> None:
    """The entry names the lines that changed, from what to what."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    office.change_member(ann.id, replace(sheet_of(ann, "US"), name="Ann Lee", company="Stem"))
    assert journal_of(store)[-1] == (
        "ChangeMember",
        "Ann Chu: name Ann Chu → Ann Lee, company – → Stem",
        None,
    )


def test_a_member_of_nowhere_is_refused(office: Office, chapter: Chapter) -> None:
    """A membership that does not exist is a sentence, not a fault."""
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    with pytest.raises(Refused, match="no longer on the roster"):
        office.end_membership(type(ann.id)(ann.id + 1))


def test_chapters_do_not_meet(office: Office, chapter: Chapter) -> None:
    """The same people and professions in a second chapter are rows of their own."""
    other = office.found(harborview(name="Second"))
    ann = office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    twin = office.add_member(other.id, sheet("Ann Chu", "Florist"))
    assert ann.person.id != twin.person.id
    assert ann.profession_id != twin.profession_id
    assert office.members(other.id) == (twin,)

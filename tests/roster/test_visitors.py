"""Visitors between meetings: who is to be followed up, and what is put right about them."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import VisitorSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId, VisitId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Stage, Visitor
from leadsroom.domain.people.roster import Contact
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.home import home_picture
from leadsroom.views.people import VisitorsPicture, visitors
from tests.databases import ON_BOTH
from tests.offices import Office
from tests.past_meetings import past_meeting, people_of
from tests.roster.sheets import every_row, seat_all

EVE = Contact(phone_typed="415 555 0177", email="eve@bees.example", may_write=True)


def visit(store: Store, chapter: Chapter, on: date, *names: str, professions: str = "Masonry") -> None:
    """A closed meeting of a date, with visitors whom Ann has invited."""
    meeting = past_meeting(store, chapter, on, {})
    people = people_of(store, chapter)
    with store.writing(chapter.id) as unit:
        unit.update(t.meeting, meeting, ended_at=chapter.starts_at(on) + chapter.length)
        for name in names:
            columns = {"name": name, "name_key": name.lower(), "trade": professions}
            person = people.get(name) or unit.insert(t.person, **columns)
            unit.insert(
                t.visit, meeting_id=meeting, person_id=person, host_id=people["Ann"], at=chapter.starts_at(on)
            )


@pytest.fixture
def desk(store: Store, office: Office, chapter: Chapter) -> SyncDesk:
    """Ann and Bob hold seats; Eve came twice, Ned long ago, Una last week, whose seat Ann holds."""
    seat_all(office, chapter, "Ann", "Bob")
    visit(store, chapter, date(2025, 10, 1), "Ned")
    visit(store, chapter, date(2026, 11, 4), "Eve")
    visit(store, chapter, date(2026, 11, 11), "Eve")
    visit(store, chapter, date(2026, 11, 11), "Una", professions="trade of ann")
    return office.desk(chapter.id)


def _seen(desk: SyncDesk) -> VisitorsPicture:
    found: VisitorsPicture = desk.read(visitors)
    return found


def _one(desk: SyncDesk, name: str) -> Visitor:
    return next(each for each in _seen(desk).visitors if each.person.name == name)


@ON_BOTH
def test_who_is_to_be_followed_up(desk: SyncDesk) -> None:
    """The newest first, with the seat they would take and who invited them; home counts those to ask."""
    seen = _seen(desk)
    assert [(each.person.name, each.seat, each.host, len(each.visits)) for each in seen.visitors] == [
        ("Una", "taken by Ann", "Ann", 1),
        ("Eve", "free", "Ann", 2),
        ("Ned", "free", "Ann", 1),
    ]
    assert [each.person.name for each in seen.due] == ["Una", "Eve"]
    attention = desk.read(home_picture).attention
    assert attention is not None
    assert attention.to_follow_up == 2


def test_an_outcome_is_noted_and_undone(desk: SyncDesk) -> None:
    """Then nobody need ask them; undo asks again."""
    last = _one(desk, "Eve").last
    done = desk.do(c.FollowUpVisitor(last.id, Became.COMES_AGAIN, "in March"))
    assert done.words == "Eve, will come again: in March"
    assert [each.person.name for each in _seen(desk).due] == ["Una"]
    desk.do(Undo())
    assert [each.person.name for each in _seen(desk).due] == ["Una", "Eve"]


def test_who_becomes_a_member_has_joined_without_a_word(desk: SyncDesk) -> None:
    """An applicant has applied, and whoever is taken in has joined, with no seat to look for any more."""
    eve = _one(desk, "Eve").person
    sheet = c.ApplicationSheet(name="Eve", profession="Masonry")
    applied = desk.do(c.Apply(sheet, who=eve.id))
    assert _one(desk, "Eve").stage(_seen(desk).today) is Stage.APPLIED
    desk.do(c.Induct(MembershipId(applied.subject or 0)))
    joined = _one(desk, "Eve")
    assert (joined.stage(_seen(desk).today), joined.seat) == (Stage.JOINED, "")
    assert (_seen(desk).funnels[0].visited, _seen(desk).funnels[0].joined) == (2, 1)


def test_what_is_on_record_of_a_visitor_is_put_right(desk: SyncDesk) -> None:
    """In one act with the outcome, which one undo takes back; a number that was not changed stays."""
    before, last = _one(desk, "Eve"), _one(desk, "Eve").last
    bob = next(each for each in _seen(desk).members if each.name == "Bob")
    seen = VisitorSheet(name="Eve", profession="Masonry", host_id=before.last.host_id)
    sheet = VisitorSheet(name="Eva", profession="Bees", host_id=bob.id, contact=EVE, became=Became.APPLIES)
    desk.do(c.ChangeVisitor(last.id, sheet, seen))
    with pytest.raises(Refused, match="Eva was changed elsewhere meanwhile"):
        desk.do(c.ChangeVisitor(last.id, sheet, seen))
    eva = _one(desk, "Eva")
    assert (eva.person.profession, eva.person.phone, eva.person.email) == (
        "Bees",
        "+14155550177",
        "eve@bees.example",
    )
    assert (eva.person.may_write, eva.host, eva.last.became) == (True, "Bob", Became.APPLIES)
    desk.do(Undo())
    assert _one(desk, "Eve") == before


@pytest.mark.parametrize(
    ("name", "contact", "why"),
    [
        ("  ", EVE, "Type the visitor's name"),
        ("bob", EVE, "bob is on record already"),
        ("Eve", Contact(email="nowhere"), "is not an email address"),
    ],
)
def test_nothing_of_a_wrong_change_is_kept(
    store: Store, desk: SyncDesk, name: str, contact: Contact, why: str
) -> None:
    """What is wrong is said, and every row is as it was."""
    before, last = every_row(store), _one(desk, "Eve").last
    with pytest.raises(Refused, match=why):
        desk.do(c.ChangeVisitor(last.id, VisitorSheet(name=name, profession="Bees", contact=contact)))
    assert every_row(store) == before


def test_a_visit_that_is_gone_has_no_outcome(store: Store, desk: SyncDesk, chapter: Chapter) -> None:
    """Withdrawn meanwhile, or never there."""
    last = _one(desk, "Una").last
    with store.writing(chapter.id) as unit:
        unit.update(t.visit, last.id, withdrawn_at=chapter.starts_at(last.on))
    for gone in (last.id, VisitId(9999)):
        with pytest.raises(Refused, match="That visit is no longer on record"):
            desk.do(c.FollowUpVisitor(gone, None))
    assert [each.person.name for each in _seen(desk).visitors] == ["Eve", "Ned"]

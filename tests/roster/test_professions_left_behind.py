"""Professions that nobody holds, waits for or ever held are not among those of the chapter."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ApplicationSheet, ProfessionSheet, VoteSheet
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.decisions import Verdict
from leadsroom.domain.people.professions import Profession
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from leadsroom.views.people import Roster, roster
from tests.databases import ON_BOTH
from tests.offices import Office
from tests.roster.sheets import sheet


@pytest.fixture
def desk(office: Office, chapter: Chapter) -> SyncDesk:
    """A desk of a chapter with one member."""
    desk = office.desk(chapter.id)
    desk.do(c.AddMember(sheet("Ann Chu", "Florist")))
    return desk


def _seen(desk: SyncDesk) -> Roster:
    found: Roster = desk.read(roster)
    return found


def _listed(desk: SyncDesk) -> list[str]:
    return [profession.name for profession in _seen(desk).professions]


def _one(desk: SyncDesk, name: str) -> Profession:
    return next(each for each in _seen(desk).professions if each.name == name)


def _applies(desk: SyncDesk, profession: str = "Plumber") -> MembershipId:
    done = desk.do(c.Apply(ApplicationSheet(name="Bo Lind", profession=profession)))
    assert done.subject is not None
    return MembershipId(done.subject)


def _refused(desk: SyncDesk) -> None:
    desk.do(c.VoteOn(_applies(desk), VoteSheet(votes_for=0, votes_against=1, decision=Verdict.REFUSED)))


def _withdrawn(desk: SyncDesk) -> None:
    desk.do(c.EndApplication(_applies(desk)))


def _undone(desk: SyncDesk) -> None:
    _applies(desk)
    desk.do(Undo())


def _for_another_seat(desk: SyncDesk) -> None:
    applicant = _applies(desk)
    desk.do(c.ChangeApplication(applicant, ApplicationSheet(name="Bo Lind", profession="Florist")))


def _waiting_and_ended(desk: SyncDesk) -> None:
    done = desk.do(c.AddMember(sheet("Bo Lind", "Plumber", status=MembershipStatus.WAITING)))
    desk.do(c.EndMembership(MembershipId(done.subject or 0)))


def _misspelt(desk: SyncDesk) -> None:
    done = desk.do(c.AddMember(sheet("Bo Lind", "Plumber")))
    member = next(each for each in _seen(desk).members if each.id == done.subject)
    desk.do(c.ChangeMember(member.id, replace(sheet_of(member, "US"), profession="Florist and baker")))


@pytest.mark.parametrize(
    "happens", [_refused, _withdrawn, _undone, _for_another_seat, _waiting_and_ended, _misspelt]
)
def test_who_never_held_it_leaves_no_profession_behind(desk: SyncDesk, happens) -> None:
    """However an application or a spelling comes to nothing, its profession is listed no more."""
    happens(desk)
    assert "Plumber" not in _listed(desk)
    assert "Florist" in _listed(desk)


@ON_BOTH
def test_it_is_listed_while_somebody_applies_and_once_it_was_held(desk: SyncDesk) -> None:
    """An applicant's profession is there, and that of a member stays when they leave."""
    applicant = _applies(desk)
    assert "Plumber" in _listed(desk)
    desk.do(c.Induct(applicant))
    desk.do(c.EndMembership(applicant))
    assert "Plumber" in _listed(desk)


def test_a_profession_that_somebody_listed_stays_after_a_refusal(desk: SyncDesk) -> None:
    """What was added, or given a family, was meant to be there; removed, it is gone with an applicant too."""
    desk.do(c.AddProfession(ProfessionSheet("Plumber")))
    _refused(desk)
    assert _listed(desk) == ["Florist", "Plumber"]
    desk.do(c.RemoveProfession(_one(desk, "Plumber").id))
    assert _listed(desk) == ["Florist"]
    desk.do(Undo())
    assert _listed(desk) == ["Florist", "Plumber"]


def test_a_profession_of_a_refused_applicant_is_added_like_a_new_one(desk: SyncDesk) -> None:
    """Nobody is told that what no list shows is there already; a second time it is refused."""
    _refused(desk)
    desk.do(c.AddProfession(ProfessionSheet("plumber", family="Building")))
    assert _one(desk, "plumber").family == "Building"
    with pytest.raises(Refused, match="is a profession here already"):
        desk.do(c.AddProfession(ProfessionSheet("Plumber")))


def test_a_profession_takes_the_name_that_a_refused_applicant_has_left(desk: SyncDesk) -> None:
    """The record of the application goes with the name, and one undo parts the two again."""
    _refused(desk)
    desk.do(c.ChangeProfession(_one(desk, "Florist").id, ProfessionSheet("Plumber")))
    assert _listed(desk) == ["Plumber"]
    assert {each.profession for each in _seen(desk).members} == {"Plumber"}
    desk.do(Undo())
    assert _listed(desk) == ["Florist"]


def test_whoever_waited_in_vain_was_not_taken_in(desk: SyncDesk) -> None:
    """Brought back, they apply for the seat again and do not simply sit in it."""
    _waiting_and_ended(desk)
    left = next(each for each in _seen(desk).members if each.status is MembershipStatus.ENDED)
    desk.do(c.ComeBack(left.id))
    assert {each.status for each in _seen(desk).members if each.person == left.person} == {
        MembershipStatus.ENDED,
        MembershipStatus.APPLICANT,
    }

"""Every act about people: taken back by one key, once when done twice, kept where others built on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.act import load
from leadsroom.acts.command import Command, Redo, Undo, name_of
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ApplicationSheet, LeaveSheet, ProfessionSheet, VoteSheet
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.store.read.money import owed_by
from leadsroom.store.row_changes import Overtaken
from leadsroom.store.store import Store
from tests.harborview import SetClock
from tests.meeting.money_rules import RULES, rule_money
from tests.offices import AbsenceBook, Office
from tests.roster.sheets import every_row, journal_of, sheet

TODAY, EARLIER, AHEAD = date(2026, 11, 18), date(2026, 11, 4), date(2026, 12, 1)
_ONLY_GROWS = ("journal", "trail", "ledger_entry")


@pytest.fixture
def full(store: Store, office: Office, chapter: Chapter, clock: SetClock) -> Chapter:
    """Members, one of them on leave, one who left twice; applicants, and some who wait."""
    rule_money(store, chapter.id, RULES)
    for name, profession in (("Ann", "Florist"), ("Bo", "Baker"), ("Cy", "Cook")):
        office.add_member(chapter.id, sheet(name, profession, email=f"{name}@x.example"))
    office.end(office.add_member(chapter.id, sheet("Fay", "Tailor")).id)
    office.end(office.add_member(chapter.id, sheet("Bob", "Bread", phone_typed="415 555 0101")).id)
    for name, profession in (("Dee", "Roofing"), ("Hal", "Roofing"), ("Eve", "Florist")):
        office.apply(
            chapter.id, ApplicationSheet(name=name, profession=profession, applied_on=EARLIER, note="keen")
        )
    office.add_member(chapter.id, sheet("Gus", "Banker", status=MembershipStatus.WAITING))
    office.add_profession(chapter.id, ProfessionSheet("Flowers", "Events", "Home"))
    office.take_leave(of(office, chapter, "Cy").id, LeaveSheet(EARLIER, None, "twins"))
    office.take_leave(of(office, chapter, "Bo").id, LeaveSheet(AHEAD, None))
    notices = AbsenceBook(store, clock, "front desk")
    notices.announce(chapter.id, of(office, chapter, "Ann").person.id, date(2026, 11, 25))
    return chapter


def of(office: Office, chapter: Chapter, name: str) -> Member:
    """The member of this name."""
    return next(m for m in office.members(chapter.id) if m.person.name == name)


def commands(office: Office, chapter: Chapter) -> list[Command]:
    """Each kind of act about people, on a full roster, some in more than one way."""
    roster = office.roster(chapter.id)
    ann, bo, cy, dee, eve, fay, bob, gus = (
        of(office, chapter, name) for name in ("Ann", "Bo", "Cy", "Dee", "Eve", "Fay", "Bob", "Gus")
    )
    profession_ids = {p.name: p.id for p in roster.professions}
    seen = {m.person.name: sheet_of(m, "US") for m in (ann, bo)}
    (twins,), (ahead,) = roster.of(cy).leaves, roster.of(bo).leaves
    return [
        c.AddMember(sheet("Ida", "florists", seat=1, sphere="Home", offices=("Host",))),
        c.AddMember(sheet("Fay", "Roofing", company="Fay & Sons")),
        c.ChangeMember(ann.id, replace(seen["Ann"], name="Ann Lee", profession="Flowers", seat=3)),
        c.ChangeMember(ann.id, replace(seen["Ann"], status=MembershipStatus.ENDED)),
        c.ChangeMember(bo.id, replace(seen["Bo"], status=MembershipStatus.ON_LEAVE)),
        c.EndMembership(ann.id),
        c.EndMembership(cy.id, TODAY),
        c.ComeBack(fay.id),
        c.ComeBack(bob.id),
        c.Apply(ApplicationSheet(name="Jo", profession="Florist", sponsor_id=ann.person.id)),
        c.Apply(ApplicationSheet(name="Jo", profession="Juggling", phone_typed="415 555 0102")),
        c.ChangeApplication(dee.id, ApplicationSheet(name="Dee Fox", profession="florist", note="roses")),
        c.EndApplication(eve.id, "moved away"),
        c.VoteOn(dee.id, VoteSheet(votes_for=0, votes_against=3, decided_by="all")),
        c.VoteOn(dee.id, VoteSheet(votes_for=3, votes_against=0)),
        c.OfferSeat(gus.id),
        c.Induct(dee.id, seat=1),
        c.TakeLeave(ann.id, LeaveSheet(TODAY, AHEAD, "Peru")),
        c.ChangeLeave(twins.id, LeaveSheet(EARLIER, date(2026, 11, 10))),
        c.WithdrawLeave(twins.id),
        c.WithdrawLeave(ahead.id),
        c.BackFromLeave(cy.id),
        c.MergePeople(bob.person.id, bo.person.id),
        c.StopLetters(bo.person.id),
        c.AddProfession(ProfessionSheet("Juggling", "Arts", "Fun")),
        c.ChangeProfession(profession_ids["Florist"], ProfessionSheet("Bloomery", "Events")),
        c.RemoveProfession(profession_ids["Flowers"]),
        c.MergeProfessions(profession_ids["Florist"], profession_ids["Flowers"]),
        c.MergeProfessions(profession_ids["Roofing"], profession_ids["Florist"]),
        c.ImportRoster(
            (
                c.ImportedSheet(replace(seen["Ann"], profession="Baker", seat=2), ann.id, seen["Ann"]),
                c.ImportedSheet(replace(seen["Bo"], profession="Florist", seat=1), bo.id, seen["Bo"]),
                c.ImportedSheet(sheet("Kit", "Juggling", seat=9)),
            ),
            "Added 1 member, updated 2.",
        ),
    ]


def rows(store: Store, chapter_id: ChapterId) -> Mapping[str, Any]:
    """Every row of what is put back as it was, and what each owes where entries are only added."""
    found = {name: each for name, each in every_row(store).items() if name not in _ONLY_GROWS}
    with store.reading() as connection:
        owed = owed_by(connection, chapter_id)
    return found | {"owed": {who: sums for who, sums in owed.items() if any(each.minor for each in sums)}}


def test_undo_puts_back_every_row(store: Store, office: Office, full: Chapter) -> None:
    """Done, done twice, undone, redone and undone: each act about people, some in more than one way."""
    desk, before = office.desk(full.id), rows(store, full.id)
    tried = commands(office, full)
    for command in tried:
        done = desk.do(command)
        after = rows(store, full.id)
        assert after != before, command
        assert done.words, command
        assert (desk.do(command).words, rows(store, full.id)) == ("", after), command
        assert desk.do(Undo()).what == f"Undid: {done.what}", command
        assert rows(store, full.id) == before, command
        assert desk.do(Redo()).what == f"Redid: {done.what}", command
        assert rows(store, full.id) == after, command
        desk.do(Undo())
        assert rows(store, full.id) == before, command
    of_people = {kind for kind in load() if kind.__module__ == c.__name__ and kind.is_undoable}
    elsewhere = {c.Decide, c.TakeBackDecision, c.AnnounceAbsence, c.WithdrawNotice}  # in files of their own
    elsewhere |= {c.FollowUpVisitor, c.ChangeVisitor, c.GiveOffice, c.EndOffice}
    elsewhere |= {c.RecordOpenings, c.WithdrawOpenings, c.ImportVisits}
    assert {type(command) for command in tried} == of_people - elsewhere


def test_what_others_built_on_is_refused_with_its_name(store: Store, office: Office, full: Chapter) -> None:
    """Another station has changed what this one would put back: nothing is changed, and it is named."""
    ann = of(office, full, "Ann")
    elsewhere = Office(office.store, office.clock, "back office")
    for first, then, later in (
        (c.ChangeMember(ann.id, sheet("Ann Lee", "Florist")), sheet("Ann Poe", "Florist"), "Ann Lee: name"),
        (c.TakeLeave(ann.id, LeaveSheet(TODAY, None)), sheet("Ann Poe", "Florist"), "Ann Poe: status"),
    ):
        office.desk(full.id).do(first)
        elsewhere.change_member(ann.id, then)
        before = every_row(store)
        with pytest.raises(Overtaken, match=rf"^What came later stands in the way \(“{later}"):
            office.desk(full.id).do(Undo())
        assert every_row(store) == before


def test_nobody_is_on_the_roster_twice_by_an_undo(store: Store, office: Office, full: Chapter) -> None:
    """Who left and was put on a waiting list elsewhere does not get the seat back beside it."""
    ann = of(office, full, "Ann")
    office.end(ann.id)
    again = sheet("Ann", "Tailor", status=MembershipStatus.WAITING, email="Ann@x.example")
    waiting = Office(office.store, office.clock, "back office").add_member(full.id, again)
    assert waiting.person.id == ann.person.id
    before = every_row(store)
    with pytest.raises(Overtaken, match=r"stands in the way \(“Ann, Tailor: waiting”\)"):
        office.desk(full.id).do(Undo())
    assert every_row(store) == before


def test_a_file_is_refused_where_the_roster_has_moved_on(store: Store, office: Office, full: Chapter) -> None:
    """Compared with a sheet that has changed since, or in conflict by now, it changes nothing at all."""
    ann = of(office, full, "Ann")
    seen = sheet_of(ann, "US")
    change = c.ImportedSheet(replace(seen, company="Petal & Stem"), ann.id, seen)
    new = c.ImportedSheet(sheet("Lu", "Tiling"))
    office.change_member(ann.id, replace(seen, company="Stem"))
    office.add_member(full.id, sheet("Mo", "tiling"))
    before = every_row(store)
    for sheets in ((change,), (new,), (c.ImportedSheet(sheet("Ned", "Nursing", seat=1)),)):
        with pytest.raises(Refused, match="The roster was changed elsewhere meanwhile"):
            office.desk(full.id).do(c.ImportRoster(sheets, "Added 1 member."))
    assert every_row(store) == before


def test_leaves_that_began_are_nobodys_to_undo(
    store: Store, office: Office, full: Chapter, clock: SetClock
) -> None:
    """Nothing begun writes nothing; a leave that has begun is entered once, and undo passes over it."""
    desk, count = office.desk(full.id), len(journal_of(store))
    assert desk.do(c.BeginLeaves()).words == ""
    clock.pass_by(days=14)
    assert desk.do(c.BeginLeaves()).words == "The leave of Bo has begun"
    assert desk.do(c.BeginLeaves()).words == ""
    assert len(journal_of(store)) == count + 1
    with pytest.raises(Refused, match="Nothing of today is left to undo"):
        desk.do(Undo())


def test_the_names_in_the_journal_stay(office: Office) -> None:
    """Entries of older versions name their acts so; undo finds them by these names."""
    names = {name_of(kind) for kind in load() if kind.__module__ == c.__name__}
    assert names == {
        *("AddMember", "ChangeMember", "EndMembership", "ComeBack", "ImportRoster", "MergePeople"),
        *("Apply", "ChangeApplication", "EndApplication", "Vote", "OfferSeat", "Induct"),
        *("TakeLeave", "ChangeLeave", "WithdrawLeave", "BackFromLeave", "LeaveBegan"),
        *("AddProfession", "ChangeProfession", "RemoveProfession", "MergeProfessions"),
        *("Decide", "TakeBackDecision", "TellAway", "TakeNoticeBack"),
        *("FollowUpVisitor", "ChangeVisitor", "GiveOffice", "EndOffice"),
        *("RecordOpenings", "WithdrawOpenings", "ImportVisits", "StopLetters"),
    }


def test_an_account_is_named_where_it_holds_somebody_on_record(office: Office, full: Chapter) -> None:
    """Even what was undone stays in an account: who was charged a fee and has it back is not taken away, and
    nobody else is blamed for that.
    """
    desk = office.desk(full.id)
    desk.do(c.Apply(ApplicationSheet(name="Ivy", profession="Tiler", applied_on=EARLIER)))
    desk.do(c.Induct(of(office, full, "Ivy").id))
    desk.do(Undo())
    with pytest.raises(Overtaken, match="a private entry"):
        desk.do(Undo())
    assert of(office, full, "Ivy").status is MembershipStatus.APPLICANT

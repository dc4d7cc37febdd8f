"""Two spellings of one person, or of one profession, made one."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.people.commands import ApplicationSheet, ProfessionSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId, ProfessionId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.professions import Profession
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import people_called, rows_about
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import desk_at
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import every_row, journal_of, sheet


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """A chapter of six."""
    return found_chapter(store)


@pytest.fixture
def seating(store: Store, clock: SetClock) -> Seating:
    """The door to seats, on each engine."""
    return Seating(store, clock, "front desk")


def person(seating: Seating, chapter: Chapter, name: str) -> PersonId:
    """The id of somebody the chapter knows."""
    return next(p.id for p in seating.people(chapter.id) if p.name == name)


def profession(seating: Seating, chapter: Chapter, name: str) -> Profession:
    """A profession of the chapter."""
    return next(p for p in seating.professions(chapter.id) if p.name == name)


def tom_and_thomas(store: Store, chapter: Chapter, clock: SetClock) -> None:
    """Tom Ray stood in for Cyrus Ng one week; a week later Thomas Ray was a visitor."""
    table = Table.lay(store, chapter, clock)
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Tiler"))
    table.do(table.lead("Cyrus Ng", "Maria Lopez"))
    table.go_to_end()
    table.desk.close()
    clock.moment = START.replace(day=25)
    table = Table.lay(store, chapter, clock)
    table.do(c.WelcomeVisitor(name="Thomas Ray", profession="", host_id=table.person("Ann Chu")))
    table.desk.close()


@ON_BOTH
def test_everything_moves_to_one_name(
    seating: Seating, store: Store, chapter: Chapter, clock: SetClock
) -> None:
    """What the one did is the other's from then on; the first spelling is nobody any more."""
    tom_and_thomas(store, chapter, clock)
    tom, thomas = person(seating, chapter, "Tom Ray"), person(seating, chapter, "Thomas Ray")
    sentence = seating.merge_people(chapter.id, tom, thomas)
    assert sentence.startswith("Tom Ray and Thomas Ray are one person: Thomas Ray, with ")
    assert "Tom Ray" not in {p.name for p in seating.people(chapter.id)}
    assert next(p.profession for p in seating.people(chapter.id) if p.id == thomas) == "Tiler"
    with store.reading() as connection:
        assert list(rows_about(connection, chapter.id, tom)) == []
        assert [called.person.id for called in people_called(connection, chapter.id, "tom ray")] == [thomas]
        tables = {table.name for table, _, _ in rows_about(connection, chapter.id, thomas)}
    assert {"attendance", "turn", "lead", "visit", "person"} <= tables
    assert journal_of(store)[-1][:2] == ("MergePeople", "Tom Ray and Thomas Ray are one person")


@pytest.mark.parametrize(
    ("one", "staying", "after"),
    [(True, None, True), (True, False, False), (None, True, True), (False, True, False)],
)
@pytest.mark.parametrize("consent", ["may_write", "letters"])
def test_what_the_one_who_stays_agreed_to_stands(
    seating: Seating,
    store: Store,
    chapter: Chapter,
    clock: SetClock,
    consent: str,
    one: bool | None,
    staying: bool | None,
    after: bool,
) -> None:
    """Whether one may write to them is taken from the other spelling only where nobody had asked, and a no
    by either stays.
    """
    tom_and_thomas(store, chapter, clock)
    tom, thomas = person(seating, chapter, "Tom Ray"), person(seating, chapter, "Thomas Ray")
    with store.writing(chapter.id) as unit:
        unit.update(t.person, tom, **{consent: one})
        unit.update(t.person, thomas, **{consent: staying})
    seating.merge_people(chapter.id, tom, thomas)
    found = next(each for each in seating.people(chapter.id) if each.id == thomas)
    assert getattr(found, consent) is after


def test_undo_at_the_table_names_who_was_kept(
    seating: Seating, store: Store, chapter: Chapter, clock: SetClock
) -> None:
    """What undo brings back after two spellings were made one is of the person who was kept."""
    table = Table.lay(store, chapter, clock)
    cyrus = table.person("Cyrus Ng")
    table.do(c.SeatSubstitute(member_id=cyrus, name="Tom Ray", profession="Tiler"))
    table.do(c.MarkAttendance(member_id=cyrus, mark=Mark.PRESENT))
    table.desk.close()
    clock.moment = START.replace(day=25)
    later = Table.lay(store, chapter, clock, "another table")
    later.do(c.WelcomeVisitor(name="Thomas Ray"))
    later.desk.close()
    tom, thomas = person(seating, chapter, "Tom Ray"), person(seating, chapter, "Thomas Ray")
    seating.merge_people(chapter.id, tom, thomas)
    clock.moment = START
    desk = desk_at(store, table.now.meeting.id, clock, "table")
    place = desk.sync.do(Undo()).picture.attendee(cyrus)
    assert place is not None
    assert place.substitute_id == thomas
    desk.close()


@ON_BOTH
def test_entries_of_the_ledger_move_and_say_what_they_said(
    seating: Seating, office: Office, store: Store, chapter: Chapter
) -> None:
    """Whose an entry of the ledger is may be put right; its amount never."""
    left = office.add_member(chapter.id, sheet("Bo Lind", "Tiler"))
    seating.end(left.id)
    now = office.add_member(chapter.id, sheet("Beau Lind", "Tilers"))
    with store.writing(chapter.id) as unit:
        columns = {"kind": "dues", "amount_minor": 500, "currency": "USD", "on_date": date(2026, 11, 4)}
        unit.insert(t.ledger_entry, chapter_id=chapter.id, member_id=left.person.id, at=START, **columns)
    seating.merge_people(chapter.id, left.person.id, now.person.id)
    with store.reading() as connection:
        entry = connection.execute(select(t.ledger_entry)).one()
    assert (entry.member_id, entry.amount_minor) == (now.person.id, 500)
    with pytest.raises((DBAPIError, Refused)), store.writing(chapter.id) as unit:
        unit.connection.execute(update(t.ledger_entry).values(amount_minor=1))


def test_two_people_stay_two(seating: Seating, store: Store, chapter: Chapter, clock: SetClock) -> None:
    """Two who hold seats, who were at one table, or who passed a lead to each other are not merged."""
    tom_and_thomas(store, chapter, clock)
    before = every_row(store)
    ann, maria = person(seating, chapter, "Ann Chu"), person(seating, chapter, "Maria Lopez")
    cyrus, tom = person(seating, chapter, "Cyrus Ng"), person(seating, chapter, "Tom Ray")
    with pytest.raises(Refused, match=r"are both on the roster\. End one of the memberships first"):
        seating.merge_people(chapter.id, ann, maria)
    with pytest.raises(Refused, match="Tom Ray and Cyrus Ng were both at the meeting of Wed 18 Nov"):
        seating.merge_people(chapter.id, tom, cyrus)
    with pytest.raises(Refused, match="are one already"):
        seating.merge_people(chapter.id, tom, tom)
    assert every_row(store) == before


def test_what_names_both_is_in_the_way(seating: Seating, office: Office, chapter: Chapter) -> None:
    """Somebody who proposed the other is not the other; the sentence says what to correct."""
    ann = person(seating, chapter, "Ann Chu")
    answer = seating.apply(chapter.id, ApplicationSheet(name="Anne Chu", profession="Tiler", sponsor_id=ann))
    seating.end_application(answer.member.id)
    with pytest.raises(Refused, match="two people by the record: one proposed the other"):
        seating.merge_people(chapter.id, answer.member.person.id, ann)


@ON_BOTH
def test_a_profession_is_named_and_grouped(seating: Seating, chapter: Chapter) -> None:
    """Its name, family and sphere change for everybody in it; a name that is there already is refused."""
    florist = profession(seating, chapter, "Florist")
    sentence = seating.change_profession(florist.id, ProfessionSheet(" Flowers ", "Events", "Home"))
    assert sentence == "Florist is Flowers now."
    assert [m.profession for m in seating.roster(chapter.id).members if m.person.name == "Ann Chu"] == [
        "Flowers"
    ]
    with pytest.raises(Refused, match=r"“ROOFING” is a profession here already\. To make the two one"):
        seating.change_profession(florist.id, ProfessionSheet("ROOFING"))
    with pytest.raises(Refused, match="Type the profession"):
        seating.add_profession(chapter.id, ProfessionSheet(" "))


def test_a_profession_comes_and_goes(seating: Seating, chapter: Chapter) -> None:
    """One that nobody ever had can be removed; one on record of a member stays."""
    assert seating.add_profession(chapter.id, ProfessionSheet("Baker")) == "Baker is a profession here."
    assert seating.remove_profession(profession(seating, chapter, "Baker").id) == "Baker is removed."
    with pytest.raises(Refused, match="Florist is on record of members"):
        seating.remove_profession(profession(seating, chapter, "Florist").id)
    with pytest.raises(Refused, match="no longer on record"):
        seating.remove_profession(ProfessionId(9999))


def test_two_spellings_of_a_profession(seating: Seating, office: Office, chapter: Chapter) -> None:
    """Everybody in the one is in the other; where both have a holder, it is refused with their names."""
    seating.add_profession(chapter.id, ProfessionSheet("Flowers", "Events", "Home"))
    one, other = profession(seating, chapter, "Florist"), profession(seating, chapter, "Flowers")
    sentence = seating.merge_professions(one.id, other.id)
    assert sentence == "Florist and Flowers are one profession: Flowers."
    assert profession(seating, chapter, "Flowers").memberships == 1
    roofing = profession(seating, chapter, "Roofing")
    with pytest.raises(Refused, match="Ann Chu holds Flowers and Paul Whitfield holds Roofing"):
        seating.merge_professions(roofing.id, other.id)

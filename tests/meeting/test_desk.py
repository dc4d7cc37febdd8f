"""The desk: one act, one transaction, one entry of the journal, one picture, whoever asks and how often."""

from __future__ import annotations

import asyncio
import threading

import pytest
from sqlalchemy import Connection, select

from leadsroom.acts import desk as the_desk
from leadsroom.acts.act import Act
from leadsroom.acts.desk import Desk, Threads
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store, open_store
from tests.databases import ON_BOTH, Databases
from tests.desks import desk_at
from tests.harborview import START, SetClock, found_chapter, seat_member
from tests.meeting.table import Table, all_rows, rebuilt


def test_commands_have_ids_of_their_own() -> None:
    """Two presses are two acts."""
    assert len({c.Go().command_id for _ in range(100)}) == 100


def test_a_refused_command_changes_nothing(table: Table) -> None:
    """No row of any table, the journal included; and it may be tried again later."""
    command = c.Skip()
    before = all_rows(table.store)
    with pytest.raises(Refused):
        table.do(command)
    assert all_rows(table.store) == before
    table.go()
    assert table.do(command).steps[0].outcome is not None


@ON_BOTH
def test_an_act_that_breaks_off_leaves_nothing(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the middle of an act takes back what it had written."""

    def breaks_off(act: Act, command: c.Go) -> str:
        act.set_meeting(starting_seat=5)
        raise ZeroDivisionError

    monkeypatch.setattr(the_desk, "handler_of", lambda _command: breaks_off)
    before = all_rows(table.store)
    with pytest.raises(ZeroDivisionError):
        table.go()
    assert all_rows(table.store) == before
    monkeypatch.undo()
    assert table.go().meeting.started_at == START


@ON_BOTH
def test_the_journal_says_who_did_what_when(table: Table) -> None:
    """One entry for each act, in words, with its rows before and after."""
    table.clock.pass_by(seconds=2)
    entry = table.do(table.lead()).journal[-1]
    assert (entry.at, entry.kind, entry.act) == (table.clock.now(), EntryKind.DO, "PassLead")
    assert entry.station_id == table.desk.sync.station_id
    with table.store.reading() as connection:
        rows = select(t.journal.c.rows).where(t.journal.c.id == entry.id)
        ((name, _, before, after),) = connection.execute(rows).scalars().one()
    assert (name, before, after["prospect"]) == ("lead", None, "Jane Doe")


def test_the_picture_returned_is_the_one_on_disk(table: Table, place: str) -> None:
    """What an act returns equals what a fresh connection of another process builds from the rows."""
    other = open_store(place)
    for _ in range(8):
        seen = table.go(seconds=9)
        again = rebuilt(other, table.meeting_id)
        for part in seen.__struct_fields__:
            assert getattr(seen, part) == getattr(again, part), part
    other.close()


def test_what_the_office_changes_is_in_the_next_picture(table: Table) -> None:
    """A member who is renamed or added between two acts is seen by the next one."""
    table.go()
    with table.store.writing(table.desk.chapter_id) as unit:
        unit.update(t.person, table.person("Ann Chu"), name="Ann Chu-Reed")
        seat_member(unit, table.now.chapter.id, 7, "Gus Hart", "Printing")
    seen = table.do(c.Pause())
    assert {"Ann Chu-Reed", "Gus Hart"} <= {person.name for person in seen.people.values()}
    assert seen == rebuilt(table.store, table.meeting_id)


def test_what_another_station_does_is_in_the_next_picture(table: Table) -> None:
    """Each station sees the other's acts, journal and all."""
    door = desk_at(table.store, table.meeting_id, table.clock, "door")
    for _ in range(3):
        table.go(seconds=5)
        assert door.sync.do(c.MarkAttendance(table.person("Dee Fox"), Mark.PRESENT)).picture == table.now
        assert door.sync.look() == table.now == rebuilt(table.store, table.meeting_id)
    door.close()


def test_a_station_that_is_known_waits_for_nobody(table: Table) -> None:
    """Sitting down at a table only reads, also while another writes: here, a long act of everybody's."""
    with table.store.writing(table.desk.chapter_id) as unit:
        again = desk_at(table.store, table.meeting_id, table.clock, "table")
        assert again.sync.station_id == table.desk.sync.station_id
        assert unit.changes == []
    again.close()


def test_a_new_station_holds_off_no_chapter(databases: Databases, clock: SetClock) -> None:
    """Where chapters share a server, somebody new sits down while a chapter is being written."""
    place = databases.fresh()
    store = open_store(place)
    table = Table.lay(store, found_chapter(store), clock)
    if store.engine.dialect.name == "postgresql":
        with store.writing(table.now.chapter.id):
            door = desk_at(store, table.meeting_id, clock, "door")
            assert door.sync.station_id != table.desk.sync.station_id
            door.close()
    door, same = (desk_at(store, table.meeting_id, clock, "door") for _ in range(2))
    assert door.sync.station_id == same.sync.station_id != table.desk.sync.station_id
    for desk in (door, same, table.desk):
        desk.close()
    store.close()
    databases.drop(place)


@ON_BOTH
def test_a_meeting_that_is_not_there_has_no_desk(store: Store, harborview: Chapter) -> None:
    """It says so, and leaves no station behind."""
    desk = Desk(store, harborview.id, SetClock(), "table", MeetingId(999))
    with pytest.raises(Refused, match="There is no meeting 999"):
        desk.sync.look()
    desk.close()
    assert all_rows(store)["station"] == []


async def test_acts_are_done_in_the_order_given(table: Table) -> None:
    """None is dropped or overtaken, however fast they come, and a look comes after them."""
    commands = [table.lead() for _ in range(5)]
    acts = [table.desk.do(command) for command in commands]
    done = await asyncio.gather(*acts)
    last = await table.desk.look()
    assert [len(each.picture.leads) for each in done] == [1, 2, 3, 4, 5]
    assert last == done[-1].picture


@ON_BOTH
async def test_a_refusal_reaches_whoever_asked(table: Table) -> None:
    """The acts around it are done."""
    answers = await asyncio.gather(
        table.desk.do(c.Go()), table.desk.do(c.Resume()), table.desk.do(c.Pause()), return_exceptions=True
    )
    assert [isinstance(answer, Refused) for answer in answers] == [False, True, False]


async def test_whoever_leaves_the_page_takes_no_act_back(table: Table) -> None:
    """Cancelled while its act waits for another, a screen has acted all the same, and the desk knows it."""
    threads, may_go_on = Threads(), threading.Event()
    desk = Desk(table.store, table.now.chapter.id, table.clock, "page", table.meeting_id, threads=threads)
    threads.acts.submit(may_go_on.wait)
    leaving = asyncio.create_task(desk.do(table.lead()))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    may_go_on.set()
    seen = await desk.look()
    desk.close()
    assert len(seen.leads) == 1
    assert seen == rebuilt(table.store, table.meeting_id)


def test_two_stations_at_once(place: str, clock: SetClock) -> None:
    """Two processes that act at the same time: every act is done once, and both see all of them."""
    one, two = open_store(place), open_store(place)
    table = Table.lay(one, found_chapter(one), clock)
    desks = [table.desk, desk_at(two, table.meeting_id, clock, "door")]
    command, refused = table.lead(), []

    def act(desk: Desk) -> None:
        for _ in range(10):
            again = PassLead(giver_id=command.giver_id, receiver_id=command.receiver_id, slip=command.slip)
            while True:
                try:
                    desk.sync.do(again)
                    break
                except Refused as answer:
                    refused.append(str(answer))

    threads = [threading.Thread(target=act, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("Another window" in answer for answer in refused)
    seen = [desk.sync.look() for desk in desks]
    assert seen[0] == seen[1] == rebuilt(one, table.meeting_id)
    assert (len(seen[0].leads), len(seen[0].journal)) == (20, 20)
    ids = [entry.id for entry in seen[0].journal]
    assert ids == sorted(set(ids))
    for desk in desks:
        desk.close()
    one.close()
    two.close()


def test_two_stations_press_the_same_key(place: str, clock: SetClock) -> None:
    """The same command from two threads is done once."""
    store = open_store(place)
    table = Table.lay(store, found_chapter(store), clock)
    door = desk_at(store, table.meeting_id, clock, "door")
    command = table.lead()
    threads = [threading.Thread(target=desk.sync.do, args=(command,)) for desk in (table.desk, door)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(table.now.leads) == 1
    table.desk.close()
    door.close()
    store.close()


async def test_a_look_given_after_an_act_comes_after_it(table: Table) -> None:
    """Whoever asks for both at once, the act first, sees what it did."""
    await table.desk.look()
    done, seen = await asyncio.gather(table.desk.do(c.Go()), table.desk.look())
    assert seen == done.picture


def test_what_is_read_beside_an_act_is_of_one_moment(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """An act that ends while another thread reads shows in all of what is read, or in nothing of it."""
    other = desk_at(table.store, table.meeting_id, table.clock, "other")
    table.desk.sync.look()
    other.sync.do(c.MarkAttendance(table.person("Ann Chu"), Mark.PRESENT))
    revision, reader = Store.revision, threading.current_thread()

    def overtaken(connection: Connection, chapter_id: ChapterId) -> int:
        found = revision(connection, chapter_id)
        if threading.current_thread() is reader:
            act = threading.Thread(target=lambda: table.desk.sync.do(c.Go()))
            act.start()
            act.join()
        return found

    monkeypatch.setattr(Store, "revision", staticmethod(overtaken))
    seen = table.desk.sync.read(lambda reading: reading.picture)
    assert len(seen.journal) == 1
    assert seen.meeting.started_at is None
    other.close()

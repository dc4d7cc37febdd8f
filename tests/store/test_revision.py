"""The revision of a chapter: whoever holds a picture knows by one number whether it still is one."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import found_chapter

pytestmark = ON_BOTH


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """A chapter to be written."""
    return found_chapter(store)


def revision(store: Store, chapter: Chapter) -> int:
    """What a reader is told."""
    with store.reading() as connection:
        return store.revision(connection, chapter.id)


def test_every_write_raises_it_by_one(store: Store, chapter: Chapter) -> None:
    """The unit knows the number with its own write, a reader the same when it is done."""
    assert revision(store, chapter) == 0
    for number in (1, 2, 3):
        with store.writing(chapter.id) as unit:
            assert unit.revision == number
            assert unit.changes == []
        assert revision(store, chapter) == number


def test_what_is_refused_raises_nothing(store: Store, chapter: Chapter) -> None:
    """A transaction that is rolled back is no write."""

    def refuse() -> None:
        with store.writing(chapter.id) as unit:
            assert unit.revision == 1
            raise Refused("No.")

    with pytest.raises(Refused):
        refuse()
    assert revision(store, chapter) == 0


def test_chapters_count_for_themselves(store: Store, chapter: Chapter) -> None:
    """A write to another chapter leaves this one's alone; one that names none is a write to none."""
    other = found_chapter(store, name="Lakeside")
    before = revision(store, chapter)
    with store.writing(other.id):
        pass
    assert (revision(store, chapter), revision(store, other)) == (before, 1)
    with store.writing() as unit:
        assert unit.revision is None
    assert (revision(store, chapter), revision(store, other)) == (before, 1)


def test_a_chapter_that_is_not_there_cannot_be_written(store: Store) -> None:
    """It is refused, and leaves nothing behind."""
    with pytest.raises(Refused), store.writing(ChapterId(999)):
        pytest.fail("written")
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.revision)).scalar() == 0
        assert store.revision(connection, ChapterId(999)) == 0


def test_it_costs_one_statement(store: Store, chapter: Chapter) -> None:
    """The first after the lock, in the same transaction."""
    asked: list[str] = []
    note = lambda _c, _cursor, statement, _p, _context, _many: asked.append(statement)  # noqa: E731
    event.listen(store.engine, "before_cursor_execute", note)
    with store.writing(chapter.id):
        pass
    event.remove(store.engine, "before_cursor_execute", note)
    assert len([each for each in asked if not each.startswith(("BEGIN", "SELECT pg_advisory"))]) == 1
    assert asked[-1].startswith("INSERT INTO revision")

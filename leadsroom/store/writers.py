"""The writers of a chapter: each waits for its turn, and raises the number by which others see a write."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select, text

from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t

# The key of a lock is one number of 64 bits, as a chapter's is. A chapter's lock is its own number, which is
# above zero, so that no two are the same, as two hashes would be now and then. The lock of all is a number
# that no chapter has, the same in every leadsroom.
_OF_ALL = -724300
_OF_ASSOCIATION = -724301
_LOCK_ALL = select(func.pg_advisory_xact_lock(_OF_ALL))
_LOCK_ONE = select(
    func.pg_advisory_xact_lock_shared(_OF_ALL), func.pg_advisory_xact_lock(bindparam("chapter_id"))
)


def wait_for_turn(
    connection: Connection, chapter_id: ChapterId | None = None, *, of_association: bool = False
) -> None:
    """Hold off other writers until the transaction ends: those of one chapter, those of what is the
    association's, or all of them.

    On SQLite there is nothing to do.
    """
    if connection.dialect.name == "sqlite":
        return
    if of_association:
        connection.execute(_LOCK_ONE, {"chapter_id": _OF_ASSOCIATION})
    elif chapter_id is None:
        connection.execute(_LOCK_ALL)
    else:
        connection.execute(_LOCK_ONE, {"chapter_id": chapter_id})


# It also says whether the database was handed over: every write comes by here, and needs no statement more.
_IS_HANDED_OVER = "EXISTS (SELECT 1 FROM hand_over WHERE NOT is_received AND taken_back_at IS NULL)"
_RAISE = text(
    "INSERT INTO revision (chapter_id, number) VALUES (:chapter_id, 1) "  # noqa: S608 - a text of our own
    f"ON CONFLICT (chapter_id) DO UPDATE SET number = revision.number + 1 RETURNING number, {_IS_HANDED_OVER}"
)
_ASK = text(f"SELECT {_IS_HANDED_OVER}")
_REVISION = select(t.revision.c.number).where(t.revision.c.chapter_id == bindparam("chapter_id"))


def revision_of(connection: Connection, chapter_id: ChapterId) -> int:
    """How often a chapter has been written; 0 for one that nobody has written since it was founded."""
    found = connection.execute(_REVISION, {"chapter_id": chapter_id}).scalar()
    return 0 if found is None else int(found)


def raise_revision(connection: Connection, chapter_id: ChapterId | None) -> int | None:
    """Count one more write of a chapter; the number with it. None where it is none's, as when one is founded.

    What is rolled back was not counted. Raises Refused where the database was handed over.
    """
    if chapter_id is None:
        refuse_if_handed_over(connection)
        return None
    number, is_handed_over = connection.execute(_RAISE, {"chapter_id": chapter_id}).one()
    if is_handed_over:
        _refuse(connection)
    return int(number)


def refuse_if_handed_over(connection: Connection) -> None:
    """The same where no revision is raised. Raises Refused."""
    if connection.execute(_ASK).scalar_one():
        _refuse(connection)


def _refuse(connection: Connection) -> None:
    from leadsroom.store.hand_over import need_writable

    need_writable(connection)

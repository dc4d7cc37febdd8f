"""Letters that were given to a server."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select

from leadsroom.domain.ids import ChapterId, LetterId, MeetingId, PersonId
from leadsroom.domain.meeting.letters import LetterKind, LetterSent
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_letter_of = Reader(LetterSent)


def letters_sent(connection: Connection, chapter_id: ChapterId, meeting_id: MeetingId) -> list[LetterSent]:
    """Those about one meeting, in the order in which they were first begun."""
    c = t.letter_sent.c
    query = select(t.letter_sent).where(c.chapter_id == chapter_id, c.meeting_id == meeting_id)
    return _letter_of.all(connection.execute(query.order_by(c.id)))


def letter_to(
    connection: Connection,
    chapter_id: ChapterId,
    meeting_id: MeetingId,
    person_id: PersonId,
    kind: LetterKind,
) -> LetterSent | None:
    """The one to a person about one meeting."""
    c = t.letter_sent.c
    query = select(t.letter_sent).where(
        c.chapter_id == chapter_id,
        c.meeting_id == meeting_id,
        c.person_id == person_id,
        c.kind == kind.value,
    )
    return next(iter(_letter_of.all(connection.execute(query))), None)


def letter_sent(connection: Connection, chapter_id: ChapterId, letter_id: LetterId) -> LetterSent | None:
    """The one with this number."""
    c = t.letter_sent.c
    query = select(t.letter_sent).where(c.chapter_id == chapter_id, c.id == letter_id)
    return next(iter(_letter_of.all(connection.execute(query))), None)


def second_letters(
    connection: Connection, chapter_id: ChapterId, one: PersonId, other: PersonId
) -> frozenset[int]:
    """Of the letters to one person those about meetings about which the other has one of the same kind."""
    c, theirs = t.letter_sent.c, t.letter_sent.alias("theirs").c
    same = (
        theirs.chapter_id == chapter_id,
        theirs.person_id == other,
        theirs.meeting_id == c.meeting_id,
        theirs.kind == c.kind,
    )
    query = select(c.id).where(c.chapter_id == chapter_id, c.person_id == one, exists().where(*same))
    return frozenset(connection.scalars(query))

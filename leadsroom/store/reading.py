"""The argument of a view: one moment of the database, the chapter, and the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from leadsroom.store.read import chapter as read_chapter

T = TypeVar("T")


# It changes in place, so it is no Struct.
@dataclass(slots=True)
class Reading:
    """One look at the database. `picture` is the meeting at whose table it is asked, as last seen there."""

    connection: Connection
    open_chapter_id: ChapterId | None
    now: datetime
    open_picture: Snapshot | None = None
    _chapter: Chapter | None = None
    _read_once: dict[str, Any] = field(default_factory=dict)

    @property
    def chapter_id(self) -> ChapterId:
        """The chapter whose rows are read. Raises Refused where no chapter is open."""
        if self.open_chapter_id is None:
            raise Refused("There is no chapter here yet. Found one first.")
        return self.open_chapter_id

    @property
    def chapter(self) -> Chapter:
        """The chapter as it is on record."""
        if self._chapter is None:
            self._chapter = read_chapter.chapter(self.connection, self.chapter_id)
        return self._chapter

    def once(self, what: str, read: Callable[[Connection, ChapterId], T]) -> T:
        """What a view needs for each of many and is the same for all of them, read at the first asking."""
        if what not in self._read_once:
            self._read_once[what] = read(self.connection, self.chapter_id)
        found: T = self._read_once[what]
        return found

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    @property
    def picture(self) -> Snapshot:
        """The meeting at whose table it is asked. Raises Refused between meetings."""
        if self.open_picture is None:
            raise Refused("That is asked at the table of a meeting. Open one first.")
        return self.open_picture

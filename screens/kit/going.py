"""What a screen says when it asks for another one, or has learned something that all others go by."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.message import Message

from leadsroom.domain.chapter.chapter import Chapter


@runtime_checkable
class MayStay(Protocol):
    """A screen on which something may be lost when it is left."""

    async def may_leave(self) -> bool:
        """Whether nothing is; it says what would be."""
        ...


class PageWanted(Message):
    """Another page was asked for, by its name in the table of pages; `subject` is what it is to be about.

    It opens on top and leads back to where it was asked for; `instead` of what is open it leads back home.
    """

    def __init__(self, name: str, subject: object = None, *, instead: bool = False) -> None:
        super().__init__()
        self.name = name
        self.subject = subject
        self.instead = instead


class ChapterChanged(Message):
    """The chapter is another one on record: whatever is opened from here on goes by it."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__()
        self.chapter = chapter

"""Commands about a chapter and its habits."""

from __future__ import annotations

from leadsroom.acts.chapter.habits import NewChapter
from leadsroom.acts.command import Command


class FoundChapter(Command, frozen=True, tag="FoundChapter"):
    """Found a chapter, its agenda made for the length of its meetings and pitches."""

    is_undoable = False

    habits: NewChapter


class ChangeChapter(Command, frozen=True, tag="ChangeChapter"):
    """Change a chapter's habits; an agenda that was never edited is rebuilt for its lengths.

    With another currency the sums of the rules are cleared: they were in the old one. With another weekday,
    what stands for dates of the old one is cleared too. With `seen`, only where the habits on record still
    are those.
    """

    habits: NewChapter
    seen: NewChapter | None = None

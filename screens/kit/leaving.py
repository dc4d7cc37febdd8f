"""Leaving a screen: where to, what others go by then, what may be lost, what is kept, and work going on."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, runtime_checkable

from msgspec import MsgspecError, Struct, json
from textual.app import App
from textual.css.query import NoMatches
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.rules.windows import Period
from leadsroom.drafts import Drafts
from leadsroom.errors import Refused
from screens.kit.keyboard.keys_in_order import KeysInOrder


@runtime_checkable
class MayStay(Protocol):
    """A screen on which something may be lost when it is left."""

    async def may_leave(self) -> bool:
        """Whether nothing is; it says what would be."""
        ...


ONE_MORE = (
    "one more today"  # the table that is wanted, where it is of a meeting that the calendar does not have
)


class ToCorrect(Struct, frozen=True):
    """The table that is wanted, where it is of a meeting that is over; the entry selected there, if one is,
    by its table and row.
    """

    meeting_id: MeetingId
    entry: tuple[str, int] | None = None


class HealthWanted(Struct, frozen=True):
    """Health as it is asked for from a shell: of which days, None for the usual ones; and whether officers
    ask for it.
    """

    days: Period | None = None
    officers: bool = False


class LookedAt(Struct, frozen=True):
    """Another chapter than is open, whose page is wanted only to be read."""

    chapter_id: ChapterId


@runtime_checkable
class SelectsEntry(Protocol):
    """A table on which an entry can be selected from elsewhere."""

    def select(self, entry: tuple[str, int] | None) -> None:
        """Select it, or none."""
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


CHOOSING = "which chapter"  # the name of the screen that stands before all others, while none is open


class ChapterChosen(Message):
    """Of several chapters this one was chosen at the start."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__()
        self.chapter = chapter


class ChapterChanged(Message):
    """The chapter is another one on record: whatever is opened from here on goes by it."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__()
        self.chapter = chapter


@runtime_checkable
class SaysOnlyRead(Protocol):
    """A screen that says above all else why nothing can be entered, where nothing can."""

    def show_only_read(self) -> None:
        """Say it as it is now."""
        ...


S = TypeVar("S", bound=Struct)
_TEXT = "page"


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen into which something may be half typed."""

    def keep_drafts(self) -> None:
        """Keep what is typed as it stands: once the screen is taken apart, its fields are gone first."""
        ...


def drafts_of(app: App[Any]) -> Drafts:
    """What is half typed on the pages of an app."""
    return app.page_drafts if isinstance(app, KeysInOrder) else Drafts()


class PageDraft(Generic[S]):
    """What a page shows and could not put on record yet, as one record: it outlives page and program."""

    def __init__(self, page: MessagePump, name: str, shape: type[S]) -> None:
        self._page, self._name, self._shape = page, name, shape
        self._was_put_back = False

    @property
    def _drafts(self) -> Drafts:
        return drafts_of(self._page.app)

    def keep(self, standing: S | None) -> None:
        """Keep how it stands; None lets go of what was kept, since all of it is on record.

        Before that was put back nothing is kept, which would be in its place.
        """
        if not self._was_put_back:
            return
        if standing is None:
            self._drafts.forget(self._name)
        else:
            self._drafts.keep(self._name, {_TEXT: json.encode(standing, enc_hook=dict).decode()})

    def put_back(self, go_on: Callable[[S], None], say: Callable[[str], None]) -> bool:
        """Once, have the page go on with how it stood when it was left; whether this was the time for it.

        Where it cannot be read any more, or the page refuses it, that is said.
        """
        if self._was_put_back:
            return False
        try:
            stood = self._find()
            if stood is not None:
                go_on(stood)
        except Refused as no:
            say(f"What was not saved here could not be put back. {no}")
        self._was_put_back = True
        return True

    def _find(self) -> S | None:
        draft = self._drafts.of(self._name)
        if draft is None:
            return None
        try:
            return json.decode(draft.get(_TEXT, "").encode(), type=self._shape)
        except (MsgspecError, ValueError, RecursionError) as wrong:
            self._drafts.forget(self._name)
            raise Refused("It could not be read any more.") from wrong


P = ParamSpec("P")
Work = Callable[P, Coroutine[Any, Any, None]]


def ignore_if_unmounted(method: Work[P]) -> Work[P]:
    """A method of a widget that may be taken down before an answer comes: nobody is there to be told then.

    A widget loses its children before its work is cancelled, so an answer can come in between.
    """

    @wraps(method)
    async def run(*args: P.args, **kwargs: P.kwargs) -> None:
        widget = args[0]
        assert isinstance(widget, Widget)
        try:
            await method(*args, **kwargs)
        except NoMatches:
            if widget.display and widget.app.is_running:
                raise

    return run

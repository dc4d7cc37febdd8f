"""What is not on record yet when a screen goes: what the app asks of it then, and where a page keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from msgspec import MsgspecError, Struct, json
from textual.app import App
from textual.message_pump import MessagePump

from leadsroom.drafts import Drafts
from leadsroom.errors import Refused
from screens.kit.keyboard.keys_in_order import KeysInOrder

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

"""What is not on record yet when a screen goes: what the app asks of it then, and where a page keeps it."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from msgspec import MsgspecError, Struct, json
from textual.app import App

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

    def __init__(self, app: App[Any], name: str, shape: type[S]) -> None:
        self._drafts, self._name, self._shape = drafts_of(app), name, shape

    def keep(self, standing: S | None) -> None:
        """Keep how it stands; None lets go of what was kept, since all of it is on record."""
        if standing is None:
            self._drafts.forget(self._name)
        else:
            self._drafts.keep(self._name, {_TEXT: json.encode(standing, enc_hook=dict).decode()})

    def find(self) -> S | None:
        """How it stood; None where nothing was kept. Raises Refused where it cannot be read any more."""
        draft = self._drafts.of(self._name)
        if draft is None:
            return None
        try:
            return json.decode(draft.get(_TEXT, "").encode(), type=self._shape)
        except (MsgspecError, ValueError, RecursionError) as wrong:
            self.keep(None)
            raise Refused("It could not be read any more.") from wrong

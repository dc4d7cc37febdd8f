"""What the app asks of a screen before it goes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen into which something may be half typed."""

    def keep_drafts(self) -> None:
        """Keep what is typed as it stands: once the screen is taken apart, its fields are gone first."""
        ...

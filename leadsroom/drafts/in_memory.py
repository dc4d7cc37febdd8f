"""Text that was typed into forms and not saved yet: a killed laptop loses none of it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from leadsroom.drafts.on_disk import Draft, DraftsFile


class Drafts:
    """The drafts of one window at one meeting, by the name of the form. Without a file, in memory only."""

    def __init__(self, file: DraftsFile | None = None) -> None:
        self._file = file
        self._drafts: dict[str, Draft] = file.taken_over() if file is not None else {}
        self._thread: ThreadPoolExecutor | None = None
        self._last_write: Future[None] | None = None
        if self._drafts:
            self._write()

    @property
    def names(self) -> frozenset[str]:
        """The forms that have a draft."""
        return frozenset(self._drafts)

    def of(self, name: str) -> Draft | None:
        """The draft of a form."""
        return self._drafts.get(name)

    def keep(self, name: str, draft: Mapping[str, str]) -> None:
        """Keep a draft; it is on disk a moment later."""
        if self._drafts.get(name) != draft:
            self._drafts[name] = dict(draft)
            self._write()

    def forget(self, name: str) -> None:
        """The form was saved or emptied."""
        if self._drafts.pop(name, None) is not None:
            self._write()

    def flush(self) -> None:
        """Wait until what is kept is on disk."""
        if self._last_write is not None:
            self._last_write.result()

    def close(self) -> None:
        """Finish writing and leave the drafts to the next window."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self) -> None:
        """Hand the drafts as they are now to one thread, which writes in order and keeps no key waiting."""
        if self._file is None:
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._last_write = self._thread.submit(self._file.write, dict(self._drafts))

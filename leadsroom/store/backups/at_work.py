"""The backups of one run of the program: made on a thread of their own, while everything else goes on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.clock import Clock
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.files import why_not_written
from leadsroom.paths import command_on

if TYPE_CHECKING:
    from leadsroom.store.backups.second_place import Standing
    from leadsroom.store.store import Store


def _to_nobody(_sentence: str) -> None:
    """Nobody listens yet."""


class BackupsAtWork:
    """Makes one after each closed meeting, and copies to the second place whatever waits for it.

    `say` is called on its thread, with a sentence for the person at the keyboard where something is wrong.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._database = Path(store.home)
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backups")
        self._given: list[Future[None]] = []
        self._waits = False
        self.say: Callable[[str], object] = _to_nobody

    # Asked for from other threads

    def begin(self) -> None:
        """Make up for what a program before this one was kept from: it was killed, or a stick was away."""
        self._give(self._make_up)
        self._give(self._save_left_copies)

    def meeting_closed(self, on: date) -> None:
        """A meeting of this date was closed, at this station."""
        self._give(lambda: self._back_up(on))

    def look_again(self) -> None:
        """Copy to the second place what waits for it, if it is there by now. Cheap where nothing waits."""
        if self._waits and not self.is_busy:
            self._give(self._catch_up)

    @property
    def is_busy(self) -> bool:
        """Whether one is being made or copied."""
        return any(not given.done() for given in self._given)

    def finish(self) -> None:
        """Wait until what was asked for is done."""
        self._thread.shutdown(wait=True)

    def _give(self, job: Callable[[], None]) -> None:
        self._given = [given for given in self._given if not given.done()]
        self._given.append(self._thread.submit(job))

    # On their thread

    def _back_up(self, on: date) -> None:
        refusal = self._make(on)
        if refusal is not None:
            self.say(f"The meeting is saved, but there is no backup of it. {refusal}")

    def _back_up_late(self, on: date) -> None:
        refusal = self._make(on)
        # Where the database cannot be written either, whoever enters something hears why.
        if refusal is not None and why_not_written(Path(self._store.place)) is None:
            meeting = near_date(on, self._clock.now().date())
            self.say(f"There is no backup yet of the meeting of {meeting}. {refusal}")

    def _make(self, on: date) -> Refused | None:
        """Make one and copy it; or why there is none."""
        # Loaded here: a program that closes no meeting does without.
        from leadsroom.store.backups.backups import Backups, Why

        try:
            self._store.check_in_turn()  # what stands there may be another file since
            Backups(self._database).make(Why.after_meeting(on), self._clock.now(), Path(self._store.place))
        except Refused as refusal:
            return refusal
        standing = self._second_place()
        if standing is not None and standing.complaint:
            self.say(f"The backup was made. {standing.complaint}")
        return None

    def _make_up(self) -> None:
        from leadsroom.store.backups.backups import Backups
        from leadsroom.store.backups.contents import meeting_closed_last, opened

        try:
            with opened(Path(self._store.place)) as connection:
                closed = meeting_closed_last(connection)
        except Refused:
            return  # what is wrong with the database others say
        newest = next(iter(Backups(self._database).listed()), None)
        if closed is not None and (newest is None or newest.at < closed.at.replace(microsecond=0)):
            self._back_up_late(closed.on)
        else:
            self._catch_up()

    def _save_left_copies(self) -> None:
        from leadsroom.store.backups.left_copies import save_left_copies

        holds_all = save_left_copies(self._database, self._clock.now())
        if holds_all is not None:
            self.say(
                f"{self._database.name} lacks what was entered before leadsroom was killed. A backup has it: "
                f"{command_on(self._database, 'db', 'restore', holds_all.name)} shows what is in it."
            )
            self._catch_up()

    def _catch_up(self) -> None:
        self._second_place()

    def _second_place(self) -> Standing | None:
        from leadsroom.store.backups.backups import Backups
        from leadsroom.store.backups.second_place import SecondPlace

        standing = SecondPlace().catch_up(Backups(self._database), self._clock.now())
        self._waits = standing is not None and standing.waiting > 0
        return standing

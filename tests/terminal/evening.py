"""A whole meeting at both screens, by the clock on the wall: keys go in at a time, words are read on each."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.leads.slip_check import slips_to_check
from leadsroom.domain.rules.chapter_rules import MeetingRules
from leadsroom.store.store import open_store
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import find_meeting, meeting_snapshot
from tests.terminal import script
from tests.terminal.front import Front
from tests.terminal.moderator import Moderator
from tests.terminal.terminal import KEYS, Terminal

RULES = MeetingRules(testimonials_due=2, education_due=True, slip_checks=2)
_ZONE = ZoneInfo(script.ZONE)


def laid_for(sample: str, folder: Path) -> Moderator:
    """A moderator of the sample chapter, whose rules ask for what is due and for slips to check."""
    moderator = Moderator(folder)
    shutil.copy(sample, moderator.database)
    store = open_store(str(moderator.database))
    chapter = sample_chapter(store)
    desk = SyncDesk(store, chapter.id, SetClock(SAMPLE_NOW - timedelta(days=1)), "home")
    desk.do(SetRules(replace(chapter.rules, meeting=RULES)))
    store.close()
    return moderator


class Evening:
    """The moderator's screen and the one at the front of the room. The keys that are no names are counted."""

    def __init__(self, moderator: Moderator, on: date) -> None:
        self.moderator, self._on = moderator, on
        self.keys = 0
        self._front: Front | None = None

    def open(self, width: int, height: int) -> None:
        """Both screens."""
        self.moderator.sit_down(width, height)
        self._front = Front(self.moderator)

    def reopen(self, *words: str) -> None:
        """Another page of the program in place of the moderator's screen; without words its home."""
        screen = self.terminal.screen
        self.moderator.kill()
        self.moderator.open(screen.columns, screen.lines, *words)

    def close(self) -> None:
        """End both programs, where they run."""
        self.moderator.kill()
        if self._front is not None:
            self._front.terminal.kill()

    @property
    def terminal(self) -> Terminal:
        """The moderator's terminal."""
        return self.moderator.terminal

    def at(self, clock: str, *, days: int = 0) -> None:
        """Let it be a time in the meeting room, such as `12:05:00`."""
        self._on += timedelta(days=days)
        moment = datetime.fromisoformat(f"{self._on} {clock}").replace(tzinfo=_ZONE)
        self.moderator.set_clock(int((moment - script.BEGINS).total_seconds()))

    def press(self, *keys: str) -> None:
        """Press keys at once; what is neither a key nor one letter is typed, and is not counted."""
        self.keys += sum(key in KEYS or len(key) == 1 for key in keys)
        self.terminal.press(*keys)

    def sees(self, *words: str, gone: str = "") -> None:
        """Look on until the moderator reads all these, and no more what is gone.

        Nobody answers before they have read: a key that comes sooner confirms nothing, and is none of theirs.
        """
        close = [_close(word) for word in words]
        self.terminal.wait_for(lambda: self._reads(close) and not (gone and gone in self.terminal.text()))
        for screen in (self._front.terminal if self._front else self.terminal, self.terminal):
            screen.wait_for_quiet()

    def _reads(self, close: list[str]) -> bool:
        text = _close(self.terminal.text())
        return all(word in text for word in close)

    def room_sees(self, *words: str) -> None:
        """Look on until all these can be read at the front."""
        assert self._front is not None
        self._front.wait_for(*words)

    def receivers_to_ask(self) -> list[str]:
        """Whose slips of two weeks ago are to be checked tonight."""
        store = open_store(str(self.moderator.database))
        seen = meeting_snapshot(store, find_meeting(store, sample_chapter(store), f"{self._on}"))
        store.close()
        here = {place.member_id for place in seen.attendees if place.takes_part}
        found = slips_to_check(seen.meeting.id, seen.to_check, (), here, RULES.slip_checks)
        return [seen.name(lead.receiver_id) for lead in found]

    def run(self, *words: str) -> str:
        """Run a command of the program beside it; what it says."""
        return self.moderator.run(*words)


def _close(text: str) -> str:
    return "".join(text.split())

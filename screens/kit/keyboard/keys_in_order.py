"""Typing ahead: each key is dealt with before the next one is looked at; and what ctrl+c copies.

Textual hands a key at once to whoever has the focus. What Enter or `l` has begun, moving the focus or opening
a form, takes a few messages more; on a busy laptop quick fingers would type into the wrong field, or nowhere.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.notifications import SeverityLevel

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.drafts import Drafts
from screens.kit.keyboard.unmeant_keys import REPEATED, Answer, HeldKeys, RestOfWord, ToBeRead


@runtime_checkable
class Copies(Protocol):
    """A screen with something under its cursor that is wanted elsewhere."""

    def to_copy(self) -> Sequence[str]:
        """What may be copied of it, what is wanted most first: a number to dial, then the whole slip."""
        ...


class Copied:
    """Goes from one text to the next while nothing else is under the cursor."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._at = 0

    def next_of(self, texts: Sequence[str]) -> str:
        """The text that is copied now."""
        self._at = self._at + 1 if tuple(texts) == self._texts else 0
        self._texts = tuple(texts)
        return self._texts[self._at % len(self._texts)]


_PATIENCE_SECONDS = 1.0
_LOOK_AGAIN_SECONDS = 0.02
NOWHERE_TO_PASTE = "Nothing was pasted: there is no line to write in here."
NOTHING_TO_COPY = "Nothing is selected to be copied. ctrl+q leaves leadsroom."
Until = Callable[[float], Awaitable[None]]


@runtime_checkable
class ActsOnce(Protocol):
    """A screen with keys of its own of which a held one is one press."""

    def acts_once(self, key: str) -> bool:
        """Whether this key, held down, is one press here."""
        ...


@runtime_checkable
class ShowsStatus(Protocol):
    """A screen with a line of its own for what there is to say."""

    def show_status(self, sentence: str, tone: str = "good") -> None:
        """Say it for a moment."""
        ...


def this_moment() -> float:
    """The moment by the clock from which keys have theirs."""
    return Message().time


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - this_moment()))


class KeysInOrder(App[None]):
    """An app in which keys and pastes wait for one another. While idle it takes a key as any app does.

    A held key is one press, unless it moves something or writes: it is here that a hold is followed from one
    screen to the next. `until` sleeps until a moment of `this_moment`.
    """

    def __init__(self, until: Until = _until) -> None:
        super().__init__()
        self._until = until
        self.moment_of_keys: Callable[[], float] = this_moment
        self.taken_at = -math.inf  # when the latest key was pressed that was taken
        self._held_keys = HeldKeys()
        self._opened_by = ""  # the key that was pressed last where it acts
        self._rest_of_word = RestOfWord()
        self._deaf_until = -math.inf
        self._copied = Copied()
        self._another_came = asyncio.Event()
        self._page_drafts = Drafts()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._being_read = 0
        self.nothing_being_read = asyncio.Event()
        self.nothing_being_read.set()

    @property
    def is_taking_keys(self) -> bool:
        """Whether a key that was typed is still to be dealt with, or what it has begun goes on."""
        return bool(self._typed) or self._settling is not None

    @property
    def page_drafts(self) -> Drafts:
        """What is half typed on the pages around the meeting, by the name of the form."""
        return self._page_drafts

    def label_of(self, chapter: Chapter) -> str:
        """What a chapter is called here: by its name, unless others have the same."""
        return chapter.name

    @property
    def only_read(self) -> str:
        """Why nothing can be entered in what is open, as each page says above all else."""
        return ""

    @contextmanager
    def reading_for_a_key(self) -> Iterator[None]:
        """While this lasts, what a key has asked for is being read: the next key is for what comes of it."""
        self._being_read += 1
        self.nothing_being_read.clear()
        try:
            yield
        finally:
            self._being_read -= 1
            if not self._being_read:
                self.nothing_being_read.set()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if event.time < self._deaf_until:
            return
        self._typed.append(event)
        self._another_came.set()
        if self._settling is None:
            await self._take_next()

    def forget_typed(self) -> None:
        """Whatever was typed up to this moment was for somebody else, such as the shell."""
        self._typed.clear()
        self._deaf_until = this_moment()

    def pass_over_rest_of(self, letter: str, at: float) -> None:
        """A letter of `yes` or `no` has answered and closed a form: the next ones are no keys of the screen.

        `at` is when it was typed, on the clock of the keys.
        """
        self._rest_of_word.begin(letter, at)

    def on_paste(self, event: events.Paste) -> None:
        """Nobody has taken it, and as keys it would do anything: it does nothing, and this says so."""
        event.stop()
        self.show_status(NOWHERE_TO_PASTE, "wrong")

    def show_status(self, sentence: str, tone: str = "good") -> None:
        """Say something in the screen's own line, or over what it shows."""
        screen = self.screen
        if isinstance(screen, ShowsStatus):
            screen.show_status(sentence, tone)
        else:
            severity: SeverityLevel = "information" if tone == "good" else "warning"
            self.notify(sentence, severity=severity, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, and say which: nothing else shows that it was done."""
        super().copy_to_clipboard(text)
        first, *more = text.splitlines() or [""]
        self.show_status(f"Copied: {first}{' …' if more else ''}")

    def action_help_quit(self) -> None:
        """Textual's ctrl+c where nothing is selected: copy what is under the cursor."""
        texts = self.screen.to_copy() if isinstance(self.screen, Copies) else ()
        if texts:
            self.copy_to_clipboard(self._copied.next_of(texts))
        else:
            self.show_status(NOTHING_TO_COPY, "wrong")

    async def _take_next(self) -> None:
        while self._typed:
            event = self._typed.popleft()
            if isinstance(event, events.Key) and self._rest_of_word.takes(event):
                continue
            answer = self._answer_to(event) if isinstance(event, events.Key) else Answer.TAKE
            if answer is Answer.TAKE:
                await self._take(event)
                return
            if answer is Answer.WAIT and isinstance(event, events.Key):
                self._another_came.clear()
                self._settling = asyncio.create_task(self._look_on(event))
                return
        self._settling = None

    async def _take(self, event: events.Key | events.Paste) -> None:
        self.taken_at = event.time
        await super().on_event(event)
        self._settling = asyncio.create_task(self._settle())

    # A key that is held

    def _answer_to(self, event: events.Key) -> Answer:
        is_typed, once = self._is_typing, self._acts_once(event.key)
        # Held on, a key that has opened a form writes nothing into it.
        answer = self._held_keys.press(event.key, event.time, once=once or event.key == self._opened_by)
        if not is_typed:
            self._opened_by = event.key if once else ""
        elif event.key != self._opened_by:
            self._opened_by = ""
        return answer

    def _acts_once(self, key: str) -> bool:
        if key == "enter":
            # Where words are typed too: held down, it would run through a form and save it. After a letter it
            # never waits, so that nobody who types is held up.
            return True
        if not self._is_typing and key not in REPEATED:
            return True
        screen = self.screen
        return isinstance(screen, ActsOnce) and screen.acts_once(key)

    @property
    def _is_typing(self) -> bool:
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    async def _look_on(self, event: events.Key) -> None:
        """See what follows a press that may be a keyboard's own repeat."""
        if not self._typed:
            ends = asyncio.ensure_future(self._until(self._held_keys.waits_until))
            comes = asyncio.ensure_future(self._another_came.wait())
            await asyncio.wait((ends, comes), return_when=asyncio.FIRST_COMPLETED)
            ends.cancel()
            comes.cancel()
        if not self.call_later(self._take_if_pressed, event):
            self._settling = None

    async def _take_if_pressed(self, event: events.Key) -> None:
        follows = self._typed[0] if self._typed else None
        if isinstance(follows, events.Key) and self._held_keys.is_held(
            event.key, follows.key, follows.time, typing=self._is_typing
        ):
            await self._take_next()
        else:
            await self._take(event)

    # What a key has begun

    async def _settle(self) -> None:
        try:
            # Whatever holds a key up for longer must not hold up the keyboard.
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    while not await self._all_quiet():
                        pass
        finally:
            if not (self._typed and self.call_later(self._take_next)):
                self._settling = None

    async def _all_quiet(self) -> bool:
        """Let everybody a key can pass through come to an end. Whether that left nothing more to do."""
        start = self.focused or self.screen
        path = start.ancestors_with_self
        for node in path:
            await _dealt_with(node)
        if self._being_read:
            await self.nothing_being_read.wait()
            return False
        if self.screen_stack and start is not (self.focused or self.screen):
            return False  # what was opened meanwhile takes the keys once it can
        return not any(node.message_queue_size for node in path if node.is_attached)


def ask(node: MessagePump, words: ToBeRead) -> None:
    """Words begin to ask for a key, and have been shown once the node is drawn with them."""
    words.ask()
    app = node.app
    if isinstance(app, KeysInOrder):
        node.call_after_refresh(lambda: words.shown(app.moment_of_keys()))


def keep_asking(node: MessagePump, words: ToBeRead, *, asks: bool) -> None:
    """Words ask for a key as long as they stand there."""
    if not asks:
        words.over()
    elif not words.asks:
        ask(node, words)


def can_answer(node: MessagePump, words: ToBeRead) -> bool:
    """Whether the latest key that was taken can be the answer to these words."""
    app = node.app
    return not isinstance(app, KeysInOrder) or words.may_answer(app.taken_at)


async def _dealt_with(node: MessagePump) -> None:
    """Wait until a node has dealt with what it has been sent so far, or is gone."""
    done = asyncio.get_running_loop().create_future()
    node.call_later(_tell, done)
    while node.is_attached and not done.done():
        await asyncio.wait((done,), timeout=_LOOK_AGAIN_SECONDS)


def _tell(done: asyncio.Future[None]) -> None:
    done.set_result(None)

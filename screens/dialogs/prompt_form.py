"""Words to the speaker, for the timekeeper's screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.acts.meeting.commands import PromptSpeaker
from leadsroom.acts.meeting.questions import LONGEST_PROMPT
from screens.widgets.fields import Field, TextField
from screens.widgets.form import Form

PROMPTS = ("wrap up", "louder", "last question")
STAYS = timedelta(seconds=20)


class PromptField(TextField):
    """Usual words, chosen with up and down, or one's own."""

    def __init__(self, label: str, *, id: str) -> None:
        super().__init__(label, id=id, placeholder="or your own words")
        self._at = 0
        self._input.max_length = LONGEST_PROMPT
        self._usual = Static(Content(""), classes="found", markup=False)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._usual

    def on_mount(self) -> None:
        self._draw()

    @property
    def words(self) -> str:
        """What is typed, else the words chosen."""
        return self.text.strip() or PROMPTS[self._at]

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1}.get(event.key)
        if step is not None:
            event.stop()
            self.write("")
            self._at = (self._at + step) % len(PROMPTS)
            self._draw()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._draw()

    def _draw(self) -> None:
        own = bool(self.text.strip())
        drawn = [
            Content.styled(f"▸ {words}", "bold $text-primary")
            if n == self._at and not own
            else Content.styled(words, "$quiet")
            for n, words in enumerate(PROMPTS)
        ]
        self._usual.update(Content("   ").join(drawn), layout=False)


class PromptForm(Form):
    """What the speaker is told, in large letters, for twenty seconds."""

    title = "To the speaker"
    keys = "⏎ show it   ↑↓ choose   or type"

    def __init__(self) -> None:
        self.words = PromptField("Words", id="words")
        super().__init__(f"on the timekeeper's screen for {STAYS // timedelta(seconds=1)} s")

    def make_fields(self) -> Sequence[Field]:
        return (self.words,)

    def build(self) -> PromptSpeaker:
        return PromptSpeaker(words=self.words.words, stays=STAYS)

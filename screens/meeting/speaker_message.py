"""Words to the speaker, for the timekeeper's screen."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content

from leadsroom.acts.meeting.commands import PromptSpeaker
from leadsroom.acts.meeting.questions import LONGEST_PROMPT
from screens.kit.form.field import Answer, TextField
from screens.kit.form.form import Form

PROMPTS = ("wrap up", "louder", "last question")
STAYS = timedelta(seconds=20)
_WIDTH = 24  # cells
_STEPS = {"down": 1, "up": -1}


class PromptField(TextField):
    """Usual words, chosen with up and down, or one's own."""

    keys = ("↑↓", "choose, or type")

    def __init__(self) -> None:
        super().__init__(
            "words", "Words", placeholder="or your own words", width=_WIDTH, limit=LONGEST_PROMPT
        )
        self._at = 0

    @property
    def words(self) -> str:
        """What is typed, else the words chosen."""
        return self.text.strip() or PROMPTS[self._at]

    def press(self, key: str, _character: str | None) -> Answer:
        if key not in _STEPS:
            return Answer.PASSED
        self.text, self._at = "", (self._at + _STEPS[key]) % len(PROMPTS)
        return Answer.EDITED

    def beside(self, _here: bool, _width: int) -> Content:
        own = bool(self.text.strip())
        drawn = [
            Content.styled(f"▸ {words}", "bold $text-primary")
            if at == self._at and not own
            else Content.styled(words, "$quiet")
            for at, words in enumerate(PROMPTS)
        ]
        return Content("   ").join(drawn)


def prompt_form() -> Form[PromptSpeaker]:
    """What the speaker reads, in large letters, for twenty seconds."""
    words = PromptField()
    about = f"on the timekeeper's screen for {STAYS // timedelta(seconds=1)} s"
    form = Form("To the speaker", [words], lambda: PromptSpeaker(words=words.words, stays=STAYS), about=about)
    form.save_word = "show it"
    return form

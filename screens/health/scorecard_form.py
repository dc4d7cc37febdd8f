"""The form in which a scorecard is chosen: the usual one, one that comes with it, or the chapter's own."""

from __future__ import annotations

from textual.content import Content

from leadsroom.acts.chapter.commands import SetScorecard
from leadsroom.domain.health.scorecards.card import Of, Scorecard
from leadsroom.domain.health.scorecards.presets import (
    preset,
    preset_with,
    presets_of,
    scorecard_of,
    text_of,
    usual,
)
from leadsroom.domain.health.scorecards.words import bands_in_words, origin_of
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field
from screens.kit.form.form import Form, Remark

_USUAL = ""
_WHOM = {Of.MEMBERS: "How members are scored", Of.CHAPTER: "How the chapter is scored"}
# How a scorecard is changed: by an editor, since it is a text.
_EDITING = "To change it: leadsroom scorecard show --of {} -o FILE, edit that, leadsroom scorecard set FILE."


class ScorecardForm(Form[SetScorecard]):
    """Which scorecard is used from now on; the chapter's own stays among them until another is chosen."""

    enter_saves = True

    def __init__(self, of: Of, texts: OwnTexts, country: str) -> None:
        self._of, self._country = of, country
        self._before = texts.member_scorecard if of is Of.MEMBERS else texts.chapter_scorecard
        name_before, name_usual = preset_with(self._before), usual(of, country)
        others = [name for name in presets_of(of) if name != name_usual or name == name_before]
        options = [(_USUAL, f"usual: {preset(name_usual).name}")]
        options += [(text_of(name), preset(name).name) for name in others]
        if self._before and not name_before:
            options.append((self._before, f"own: {_name(of, self._before, country)}"))
        chosen = text_of(name_before) if name_before else self._before
        self.card = ChoiceField("card", "Scorecard", options, chosen)
        super().__init__(_WHOM[of], (self.card,), corrects=True)

    def remark(self, _here: Field) -> Remark:
        try:
            card = scorecard_of(self._of, self.card.chosen, self._country)
        except Refused as no:
            return Remark(Content(str(no)))
        return Remark(Content(f"{in_short(card)}\n{_EDITING.format(self._of.value)}"))

    def build(self) -> SetScorecard:
        return SetScorecard(self._of, self.card.chosen, self._before)


def _name(of: Of, text: str, country: str) -> str:
    try:
        return scorecard_of(of, text, country).name
    except Refused:
        return "cannot be read"


def in_short(card: Scorecard) -> str:
    """Where it is from, what it counts and its bands."""
    counts = ", ".join(f"{measure.title} {measure.most}" for measure in card.measures)
    bands = bands_in_words(card) if card.bands or not card.remark else ""
    return " ".join(filter(None, (f"{origin_of(card)}. Points: {counts}.", bands, card.remark)))

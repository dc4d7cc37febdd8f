"""The colours: whatever is written can be read on every ground that it is written on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.color import Color

from screens.kit.theme import THEMES

LEAST = 4.5  # what WCAG asks for text of common size
_TONES = ("foreground", "quiet", "primary", "warning", "success", "accent", "error")
_OF_FORMS = ("text-primary", "text-warning", "text-success", "text-error", "text-accent")
# What is written where; of a chosen line on a board, what such lines are made of.
WRITTEN = {
    "background": (*_TONES, *_OF_FORMS, "phase-go", "phase-wrap-up", "phase-time"),
    "surface": (*_TONES, *_OF_FORMS),
    "panel": (*_TONES, *_OF_FORMS),
    "cursor": _TONES,
    "block-cursor-background": ("foreground", "quiet", *_OF_FORMS),
    "primary": ("background",),  # the key that matters
    "foreground": ("background",),  # a message on the timekeeper's screen
    "quiet": ("background",),  # that screen when it flashes
}


def luminance(color: Color) -> float:
    """How light a colour is, as WCAG computes it."""

    def linear() -> Iterator[float]:
        for part in color.normalized:
            yield part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(), strict=True))


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colors_of(theme: str) -> dict[str, Color]:
    """What the names of colours mean in a theme."""
    made = THEMES[theme].to_color_system().generate() | THEMES[theme].variables
    wanted = {*WRITTEN, *(text for texts in WRITTEN.values() for text in texts)}
    return {name: Color.parse(made[name]) for name in wanted}


@pytest.mark.parametrize("ground", WRITTEN)
@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_its_ground(theme: str, ground: str) -> None:
    """By 4.5:1 in every theme, also what is quiet, and also under the cursor."""
    colors = colors_of(theme)
    ratios = {text: round(contrast(colors[ground], colors[text]), 2) for text in WRITTEN[ground]}
    assert {text: ratio for text, ratio in ratios.items() if ratio < LEAST} == {}


def test_contrast_is_computed_as_it_is_defined() -> None:
    """Black on white is 21:1, a colour on itself 1:1, and #767676 on white just enough."""
    white = Color.parse("#FFFFFF")
    assert contrast(white, Color.parse("#000000")) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(white, Color.parse("#767676")) == pytest.approx(4.54, abs=0.01)

"""The themes: calm grounds, one accent, colours that colour-blind eyes can tell apart; and the style files.

The grounds are almost grey: where a terminal has 256 colours, only greys come in steps this fine. `cursor` is
the ground of the chosen line of a list; `block-cursor-background`, stronger, that of one on a panel. Every
text stands out from every ground it is written on by 4.5:1.
"""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

_STYLES = Path(__file__).parent.parent.parent / "styles"

DARK = Theme(
    name="leadsroom-dark",
    primary="#56B4E9",
    secondary="#93A0AF",
    accent="#CF80AC",
    warning="#E69F00",
    error="#EC6F4D",
    success="#3FB68B",
    foreground="#DDE3EA",
    background="#0F1113",
    surface="#181B1F",
    panel="#23272C",
    dark=True,
    variables={
        "cursor": "#1B2D37",
        "block-cursor-background": "#1D384B",
        "block-cursor-foreground": "#FFFFFF",
        "footer-background": "#23272C",
        "quiet": "#93A0AF",
        "phase-go": "#56B4E9",
        "phase-wrap-up": "#E69F00",
        "phase-time": "#EC6F4D",
        "faint": "#33383F",
        "scrollbar": "#454B53",
        "scrollbar-hover": "#56B4E9",
        "scrollbar-active": "#56B4E9",
        "scrollbar-background": "#181B1F",
        "scrollbar-background-hover": "#181B1F",
        "scrollbar-background-active": "#181B1F",
    },
)

LIGHT = Theme(
    name="leadsroom-light",
    primary="#0A64A0",
    secondary="#525D68",
    accent="#9C3F73",
    warning="#865600",
    error="#B8380F",
    success="#146A49",
    foreground="#1B232B",
    background="#FBFAF7",
    surface="#F2F0EB",
    panel="#E6E3DC",
    dark=False,
    variables={
        "cursor": "#D8E5EE",
        "block-cursor-background": "#CFE3F2",
        "block-cursor-foreground": "#10202C",
        "footer-background": "#E6E3DC",
        "quiet": "#525D68",
        "phase-go": "#0A64A0",
        "phase-wrap-up": "#9E6600",
        "phase-time": "#B8380F",
        "faint": "#D5D1C8",
        "scrollbar": "#B9B4A9",
        "scrollbar-hover": "#0A64A0",
        "scrollbar-active": "#0A64A0",
        "scrollbar-background": "#F2F0EB",
        "scrollbar-background-hover": "#F2F0EB",
        "scrollbar-background-active": "#F2F0EB",
    },
)

# Safe for every kind of colour blindness: the phases differ in lightness as well, from blue to red.
CONTRAST = Theme(
    name="leadsroom-contrast",
    primary="#7CCBFF",
    secondary="#D0D0D0",
    accent="#FFB3DC",
    warning="#FFD400",
    error="#FF7A4D",
    success="#5FE3B4",
    foreground="#FFFFFF",
    background="#000000",
    surface="#0B0B0B",
    panel="#1C1C1C",
    dark=True,
    variables={
        "cursor": "#1A2B35",
        "block-cursor-background": "#1F3A4C",
        "block-cursor-foreground": "#FFFFFF",
        "footer-background": "#1C1C1C",
        "quiet": "#D0D0D0",
        "phase-go": "#7CCBFF",
        "phase-wrap-up": "#FFD400",
        "phase-time": "#FF7A4D",
        "faint": "#5A5A5A",
        "scrollbar": "#8A8A8A",
        "scrollbar-hover": "#7CCBFF",
        "scrollbar-active": "#7CCBFF",
        "scrollbar-background": "#0B0B0B",
        "scrollbar-background-hover": "#0B0B0B",
        "scrollbar-background-active": "#0B0B0B",
    },
)

THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}


def theme_named(word: str | None) -> Theme:
    """The theme of this name; the dark one for any other word."""
    return THEMES.get(word or "", DARK)


def theme_after(name: str) -> Theme:
    """The theme that follows, in a circle, the one whose own name is `name`."""
    themes = list(THEMES.values())
    at = next((number for number, theme in enumerate(themes) if theme.name == name), -1)
    return themes[(at + 1) % len(themes)]


def style(name: str) -> Path:
    """The file of looks of this name, as a CSS_PATH."""
    return _STYLES / f"{name}.tcss"

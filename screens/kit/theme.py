"""The themes: calm grounds, one accent, colours that colour-blind eyes can tell apart; and the style files.

The grounds are almost grey: where a terminal has 256 colours, only greys come in steps this fine.
"""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

_STYLES = Path(__file__).parent.parent.parent / "styles"

DARK = Theme(
    name="leadsroom-dark",
    primary="#56B4E9",
    secondary="#7D8A99",
    accent="#CC79A7",
    warning="#E69F00",
    error="#E8603C",
    success="#3FB68B",
    foreground="#DDE3EA",
    background="#0F1113",
    surface="#181B1F",
    panel="#23272C",
    dark=True,
    variables={
        "block-cursor-background": "#24455C",
        "block-cursor-foreground": "#FFFFFF",
        "footer-background": "#23272C",
        "quiet": "#7D8A99",
        "phase-go": "#56B4E9",
        "phase-wrap-up": "#E69F00",
        "phase-time": "#E8603C",
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
    primary="#0A68A6",
    secondary="#5B6773",
    accent="#9C3F73",
    warning="#8F5C00",
    error="#B8380F",
    success="#17734F",
    foreground="#1B232B",
    background="#FBFAF7",
    surface="#F2F0EB",
    panel="#E6E3DC",
    dark=False,
    variables={
        "block-cursor-background": "#CFE3F2",
        "block-cursor-foreground": "#10202C",
        "footer-background": "#E6E3DC",
        "quiet": "#5B6773",
        "phase-go": "#0A68A6",
        "phase-wrap-up": "#B27300",
        "phase-time": "#C23A10",
        "faint": "#D5D1C8",
        "scrollbar": "#B9B4A9",
        "scrollbar-hover": "#0A68A6",
        "scrollbar-active": "#0A68A6",
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
        "block-cursor-background": "#FFD400",
        "block-cursor-foreground": "#000000",
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

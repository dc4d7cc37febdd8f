"""The two themes: calm grounds, one accent, colours that colour-blind eyes can tell apart."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="leadsroom-dark",
    primary="#56B4E9",
    secondary="#7D8A99",
    accent="#CC79A7",
    warning="#E69F00",
    error="#E8603C",
    success="#3FB68B",
    foreground="#DDE3EA",
    background="#0F1418",
    surface="#151C24",
    panel="#1D2630",
    dark=True,
    variables={
        "block-cursor-background": "#24455C",
        "block-cursor-foreground": "#FFFFFF",
        "footer-background": "#1D2630",
        "quiet": "#7D8A99",
        "faint": "#2B343F",
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
        "faint": "#D5D1C8",
    },
)

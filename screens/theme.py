"""The two themes: calm grounds, one accent, colours that colour-blind eyes can tell apart.

The grounds are almost grey: where a terminal has 256 colours, only greys come in steps this fine.
"""

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

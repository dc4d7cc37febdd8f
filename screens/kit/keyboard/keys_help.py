"""The keys, on a page of their own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.kit.keyboard.manners import manners_of
from screens.kit.pane import cell, columns, lines
from screens.kit.theme import style
from screens.meeting.keys import KEYS


class KeysHelp(ModalScreen[None]):
    """What each key of the meeting does."""

    CSS_PATH = style("keys_help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark,enter,f1", "dismiss", "close", id="keys.close", tooltip="Close this page"
        ),
    ]

    def compose(self) -> ComposeResult:
        table = [(key.shown, key.sentence) for key in KEYS if key.shown]
        everywhere = manners_of(self.app.screen_stack[-2])
        rows = [
            columns(cell(shown, 12, "bold $text-primary"), Content(sentence))
            for shown, sentence in (*table, *everywhere)
        ]
        with VerticalScroll(id="keys"):
            yield Static(Content.styled("Keys of the meeting", "bold $text-primary"), markup=False)
            yield Static(lines(Content(""), *rows, Content("")), markup=False)
            yield Static(Content.styled("esc close", "$quiet"), markup=False)

"""The least that a Textual app can be: one widget."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One widget."""

    def compose(self) -> ComposeResult:
        yield Static("The one widget of a bare app")


if __name__ == "__main__":
    BareApp().run()

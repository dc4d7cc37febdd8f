"""Without these, half of the time of a screen's test goes into what no test looks at.

They are the two places in which a test reaches into a library: Textual has no switch for either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.parse import parse


@pytest.fixture(scope="session", autouse=True)
def looks_are_parsed_once() -> Iterator[None]:
    """What one app has parsed, the next one takes, as long as the colours are the same."""
    parsed: dict[object, list[RuleSet]] = {}

    def once(scope: str, css: str, read_from: Any, **how: Any) -> list[RuleSet]:
        colours = tuple((name, *tokens) for name, tokens in how["variable_tokens"].items())
        key = (scope, css, read_from, how["is_default_rules"], how["tie_breaker"], colours)
        if key not in parsed:
            parsed[key] = list(parse(scope, css, read_from, **how))
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.css.stylesheet.parse", once)
        yield


@pytest.fixture(autouse=True)
def unseen_frames_are_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frames between two looks are laid out but not painted; a test that looks has its own painted.

    Textual paints each frame that it has laid out, also for a driver that shows none, and has no other way to
    be kept from it.
    """
    monkeypatch.setattr(Compositor, "render_update", lambda _self, *_args, **_values: None)

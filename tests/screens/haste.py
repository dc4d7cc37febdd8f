"""Without these, half of the time of a screen's test goes into what no test looks at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


@pytest.fixture(scope="session", autouse=True)
def looks_are_parsed_once() -> Iterator[None]:
    """What one app has parsed, the next one takes, as long as the colours are the same."""
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def once(sheet: Stylesheet, *args: Any, **values: Any) -> list[RuleSet]:
        key = (args, tuple(values.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *args, **values)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(autouse=True)
def unseen_frames_are_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frames between two looks are laid out but not painted; a test that looks has its own painted."""
    monkeypatch.setattr(Compositor, "render_update", lambda _self, *_args, **_values: None)

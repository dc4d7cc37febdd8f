"""In which encoding a terminal is written to, from its stream and the environment."""

from __future__ import annotations

import io

import pytest

from screens.kit.keyboard.terminal import encoding_of


@pytest.mark.parametrize(
    ("stream", "environment", "encoding"),
    [
        ("utf-8", {}, "utf-8"),
        ("utf-8", {"LANG": "de_DE.UTF-8"}, "utf-8"),
        ("utf-8", {"LC_ALL": "C"}, "ascii"),
        ("utf-8", {"LC_CTYPE": "POSIX", "LANG": "en_US.UTF-8"}, "ascii"),
        ("utf-8", {"LC_ALL": "C.UTF-8", "LANG": "C"}, "utf-8"),
        ("utf-8", {"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "ascii"),
        ("utf-8", {"LC_CTYPE": "C.UTF-8"}, "utf-8"),
        ("utf-8", {"LC_ALL": "C", "PYTHONUTF8": "1"}, "utf-8"),
        ("latin-1", {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}, "latin-1"),
        ("iso8859-1", {"LC_ALL": "de_DE.ISO-8859-1"}, "iso8859-1"),
    ],
)
def test_the_encoding_of_a_terminal(stream: str, environment: dict[str, str], encoding: str) -> None:
    """Plain C is believed, unless Python was given an encoding; else it is the stream's."""
    assert encoding_of(io.TextIOWrapper(io.BytesIO(), stream), environment) == encoding


def test_without_a_terminal_nothing_is_left_out() -> None:
    """Python has no stream where the shell has closed it."""
    assert encoding_of(None, {}) == "utf-8"

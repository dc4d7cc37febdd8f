from __future__ import annotations

import pytest

from screens.welcome import WelcomeScreen
from tests.screens.pages import LAPTOP, SMALL, reading


async def test_enter_runs_the_sample_meeting():
    """The first choice is under the cursor: one Enter runs the sample meeting."""
    async with reading(WelcomeScreen()) as reader:
        assert "run the sample meeting" in reader.key_line
        await reader.press("enter")
        assert len(reader.said(WelcomeScreen.SampleChosen)) == 1
        assert not reader.said(WelcomeScreen.SetUpChosen)


async def test_the_cursor_changes_what_enter_does():
    """The bottom line says what Enter would do, and that is what it does."""
    async with reading(WelcomeScreen()) as reader:
        await reader.press("down")
        assert "set up my group" in reader.key_line
        await reader.press("enter")
        assert len(reader.said(WelcomeScreen.SetUpChosen)) == 1


@pytest.mark.parametrize(
    ("key", "fact"), [("s", WelcomeScreen.SampleChosen), ("n", WelcomeScreen.SetUpChosen)]
)
async def test_each_choice_has_one_key(key, fact):
    """Each of the two choices is one key away."""
    async with reading(WelcomeScreen()) as reader:
        await reader.press(key)
        assert len(reader.said(fact)) == 1


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_greeting(size, snapshot):
    """What leadsroom is, and the two ways to begin, at two sizes."""
    async with reading(WelcomeScreen(), size) as reader:
        assert reader.text == snapshot

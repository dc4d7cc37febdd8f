from __future__ import annotations

import pytest

from screens.setup.welcome import WelcomeScreen
from tests.screens.pages import LAPTOP, SMALL, reading


async def test_enter_runs_the_sample_meeting():
    """The first choice is under the cursor: one Enter runs the sample meeting."""
    async with reading(WelcomeScreen()) as reader:
        assert "run the sample meeting" in reader.key_line
        await reader.press("enter")
        assert reader.wanted == [("sample", None)]


async def test_the_cursor_changes_what_enter_does():
    """The bottom line says what Enter would do, and that is what it does."""
    async with reading(WelcomeScreen()) as reader:
        await reader.press("down")
        assert "set up my chapter" in reader.key_line
        await reader.press("enter")
        assert reader.wanted == [("setup", None)]


@pytest.mark.parametrize(("key", "page"), [("s", "sample"), ("n", "setup")])
async def test_each_choice_has_one_key(key, page):
    """Each of the two choices is one key away."""
    async with reading(WelcomeScreen()) as reader:
        await reader.press(key)
        assert reader.wanted == [(page, None)]


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_greeting(size, snapshot):
    """What leadsroom is, and the two ways to begin, at two sizes."""
    async with reading(WelcomeScreen(), size) as reader:
        assert reader.text == snapshot


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_a_way_back_stands_above_the_choices(size):
    """Over a database that is gone and has backups, the command stays on the page, as it is to be typed."""
    command = "leadsroom --db '/home/ann/[bold]our leads.db' db restore"
    async with reading(WelcomeScreen(command), size) as reader:
        text = reader.text
        assert "there are backups of it" in text
        assert text.index(command) < text.index("Run the sample meeting")

"""A table with a moderator in a terminal, and a Chromium beside it. They share a clock that the test sets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.onlooker import Onlooker
from tests.cli_runs import HABITS
from tests.terminal import script
from tests.terminal.moderator import Moderator
from tests.web.serving import Serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
# It speaks with this machine only.
QUIET = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "These tests need a Chromium. On Debian or Ubuntu: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a phone's width that has complained of nothing and loaded nothing but its own file."""
    complaints: list[str] = []
    page = chromium.new_page(viewport=PHONE)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda wrong: complaints.append(str(wrong)))
    page.on("request", lambda asked: complaints.extend([] if asked.is_navigation_request() else [asked.url]))
    yield page
    page.close()
    assert complaints == []


@pytest.fixture
def moderator(tmp_path: Path) -> Iterator[Moderator]:
    """A moderator at the terminal, ten minutes before the meeting."""
    moderator = Moderator(tmp_path)
    moderator.run("--chapter", "Harborview", "roster", "import", str(script.ROSTER), *HABITS)
    moderator.sit_down()
    yield moderator
    moderator.kill()


@pytest.fixture
def serving(moderator: Moderator) -> Iterator[Serving]:
    """`leadsroom serve timekeeper` of the same meeting, for two browsers."""
    environment = {**os.environ, **moderator.environment}
    with Serving.begin(str(moderator.database), "--most=2", environment=environment) as serving:
        yield serving


@pytest.fixture
def onlooker(chromium: Browser, serving: Serving) -> Iterator[Onlooker]:
    """A browser of its own, that nobody has let in yet."""
    with Onlooker.arrive(chromium, serving) as onlooker:
        yield onlooker


@pytest.fixture
def another(chromium: Browser, serving: Serving) -> Iterator[Onlooker]:
    """A second one."""
    with Onlooker.arrive(chromium, serving) as onlooker:
        yield onlooker


@pytest.fixture
def a_third(chromium: Browser, serving: Serving) -> Iterator[Onlooker]:
    """And a third."""
    with Onlooker.arrive(chromium, serving) as onlooker:
        yield onlooker

"""The timekeeper's screen in a real browser, beside a moderator in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.onlooker import Onlooker
from tests.terminal.moderator import Moderator
from tests.web.serving import Serving

pytestmark = pytest.mark.browser

WINDOWS = ((1280, 800), (1024, 768), (1920, 1080), (768, 1024), (640, 400))
NO_WAY_IN = """async (address) => {
  const socket = new WebSocket(address);
  return await new Promise((done) => {
    socket.onopen = () => done("in");
    socket.onclose = () => done("out");
  });
}"""


def test_without_the_pin_there_is_nothing(onlooker: Onlooker, serving: Serving) -> None:
    """The page asks for it, says that another is wrong, and neither a file nor the socket is to be had."""
    onlooker.open()
    assert onlooker.page.locator("canvas").count() == 0
    onlooker.enter("12")
    onlooker.wait_for_text("That is not the PIN. Wait 1 second, then try again.")
    socket = serving.address.replace("http", "ws") + "ws"
    onlooker.page.route("**/own", lambda route: route.fulfill(body="<p>own", content_type="text/html"))
    onlooker.page.goto(f"{serving.address}own")
    assert onlooker.page.evaluate(NO_WAY_IN, f"{socket}?width=80&height=24") == "out"
    for path in ("static/textual.js", "static/", "download/1", "nothing"):
        answer = onlooker.page.goto(serving.address + path)
        assert answer is not None
        assert (answer.status, answer.text()) == (403, "Enter the PIN first, on the page at /.\n")


def test_with_the_pin_the_digits_move(onlooker: Onlooker, moderator: Moderator) -> None:
    """They are painted as large as the window has room for, and follow the clock."""
    moderator.terminal.press("enter")
    moderator.terminal.wait_for("on to Welcome")
    onlooker.come_in()
    onlooker.wait_for("15:00")
    for second in range(1, 6):
        moderator.set_clock(second)
        onlooker.wait_for(f"14:{60 - second}", seconds=2)
    assert onlooker.complaints == []


def test_a_go_in_the_terminal_shows_within_a_second(onlooker: Onlooker, moderator: Moderator) -> None:
    """From the key in the moderator's terminal to the digits painted in the browser, five times."""
    onlooker.come_in()
    onlooker.wait_for("10:00")
    for clock in ("15:00", "3:00", "4:00", "3:00", "1:00"):
        assert not onlooker.shows(clock)
        moderator.terminal.press("enter")
        assert onlooker.wait_for(clock, seconds=1.0) < 1.0
        moderator.terminal.wait_for_quiet()


def test_nothing_is_asked_of_anybody_else(onlooker: Onlooker, serving: Serving) -> None:
    """Page, files, fonts and socket are of this one server: the projector may be offline."""
    onlooker.come_in()
    onlooker.wait_for("10:00")
    here = serving.address.removeprefix("http://")
    asked = [url for url in onlooker.asked if not url.startswith("data:")]
    assert all(url.partition("://")[2].startswith(here) for url in asked)
    assert len([url for url in onlooker.asked if url.startswith("ws://")]) == 1


def test_the_digits_fill_every_window(onlooker: Onlooker, moderator: Moderator, tmp_path: Path) -> None:
    """Laptop, tablet, projector, upright, small: the digits take half of the width or more."""
    moderator.terminal.press("enter")
    moderator.terminal.wait_for("on to Welcome")
    onlooker.come_in()
    for width, height in WINDOWS:
        onlooker.page.set_viewport_size({"width": width, "height": height})
        onlooker.open()
        onlooker.see_the_screen()
        onlooker.wait_for("15:00")
        onlooker.page.screenshot(path=tmp_path / f"{width}x{height}.png")
        assert onlooker.digits_wide("15:00") >= onlooker.size[0] / 2
        letters = onlooker.page.evaluate("document.querySelector('canvas.xterm-text-layer').clientWidth")
        assert letters > 0.97 * width


def test_a_window_made_larger_gets_larger_letters(onlooker: Onlooker, moderator: Moderator) -> None:
    """From a window to the whole projector: the screen comes again by itself, in its new size."""
    moderator.terminal.press("enter")
    moderator.terminal.wait_for("on to Welcome")
    onlooker.come_in()
    onlooker.wait_for("15:00")
    before = onlooker.size
    with onlooker.page.expect_websocket():
        onlooker.page.set_viewport_size({"width": 1920, "height": 1200})
    onlooker.see_the_screen()
    onlooker.wait_for("15:00")
    assert onlooker.size == pytest.approx(before, abs=2)


def test_one_browser_too_many_is_told_so(onlooker: Onlooker, another: Onlooker, a_third: Onlooker) -> None:
    """The third of two reads a sentence; when one has gone it comes in."""
    onlooker.come_in()
    another.come_in()
    a_third.open()
    a_third.enter(a_third.serving.pin)
    a_third.wait_for_text("2 screens are shown already")
    onlooker.page.close()
    a_third.page.get_by_role("link", name="Reload").click()
    a_third.see_the_screen()
    a_third.wait_for("10:00")


def test_a_screen_that_is_left_can_be_had_again(onlooker: Onlooker, moderator: Moderator) -> None:
    """`q` in the browser ends that screen and nothing else."""
    onlooker.come_in()
    onlooker.wait_for("10:00")
    onlooker.page.keyboard.press("q")
    onlooker.wait_for_text("This screen was left. The meeting goes on; reload shows it again.")
    onlooker.page.get_by_role("button", name="Reload").click()
    onlooker.see_the_screen()
    onlooker.wait_for("10:00")
    assert "The table" in moderator.terminal.text()


def test_a_clock_never_stands_still_unnoticed(onlooker: Onlooker, serving: Serving) -> None:
    """When the server goes, the page says so instead of showing a time that is no longer true."""
    onlooker.come_in()
    onlooker.wait_for("10:00")
    assert serving.end() == (0, "", "")
    onlooker.wait_for_text("The connection to the meeting is gone. Trying again …")

"""A server on loopback, and a browser of words: aiohttp's client keeps cookies and opens websockets."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, ClientWebSocketResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from leadsroom.web.onlookers import Places
from leadsroom.web.pin import PinGuard
from leadsroom.web.server import ScreenServer

PIN, NOT_IT = "048213", "048214"
DRAWING = (sys.executable, "-S", "-E", str(Path(__file__).parent / "drawing.py"))


@dataclass
class Seconds:
    """A steady clock in the hands of a test."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Browser:
    """One browser; `origin` is what it says its page is from."""

    client: TestClient
    origin: str = ""

    def __post_init__(self) -> None:
        self.origin = str(self.client.make_url("/")).rstrip("/")

    async def enter(self, pin: str, **headers: str) -> ClientResponse:
        """Send the form with a PIN, as its page would."""
        return await self.client.post(
            "/", data={"pin": pin}, headers={"Origin": self.origin, **headers}, allow_redirects=False
        )

    async def signed_in(self) -> Browser:
        """Enter the right PIN."""
        assert (await self.enter(PIN)).status == 303
        return self

    async def screen(self, path: str = "/ws", **headers: str) -> ClientWebSocketResponse:
        """Open the websocket, as the page would."""
        return await self.client.ws_connect(path, headers={"Origin": self.origin, **headers})


@dataclass
class Served:
    """A running server, and what a test has in its hands."""

    server: ScreenServer
    test_server: TestServer
    seconds: Seconds
    browsers: list[Browser] = field(default_factory=list)

    def browser(self) -> Browser:
        """A browser that nobody has let in yet."""
        browser = Browser(TestClient(self.test_server, cookie_jar=CookieJar(unsafe=True)))
        self.browsers.append(browser)
        return browser


@asynccontextmanager
async def served(*words: str, most: int = 8, command: Sequence[str] = DRAWING) -> AsyncIterator[Served]:
    """A server of the stand-in with these words."""
    seconds = Seconds()
    server = ScreenServer(
        [*command, *words], PinGuard(PIN, seconds), Places(most, 0.3), host="127.0.0.1", port=0
    )
    test_server = TestServer(await server._make_app())
    await test_server.start_server(shutdown_timeout=2)
    running = Served(server, test_server, seconds)
    try:
        yield running
    finally:
        await test_server.close()
        for browser in running.browsers:
            await browser.client.session.close()


async def drawn(screen: ClientWebSocketResponse) -> dict[str, Any]:
    """The stand-in's first picture."""
    picture: dict[str, Any] = json.loads(await screen.receive_bytes(timeout=10))
    return picture


def lives(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def end_of(pid: int) -> None:
    """Wait until a process has ended, whoever its parent is; fails when it does not."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(process, ended.set)
    try:
        async with asyncio.timeout(20):
            await ended.wait()
    finally:
        asyncio.get_running_loop().remove_reader(process)
        os.close(process)

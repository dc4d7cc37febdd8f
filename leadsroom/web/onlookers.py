"""Those who look on in browsers: the process that draws for each, and how many there may be at once."""

from __future__ import annotations

import asyncio
import json
import shlex
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

_SECONDS_TO_QUIT = 1.0


class Onlooker(AppService):
    """One process, started without a shell, that never outlives its browser."""

    def __init__(self, command: Sequence[str], browser: web.WebSocketResponse) -> None:
        super().__init__(
            shlex.join(command),
            write_bytes=browser.send_bytes,
            write_str=browser.send_str,
            close=self._left,
            download_manager=DownloadManager(),
        )
        self._words = tuple(command)
        self._browser = browser
        self._ending: asyncio.Future[None] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process, once there is one."""
        return self._process.pid if self._process is not None else None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # A session of its own: ctrl+c in the terminal is for the server, which ends its processes in order.
        self._process = process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width=width, height=height),
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Hand on what the process draws; a process that fails takes its browser's picture with it."""
        try:
            with suppress(ConnectionError):
                await super().run()
        finally:
            await self._browser.close(code=WSCloseCode.INTERNAL_ERROR)

    async def on_meta(self, data: bytes) -> None:
        """Only that the process was left. It opens no pages and delivers no files."""
        if json.loads(data).get("type") == "exit":
            await self._left()

    async def on_packed(self, payload: bytes) -> None:
        """Nothing is delivered."""

    async def stop(self) -> None:
        """End the process: politely, then not. Whoever asks, and however often, it has ended afterwards."""
        if self._ending is None:
            self._ending = asyncio.ensure_future(self._end())
        await asyncio.shield(self._ending)

    async def _end(self) -> None:
        task, process = self._task, self._process
        if task is None or process is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_QUIT):
                await self.send_meta({"type": "quit"})
                await process.wait()
        with suppress(ProcessLookupError):
            process.kill()
        self.stdin.close()
        task.cancel()
        await asyncio.gather(task, process.wait(), return_exceptions=True)

    async def _left(self) -> None:
        await self._browser.close(code=WSCloseCode.OK)


# A browser that reloads gives its place back a moment after it asks for the next one.
PATIENCE_SECONDS = 1.5


class Places:
    """So many places, each for one browser and the process that draws for it."""

    def __init__(self, most: int, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.most = most
        self._patience = patience_seconds
        self._free = asyncio.Semaphore(most)

    async def take(self) -> bool:
        """Take a place, if one is free or becomes free in a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                return await self._free.acquire()
        return False

    def give_back(self) -> None:
        """Give a taken place back."""
        self._free.release()

    async def one_is_free(self) -> bool:
        """Whether a place is free, or becomes free in a moment. Takes none."""
        if taken := await self.take():
            self.give_back()
        return taken

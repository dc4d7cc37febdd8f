"""The server: everything behind the PIN, a process for each browser, so many browsers and no more."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.server import Server, to_int

from leadsroom.web.courtesy import add_headers, asks_for_us, comes_from_own_page
from leadsroom.web.onlookers import Onlooker, Places
from leadsroom.web.pages import FILES, file_named, full_page, full_sentence, pin_page, screen_page
from leadsroom.web.pin import Outcome, PinGuard

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

LARGEST_FORM_BYTES = 1024
_LARGEST_MESSAGE_BYTES = 65_536
_SECONDS_FOR_A_FORM = 10
_HEARTBEAT_SECONDS = 10.0
_SECONDS_FOR_A_FAREWELL = 0.5
_WIDTH, _HEIGHT = (10, 500), (4, 200)
_NO_PLACE = 4008


class ScreenServer(Server):
    """textual-serve's server with a door. `command` is the list of words that starts one screen."""

    def __init__(
        self, command: Sequence[str], guard: PinGuard, places: Places, *, host: str, port: int
    ) -> None:
        super().__init__(command[0], host=host, port=port)
        self._words = tuple(command)
        self._guard = guard
        self._places = places
        self._token = secrets.token_urlsafe(32)
        # Browsers send a cookie to every port of a host.
        self._cookie = f"leadsroom-{secrets.token_hex(4)}"
        self._shown: dict[Onlooker, web.WebSocketResponse] = {}
        self._on_their_way_out: set[asyncio.Future[None]] = set()

    @property
    def onlookers(self) -> tuple[Onlooker, ...]:
        """The processes that draw right now."""
        return tuple(self._shown)

    async def _make_app(self) -> web.Application:
        @web.middleware
        async def only_with_the_pin(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not asks_for_us(request, self.host):
                raise _refusal()
            return await (handler(request) if self._is_let_in(request) else self._at_the_door(request))

        app = web.Application(middlewares=[only_with_the_pin], client_max_size=LARGEST_FORM_BYTES)
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.post("/", self._let_in_already),
                web.get("/ws", self.handle_websocket),
                web.get("/static/{name}", self._handle_file),
            ]
        )
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self.on_shutdown)
        return app

    # The door

    def _is_let_in(self, request: web.Request) -> bool:
        shown = request.cookies.get(self._cookie, "")
        return secrets.compare_digest(shown.encode(errors="replace"), self._token.encode())

    async def _at_the_door(self, request: web.Request) -> web.StreamResponse:
        """The page for the PIN, and one answer to all else, whether it is there or not."""
        if request.path == "/" and request.method == "GET":
            return pin_page()
        if request.path == "/" and request.method == "POST" and comes_from_own_page(request):
            return await self._pin_entered(request)
        raise _refusal()

    async def _pin_entered(self, request: web.Request) -> web.Response:
        answer = self._guard.answer(await _pin_in(request), request.remote or "")
        if answer.outcome is not Outcome.RIGHT:
            return pin_page(answer)
        response = await self._let_in_already(request)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="Strict", path="/")
        return response

    async def _let_in_already(self, _request: web.Request) -> web.Response:
        return web.Response(status=303, headers={"Location": "/"})

    # Behind it

    async def handle_index(self, request: web.Request) -> web.Response:
        return screen_page(request) if await self._places.one_is_free() else full_page(self._places.most)

    async def _handle_file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in FILES:
            raise web.HTTPNotFound
        return web.Response(body=file_named(name), content_type=FILES[name][1])

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        if not comes_from_own_page(request):
            raise web.HTTPForbidden
        browser = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS, max_msg_size=_LARGEST_MESSAGE_BYTES)
        await browser.prepare(request)
        if not await self._places.take():
            await browser.close(code=_NO_PLACE, message=full_sentence(self._places.most).encode())
            return browser
        onlooker = Onlooker(self._words, browser)
        self._shown[onlooker] = browser
        try:
            await onlooker.start(*_size(request.query))
            await self._process_messages(browser, onlooker)
        finally:
            # Shielded: also when the connection breaks in the middle of it, the place is given back.
            await asyncio.shield(self._shown_out(onlooker))
        return browser

    def _shown_out(self, onlooker: Onlooker) -> asyncio.Future[None]:
        out = asyncio.ensure_future(self._show_out(onlooker))
        self._on_their_way_out.add(out)
        out.add_done_callback(self._on_their_way_out.discard)
        return out

    async def _show_out(self, onlooker: Onlooker) -> None:
        try:
            await onlooker.stop()
        finally:
            browser = self._shown.pop(onlooker)
            self._places.give_back()
            with suppress(ConnectionError):
                await browser.close(code=WSCloseCode.INTERNAL_ERROR)

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: Any) -> None:
        """Hand on keys and sizes. Whoever sends anything else is not one of our pages."""
        async for message in websocket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                await _hand_on(json.loads(message.data), websocket, app_service)
            except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
                await websocket.close(code=WSCloseCode.UNSUPPORTED_DATA)

    async def on_shutdown(self, app: web.Application) -> None:
        """End every process; each browser is told to come again later."""
        await asyncio.gather(*(self._turn_away(*shown) for shown in self._shown.items()))
        await asyncio.gather(*self._on_their_way_out)

    async def _turn_away(self, onlooker: Onlooker, browser: web.WebSocketResponse) -> None:
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(_SECONDS_FOR_A_FAREWELL):
                await browser.close(code=WSCloseCode.GOING_AWAY)
        await onlooker.stop()


def _refusal() -> web.HTTPForbidden:
    return web.HTTPForbidden(text="Enter the PIN first, on the page at /.\n")


async def _pin_in(request: web.Request) -> str:
    """The PIN in the form. A body that is not a form is a bad request, which counts for nothing."""
    try:
        async with asyncio.timeout(_SECONDS_FOR_A_FORM):
            form = await request.post()
    except web.HTTPException:
        raise
    except Exception as wrong:  # whatever may be wrong with a body
        raise web.HTTPBadRequest from wrong
    return str(form.get("pin", ""))


async def _hand_on(envelope: Any, browser: web.WebSocketResponse, onlooker: Onlooker) -> None:
    match envelope:
        case ["stdin", str(keys)]:
            await onlooker.send_bytes(keys.encode())
        case ["resize", {"width": width, "height": height}]:
            await onlooker.set_terminal_size(*_within(int(width), int(height)))
        case ["ping", data]:
            await browser.send_json(["pong", data])
        case ["there?"]:
            await browser.send_json(["here"])
        case ["focus"]:
            await onlooker.focus()
        case ["blur"]:
            await onlooker.blur()
        case _:
            raise ValueError(envelope)


def _size(query: Any) -> tuple[int, int]:
    return _within(to_int(query.get("width", ""), 80), to_int(query.get("height", ""), 24))


def _within(width: int, height: int) -> tuple[int, int]:
    """A size that a window can have, in cells."""
    return min(max(width, _WIDTH[0]), _WIDTH[1]), min(max(height, _HEIGHT[0]), _HEIGHT[1])

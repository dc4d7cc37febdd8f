"""Listening at an address until somebody ends it; and that address, in words and as a QR code."""

from __future__ import annotations

import asyncio
import errno
import io
import ipaddress
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

import segno
from aiohttp import web

from leadsroom.errors import Refused
from leadsroom.web.server import ScreenServer

_SECONDS_TO_END = 2.0
_ENDED_BY = ("SIGINT", "SIGTERM", "SIGHUP")


async def serve_until_ended(server: ScreenServer, listening: Callable[[int], None]) -> None:
    """Serve until ctrl+c, or a request to end. Calls `listening` with the port once browsers may come.

    Raises Refused when the address cannot be used. All processes have ended when it returns.
    """
    _quieten_the_libraries()
    ended = asyncio.Event()
    _call_when_ended(ended.set)
    runner = web.AppRunner(await server._make_app(), access_log=None, shutdown_timeout=_SECONDS_TO_END)
    await runner.setup()
    try:
        listening(await _listen(runner, server.host, server.port))
        await ended.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> int:
    if not host.strip():  # which would be every address
        raise Refused(_not_ours(host))
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as wrong:
        raise Refused(_what_is_wrong(wrong, host, port)) from wrong
    return int(runner.addresses[0][1])


def _what_is_wrong(wrong: OSError, host: str, port: int) -> str:
    # asyncio wraps what several addresses of one name said; the number is kept.
    if wrong.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use already. End what uses it, or choose another, like --port {_next(port)}."
        )
    if wrong.errno == errno.EACCES:
        return f"Port {port} is not for everybody. Choose one above 1023, like --port 8077."
    if isinstance(wrong, socket.gaierror) or wrong.errno == errno.EADDRNOTAVAIL:
        return _not_ours(host)
    return f"Cannot listen on {host}, port {port}: {wrong.strerror or wrong}."


def _not_ours(host: str) -> str:
    return f"“{host}” is not an address of this computer. For all of its addresses, use --host 0.0.0.0."


def _next(port: int) -> int:
    return port + 1 if port < 65_535 else 8077


def _call_when_ended(end: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for name in _ENDED_BY:
        try:
            loop.add_signal_handler(getattr(signal, name), end)
        except (AttributeError, NotImplementedError):  # Windows, where ctrl+c ends the loop itself
            continue


def _quieten_the_libraries() -> None:
    """What goes wrong with one browser is no news for the terminal; LEADSROOM_DEBUG=1 shows it."""
    if os.environ.get("LEADSROOM_DEBUG", "0") in ("", "0"):
        for name in ("textual-serve", "aiohttp", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


# Nothing is sent there: asking the way is enough to learn which address of ours would be the sender's.
_FAR_AWAY = {socket.AF_INET: ("192.0.2.1", 9), socket.AF_INET6: ("2001:db8::1", 9)}
# Each of the two listens on its own kind only.
_EVERY_ADDRESS = (("0.0.0.0", socket.AF_INET, "127.0.0.1"), ("::", socket.AF_INET6, "::1"))  # noqa: S104 - told, not bound
_WHITE_ON_BLACK, _PLAIN = "\x1b[97;40m", "\x1b[0m"


def addresses(host: str, port: int) -> tuple[str, ...]:
    """The URLs under which a server listening on `host` is reached, the one to hand out first."""
    for everywhere, family, here in _EVERY_ADDRESS:
        if _is_same(host, everywhere):
            own = _own_address(family)
            return tuple(_url(address, port) for address in (own, here) if address)
    return (_url(host, port),)


def is_for_this_computer_only(host: str) -> bool:
    """Whether nobody else can come in by this address."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def qr_code(text: str, *, coloured: bool) -> str:
    """Lines of half blocks. Coloured it is white on black in every terminal, else only in a dark one."""
    drawn = io.StringIO()
    segno.make_qr(text).terminal(drawn, compact=True, border=2)
    lines = drawn.getvalue().splitlines()
    return "\n".join(f"{_WHITE_ON_BLACK}{line}{_PLAIN}" if coloured else line for line in lines)


def _is_same(host: str, address: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host) == ipaddress.ip_address(address)
    return False


def _own_address(family: socket.AddressFamily) -> str | None:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
        way.connect(_FAR_AWAY[family])
        return str(way.getsockname()[0])
    return None


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

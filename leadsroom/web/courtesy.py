"""What every answer carries, and whose requests are heard."""

from __future__ import annotations

import ipaddress
import re
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
_NAME_AND_PORT = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?")
_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Server": "leadsroom",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Nothing is kept, framed, guessed at or loaded from elsewhere. What is set already stays."""
    response.headers.update(_ALWAYS)
    response.headers.setdefault("Content-Security-Policy", _NOTHING)


def policy_of_plain_page(nonce: str) -> str:
    """A page with nothing but its own style."""
    return f"{_NOTHING}; style-src 'nonce-{nonce}'; img-src data:"


def policy_of_screen(request: web.Request) -> str:
    """The terminal in the page: scripts, fonts and the socket of this server, styles it makes itself."""
    host = request.headers.get("Host", "")
    host = host if _HOST.fullmatch(host) else ""
    sockets = f" ws://{host} wss://{host}" if host else ""
    return (
        f"{_NOTHING}; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; "
        f"connect-src 'self'{sockets}"
    )


def asks_for_us(request: web.Request, served: str) -> bool:
    """Whether a browser knows this server by an address or a name that is ours, with or without our port.

    `served` is the host that the server was told to listen on. A page of another site can make its own name
    mean our address; a browser then takes it for a page of ours, but still says the name.
    """
    asked = _NAME_AND_PORT.fullmatch(request.headers.get("Host", "").lower())
    if asked is None:
        return False
    name, port = asked.groups()
    return port in (None, _own_port(request)) and (_is_address(name) or name in _own_names(served))


def _own_port(request: web.Request) -> str:
    own = request.get_extra_info("sockname")
    return str(own[1]) if own else ""


def _is_address(name: str) -> bool:
    # Nobody can make an address mean another one.
    with suppress(ValueError):
        if name.startswith("["):
            return bool(ipaddress.IPv6Address(name[1:-1]))
        return bool(ipaddress.IPv4Address(name))
    return False


def _own_names(served: str) -> set[str]:
    """This computer's names as it knows them itself: asking the network would be asking a stranger."""
    own = socket.gethostname()
    short = own.partition(".")[0]
    names = {"localhost", served, *((own, short, f"{short}.local") if short else ())}
    return {name.lower() for name in names}


def comes_from_own_page(request: web.Request) -> bool:
    """Whether a browser says that a page of this very server asks. A page of another site cannot say so."""
    scheme, _, asking = request.headers.get("Origin", "").partition("://")
    asked = request.headers.get("Host", "")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    same = bool(asked) and asking.lower() == asked.lower() and scheme in ("http", "https")
    return same and site in ("same-origin", "none")

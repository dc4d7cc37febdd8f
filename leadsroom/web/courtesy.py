"""What every answer carries, and whose requests are heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
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


def comes_from_own_page(request: web.Request) -> bool:
    """Whether a browser says that a page of this very server asks. A page of another site cannot say so."""
    scheme, _, asking = request.headers.get("Origin", "").partition("://")
    asked = request.headers.get("Host", "")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    same = bool(asked) and asking.lower() == asked.lower() and scheme in ("http", "https")
    return same and site in ("same-origin", "none")

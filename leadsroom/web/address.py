"""Where browsers find the server, in words and as a QR code."""

from __future__ import annotations

import io
import ipaddress
import socket
from contextlib import suppress

import segno

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

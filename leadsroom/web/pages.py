"""The pages: for the PIN, for one browser too many, and the one with the screen in it."""

from __future__ import annotations

import secrets
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from aiohttp import web

from leadsroom.web.courtesy import policy_of_plain_page, policy_of_screen
from leadsroom.web.pin import Answer, Outcome

_SITE = files("leadsroom.web") / "site"
_LIBRARY = files("textual_serve") / "static"
_STATUS = {Outcome.WRONG: 403, Outcome.TOO_SOON: 429, Outcome.LOCKED: 429}

# All that the screen's page loads: by name, so that there is nothing to list and nothing else to find.
FILES = {
    "screen.css": (_SITE / "screen.css", "text/css"),
    "screen.js": (_SITE / "screen.js", "text/javascript"),
    "textual.js": (_LIBRARY / "js/textual.js", "text/javascript"),
    "xterm.css": (_LIBRARY / "css/xterm.css", "text/css"),
    "mono.ttf": (_LIBRARY / "fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}


def pin_page(answer: Answer | None = None) -> web.Response:
    """The page for the PIN, with the outcome of an attempt."""
    message = "" if answer is None else _after_attempt(answer)
    response = _plain("pin.html", message=message)
    if answer is not None:
        response.set_status(_STATUS[answer.outcome])
        response.headers["Retry-After"] = str(answer.whole_seconds)
    return response


def full_page(most: int) -> web.Response:
    """One browser too many."""
    response = _plain("full.html", message=full_sentence(most))
    response.set_status(503)
    return response


def full_sentence(most: int) -> str:
    """`8 screens are shown already. …`."""
    shown = "1 screen is" if most == 1 else f"{most} screens are"
    return f"{shown} shown already, and no more at once. Close one of them, then reload this page."


def screen_page(request: web.Request) -> web.Response:
    """The terminal."""
    response = web.Response(text=_text("screen.html"), content_type="text/html")
    response.headers["Content-Security-Policy"] = policy_of_screen(request)
    return response


@cache
def file_named(name: str) -> bytes:
    """The contents of one of FILES."""
    return FILES[name][0].read_bytes()


def _after_attempt(answer: Answer) -> str:
    seconds = "1 second" if answer.whole_seconds == 1 else f"{answer.whole_seconds} seconds"
    match answer.outcome:
        case Outcome.LOCKED:
            return f"There were ten wrong PINs. No PIN is taken for {seconds}; then try again."
        case Outcome.TOO_SOON:
            return f"That was too soon after a wrong PIN. Wait {seconds}, then enter it again."
        case _:
            return f"That is not the PIN. Wait {seconds}, then try again."


def _plain(name: str, **words: str) -> web.Response:
    nonce = secrets.token_urlsafe(16)
    safe = {key: escape(value) for key, value in words.items()}
    text = Template(_text(name)).substitute(safe, style=_text("plain.css"), nonce=nonce)
    response = web.Response(text=text, content_type="text/html")
    response.headers["Content-Security-Policy"] = policy_of_plain_page(nonce)
    return response


@cache
def _text(name: str) -> str:
    return (_SITE / name).read_text(encoding="utf-8")

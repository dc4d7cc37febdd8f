"""An email address, as far as its form says anything."""

from __future__ import annotations

import re

from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused

_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")


def is_email(text: str) -> bool:
    """Whether it could be one: `name@firm.example`."""
    return _EMAIL.fullmatch(text) is not None


def read_email(typed: str) -> str:
    """The address, tidied; nothing typed is none. Raises Refused."""
    text = clean(typed)
    if text and not is_email(text):
        raise Refused(f"“{text}” is not an email address. Type it like name@firm.example, or leave it empty.")
    return text

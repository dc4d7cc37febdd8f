"""Pages of HTML from templates: each is one file that loads nothing, and shows what was typed as typed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from leadsroom.domain.text.plain_text import runs_right_to_left

TEMPLATES = Path(__file__).parent / "templates"

# What no page may hold, and what would turn around the text beside it. Line breaks and tabs stay.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def render(template: str, **values: object) -> str:
    """The page of a template of this package, such as `minutes.html`, with these values.

    Every value is escaped, and one that the template names and nobody gave is an error. A text that runs
    right to left is isolated, so that it does not turn around what stands beside it.
    """
    return environment().get_template(template).render(**values)


@cache
def environment() -> Environment:
    """What templates are read with. `x | plain` is a text for an attribute or a title, where nothing can be
    isolated; `x | lines` one of several lines, broken off where it was typed so.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["plain"] = _plain
    made.filters["lines"] = _lines
    return made


def _shown(value: object) -> object:
    """A value as it stands on the page; what is markup already stays so."""
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup("<bdi>{}</bdi>").format(_seen(value)) if runs_right_to_left(value) else _seen(value)


def _plain(text: str) -> Markup:
    return escape(_seen(text))


def _lines(text: str) -> Markup:
    return Markup("<br>\n").join(escape(_shown(line)) for line in text.splitlines())


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)

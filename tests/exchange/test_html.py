"""Pages of HTML: what was typed is shown and never obeyed, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from leadsroom.exchange.html import TEMPLATES, environment, render

_PAGE = """{% extends "base.html" %}
{% block title %}{{ x | plain }}{% endblock %}
{% block page %}<p id="{{ x | plain }}">{{ x }}</p>{% endblock %}"""


class Page(HTMLParser):
    """A page as a browser has it: its tags, the texts in them, and the attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: dict[str, str] = {}
        self.attributes: list[tuple[str, str | None]] = []
        self._inside = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "bdi":
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag != "bdi":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data


def _page_with(typed: str) -> Page:
    return Page(environment().from_string(_PAGE).render(x=typed))


_HARMLESS = _page_with("Ann").tags
_TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=40)


@given(
    st.one_of(
        _TYPED, st.sampled_from(["<script>x</script>", '"><img src=x>', "{{ 7*7 }}", "&amp;", "\u202e[/]"])
    )
)
def test_typed_text_is_shown_and_adds_no_element(typed: str) -> None:
    """Whatever is typed, the page has its own elements and no other, and reads as was typed."""
    page = _page_with(typed)
    shown = typed.replace("\u202e", "")
    assert [tag for tag in page.tags if tag != "bdi"] == _HARMLESS
    assert page.texts["p"] == shown
    assert page.texts["title"] == shown
    assert ("id", shown) in page.attributes


def test_text_that_runs_right_to_left_is_isolated() -> None:
    """A Hebrew name turns nothing around that stands beside it; in a title it stands as it is."""
    page = environment().from_string(_PAGE).render(x="דנה כהן")
    assert "<bdi>דנה כהן</bdi>" in page
    assert "<title>דנה כהן</title>" in page


def test_what_a_terminal_or_a_browser_would_obey_is_left_out() -> None:
    """Escape codes, and signs that turn text around, do not get onto a page; line breaks do."""
    shown = environment().from_string("{{ x }}|{{ x | lines }}").render(x="a\x1b[31m\u202eb\nc")
    assert shown == "a[31mb\nc|a[31mb<br>\nc"


def test_a_value_that_nobody_gave_is_an_error() -> None:
    """A template that names what was not handed over is a fault, and no page with a hole."""
    with pytest.raises(UndefinedError):
        environment().from_string("{{ x }}").render()


def test_no_template_loads_anything() -> None:
    """No script, no address, no style sheet of elsewhere: a page is one file."""
    for path in TEMPLATES.glob("*.[hc][ts]*"):
        source = path.read_text("utf-8")
        loads = re.search(r"<script|<link|<iframe|@import|url\(|https?://(?!www\.w3\.org/)|\bon\w+=", source)
        assert not loads, (path.name, loads)


def test_the_shared_page_asks_for_its_title_and_body() -> None:
    """A page that is made without either is a fault."""
    with pytest.raises(Exception, match="Required block"):
        render("base.html")

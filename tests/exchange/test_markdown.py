"""Markdown that says literally what people typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.outgoing import bullets, literal, table

_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_ISOLATES = str.maketrans("", "", "\u2068\u2069")

typed = st.text(max_size=40).map(clean).filter(bool)
marked = st.text(alphabet="ab 1.)([]*_`~<>|\\&;#+-=!$:/@", min_size=1, max_size=25).map(clean).filter(bool)


def _shown(markdown: str) -> list[str]:
    """What a reader sees, one text for each piece of the page. Fails on links, code, HTML and the like."""
    seen = []
    for token in _READER.parse(markdown):
        assert token.type not in ("html_block", "fence", "code_block", "hr", "heading_open"), token
        if token.type == "inline":
            seen.append("".join(map(_text_of, token.children or [])).translate(_ISOLATES))
    return seen


def _text_of(token: Token) -> str:
    assert token.type in ("text", "text_special", "strong_open", "strong_close"), token
    return token.content


HOSTILE = (
    "[/]", "[@click=app.quit]x[/]", "**bold**", "a | b", "<b>x</b>", "`code`", "# not a heading",
    "- item", "1. one", "12) twelve", "+1 (415) 555-0101", "&amp; &#35;", "![x](y)", "~~gone~~",
    "\\", "a\\|b", "===", "---", "> quote", "<!-- x -->", "http://x.example/_a_", "$x$", ":tada:",
    "| a |", "*", "``", "[x]: y", "a_b_c", "!",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_typed_anywhere(text: str) -> None:
    """Opening a line, in a list and in a table, the reader sees exactly what was typed."""
    assert _shown(literal(text)) == [text]
    assert _shown(bullets([literal(text)])) == [text]
    assert _shown(table(("head",), [(literal(text),)])) == ["head", text]


@given(st.one_of(typed, marked))
def test_any_text_is_shown_as_typed(text: str) -> None:
    """Whatever was typed is what is read, in a list and in a table."""
    seen = text.translate(_ISOLATES)
    assert [x.strip() for x in _shown(bullets([literal(text)]))] == [seen.strip()]
    assert [x.strip() for x in _shown(table(("head",), [(literal(text),)]))] == ["head", seen.strip()]
    assert _shown(f"To **{literal(text)}** and **{literal(text)}**: x") == [f"To {seen} and {seen}: x"]


def test_text_that_runs_right_to_left_is_isolated() -> None:
    """A Hebrew name does not turn the arrow beside it around; a Latin one carries nothing unseen."""
    assert literal("שרה") == "\u2068שרה\u2069"
    assert literal("Tomás Rivera") == "Tomás Rivera"


def test_numbers_stand_to_the_right() -> None:
    """The ruler of a table says which columns hold numbers."""
    assert table(("Who", "How many"), [("Ann", "3")], numbers=(1,)).splitlines() == [
        "| Who | How many |",
        "| --- | ---: |",
        "| Ann | 3 |",
    ]

"""Typed text: fit for a terminal, and comparable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.plain_text import clean, fold


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Maria   Lopez ", "Maria Lopez"),
        ("Maria\r\nLopez\tof\u00a0Bayline", "Maria Lopez of Bayline"),
        ("line\u2028separator and\x85next line", "line separator and next line"),
        ("\x1b[31mRed\x1b[0m name", "Red name"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1b]0;a window title\x07Ann", "Ann"),
        ("\x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("an unfinished \x1b[", "an unfinished ["),
        ("bell\x07, null\x00, delete\x7f", "bell, null, delete"),
        ("half a pair \ud83d", "half a pair"),
        ("turned \u202earound\u202c, \u2067isolated\u2069", "turned around, isolated"),
        ("\ufeffName", "Name"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
        ("Ingrid Sørensen 山田 שרה 👩\u200d🔧", "Ingrid Sørensen 山田 שרה 👩\u200d🔧"),
        ("\x00\x1b", ""),
        (" \u200b \u2060\u00ad", ""),
    ],
)
def test_clean(typed: str, shown: str) -> None:
    """What could move the cursor or hide text is gone; what a person meant stays as typed."""
    assert clean(typed) == shown


@given(st.text(st.characters()))
def test_clean_text_has_no_controls_and_stays_clean(typed: str) -> None:
    """Whatever is typed becomes one trimmed line without controls or lone surrogates, once and for all."""
    shown = clean(typed)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs")]
    assert shown == shown.strip()
    assert "  " not in shown
    assert clean(shown) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Residential real estate", "residential  Real Estate "),
        ("Tomás Rivera", "TOMAS RIVERA"),
        ("Tomás", "Toma\u0301s"),
        ("Ingrid Sørensen", "ingrid sorensen"),
        ("Łukasz Weiß", "lukasz weiss"),
        ("Grace O’Neill", "Grace O'Neill"),
        ("Luis Fernández–Ortiz", "Luis Fernandez-Ortiz"),
        ("Ærø", "AERO"),
        ("İpek Işık", "ipek isik"),
        ("Maria\u200b Lopez", "Maria Lopez"),
        ("Ｍａｒｉａ", "maria"),
    ],
)
def test_fold_makes_spellings_equal(one: str, other: str) -> None:
    """Case, accents, typographic quotes and dashes, and spare spaces do not make another name."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann", "Anne"), ("か", "が"), ("O'Neill", "ONeill"), ("山田", "山本")]
)
def test_fold_keeps_names_apart(one: str, other: str) -> None:
    """Different names stay different."""
    assert fold(one) != fold(other)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_like_any_others(typed: str) -> None:
    """A name in plain letters has the same key as where an accented one stands behind it."""
    assert fold(f"{typed} é") == f"{fold(typed)} e".strip()


@given(st.text())
def test_fold_is_its_own_fold(typed: str) -> None:
    """Folding twice is folding once, whatever the script, and case never matters."""
    assert fold(fold(typed)) == fold(typed)

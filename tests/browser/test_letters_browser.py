"""A letter as a mail program shows it: it loads nothing, fits a phone, and is read on any ground."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from leadsroom.exchange.letters.compose import Entry, Line, Part
from leadsroom.exchange.letters.letters import letter_called, letters_of
from leadsroom.exchange.letters.to_email import html_of
from leadsroom.store.store import Store
from tests.browser.conftest import PHONE
from tests.sample import SAMPLE_NOW, closed_meetings, sample_chapter
from tests.seen import seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HOSTILE = ("<script>document.title = 'taken'</script>", "x" * 500, "שרה לוי", "[/b] & “Co” 😀")
_WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def letter(demo_store: Store, tmp_path: Path) -> Path:
    """A letter of the sample with hostile words in it, as a page."""
    chapter, (last, *_) = sample_chapter(demo_store), closed_meetings(demo_store)
    found = seen(demo_store, chapter, SAMPLE_NOW, letters_of, last)
    written = letter_called(found, "maria").letter
    more = Part(
        "Hostile", tuple(Entry(Line(words), (Line(words, "tel:+1"),), presses=True) for words in HOSTILE)
    )
    path = tmp_path / "letter.html"
    path.write_text(html_of(replace(written, parts=(*written.parts, more)), found.of), encoding="utf-8")
    return path


def test_a_letter_is_read_on_a_phone(page: Page, letter: Path) -> None:
    """Nothing runs, nothing is loaded or wider than the screen, and what was typed stands there as typed."""
    page.goto(letter.as_uri())
    assert page.title().startswith("Harborview Leads Group, Wed 11 Nov: ")
    assert page.evaluate(_WIDTH) <= PHONE["width"]
    shown = page.locator("body").inner_text()
    assert all(words in shown for words in HOSTILE)
    assert [link.inner_text()[:4] for link in page.locator('a[href^="mailto:hello@"]').all()[:3]] == [
        *("away", "late", "a su")
    ]


def test_a_letter_leaves_ground_and_ink_to_its_program(page: Page, letter: Path) -> None:
    """So that on a dark ground it has light letters, whatever the program is."""
    page.goto(letter.as_uri())
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found.append(page.evaluate("getComputedStyle(document.body).color"))
    assert found == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]

"""The minutes as a page in a real browser: it loads nothing, has two looks, fits a phone and one sheet."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import Wanted, for_minutes, minutes_file
from leadsroom.store.store import Store
from tests.browser.conftest import PHONE
from tests.sample import SAMPLE_NOW, closed_meetings, sample_chapter
from tests.seen import seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_WIDTH = "document.documentElement.scrollWidth"
_COLOURS = """[getComputedStyle(document.body).color,
               getComputedStyle(document.querySelector("main")).backgroundColor]"""


@pytest.fixture
def folder(demo_store: Store, tmp_path: Path) -> Path:
    """The minutes of the sample's last meeting for everybody whom there are minutes for, as files."""
    chapter, (last, *_) = sample_chapter(demo_store), closed_meetings(demo_store)
    meeting = seen(demo_store, chapter, SAMPLE_NOW, for_minutes, last)
    for audience in Audience:
        page = minutes_file(meeting, Wanted("html", audience))
        (tmp_path / f"{audience}.html").write_bytes(page)
    return tmp_path


def test_every_page_opens_and_fits_a_phone(page: Page, folder: Path) -> None:
    """Nothing is loaded or complained of, and nothing is wider than the screen."""
    for audience in Audience:
        page.goto((folder / f"{audience}.html").as_uri())
        assert page.locator("h1").inner_text() == "Harborview Leads Group"
        assert page.evaluate(_WIDTH) <= PHONE["width"]
        assert page.locator("svg[role=img] > title").count() == 2


def test_it_is_light_or_dark_as_the_reader_wants(page: Page, folder: Path) -> None:
    """Dark letters on white, or light ones on a dark ground."""
    page.goto((folder / "members.html").as_uri())
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = [_brightness(colour) for colour in page.evaluate(_COLOURS)]
    assert found["light"][1] - found["light"][0] > 100
    assert found["dark"][0] - found["dark"][1] > 100


def _brightness(colour: str) -> float:
    red, green, blue, *_ = (float(part) for part in colour[colour.index("(") + 1 : -1].split(","))
    return (red + green + blue) / 3


def test_the_members_page_is_printed_on_one_sheet(page: Page, folder: Path) -> None:
    """Printed by the browser from a dark screen it is one page, A4 or letter."""
    page.goto((folder / "members.html").as_uri())
    page.emulate_media(color_scheme="dark", media="print")
    for paper in ("A4", "Letter"):
        printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
        assert len(printed.pages) == 1
        assert "Next meeting" in printed.pages[0].extract_text()

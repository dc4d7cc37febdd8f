"""The matrix as a page in a real browser: it has two looks, fits a phone, keeps its headings, and prints."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store.store import Store
from tests.browser.conftest import PHONE
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_WIDTH = "document.documentElement.scrollWidth"
_LOOKS = """[document.querySelector("td.s1"), document.querySelector("td.s4, td.s3")].map(
    cell => [getComputedStyle(cell).backgroundColor, getComputedStyle(cell).color,
             getComputedStyle(cell).fontWeight, getComputedStyle(cell).boxShadow])"""
_STAYS = """(() => { const sheet = document.querySelector(".sheet"), at = name => {
    const box = document.querySelector(name).getBoundingClientRect(); return [box.left, box.top] };
    const before = [at("tbody .name"), at("thead .upright")]; sheet.scrollTo(200, 100);
    const after = [at("tbody .name"), at("thead .upright")];
    return [before[0][0] == after[0][0], before[1][1] == after[1][1], sheet.scrollLeft > 0] })()"""


@pytest.fixture
def file(demo_store: Store, tmp_path: Path) -> Path:
    """The matrix of the sample."""
    wanted = Wanted(
        period=Period(SAMPLE_NOW.date().replace(month=9, day=1), SAMPLE_NOW.date()), format="html"
    )
    page = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, write_health, "matrix", wanted)
    (tmp_path / "matrix.html").write_bytes(page)
    return tmp_path / "matrix.html"


def test_the_matrix_is_read_on_any_screen_and_on_paper(page: Page, file: Path) -> None:
    """No wider than a phone, headings stay in sight, shades differ in more than colour in both looks, and on
    paper it is one page that says everything.
    """
    page.goto(file.as_uri())
    assert page.evaluate(_WIDTH) <= PHONE["width"]
    assert page.evaluate(_STAYS) == [True, True, True]
    looks = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        few, many = looks[scheme] = page.evaluate(_LOOKS)
        assert all(one != other for one, other in zip(few[2:], many[2:], strict=True))
        assert few[0] != many[0]
    assert looks["light"] != looks["dark"]
    page.emulate_media(color_scheme="dark", media="print")
    for paper in ("A4", "Letter"):
        printed = PdfReader(io.BytesIO(page.pdf(format=paper, landscape=True)))
        assert len(printed.pages) == 1
        assert "Leads received" in printed.pages[0].extract_text().replace("leads", "Leads")

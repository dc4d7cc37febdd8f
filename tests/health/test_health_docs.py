"""docs/health.md says of every figure what the program says of it, and leaves none out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from leadsroom.domain.health.findings import Finding
from leadsroom.store.store import Store
from leadsroom.views.health.chapter_figures import chapter_figures
from leadsroom.views.health.days import days_of_health
from leadsroom.views.health.member_columns import COLUMNS
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

DOCS = (Path(__file__).parents[2] / "docs" / "health.md").read_text(encoding="utf-8")
# Figures of which there is one for each pair, family, sphere, year, quota …
_PATTERNS = (
    (r"alike_seats_\d+", "alike_seats_…"),
    (r"family_.+", "family_…"),
    (r"sphere_.+", "sphere_…"),
    (r"missing_.+", "missing_…"),
    (r"passed_outside_.+", "passed_outside_…"),
    (r"joined_(\d+|all)_a_year_later", "joined_…_a_year_later"),
    (r"joined_(\d+|all)_today", "joined_…_today"),
    (r"quota_\d+_met", "quota_…_met"),
    (r"quota_\d+_\d{4}-\d\d-\d\d", "quota_…_YYYY-MM-DD"),
    (r"quota_\d+_member_\d+", "quota_…_member_…"),
)


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading, by the key in their first column."""
    part = DOCS.split(f"\n## {heading}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    cells = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith("| `")
    )
    return {each[0].strip("`"): each[1:] for each in cells}


def generic(key: str) -> str:
    """The key as the docs have it."""
    return next((name for pattern, name in _PATTERNS if re.fullmatch(pattern, key)), key)


def test_every_column_of_the_members() -> None:
    """Its title, how it is counted, its unit where it has one, what it needs, and what it answers."""
    found = rows("One line a member")
    assert list(found) == [column.key for column in COLUMNS]
    for column in COLUMNS:
        title, how, unit, needs, question = found[column.key]
        assert (title, needs) == (column.title, column.threshold), column.key
        assert how, column.key
        assert question, column.key
        assert unit == column.unit or not column.unit, column.key
        assert not column.officers_only or "for officers" in how, column.key


@pytest.fixture
def findings(demo_store: Store) -> Iterable[Finding]:
    """Every figure of the sample's chapter."""
    chapter = sample_chapter(demo_store)
    window = seen(demo_store, chapter, SAMPLE_NOW, days_of_health)
    found = seen(demo_store, chapter, SAMPLE_NOW, chapter_figures, window)
    return [each for section in found.sections for each in section.findings]


def test_every_figure_of_the_chapter(findings: Iterable[Finding]) -> None:
    """The same, also of those of which there are many; nothing is explained that there is not."""
    found, keys = rows("The chapter's figures"), [generic(each.key) for each in findings]
    assert set(keys) | {"alike_seats_…", "joined_…_today"} == set(found)
    for each in findings:
        title, how, _unit, needs, question = found[generic(each.key)]
        assert how, each.key
        assert question, each.key
        if generic(each.key) == each.key:
            assert title == each.title, each.key
        if "under 15" not in each.threshold:
            assert needs == each.threshold, each.key


def test_what_is_refused_is_said() -> None:
    """Each refusal has its reason."""
    part = DOCS.split("## What is refused, and why", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    refused = re.findall(r"^- \*\*(.+?)\.\*\* (.)", part, flags=re.MULTILINE | re.DOTALL)
    assert len(refused) == 9
    for word in (
        "Causes",
        "Ranks",
        "price",
        "Percentages",
        "average",
        "different meetings",
        "ratio",
        "Forecasts",
    ):
        assert any(word in name for name, _ in refused), word

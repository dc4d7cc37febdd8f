"""`leadsroom standing`: the one-to-ones of each member, where a quota counts them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.chapter_rules import ChapterRules, Given, Quota
from leadsroom.domain.rules.windows import PeriodKind
from tests.cli_runs import Run, answered
from tests.meeting.table import Table


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, table: Table
) -> Run:
    """Runs `leadsroom standing` in a month in which Ann met two members, and one in the month before."""
    (tmp_path / "now").write_text(table.clock.now().isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    met = (("Dee Fox", 11), ("Maria Lopez", 12), ("Cyrus Ng", 0))
    for name, day in met:
        on = date(2026, 11, day) if day else date(2026, 10, 30)
        table.do(LogOneToOne(table.person("Ann Chu"), table.person(name), on))
    return lambda *words: answered(capsys, "--db", table.store.place, "standing", *words)


def test_one_to_ones_are_listed_where_a_quota_counts_them(
    run: Run, table: Table, harborview: Chapter
) -> None:
    """Of everybody, zeros too, most first, in the period of the quota; where none counts them not at all."""
    assert harborview.rules.quotas == ()
    assert "One-to-ones" not in run().out
    counted = frozenset({Given.LEAD, Given.ONE_TO_ONE})
    table.do(SetRules(ChapterRules(quotas=(Quota(2, PeriodKind.MONTH, counted),))))
    lines = run().out.splitlines()
    assert lines[lines.index("One-to-ones this month") + 1] == "  Ann Chu: 2"
    assert {"  Dee Fox: 1", "  Maria Lopez: 1", "  Cyrus Ng: 0"} <= set(lines)
    assert run("--for", "Ann").out.splitlines()[-2:] == ["One-to-ones this month", "  Ann Chu: 2"]

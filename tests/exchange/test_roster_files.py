"""Files as offices have them are read as a careful secretary would read them."""

from __future__ import annotations

import pytest

from leadsroom.exchange.roster.import_export import plan_import
from leadsroom.exchange.roster.lines import Column, ReadAs
from tests.exchange.roster_files import CASES, TODAY, RosterCase


def shown(value: object) -> str:
    """A field of a line as text."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(getattr(value, "e164", value) or "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_of_an_office(case: RosterCase) -> None:
    """Each file gives the members, the remarks and the problems that its reader expects, and no others."""
    columns = {title: Column(meaning) if meaning else None for title, meaning in case.columns.items()}
    plan = plan_import(
        (), case.data, country=case.country, today=TODAY, read_as=ReadAs(case.encoding, columns), partial=True
    )
    lines = [match.line for match in plan.matches]
    assert [
        {field: shown(getattr(line, field)) for field in wanted}
        for line, wanted in zip(lines, case.members, strict=True)
    ] == list(case.members)
    for sentences, parts in ((plan.report.notes, case.remarks), (plan.report.problems, case.problems)):
        assert [
            part if part in str(each) else str(each) for each, part in zip(sentences, parts, strict=True)
        ] == [*parts]


def test_no_two_files_have_one_name() -> None:
    """All of them can be written into one folder."""
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)

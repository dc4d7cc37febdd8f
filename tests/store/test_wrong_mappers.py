"""What the type check says to three mappers that are wrong, and to one that is right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

IMPORTS = """
from msgspec import Struct
from leadsroom.domain.ids import BusinessId, LeadId, PersonId
from leadsroom.domain.leads.lead import Lead, LeadUpdate
from leadsroom.store.read.leads import lead_of
from leadsroom.store.records import AnyRow, Reader


class Report(Struct, frozen=True):
    id: BusinessId
    lead_id: LeadId
    reported_by_id: PersonId


class Thanks(Struct, frozen=True):
    by_id: PersonId
    lead_id: LeadId


report_of = Reader(Report)
"""
MAPPERS = {
    "a lead's id where a person's belongs": """
def mapped(row: AnyRow) -> Thanks:
    report = report_of(row)
    return Thanks(by_id=report.lead_id, lead_id=report.lead_id)
""",
    "another record than the reader's": """
def mapped(row: AnyRow) -> LeadUpdate:
    return lead_of(row)
""",
    "a field that the record has not": """
def mapped(row: AnyRow) -> Lead:
    lead = lead_of(row)
    print(lead.prospect)
    return lead
""",
    "right": """
def mapped(row: AnyRow) -> Thanks:
    report = report_of(row)
    return Thanks(by_id=report.reported_by_id, lead_id=report.lead_id)
""",
}
EXPECTED = {
    "a lead's id where a person's belongs": (
        'Argument "by_id" to "Thanks" has incompatible type "LeadId"; expected "PersonId"  [arg-type]'
    ),
    "another record than the reader's": (
        'Incompatible return value type (got "Lead", expected "LeadUpdate")  [return-value]'
    ),
    "a field that the record has not": '"Lead" has no attribute "prospect"  [attr-defined]',
    "right": None,
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What mypy says to all of them at once, with the project's own settings and what it knows already."""
    folder = tmp_path_factory.mktemp("mappers")
    files = [folder / f"mapper_{number}.py" for number in range(len(MAPPERS))]
    for file, source in zip(files, MAPPERS.values(), strict=True):
        file.write_text(IMPORTS + source)
    command = [sys.executable, "-m", "mypy", "--no-error-summary", *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(("name", "error"), EXPECTED.items(), ids=EXPECTED)
def test_the_type_check_tells_a_wrong_mapper(output: str, name: str, error: str | None) -> None:
    """One error and no other for what is wrong, none for what is right."""
    of_mapper = re.findall(rf"mapper_{list(MAPPERS).index(name)}\.py:\d+: error: (.*)", output)
    assert of_mapper == ([] if error is None else [error]), output

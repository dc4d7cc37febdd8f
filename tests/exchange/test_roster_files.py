"""Files as offices have them are read as a careful secretary would read them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from leadsroom.exchange.roster.import_export import export_roster, import_roster, plan_import
from leadsroom.exchange.roster.lines import Column, ReadAs
from leadsroom.store.store import Store
from tests.exchange.roster_files import CASES, TODAY, RosterCase
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview


def shown(value: object) -> str:
    """A field of a line as text."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(getattr(value, "e164", value) or "")


def read_as(case: RosterCase) -> ReadAs:
    """What somebody who knows the file says of it."""
    columns = {title: Column(meaning) if meaning else None for title, meaning in case.columns.items()}
    return ReadAs(case.encoding, columns)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_of_an_office(case: RosterCase) -> None:
    """Each file gives the members, the remarks and the problems that its reader expects, and no others."""
    plan = plan_import((), case.data, country=case.country, today=TODAY, read_as=read_as(case), partial=True)
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


@pytest.mark.soak
def test_every_file_changes_nothing_the_second_time(sqlite_store: Store) -> None:
    """Taken again, and taken as the program has written its members, each leaves everybody as they are."""
    office = Office(sqlite_store, SetClock(), "front desk")
    for case in CASES:
        chapter = office.found(replace(harborview(), name=case.name, country=case.country))
        desk = office.desk(chapter.id)
        taken = import_roster(desk, case.data, partial=True, read_as=read_as(case)).added
        again = import_roster(desk, case.data, partial=True, read_as=read_as(case), dry_run=True)
        written = export_roster(office.members(chapter.id), country=chapter.country)
        ours = import_roster(desk, written, dry_run=True)
        for report in (again, ours):
            counts = len(report.added), len(report.updated), len(report.unchanged)
            assert counts == (0, 0, len(taken)), (case.name, report)

"""Mappers of which the type check must say that they are wrong: each says here which error that is.

`make check` fails where one of them is no error any more, since an expected error that does not come is one
itself: that is on in the settings of the project, which `test_records` looks at.
"""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.ids import BusinessId, LeadId, PersonId
from leadsroom.domain.leads.lead import Lead, LeadUpdate
from leadsroom.store.read.leads import lead_of
from leadsroom.store.records import AnyRow, Reader


class Report(Struct, frozen=True):
    """Somebody reports dollars for a lead."""

    id: BusinessId
    lead_id: LeadId
    reported_by_id: PersonId


class Thanks(Struct, frozen=True):
    """Somebody is thankful for a lead."""

    by_id: PersonId
    lead_id: LeadId


report_of = Reader(Report)


def right(row: AnyRow) -> Thanks:
    """Nothing is wrong with this one."""
    report = report_of(row)
    return Thanks(by_id=report.reported_by_id, lead_id=report.lead_id)


def id_of_a_lead_for_that_of_a_person(row: AnyRow) -> Thanks:
    """“LeadId”, expected “PersonId”."""
    report = report_of(row)
    return Thanks(by_id=report.lead_id, lead_id=report.lead_id)  # type: ignore[arg-type]


def another_record_than_that_of_the_reader(row: AnyRow) -> LeadUpdate:
    """Got “Lead”, expected “LeadUpdate”."""
    return lead_of(row)  # type: ignore[return-value]


def field_that_the_record_has_not(row: AnyRow) -> Lead:
    """“Lead” has no attribute “prospect”."""
    lead = lead_of(row)
    print(lead.prospect)  # type: ignore[attr-defined] # noqa: T201
    return lead

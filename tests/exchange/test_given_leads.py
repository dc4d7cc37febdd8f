"""What became of the leads that a member gave, and families by dollars: the same in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import NoteOutcome, PassLead, ThankForBusiness
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.dollars import dollar_sum
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.slips.given import (
    best_families,
    given_by,
    overdue,
    write_families,
    write_given,
    write_overdue,
)
from leadsroom.store.store import Store
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import WHOLE, Table


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """A meeting of six at which Ann gave two leads: one closed, one that grew on, and one of her own."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go_to(StepKind.BUCKET)
    jane = table.do(table.lead("Ann Chu", "Maria Lopez")).leads[0]
    table.do(table.lead("Ann Chu", "Dee Fox", Slip("Ann Chu", need="a lawyer *now*", inside=True)))
    crown = Slip("Jane Doe", WHOLE.phone, "", "a crown", True)
    maria, paul = table.person("Maria Lopez"), table.person("Paul Whitfield")
    table.do(PassLead(maria, paul, crown, from_lead_id=jane.id))
    table.do(NoteOutcome(table.now.leads[1].id, LeadOutcome.NOT_NEEDED))
    for lead, dollars in ((table.now.leads[2], 100_000), (jane, 420_000), (jane, 80_000)):
        table.clock.pass_by(seconds=5)
        amount = Money(dollars, "USD")
        table.do(ThankForBusiness(lead.receiver_id, lead.giver_id, amount, lead.id))
    yield table
    table.desk.close()


def given(table: Table, format: str, who: str = "ann") -> str:
    """What became of a member's leads."""
    seen = given_by(table.store, table.now.chapter, who, None, table.clock.now())
    return write_given(seen, format).decode("utf-8")


def families(table: Table, format: str) -> str:
    """The families of the chapter."""
    return write_families(best_families(table.store, table.now.chapter, table.clock.now()), format).decode()


def test_a_giver_reads_what_became_of_each_lead(table: Table) -> None:
    """Each lead with its receiver and where it stands, the latest first; above them how many and how much."""
    lines = given(table, "text").splitlines()
    assert lines[0] == "What became of the leads of Ann Chu"
    assert "1 lead · 1 raw lead, $5,000 closed, $4,200 first payments, $800 later ones" in lines[1]
    assert lines[3:] == [
        "Wed 18 Nov 2026 to Dee Fox: Ann Chu · a lawyer *now* · own household",
        "    not needed Wed 18 Nov",
        f"Wed 18 Nov 2026 to Maria Lopez: Jane Doe · {WHOLE.need}",
        "    closed $5,000 Wed 18 Nov",
    ]


def test_every_format_has_the_same_leads(table: Table) -> None:
    """Markdown shows literally what was typed; the table and JSON have the dollars as numbers."""
    assert r"a lawyer \*now\*" in given(table, "md")
    rows = list(csv.DictReader(io.StringIO(given(table, "csv"))))
    assert [(row["To"], row["Stands"], row["Dollars"]) for row in rows] == [
        ("Dee Fox", "not needed", ""),
        ("Maria Lopez", "closed", "5000.00"),
    ]
    read = json.loads(given(table, "json"))
    assert [(lead["receiver"], lead["dollars"]) for lead in read["leads"]] == [
        ("Dee Fox", None),
        ("Maria Lopez", 5000),
    ]
    assert (read["dollars"], read["first_payments"], read["after_first_payments"]) == (5000, 4200, 800)


def test_who_gave_none_is_said_so(table: Table) -> None:
    """In words, and as a table without rows; a format that is not written is refused with those that are."""
    assert "No lead was given." in given(table, "text", "cyrus")
    assert len(given(table, "csv", "cyrus").splitlines()) == 1
    with pytest.raises(Refused, match="text, md, csv, json"):
        given(table, "vcf")


def test_families_are_shown_by_needs_and_dollars(table: Table) -> None:
    """Each as a tree of hops and needs, its dollars above; a lead alone is no family."""
    text = families(table, "text")
    assert "$6,000, $5,200 first payments, $800 later ones, 2 leads" in text
    assert f"  Ann Chu → Maria Lopez: {WHOLE.need}, $5,000\n  └ Maria Lopez → Paul Whitfield: a crown" in text
    (row,) = csv.DictReader(io.StringIO(families(table, "csv").removeprefix("\ufeff")))
    assert (row["Dollars"], row["Leads"], row["Needs"]) == ("6000.00", "2", f"{WHOLE.need} → a crown")
    assert "$6,000" in families(table, "md")
    (read,) = json.loads(families(table, "json"))["families"]
    assert (read["dollars"], [lead["need"] for lead in read["leads"]]) == (6000, [WHOLE.need, "a crown"])


def test_families_of_which_nothing_came_are_counted(table: Table) -> None:
    """For readers they are one line, also where there are no others; as data each of them is there."""
    seen = best_families(table.store, table.now.chapter, table.clock.now())
    (paid,) = seen.found
    unpaid = replace(paid, dollars=dollar_sum((), "USD"))
    for found, sentence in (
        ((paid, unpaid, unpaid), "No dollars came yet of 2 families more."),
        ((unpaid,), "No dollars came yet of 1 family."),
    ):
        for format in ("text", "md"):
            text = write_families(replace(seen, found=found), format).decode()
            assert text.endswith(f"\n\n{sentence}\n")
            assert text.count("a crown") == found.count(paid)
        data = json.loads(write_families(replace(seen, found=found), "json"))
        assert len(data["families"]) == len(found)


def test_a_lead_never_called_is_overdue_however_long(table: Table) -> None:
    """The longest first; one that was heard of is not among them, nor one that is still in time."""
    first = table.do(table.lead("Dee Fox", "Maria Lopez", Slip("Jo Ball", "+12065550199"))).leads[-1]
    table.clock.pass_by(days=200)
    second = table.do(table.lead("Dee Fox", "Ann Chu", Slip("Ed Hall", "+12065550188"))).leads[-1]
    table.clock.pass_by(days=2)
    table.do(table.lead("Dee Fox", "Ann Chu", Slip("Al Wu", "+12065550177")))
    seen = overdue(table.store, table.now.chapter, table.clock.now())
    assert [each.lead.id for each in seen.leads] == [first.id, second.id]
    assert write_overdue(seen, "text").decode().startswith("Overdue, not contacted\n  ")

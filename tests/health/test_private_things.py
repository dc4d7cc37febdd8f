"""What is private stays so: own costs, answers of givers and prospects, looked for in every file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import NoteGiverAnswer, NoteOutcome
from leadsroom.acts.money.commands import EnterOwnCost
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.text.money import Money
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import KINDS, write_health
from leadsroom.exchange.letters.letters import files_of, letters_of
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import FORMATS, minutes_written
from leadsroom.exchange.minutes.formats import Wanted as MinutesWanted
from leadsroom.exchange.my_page import text_my_page, write_my_page
from leadsroom.exchange.reports.write import MAKERS, write_report
from leadsroom.views.health.days import days_of_health
from leadsroom.views.health.my_page import my_page
from leadsroom.views.health.own_costs import own_costs
from leadsroom.views.money import accounts, ledger
from tests.meeting.table import WHOLE, Table

OWN, OWN_AMOUNT = "qqparking", "8642.97"
SERVED, PROSPECT = "qqrude", "Zebulon Quagmire"


@pytest.fixture
def marked(table: Table) -> Table:
    """A closed meeting with a lead, an answer of its giver, and a cost of the receiver's own."""
    table.go()
    table.do(table.lead(slip=replace(WHOLE, prospect=PROSPECT)))
    lead = LeadId(table.now.leads[-1].id)
    table.go_to_end()
    desk = desk_of(table)
    desk.do(NoteOutcome(lead, LeadOutcome.WORKING))
    desk.do(NoteGiverAnswer(lead, Served.COMPLAINT, SERVED))
    for name in ("Maria Lopez", "Ann Chu"):
        desk.do(EnterOwnCost(table.person(name), Money(864_297, "USD"), OWN))
    return table


def desk_of(table: Table) -> SyncDesk:
    """The desk between meetings."""
    return SyncDesk(table.store, table.now.chapter.id, table.clock, "desk")


def readable(data: bytes) -> str:
    """All that can be read in a file, without the commas and spaces of its numbers."""
    if data.startswith(b"%PDF"):
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    elif is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as parts:
            text = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    else:
        text = data.decode("utf-8", "replace")
    return text.replace(",", "")


def health_files(
    table: Table, kinds: Iterable[str] = KINDS, *, officers: bool = False, own: bool = False
) -> Iterator[tuple[str, str]]:
    """These kinds of files about the chapter's health, or all, in every format, with what each needs."""
    desk = desk_of(table)
    everything = {
        "member": table.person("Ann Chu"),
        "other": table.person("Maria Lopez"),
        "profession": "Florist",
    }
    for name in kinds:
        kind = KINDS[name]
        given = {field: value for field, value in everything.items() if field in kind.needs}
        given |= {"officers": True} if officers and "officers" in kind.takes else {}
        given |= {"own": True} if own and "own" in kind.takes else {}
        for format in kind.formats:
            wanted = Wanted(period=desk.read(days_of_health), format=format, **given)  # type: ignore[arg-type]
            yield f"{name}.{format}", readable(desk.read(write_health, name, wanted))


def other_files(table: Table) -> Iterator[tuple[str, str]]:
    """Minutes, letters, reports, the ledger and a member's page."""
    desk, ann = desk_of(table), table.person("Ann Chu")
    for format in FORMATS:
        for audience in Audience:
            wanted = MinutesWanted(format, audience, with_journal=True)
            yield f"minutes.{format}", readable(desk.read(minutes_written, table.meeting_id, wanted))
    for name, data in files_of(desk.read(letters_of, table.meeting_id)).items():
        yield name, readable(data)
    for name in MAKERS:
        yield name, readable(desk.read(write_report, name, desk.read(days_of_health), "csv"))
    for format in ("text", "json"):
        yield f"review.{format}", readable(write_my_page(desk.read(my_page, ann), format))
    yield "ledger", f"{desk.read(ledger)}{desk.read(accounts)}"


def _has(text: str, marks: tuple[str, ...]) -> list[str]:
    return [mark for mark in marks if mark in text]


def test_own_costs_are_in_no_file(marked: Table) -> None:
    """Neither their amount nor what they were for, whoever writes it: officers, a treasurer, a secretary."""
    files = [*health_files(marked), *health_files(marked, officers=True), *other_files(marked)]
    assert len(files) > 20
    assert [(name, found) for name, text in files if (found := _has(text, (OWN, OWN_AMOUNT, "8642")))] == []


def test_own_costs_are_there_for_the_member(marked: Table) -> None:
    """In the renewal sheet and on the page where the member asks for them, and in no other kind."""
    own = dict(health_files(marked, own=True))
    assert {name.split(".")[0] for name, text in own.items() if OWN_AMOUNT in text} == {"renewal"}
    desk, ann = desk_of(marked), marked.person("Ann Chu")
    page, costs = desk.read(my_page, ann), desk.read(own_costs, ann)
    assert OWN in text_my_page(page, costs)
    assert OWN_AMOUNT in write_my_page(page, "json", costs).decode()


def test_the_sheets_have_no_answer_of_a_giver_and_no_prospect(marked: Table) -> None:
    """In whatever format, and with whatever is asked of them."""
    for officers, own in ((False, False), (True, True)):
        for name, text in health_files(marked, ("renewal", "joining"), officers=officers, own=own):
            assert _has(text, (SERVED, *PROSPECT.split())) == [], name


def test_answers_of_givers_are_in_nothing_that_members_get(marked: Table) -> None:
    """No letter, no minutes of any audience, no report has them, nor what officers have not asked for."""
    files = [*other_files(marked), *health_files(marked)]
    assert [name for name, text in files if SERVED in text] == []
    asked_for = dict(health_files(marked, ("decisions",), officers=True))
    assert [name for name, text in asked_for.items() if SERVED not in text] == []

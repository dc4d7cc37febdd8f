"""Slips as a table, with the habits of the roster's file."""

from __future__ import annotations

import csv
import io

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.slips.wording import HandedSlip, Handover, call_by, phone, who_calls
from leadsroom.exchange.spreadsheet import guarded

COLUMNS = (
    "Prospect", "Company", "Phone", "Address", "E-mail", "Need", "Who calls", "Expects the call",
    "Knows who calls", "When", "Own household", "Note", "From", "Passed", "Verdict", "State", "Call by",
)  # fmt: skip
_ANSWERS = {True: "yes", False: "no", None: ""}


def csv_slips(handover: Handover) -> bytes:
    """A CSV in UTF-8, with commas and CRLF. No cell is computed by a spreadsheet: those get an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(clean(cell)) for cell in _cells(slip, handover)] for slip in handover.slips)
    return file.getvalue().encode("utf-8")


def _cells(slip: HandedSlip, handover: Handover) -> tuple[str, ...]:
    """In the order of COLUMNS; moments in the meeting room's time."""
    facts, lead = slip.lead.slip, slip.lead
    return (
        facts.prospect,
        facts.company,
        phone(slip, handover.chapter),
        facts.address,
        facts.email,
        facts.need,
        who_calls(slip),
        _ANSWERS[facts.expecting_call],
        _ANSWERS[facts.knows_caller],
        facts.when.words if facts.when else "",
        _ANSWERS[facts.inside],
        facts.note,
        slip.giver,
        f"{handover.chapter.local(lead.passed_at):%Y-%m-%d %H:%M}",
        lead.verdict,
        lead.standing.state.words,
        call_by(slip, handover),
    )

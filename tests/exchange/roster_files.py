"""Roster files as offices have them, each with what a careful secretary expects of it.

The bytes are made here, in code; `python -m tests.exchange.roster_files FOLDER` writes them out.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from msgspec import Struct

TODAY = date(2026, 11, 18)


class RosterCase(Struct, frozen=True):
    """A file and what is to come of it.

    `members` has for each line taken the fields to look at, all of them texts: `{"name": "Ann Chu"}`.
    `remarks` and `problems` are parts of the sentences, in their order: as many as are expected.
    """

    about: str
    name: str
    data: bytes
    members: tuple[dict[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    country: str = "US"
    encoding: str | None = None
    columns: dict[str, str] = {}


ANN = {"name": "Ann Chu", "profession": "Florist"}
BEA = {"name": "Bea Katz", "profession": "Caterer"}

TEXTS = (
    RosterCase(
        "A title, an address and an empty line stand above the headings.",
        "titled.csv",
        b"Harborview Chapter,,\n12 Pier Road,,\n\nName,Profession,Phone\nAnn Chu,Florist,(415) 555-0103\n",
        ({**ANN, "phone": "+14155550103"},),
        remarks=("Headings taken from line 4.",),
    ),
    RosterCase(
        "A spreadsheet's hint has more of the delimiters than it needs.",
        "hint.csv",
        b"sep=;;;\r\nName;Profession;Phone\r\nAnn Chu;Florist;\r\nBea Katz;Caterer;\r\n",
        (ANN, BEA),
    ),
    RosterCase(
        "Cells are parted by bars.",
        "bars.txt",
        b"Name|Profession\nAnn Chu|Florist\nBea Katz|Caterer\n",
        (ANN, BEA),
    ),
    RosterCase(
        "Lines end with one empty cell too many, or the headings do.",
        "too-many.csv",
        b"Name,Profession\nAnn Chu,Florist,\nBea Katz,Caterer,,,\n",
        (ANN, BEA),
    ),
)

CASES: tuple[RosterCase, ...] = (*TEXTS,)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.data)

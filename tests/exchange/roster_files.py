"""Roster files as offices have them, each with what a careful secretary expects of it.

The bytes are made here, in code; `python -m tests.exchange.roster_files FOLDER` writes them out.
"""

# ruff: noqa: E501 - lines of others are as long as they are
from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from msgspec import Struct

from tests.exchange.workbook_bytes import ods, office_xml, xls, xlsx, zipped

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
        "No heading below the title means anything by itself; somebody says what two of them mean.",
        "own-words.csv",
        b"Harborview Chapter\n\nWho,What they do,Cell\nAnn Chu,Florist,(415) 555-0103\n",
        ({**ANN, "phone": "+14155550103"},),
        remarks=("Headings taken from line 3.",),
        columns={"Who": "Name", "What they do": "Profession"},
    ),
    RosterCase(
        "The same, and nobody says: the line below the title has the headings, and the sentences are about it.",
        "own-words-unsaid.csv",
        b"Harborview Chapter\n\nWho,What they do,Cell\nAnn Chu,Florist,(415) 555-0103\n",
        remarks=("Headings taken from line 3.",),
        problems=("line 3, Name (Who, What they do, Cell)", "--map 'ITS HEADING=Profession'"),
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

CELLS = (
    RosterCase(
        "Last names stand first, with generations, titles, degrees and particles.",
        "last-first.csv",
        b'Name,Profession\n"Chu, Dr. Ann",Florist\n"Lopez, Marie Jr.",Baker\n"Smith, John, Jr.",Cook\n'
        b'"de la Cruz, Juan",Roofer\n"Ng, Cyrus, CPA",Accountant\n"Davis, Sammy",Mover\n',
        tuple(
            {"name": name}
            for name in (
                *("Dr. Ann Chu", "Marie Lopez Jr.", "John Smith Jr."),
                *("Juan de la Cruz", "Cyrus Ng, CPA", "Sammy Davis"),
            )
        ),
    ),
    RosterCase(
        "Names in capitals, and one with a space of no width in it.",
        "capitals.csv",
        "Name,Profession\nANN CHU,Florist\nBe\u200ba Katz,Caterer\n".encode(),
        ({"name": "ANN CHU"}, BEA),
        remarks=("in capitals or without: ANN CHU.",),
    ),
    RosterCase(
        "Chinese, Korean and single names, in two columns and in one.",
        "east-asian.csv",
        "Given name,Surname,Profession\n小明,王,Florist\n민수,김,Baker\nCher,,Cook\nAnn,Chu,Mover\n".encode(),
        tuple({"name": name} for name in ("王小明", "김민수", "Cher", "Ann Chu")),
    ),
    RosterCase(
        "Addresses are wrapped up, or two in a cell, or say that there is none.",
        "addresses.csv",
        b"Name,Profession,Email\nAnn Chu,Florist,mailto:ann@x.example\nBea Katz,Caterer,Bea <bea@x.example>\n"
        b"Cy Orr,Cook,cy@x.example; cy@home.example\nDi Fox,Roofer,N/A\nEd Po,Printer,none\nFay Lo,Mover,-\n",
        (
            {**ANN, "email": "ann@x.example"},
            {**BEA, "email": "bea@x.example"},
            {"name": "Cy Orr", "email": "cy@x.example", "note": "Email: cy@home.example"},
            *({"name": name, "email": ""} for name in ("Di Fox", "Ed Po", "Fay Lo")),
        ),
        remarks=("the others are noted: cy@home.example (line 4).",),
    ),
    RosterCase(
        "A spreadsheet took the numbers for amounts and formulas, and has shortened one.",
        "numbers.csv",
        b'Name,Profession,Phone\nAnn Chu,Florist,"=""4155550122"""\nBea Katz,Caterer,4155550115.0\n'
        b"Cy Orr,Cook,4.155550116E+09\nDi Fox,Roofer,4.15555E+09\n",
        (
            {**ANN, "phone": "+14155550122"},
            {**BEA, "phone": "+14155550115"},
            {"name": "Cy Orr", "phone": "+14155550116"},
        ),
        problems=("line 5, Phone (4.15555E+09): The spreadsheet has rounded this number",),
    ),
    RosterCase(
        "A couple has one address, an office one number, and one of them has a second.",
        "shared.csv",
        b"Name,Profession,Phone,Email\nAnn Chu,Florist,415-555-0103 / 415-555-0104,chu@home.example\n"
        b"Bo Chu,Baker,(415) 555-0103,CHU@home.example\n",
        (
            {**ANN, "phone": "+14155550103", "note": "Phone: 415-555-0104"},
            {"name": "Bo Chu", "phone": "+14155550103", "email": "CHU@home.example"},
        ),
        remarks=(
            "the others are noted: 415-555-0104 (line 2).",
            "Shared: chu@home.example by Ann Chu and Bo Chu; (415) 555-0103 by Ann Chu and Bo Chu.",
        ),
    ),
    RosterCase(
        "Only months and years are given.",
        "months.csv",
        b"Name,Profession,Member since\nAnn Chu,Florist,Nov 2019\nBea Katz,Caterer,2018\n",
        ({**ANN, "joined": "2019-11-01"}, {**BEA, "joined": "2018-01-01"}),
        remarks=("“Nov 2019” is 1 November 2019 (line 2), and 1 more.",),
    ),
    RosterCase(
        "Every date could be either way round.",
        "either-way.csv",
        b"Name,Profession,Member since\nAnn Chu,Florist,03/04/2019\nBea Katz,Caterer,05/06/2018\n",
        ({**ANN, "joined": "2019-04-03"}, {**BEA, "joined": "2018-06-05"}),
        remarks=("read day first, as in GB: “03/04/2019” is 3 April 2019 (line 2), and 1 more.",),
        country="GB",
    ),
    RosterCase(
        "A column of dates has lost its format.",
        "day-numbers.csv",
        b"Name,Profession,Member since\nAnn Chu,Florist,43530\nBea Katz,Caterer,43600\n",
        ({**ANN, "joined": "2019-03-06"}, {**BEA, "joined": "2019-05-15"}),
        remarks=("as spreadsheets count them: “43530” is 6 March 2019 (line 2), and 1 more.",),
    ),
    RosterCase(
        "One of the dates has lost its format, and is asked about.",
        "day-number.csv",
        b"Name,Profession,Member since\nAnn Chu,Florist,43530\nBea Katz,Caterer,15 May 2019\n",
        ({**BEA, "joined": "2019-05-15"},),
        problems=("This may be a spreadsheet's number for 6 March 2019; write it as 2019-03-06",),
    ),
)

ROWS = (
    ("Name", "Profession", "Phone", "Joined"),
    ("Ann Chu", "Florist", 4155550103, date(2019, 3, 6)),
    ("Bea Katz", "Caterer", "(415) 555-0104", None),
)
ANN_IN_FULL = {**ANN, "phone": "+14155550103", "joined": "2019-03-06"}
BEA_IN_FULL = {**BEA, "phone": "+14155550104", "joined": ""}

WORKBOOKS = (
    RosterCase(
        "A workbook has a sheet of something else in front, and an old list hidden.",
        "book.xlsx",
        xlsx({"Dues": [("Month", "Sum"), ("May", 120)], "Members": ROWS, "Old": ROWS}, hidden=["Old"]),
        (ANN_IN_FULL, BEA_IN_FULL),
        remarks=("Taken from the sheet “Members”; not from “Dues”.",),
    ),
    RosterCase(
        "A workbook's list stands below a title, not in the first column, and a total ends it.",
        "titled.xlsx",
        xlsx(
            {
                "Roster": [
                    (None, "Harborview"),
                    (),
                    *((None, *row) for row in ROWS),
                    (None, "Total", None, 2),
                ]
            }
        ),
        (ANN_IN_FULL, BEA_IN_FULL),
        remarks=("Headings taken from line 3.", "Line 6 is a total; left out."),
    ),
    RosterCase(
        "LibreOffice writes dates and numbers with their kinds.",
        "list.ods",
        ods("List", ROWS),
        (ANN_IN_FULL, BEA_IN_FULL),
    ),
    RosterCase(
        "An old workbook has numbers with a point where phones are meant.",
        "old.xls",
        xls("Sheet1", [("Name", "Profession", "Phone"), ("Ann Chu", "Florist", 4155550103.0)]),
        ({**ANN, "phone": "+14155550103"},),
    ),
    RosterCase(
        "What an association calls .xls is XML that leaves cells out and writes phones as powers of ten.",
        "report.xls",
        office_xml(
            '<Row><Cell><Data ss:Type="String">Chapter Roster</Data></Cell></Row>'
            '<Row ss:Index="4"><Cell><Data ss:Type="String">Member Name</Data></Cell>'
            '<Cell><Data ss:Type="String">Classification (A &gt; B &gt; C)</Data></Cell>'
            '<Cell><Data ss:Type="String">Company Name</Data></Cell>'
            '<Cell><Data ss:Type="String">Phone</Data></Cell>'
            '<Cell><Data ss:Type="String">Start Date</Data></Cell></Row>'
            '<Row><Cell><Data ss:Type="String">Ann Chu</Data></Cell>'
            '<Cell><Data ss:Type="String">Florist</Data></Cell>'
            '<Cell ss:Index="4"><Data ss:Type="Number">4.155550103E+9</Data></Cell>'
            '<Cell><Data ss:Type="DateTime">2019-03-06T00:00:00.000</Data></Cell></Row>'
        ),
        ({**ANN_IN_FULL, "company": ""},),
        remarks=("Headings taken from line 4.",),
    ),
    RosterCase(
        "XML that declares entities of its own could fill the memory.",
        "bomb.xls",
        office_xml("<Row/>", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
        problems=("entities of its own",),
    ),
    RosterCase(
        "A value in the last cell of a sheet would need room for all cells before it.",
        "far-away.xlsx",
        xlsx({"Members": [*ROWS, *[()] * 900_000, (*[None] * 60, "x")]}),
        problems=("far away, BI900004",),
    ),
    RosterCase(
        "A workbook that a download cut off.",
        "cut-off.xlsx",
        xlsx({"Members": ROWS})[:3000],
        problems=("damaged or cut off",),
    ),
    RosterCase(
        "A word processor's file is a zip file too.",
        "letter.docx",
        zipped({"word/document.xml": b"<x/>"}),
        problems=("without a workbook",),
    ),
)

CLASSIFIED = (
    RosterCase(
        "An association's classification goes from the general to the seat.",
        "classified.xlsx",
        xlsx(
            {
                "Roster": [
                    ("Member Name", "Classification (A > B > C)"),
                    ("Ann Chu", "Retail > Flowers > Florist"),
                ]
            }
        ),
        ({**ANN, "note": "Classification: Retail > Flowers > Florist"},),
        remarks=("of a classification the last part is taken",),
    ),
    RosterCase(
        "A workbook whose words were encoded twice before they came into it.",
        "twice.xlsx",
        xlsx({"Roster": [("Name", "Profession"), ("Núñez".encode().decode("latin-1"), "Florist")]}),
        ({"name": "Núñez"},),
        remarks=("“Núñez”.",),
    ),
)

CARDS = (
    RosterCase(
        "A telephone's cards, with two numbers each and a note of two lines.",
        "cards.vcf",
        (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Chu;Ann;;;\r\nFN:Ann Chu\r\nORG:Petal\\, Stem;\r\nTITLE:Florist\r\n"
            b"TEL;type=HOME:(415) 555-0199\r\nTEL;type=CELL:(415) 555-0103\r\nEMAIL:ann@petal.example\r\n"
            b"NOTE:Sings\\nand dances\r\nEND:VCARD\r\n"
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Rivera;Tom=C3=A1s\r\n"
            b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Tom=C3=A1s Rivera\r\nROLE:Painter\r\nEND:VCARD\r\n"
        ),
        (
            {
                **ANN,
                "company": "Petal, Stem",
                "phone": "+14155550103",
                "note": "Home phone: (415) 555-0199; Sings and dances",
            },
            {"name": "Tomás Rivera", "profession": "Painter"},
        ),
        remarks=("“Home phone” goes into the members' notes.",),
    ),
)

ADDRESS_BOOKS = (
    RosterCase(
        "Google's contacts, with a label beside each value.",
        "google.csv",
        b"First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        b"Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n"
        b"Ann,,Chu,Petal,Florist,* myContacts,Work,ann@petal.example,Mobile,(415) 555-0103,Fax,(415) 555-0188\n",
        (
            {
                **ANN,
                "company": "Petal",
                "email": "ann@petal.example",
                "phone": "+14155550103",
                "note": "Phone 2 - Value: (415) 555-0188",
            },
        ),
        remarks=(
            "“Phone 2 - Value” goes into the members' notes.",
            "“Labels”, “E-mail 1 - Label”, “Phone 1 - Label” and “Phone 2 - Label” are left out.",
        ),
    ),
    RosterCase(
        "Outlook's contacts: most columns are empty, the profession is called a job title.",
        "outlook.csv",
        b'"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Street",'
        b'"Business Fax","Business Phone","Home Phone","Mobile Phone","E-mail Address","E-mail 2 Address","Notes"\r\n'
        b'"","Sam","","Davis","Jr.","","","Plumber","","","(415) 555-0101","","(415) 555-0102","s@d.example","",""\r\n',
        (
            {
                "name": "Sam Davis Jr.",
                "profession": "Plumber",
                "phone": "+14155550102",
                "email": "s@d.example",
                "note": "Business Phone: (415) 555-0101",
            },
        ),
        remarks=("“Business Phone” goes into",),
    ),
    RosterCase(
        "Thunderbird's address book.",
        "thunderbird.csv",
        b"First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Home Phone,Fax Number,"
        b"Mobile Number,Job Title,Organization\nAnn,Chu,Ann Chu,,ann@petal.example,,,,,(415) 555-0103,Florist,Petal\n",
        ({**ANN, "email": "ann@petal.example", "company": "Petal", "note": ""},),
    ),
    RosterCase(
        "A roster of an association, with open seats, a heading between, a page's headings once more, and a total.",
        "association.csv",
        b"Chapter: Harborview\nMember,Profession/Specialty,Business,Fax\nAnn Chu,Florist,Petal,555-0188\n"
        b"OPEN,Plumber,,\nVacant - Roofer,,,\nOfficers:,,,\nMember,Profession/Specialty,Business,Fax\n"
        b"Bea Katz,Caterer,,\nTotal members: 2,,,\n",
        ({**ANN, "company": "Petal", "note": "Fax: 555-0188"}, BEA),
        remarks=(
            "Headings taken from line 2.",
            "Line 4 is an open seat for Plumber; left out.",
            "Line 5 is an open seat for Roofer; left out.",
            "Line 6 is a heading, “Officers:”; left out.",
            "Line 7 repeats the headings; left out.",
            "Line 9 is a total; left out.",
            "“Fax” goes into the members' notes.",
        ),
    ),
    RosterCase(
        "People who have left stand below a heading of their own.",
        "former.csv",
        b"Name,Profession\nAnn Chu,Florist\nFormer members,\nBea Katz,Caterer\n",
        (ANN, BEA),
        problems=(
            "line 3 (Former members): The lines below this heading may be about people who hold no seat",
        ),
    ),
    RosterCase(
        "Somebody who knows the file says what its columns mean.",
        "mapped.csv",
        b"Who,Does,Secret\nAnn Chu,Florist,x\n",
        ({**ANN, "note": ""},),
        remarks=("“Secret” is left out.",),
        columns={"who": "Name", "Does": "Profession", "Secret": ""},
    ),
    RosterCase(
        "A heading that is given and not there.",
        "mapped-wrongly.csv",
        b"Name,Profession\nAnn Chu,Florist\n",
        problems=("line 1, Does: There is no such column; those of the file are “Name”, “Profession”.",),
        columns={"Does": "Profession"},
    ),
)

LETTERS = "Name,Profession\nTomás Rivera,House painter\nMaría Núñez,Caterer\n"
TOMAS, MARIA = {"name": "Tomás Rivera"}, {"name": "María Núñez"}
ENCODED = (
    RosterCase(
        "An old Macintosh.",
        "mac.csv",
        LETTERS.encode("mac-roman"),
        (TOMAS, MARIA),
        remarks=("Read as Mac Roman, such as “Tomás” on line 2",),
    ),
    RosterCase(
        "Windows.",
        "windows.csv",
        LETTERS.encode("cp1252"),
        (TOMAS, MARIA),
        remarks=("Read as Windows-1252, such as “Tomás” on line 2",),
    ),
    RosterCase(
        "Windows in Prague.",
        "prague.csv",
        "Name,Profession\nJiří Dvořák,Florist\nEva Černá,Caterer\n".encode("cp1250"),
        ({"name": "Jiří Dvořák"}, {"name": "Eva Černá"}),
        remarks=("Read as Windows-1250, such as “Jiří” on line 2",),
    ),
    RosterCase(
        "Windows in Tokyo: it could be Chinese or Korean, so it is asked about.",
        "tokyo.csv",
        "名前,Profession\n田中 太郎,花屋\n".encode("cp932"),
        problems=("“名前” in Shift-JIS (cp932)",),
    ),
    RosterCase(
        "The same, with its encoding named.",
        "tokyo-named.csv",
        "Name,Profession\n田中 太郎,花屋\n".encode("cp932"),
        ({"name": "田中 太郎", "profession": "花屋"},),
        encoding="shift-jis",
    ),
    RosterCase(
        "A name that is no encoding.",
        "no-encoding.csv",
        LETTERS.encode(),
        problems=("“utf-80” is not an encoding",),
        encoding="utf-80",
    ),
    RosterCase(
        "Saved as UTF-8, read as Windows, saved again.",
        "twice.csv",
        (
            "Name,Profession\nÁngel Núñez,Florist\nBea Katz,Caterer “fine”\n".encode()
            .decode("latin-1")
            .encode()
        ),
        ({"name": "Ángel Núñez"}, {"profession": "Caterer “fine”"}),
        remarks=("put right, such as",),
    ),
    RosterCase(
        "Saved where the letters had no place: what is lost nobody can put right.",
        "lost.csv",
        "Name,Profession,Company\nAnn Chu,Florist,What? Why?\nMu?oz,Caterer,\nBea Katz,Law,Caf\ufffd\n".encode(),
        (ANN,),
        problems=(
            "line 3, Name (Mu?oz): A letter was lost",
            "line 4, Company (Caf\ufffd): A letter was lost",
        ),
    ),
)

CASES: tuple[RosterCase, ...] = (*TEXTS, *CELLS, *WORKBOOKS, *CLASSIFIED, *CARDS, *ADDRESS_BOOKS, *ENCODED)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.data)

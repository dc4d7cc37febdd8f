"""Reports of a period: what stands in each, and that a later day changes nothing but what was put right."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import GiveTestimonial, LogOneToOne, NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting.commands import MarkAttendance, MarkOthersPresent, WelcomeVisitor
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.openings import Figures
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.reports.formats import FORMATS, text_report
from leadsroom.exchange.reports.report import Cell, Report, ReportKind, Unknown
from leadsroom.exchange.reports.write import report_of, write_report
from leadsroom.exchange.roster.palms import plan_figures
from leadsroom.store.store import Store
from leadsroom.views.health.figures import figures
from leadsroom.views.people import openings_by_member
from tests.databases import ON_BOTH
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import hold
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

HEAD = "First Name,Last Name,P,A,L,M,S,RGI,RGO,RRI,RRO,V,1-2-1,TYFCB,CEU,T"
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
PEOPLE = (
    ("Maria de la Cruz", "Web design"),
    ("Ann Chu", "Florist"),
    ("=[/] Diaz, PhD", "Banking"),
    ("שרה", "Insurance"),
)
ANN, MARIA, DIAZ, SARAH = "Ann Chu", "Maria de la Cruz", "=[/] Diaz, PhD", "שרה"


def november(store: Store) -> Table:
    """A November of four: 4 Nov held, 11 Nov a holiday, 18 Nov held with leads, dollars and a visitor."""
    chapter = found_chapter(store, people=PEOPLE)
    hold(store, chapter, date(2026, 11, 4), {ANN: "S", DIAZ: "L@25", SARAH: ""})
    office = SyncDesk(store, chapter.id, clock := SetClock(), "office")
    clock.pass_by(days=-12)
    office.do(MarkDate(date(2026, 11, 11), DateKind.HOLIDAY, "Veterans Day"))
    clock.pass_by(days=12)
    table = Table.lay(store, chapter, clock)
    ann, maria, diaz = map(table.person, (ANN, MARIA, DIAZ))
    office.do(LogOneToOne(ann, maria, date(2026, 11, 12), "coffee [/]"))
    table.do(MarkAttendance(diaz, Mark.ABSENT))
    table.do(MarkOthersPresent())
    table.do(
        WelcomeVisitor(
            "Tom Ray", "Roofing", ann, contact=Contact(phone_typed="+1 415 555 0133", may_write=True)
        )
    )
    table.go_to(StepKind.BUCKET)
    first = table.do(table.lead(ANN, MARIA)).leads[0]
    table.do(table.lead(ANN, DIAZ, Slip(ANN, "+14155550102", "", "a loan", True, inside=True)))
    table.do(table.lead(MARIA, ANN, Slip("@Sum(1)", need="flowers\x1b[31m")))
    table.do(NoteOutcome(table.now.leads[1].id, LeadOutcome.CONTACTED))
    table.do(ThankForBusiness(maria, ann, Money(125_050, "USD"), first.id))
    table.do(ThankForBusiness(diaz, ann, Money(700, "JPY"), None))
    table.do(GiveTestimonial(maria, ann, "the best"))
    table.go_to_end()
    return table


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """The table of 18 Nov."""
    table = november(sqlite_store)
    yield table
    table.desk.close()


def read(table: Table, kind: str, period: Period = NOVEMBER) -> Report:
    """A report, as it is now."""
    return table.desk.sync.read(report_of, kind, period)


def test_each_report_to_read_and_as_a_table(table: Table, snapshot: SnapshotAssertion) -> None:
    """A text in at most 80 columns; phones as they are dialled, and nothing that a spreadsheet computes."""
    for kind in ReportKind:
        text = table.desk.sync.read(write_report, kind, NOVEMBER, "text").decode()
        assert all(len(line) <= 80 for line in text.splitlines())
        assert text == snapshot(name=f"{kind}.txt")
        data = table.desk.sync.read(write_report, kind, NOVEMBER, "csv").decode("utf-8-sig")
        assert data.replace("\r\n", "\n") == snapshot(name=f"{kind}.csv")


def test_a_later_day_changes_no_figure(table: Table) -> None:
    """A year later each has the same bytes, but where leads and visitors stand has a day of its own."""

    def written() -> dict[ReportKind, list[bytes]]:
        made = table.desk.sync.read
        return {
            kind: [made(write_report, kind, NOVEMBER, format) for format in FORMATS] for kind in ReportKind
        }

    table.clock.pass_by(days=12)
    before = written()
    table.clock.pass_by(days=365)
    after = written()
    changed = {kind for kind in ReportKind if before[kind] != after[kind]}
    assert changed == {ReportKind.LEADS, ReportKind.VISITORS}


def test_a_correction_shows_in_figures_and_in_words(table: Table) -> None:
    """What was put right since counts, and the report says of which date it is and on which day it was."""
    table.clock.pass_by(days=1)
    table.do(NoteOutcome(table.now.leads[2].id, LeadOutcome.CONTACTED))
    before = read(table, "palms")
    table.clock.pass_by(days=13)
    table.do(MarkAttendance(table.person(DIAZ), Mark.MEDICAL))
    after = read(table, "palms")
    assert [row[2:7] for row in before.rows if row[1] == "Diaz, PhD"] == [(0, 1, 1, 0, 0)]
    assert [row[2:7] for row in after.rows if row[1] == "Diaz, PhD"] == [(0, 0, 1, 1, 0)]
    assert "1 correction since 30 Nov 2026, about 18 Nov 2026 (on 2 Dec 2026)." in after.remarks
    assert not any("correction" in remark for remark in before.remarks)
    assert any(
        DIAZ in remark and remark.startswith("18 Nov 2026 (on 2 Dec 2026): ")
        for remark in read(table, "leads").remarks
    )


@ON_BOTH
def test_only_a_report_of_leads_names_a_prospect(store: Store) -> None:
    """Also not in what was corrected: such a report goes to others than the chapter."""
    table = november(store)
    table.clock.pass_by(days=14)
    table.do(NoteOutcome(table.now.leads[2].id, LeadOutcome.BAD))
    texts = {kind: table.desk.sync.read(write_report, kind, NOVEMBER, "json") for kind in ReportKind}
    table.desk.close()
    assert {kind for kind, text in texts.items() if b"Sum(1)" in text} == {ReportKind.LEADS}
    assert b'"what"' in texts[ReportKind.LEADS]


def test_palms_is_read_back(table: Table) -> None:
    """Our own importer, and a program that was not ours, read each member's figures as they were written."""
    table.clock.pass_by(days=14)
    office = table.desk.sync
    written = [office.read(write_report, "palms", NOVEMBER, format) for format in ("csv", "xlsx")]
    plans = [office.read(plan_figures, data, "palms") for data in written]
    for plan in plans:
        assert (plan.problems, plan.headline) == ((), "Figures of 1 Nov to 30 Nov 2026: 4 members.")
        assert not any("Not on the roster" in note for note in plan.notes)
        assert plan.command is not None
        assert plan.command.members == plans[0].command.members  # type: ignore[union-attr]
        office.do(plan.command)
    on_record = {who.name: of[0].figures for who, of in office.read(openings_by_member).items()}
    assert on_record[ANN] == Figures(
        present=1,
        absent=0,
        late=0,
        medical=0,
        substitute=1,
        given_inside=1,
        given_outside=1,
        received_inside=0,
        received_outside=0,
        visitors=1,
        one_to_ones=1,
        testimonials=0,
        closed=Money(125_050, "USD"),
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(written[1])).get_sheet_by_name("PALMS").to_python()
    assert [row[0] for row in rows[:3]] == ["Chapter:", "From:", "To:"]
    assert rows[1][1] == NOVEMBER.first
    assert ",".join(map(str, rows[3])) == HEAD
    assert [row[0] for row in rows[4:10]] == ["Maria", "Ann", "=[/]", SARAH, "Others", "Total"]


def test_what_cannot_be_known_is_no_zero(table: Table) -> None:
    """No training on record, nobody marked: null in JSON, with the reason; a total goes by what is known."""
    week = Period(date(2026, 11, 4), date(2026, 11, 4))
    data = json.loads(table.desk.sync.read(write_report, "palms", week, "json"))
    sarah, total = data["members"][-1], data["total"]
    assert (sarah["first_name"], sarah["present"], sarah["training"]) == (SARAH, None, None)
    assert sarah["unknown"]["present"] == "not marked at any meeting of this period."
    assert sarah["unknown"]["one_to_ones"] == "no one-to-one is on record up to 4 Nov 2026."
    assert (total["present"], total["late"], total["substitute"], total["testimonials"]) == (1, 1, 1, 0)


def test_dates_without_a_closed_meeting_are_named(table: Table) -> None:
    """A holiday as such; a regular date without a meeting, and one that is planned, as not closed."""
    table.clock.pass_by(days=8)
    Table.lay(table.store, table.now.chapter, table.clock).desk.close()
    assert [
        remark for remark in read(table, "attendance").remarks if "closed" in remark or "Nobody" in remark
    ] == [
        "2 closed meetings.",
        "Not closed, and not in it: 25 Nov 2026 (no meeting on record).",
        "Nobody met on 11 Nov 2026 (Veterans Day).",
    ]


def test_every_report_adds_up_to_the_figures(demo_store: Store) -> None:
    """Over the season of the sample: the marks of each member, the sums of PALMS, how long each list is."""
    chapter, season = sample_chapter(demo_store), Period(date(2026, 1, 1), SAMPLE_NOW.date())
    reports = {kind: seen(demo_store, chapter, SAMPLE_NOW, report_of, kind, season) for kind in ReportKind}
    of = seen(demo_store, chapter, SAMPLE_NOW, figures, season).total
    attendance, palms = reports[ReportKind.ATTENDANCE], reports[ReportKind.PALMS]
    meetings = sum(column.group == "marks" for column in attendance.columns)
    for row in attendance.rows:
        marks, counts = row[1 : 1 + meetings], row[1 + meetings :]
        assert [marks.count(mark) for mark in "PLSMA"] == list(counts[:5])
        assert sum(isinstance(cell, Unknown) for cell in marks) == counts[5]
    assert _added(attendance.below[0][1][1 : 1 + meetings]) == of.present + of.late + of.substitutes
    assert "1-2-1: none is on record before 5 Jun 2026." in palms.remarks
    visitors, total = (row for _, row in palms.below)
    for place in range(2, len(palms.columns)):
        cells = [row[place] for row in (*palms.rows, visitors)]
        assert isinstance(total[place], Unknown) or _added(cells) == total[place]
    leads = [row[8] for row in reports[ReportKind.LEADS].rows if row[9] != "second slip, not counted"]
    assert (leads.count(True), leads.count(False)) == (of.given, of.given_raw)
    visits = [row[5] for row in reports[ReportKind.VISITORS].rows]
    assert sum(isinstance(number, int) for number in visits) == of.visitors
    assert 2 * len(reports[ReportKind.ONE_TO_ONES].rows) == of.one_to_ones


def _added(cells: Iterable[Cell]) -> int | Decimal:
    return sum(cell for cell in cells if isinstance(cell, int | Decimal))


def test_only_closed_meetings_count(table: Table) -> None:
    """A lead of a meeting that goes on is in no report yet; then it has the date of that meeting."""
    table.clock.pass_by(days=7)
    on = Table.lay(table.store, table.now.chapter, table.clock)
    on.go_to(StepKind.BUCKET)
    on.do(on.lead(DIAZ, ANN, Slip("Kim Lau", "+14155550199", "", "a loan", True)))
    assert len(read(table, "leads").rows) == 3
    on.clock.pass_by(hours=20)
    on.go_to_end()
    assert read(table, "leads").rows[-1][0] == date(2026, 11, 25)
    assert read(table, "leads").rows[-1][1] == DIAZ
    on.desk.close()


def test_no_such_report(table: Table) -> None:
    """Another kind or format, and days to come, are refused with what there is."""
    for words, message in (
        (("dues", NOVEMBER, "csv"), "Choose one of: attendance, palms, leads, visitors, one-to-ones"),
        (("palms", NOVEMBER, "pdf"), "Choose one of: text, csv, xlsx, json"),
        (("palms", Period(date(2027, 1, 1), date(2027, 2, 1)), "csv"), "days to come"),
    ):
        with pytest.raises(Refused, match=message):
            table.desk.sync.read(write_report, *words)


def test_an_extra_meeting_is_listed_and_counts_nowhere(table: Table) -> None:
    """Its marks stand in the table, since somebody asked for that date; no count and no per cent has them."""
    counts = read(table, "attendance").below[0][1][3:]
    table.clock.pass_by(days=1)
    extra = Table.lay_extra(table.store, table.now.chapter, table.clock)
    extra.do(MarkOthersPresent())
    extra.go_to_end()
    extra.desk.close()
    report = read(table, "attendance")
    assert [column.key for column in report.columns[1:4]] == ["2026-11-04", "2026-11-18", "2026-11-19"]
    assert report.below[0][1][3:] == (4, *counts)
    assert "Marks of extra meetings count nowhere: 2026-11-19." in report.remarks
    of_that_day = read(table, "attendance", Period(date(2026, 11, 19), date(2026, 11, 19)))
    assert ", 19 Nov 2026\n" in text_report(of_that_day)
    assert {row[:3] for row in of_that_day.rows} == {(name, "P", 0) for name, _ in PEOPLE}

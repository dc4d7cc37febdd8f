"""The meetings of some days as one review: what is still to call, each lead, thanks, figures by member."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import FEWEST_MEETINGS, Figures, Rate
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.leads.dollars import dollar_parts
from leadsroom.domain.people import visiting
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.windows import Stretch
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import average_in_words, full_day, full_days
from leadsroom.views.health.period_review import PeriodReview, period_review
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys import BACK, FIND, GO_TO
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, table_lines
from screens.kit.page import Page
from screens.kit.styled import quiet, sign_of, strong, words
from screens.review import lines as drawn
from screens.review.figures import DOLLARS, count_of, dollars_of, number_entries
from screens.review.lines import (
    NOTHING,
    Entry,
    Section,
    about_of,
    heading,
    note,
    plural,
    section_lines,
    section_of,
)
from screens.review.panes import Facts, FactsPicture
from screens.review.section_page import SectionPage

_NUMBER = Column(right=True)
_NAME = Column(least=14, most=40)
_MARKS = (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE, Mark.MEDICAL, Mark.ABSENT, None)


def period_lines(seen: PeriodReview, width: int) -> list[Line]:
    """The whole review of a period, for a list so many cells wide."""
    return section_lines(seen, _SECTIONS, width)


def meetings_heading(seen: PeriodReview) -> Content:
    """How many were closed, and how many dates were not."""
    missing = len(seen.figures.not_closed)
    dates = f"{missing} date{plural(missing)} not closed" if missing else "every date closed"
    return heading("Meetings", f"{len(seen.figures.meetings)}, {dates}")


def meetings(seen: PeriodReview, width: int) -> Iterable[Entry]:
    """The dates that were not closed and count in nothing, then the meetings that do, the latest first."""
    for missing in reversed(seen.figures.not_closed):
        yield Entry(words(missing.words, "amber").truncate(width, ellipsis=True))
    for meeting in reversed(seen.figures.meetings):
        name = MeetingName(meeting.on, meeting.number).near()
        kind = "" if meeting.counts_attendance else " · extra meeting, its attendance counts for no rule"
        yield Entry(Content.assemble(words(name), quiet(kind)), f"meeting/{meeting.id}")
    if not seen.figures.meetings:
        yield note("No meeting was closed on these days.")


def numbers_heading(seen: PeriodReview) -> Content:
    """Of how many meetings an average would be, where it is of too few."""
    count = len(seen.figures.meetings)
    few = f"{count} meeting{plural(count)}, too few for an average" if count < FEWEST_MEETINGS else ""
    return heading("In numbers", few)


def numbers(seen: PeriodReview, width: int) -> Iterable[Entry]:
    """The sums of the period, zeros too, each with what that is for one meeting."""
    total, country, count = seen.figures.total, seen.chapter.country, len(seen.figures.meetings)
    dollars, met = total.dollars_in, total.one_to_ones // 2  # each counts for both
    rows: list[Row] = []
    for number, what in (
        (total.given, f"lead{plural(total.given)}"),
        (total.given_raw, f"raw lead{plural(total.given_raw)}"),
        (total.testimonials, f"testimonial{plural(total.testimonials)}"),
        (total.substitutes, f"substitute{plural(total.substitutes)}"),
        (total.visitors, f"visitor{plural(total.visitors)}"),
        (met, f"one-to-one{plural(met)}"),
    ):
        rate = Rate(number, count).a_meeting
        average = "" if rate is None else f"{average_in_words(rate)} a meeting"
        rows.append((strong(f"{number}"), words(what), quiet(average)))
    rows.insert(2, (strong(show_money(dollars.total, country)), words(DOLLARS), NOTHING))
    return number_entries(rows, ", ".join(dollar_parts(dollars, country)), width)


def attendance_heading(_seen: PeriodReview) -> Content:
    """The marks that are counted, each with its sign."""
    signs = [sign_of(mark) for mark in _MARKS]
    return heading("Who was there", "  ".join(f"{sign.shape} {sign.meaning}" for sign in signs))


def attendance(seen: PeriodReview, width: int) -> Iterable[Entry]:
    """How often each member was there, late, absent and so on."""
    head: Row = [NOTHING, *(quiet(sign_of(mark).shape) for mark in _MARKS), quiet("meetings")]
    rows = [
        (words(each.person.name), *map(count_of, _marks(each.figures)), quiet(f"{each.figures.meetings}"))
        for each in seen.figures.members
    ]
    return _by_member(seen, [head, *rows], (_NAME, *[_NUMBER] * 7), width)


def _marks(figures: Figures) -> tuple[int, ...]:
    early = (figures.present, figures.late, figures.substitutes)
    return (*early, figures.medical, figures.absent, figures.unmarked)


def leads_by_member(seen: PeriodReview, width: int) -> Iterable[Entry]:
    """Leads given and received, raw ones apart, dollars reported and credited; the columns add up to all."""
    head: Row = [NOTHING, *map(quiet, ("given", "raw", "received", "raw", "reported", "credited"))]
    rows: list[Row] = [_gave_and_got(each.person.name, each.figures, seen) for each in seen.figures.members]
    others = seen.figures.visitors
    if not others.is_empty:
        rows.append(_gave_and_got("others", others, seen))
    return _by_member(seen, [head, *rows], (_NAME, *[_NUMBER] * 6), width)


def _gave_and_got(name: str, figures: Figures, seen: PeriodReview) -> Row:
    counts = (figures.given, figures.given_raw, figures.received, figures.received_raw)
    sums = (figures.dollars_in.total, figures.dollars_credited.total)
    return words(name), *map(count_of, counts), *(dollars_of(each, seen.chapter.country) for each in sums)


def _by_member(
    seen: PeriodReview, rows: Sequence[Row], columns: Sequence[Column], width: int
) -> Iterable[Entry]:
    if len(rows) == 1:
        return [note("Nobody had a place.")]
    first, *others = table_lines(rows, columns, width)
    abouts = [f"person/{each.person.id}" for each in seen.figures.members]
    abouts += [""] * (len(others) - len(abouts))
    return [Entry(first, None), *map(Entry, others, abouts)]


def leads_heading(seen: PeriodReview) -> Content:
    """Of a long period, which leads are listed, and what lists all."""
    since = f"those since {full_day(seen.listed.first)}; leadsroom report leads has all"
    return heading("What became of the leads", since if seen.listed != seen.period else "")


_SECTIONS: tuple[Section[PeriodReview], ...] = (
    Section("calls", drawn.call_heading, drawn.calls),
    Section("leads", leads_heading, drawn.other_leads),
    Section("thanks", heading("Thanks and closed business"), drawn.thanks),
    Section("numbers", numbers_heading, numbers),
    Section("members", attendance_heading, attendance),
    Section("by_member", heading("Leads and dollars"), leads_by_member),
    Section("one_to_ones", heading("One-to-ones"), drawn.one_to_ones),
    Section("visitors", heading("Visitors"), drawn.visitors),
    Section("visiting_members", heading(visiting.HEADING), drawn.visiting_members),
    Section("meetings", meetings_heading, meetings),
)


class PeriodScreen(SectionPage[PeriodReview]):
    """All closed meetings of some days; `←` and `→` show as many days before and after."""

    BINDINGS = [
        keys.enter("read", "Read the lead, open the page of the person, or the review of the meeting"),
        keys.act("d", "days", "days", "Of which days it is"),
        keys.act("left", "earlier", "earlier", "The days before", show=False),
        keys.act("right", "later", "later", "The days after", show=False),
        FIND,
        BACK,
        GO_TO,
        *Page.BINDINGS,
    ]

    heading = "Review"

    def __init__(self, desk: Desk, chapter: Chapter, days: Stretch, *, from_shell: bool = False) -> None:
        super().__init__(desk, chapter, from_shell=from_shell)
        self._days = days

    async def read(self) -> PeriodReview:
        seen: PeriodReview = await self.desk.read(period_review, self._days)
        return seen

    def take(self, picture: PeriodReview) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def body(self) -> ComposeResult:
        yield Facts(id="facts")
        yield from super().body()

    def sections(self, picture: PeriodReview, width: int) -> Sequence[Line]:
        return period_lines(picture, width)

    def show_beside(self, picture: PeriodReview) -> None:
        self.query_one(Facts).show(FactsPicture(tuple(in_short(picture))))

    def beside_title(self, picture: PeriodReview) -> Content:
        return quiet(f"{full_days(picture.period.first, picture.period.last)}  ← →")

    def main_does(self) -> str:
        return "review this meeting" if about_of(self.cursor)[0] == "meeting" else super().main_does()

    def action_open(self) -> None:
        """What the line under the cursor is about."""
        name, number = about_of(self.cursor)
        if name == "meeting":
            self.open_page("review", MeetingId(number))
        else:
            super().action_open()

    async def days(self) -> None:
        """Other days."""
        if self.picture is not None:
            chosen = await ask_days(self, self._days, self.picture.figures.today)
            if chosen is not None:
                await self._show(chosen)

    async def earlier(self) -> None:
        """The days before."""
        await self._show(self._days.moved(-1))

    async def later(self) -> None:
        """The days after."""
        await self._show(self._days.moved(1))

    async def _show(self, days: Stretch) -> None:
        section, self._days = section_of(self.cursor), days
        with self.keys_wait():
            await self.reload()
        self.go_to_section(section)


def in_short(seen: PeriodReview) -> list[Content]:
    """What everybody asks for first, each fact to be left whole."""
    total, count, missing = seen.figures.total, len(seen.figures.meetings), len(seen.figures.not_closed)
    facts = (
        (f"{count}", f"meeting{plural(count)}"),
        (f"{total.given}", f"lead{plural(total.given)}"),
        (f"{total.given_raw}", "raw"),
        (show_money(total.dollars_in.total, seen.chapter.country), "closed"),
        (f"{total.visitors}", f"visitor{plural(total.visitors)}"),
        *([(f"{missing}", f"date{plural(missing)} not closed")] if missing else []),
        *([("listed", f"since {full_day(seen.listed.first)}")] if seen.listed != seen.period else []),
    )
    return [Content.assemble(strong(number), quiet(f" {what}")) for number, what in facts]


async def ask_days(page: ListPage[Any, Any], shown: Stretch, today: date) -> Stretch | None:
    """Ask for other days than are shown; None where nobody wants them any more."""
    from screens.money.summary_forms import PeriodForm

    return await page.ask_for(PeriodForm(shown, today, page.chapter.country, title="Days of the review"))

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.acts.leads.commands import GiveTestimonial, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.lead_today import LeadToday, Stands
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.views.health.review import HeldMeeting, Usual, meeting_review
from leadsroom.views.meeting.summary import summarise
from screens.kit.keyboard.keys_help import groups_of
from screens.kit.leaving import ToCorrect
from screens.kit.trend import TrendPicture
from screens.leads.lead_box import LeadBox
from screens.review.figures import bar, members, numbers, numbers_heading, steps
from screens.review.lines import call_heading, due_calls, other_leads, outcomes, section_of, thanks
from screens.review.page import ReviewScreen
from screens.review.panes import dollars_trend, leads_trend, span_of
from screens.review.sections import entry_at, review_lines
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.offices import Office
from tests.past_meetings import past_meeting, people_of
from tests.roster.sheets import harborview, sheet
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading

MEMBERS = (
    ("Maria Lopez", "Web design"),
    ("Ann Chu", "Florist"),
    ("Robert Diaz", "Banking"),
    ("Dee Fox", "Law"),
)
QUALIFIED = Slip("Jane Doe", "+14155550142", "", "new web shop", expecting_call=True)
RAW = Slip("Office party", "", "", "catering", expecting_call=None)


class Meeting:
    """A meeting of four, in hand."""

    def __init__(self, store, members=MEMBERS):
        self.store, self.clock = store, SetClock()
        office = Office(store, self.clock, "front desk")
        chapter = office.found(harborview(name="Harborview Leads Group"))
        people = [
            office.add_member(chapter.id, sheet(name, profession)).person.id for name, profession in members
        ]
        self.maria, self.ann, self.robert, self.dee = people
        self.desk = desk_at(store, meeting_to_run(store, chapter, self.clock.now()), self.clock, "table")
        self.snapshot = self.desk.sync.look()

    def do(self, command):
        self.snapshot = self.desk.sync.do(command).picture

    def go_to(self, kind):
        """Go on to this step, 40 s at a time."""
        while self.snapshot.step is None or self.snapshot.step.kind is not kind:
            self.clock.pass_by(seconds=40)
            self.do(c.Go())

    def close(self):
        """Go on to the end."""
        while self.snapshot.meeting.ended_at is None:
            self.clock.pass_by(seconds=40)
            self.do(c.Go())
        self.desk.close()

    def page(self, **how):
        """The review of it, as between meetings."""
        chapter = self.snapshot.chapter
        desk = Desk(self.store, chapter.id, self.clock, "front desk")
        return ReviewScreen(desk, chapter, self.review, **how)

    @property
    def review(self):
        """What the page shows."""
        desk = SyncDesk(self.store, self.snapshot.chapter.id, self.clock, "front desk")
        return desk.read(meeting_review, self.snapshot.meeting.id)


def held(store, text="in the south of the bay", members=MEMBERS):
    """A whole meeting, with something of everything in it."""
    meeting = Meeting(store, members)
    meeting.do(c.MarkAttendance(member_id=meeting.dee, mark=Mark.ABSENT))
    meeting.do(c.SeatSubstitute(member_id=meeting.robert, name="Tom Ray", profession="Accountant"))
    meeting.do(c.WelcomeVisitor(name="Lee Marsh", profession="Printer", host_id=meeting.ann))
    meeting.go_to(StepKind.PITCHES)
    meeting.do(c.KeepAsk(turn_id=meeting.snapshot.turns[0].id, looking_for=f"dental offices {text}"))
    while meeting.snapshot.turn is None or not meeting.snapshot.turn.clock.running:
        meeting.do(c.Go())
    meeting.clock.pass_by(seconds=95)
    meeting.go_to(StepKind.BUCKET)
    meeting.do(PassLead(giver_id=meeting.ann, receiver_id=meeting.maria, slip=QUALIFIED))
    meeting.do(PassLead(giver_id=meeting.maria, receiver_id=meeting.ann, slip=RAW))
    business: dict[str, Any] = {"reported_by_id": meeting.ann, "credited_to_id": meeting.maria}
    meeting.do(ThankForBusiness(**business, amount=Money(420_000, "USD"), note=text))
    meeting.do(ThankForBusiness(**business, amount=Money(0, "USD")))
    meeting.do(GiveTestimonial(by_id=meeting.ann, about_id=meeting.maria, words=f"Answers on Sundays {text}"))
    meeting.close()
    return meeting


@pytest.fixture
def meeting(sqlite_store):
    """A meeting that is closed."""
    return held(sqlite_store)


def text_of(lines):
    """Entries, or lines of the list, as one text."""
    drawn = (getattr(line, "drawn", None) or line.heading for line in lines)
    return "\n".join(each.plain for each in drawn)


# The lines, which are pure


def test_a_review_is_read_in_the_order_of_what_is_to_be_done(meeting):
    """Calls first, then leads, thanks, asks, figures, who was there; how long it took comes last."""
    lines = review_lines(meeting.review, 110, unfolded=False)
    headings = [line.text.split(" · ")[0] for line in lines if not line.key and line.text.strip()]
    wanted = (
        *("Still to call", "Thanks and closed business", "Asks", "Testimonials", "In numbers"),
        *("Who was there", "Visitors", "Planned and actual", "Every turn"),
    )
    assert [heading for heading in headings if heading in wanted] == list(wanted)
    assert len({line.key for line in lines if line.key}) == sum(bool(line.key) for line in lines)


@pytest.mark.parametrize("width", [72, 110, 190])
def test_everything_that_happened_is_there(meeting, width):
    """Calls with number, need and giver; dollars, thanks, good words, asks, visitors, substitutes, steps."""
    text = text_of(review_lines(meeting.review, width, unfolded=True))
    for words in (
        *(
            "Maria Lopez",
            "Jane Doe",
            "(415) 555-0142",
            "from Ann Chu",
            "new web shop",
            "to call until Thu 19 Nov",
        ),
        *("raw: no phone, call not confirmed", "no phone yet", "$4,200", "thanks", "Answers on Sundays"),
        *("dental offices in the south of the bay", "visit 1", "by Ann Chu", "Tom Ray for Robert Diaz"),
        *("Dee Fox · absent", "Leads bucket", "Pitches"),
    ):
        assert words in text, words
    assert max(Content(line).cell_length for line in text.split("\n")) <= width


def test_what_is_late_is_called_first(meeting):
    """An overdue call stands over one that is due today, and that over what a prospect is late with."""
    summary = meeting.review.summary
    line = summary.leads[0]
    hour = timedelta(hours=1)

    def stands(stands, at):
        return replace(line, today=LeadToday(stands, summary.seen_at + at, stands.value))

    wanted = [
        stands(Stands.OVERDUE, -30 * hour),
        stands(Stands.OVERDUE, -5 * hour),
        stands(Stands.PROSPECT_LATE, -60 * hour),
        stands(Stands.TO_CALL, 3 * hour),
        stands(Stands.FOLLOW_UP, 50 * hour),
    ]
    shuffled = tuple(wanted[at] for at in (3, 2, 4, 0, 1))
    assert due_calls(replace(summary, leads=shuffled)) == wanted
    assert call_heading(replace(summary, leads=shuffled)).plain == "Still to call · 5, 3 of them late"
    assert call_heading(replace(summary, leads=shuffled[1:2])).plain == "Still to call · 1 late"


def test_where_a_lead_stands_is_said_in_full(meeting):
    """Beside its names or below them, and never cut: the end of it is a date."""
    summary = meeting.review.summary
    today = LeadToday(
        Stands.CONTACTED, summary.seen_at, "contacted Mon 2 Nov, follow-up due since Mon 16 Nov"
    )
    seen = replace(summary, leads=tuple(replace(line, today=today) for line in summary.leads))
    assert seen.leads
    for width in (40, 73, 96, 104, 113):
        drawn = [" ".join(entry.drawn.plain.split()) for entry in other_leads(seen, width)]
        assert [today.words in entry for entry in drawn] == [True] * len(seen.leads)


def test_numbers_stand_beside_what_is_usual(meeting):
    """The average of the meetings before says of how many it is; the first meeting says that it is that."""
    seen = meeting.review
    assert "the first meeting" in numbers_heading(seen).plain
    assert "usually" not in text_of(numbers(seen, 80))
    usual = Usual(3, 3.5, 17.4, 0, Money(123_456_00, "USD"), 1, 0, 0, 2 / 3)
    seen = replace(seen, usual=usual)
    assert "only 3 meetings" in numbers_heading(seen).plain
    assert "only" not in numbers_heading(replace(seen, usual=replace(usual, meetings=10))).plain
    rows = [line.split() for line in text_of(numbers(seen, 80)).split("\n")]
    assert ["1", "lead", "usually", "17.4"] in rows
    assert ["1", "raw", "lead", "usually", "0"] in rows
    assert ["$4,200", "closed", "usually", "$123,456"] in rows
    assert ["0", "one-to-ones", "usually", "0.7"] in rows


def test_zeros_are_lines_too(meeting):
    """Who gave and got nothing stands among the others with zeros, and the columns add up to the totals."""
    summary = meeting.review.summary
    rows = [line.split() for line in text_of(members(summary, 110)).split("\n")]
    assert rows[0] == ["given", "raw", "received", "raw", "reported", "credited"]
    assert ["○", "Dee", "Fox", "·", "absent", "0", "0", "0", "0", "$0", "$0"] in rows
    assert ["●", "Maria", "Lopez", "0", "1", "1", "0", "$0", "$4,200"] in [
        ["●", *row[1:]] for row in rows if "Maria" in row
    ]
    for column, total in ((-6, 1), (-5, 1), (-4, 1), (-3, 1)):
        assert sum(int(row[column]) for row in rows[1:]) == total


def test_somebody_without_a_seat_is_counted_where_they_gave(meeting):
    """The columns add up also where a lead came from nobody of the table."""
    summary = meeting.review.summary
    gone = replace(summary, attendance=summary.attendance[:1])
    rows = text_of(members(gone, 110)).split("\n")
    assert [row.split()[:2] for row in rows[2:]] == [["–", "Ann"], ["–", "Robert"], ["–", "Dee"]]


@pytest.mark.parametrize(
    ("planned", "actual", "drawn"),
    [
        (10, 10, "█████"),
        (10, 14, "█████▒▒"),
        (10, 4, "██···"),
        (10, 0, "·····"),
        (0, 6, "▒▒▒"),
        (0, 0.2, "▒"),
    ],
)
def test_a_bar_says_by_its_shapes_what_was_planned_and_used(planned, actual, drawn):
    """Used, beyond the plan, and left of it, at one scale."""
    minute = timedelta(minutes=1)
    assert bar(planned * minute, actual * minute, 20 * minute, 10).plain == drawn


def test_questions_are_part_of_what_a_step_took(sqlite_store):
    """They count into the time and the difference, and stand beside the step."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go_to(StepKind.WELCOME)
    table.clock.pass_by(seconds=130)
    table.do(c.OpenQuestions(timedelta(minutes=1)))
    table.clock.pass_by(seconds=80)
    shown = summarise(table.go())
    table.desk.close()
    (line,) = [line.split() for line in text_of(steps(shown, 110)).split("\n") if "Welcome" in line]
    assert line[:-1] == ["Welcome", "·", "1:20", "of", "it", "questions", "2:00", "3:30", "+1:30"]


def test_nothing_reported_is_not_said_where_somebody_thanked(meeting):
    """Thanks are news of a lead too; without anything it is said in a sentence."""
    summary = summarise(meeting.snapshot)
    assert list(outcomes(summary, 80)) == []
    assert text_of(outcomes(replace(summary, business=(), thanks=()), 80)) == "No outcome was reported."


def test_a_note_that_has_no_room_beside_stands_below_in_full(meeting):
    """No words of thanks are cut, however narrow it is."""
    summary = summarise(meeting.snapshot)
    wide, narrow = (text_of(thanks(summary, width)) for width in (120, 50))
    assert "$4,200  in the south of the bay" in wide
    assert "\n    in the south of the bay" in narrow
    assert "…" not in narrow


def test_who_left_early_has_the_sign_of_the_table(meeting):
    """The same shape as there and on the member's page, beside the time at which they left."""
    summary = summarise(meeting.snapshot)
    maria = summary.attendance[0]
    left = replace(maria, mark=Mark.PRESENT, left_at=summary.meeting.starts_at + timedelta(minutes=70))
    _, first, *_ = text_of(members(replace(summary, attendance=(left,)), 110)).split("\n")
    assert first.startswith("◌  Maria Lopez · left 8:10 ")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("link", "closing tag", "tag"), "500 characters"),
        (("500 characters", "right to left", "emoji"), "link"),
    ],
)
def test_hostile_words_are_shown_literally(sqlite_store, names, text):
    """Markup and links in names and notes are letters, at every width, and nothing runs over the edge."""
    words = [HOSTILE[name] for name in names]
    meeting = held(sqlite_store, HOSTILE[text], (*((word, word) for word in words), *MEMBERS[3:]))
    for width in (72, 112, 190):
        shown = text_of(review_lines(meeting.review, width, unfolded=True))
        for word in words:
            assert word[:8] in shown
        assert max(Content(row).cell_length for row in shown.split("\n")) <= width


@pytest.mark.parametrize("typed", HOSTILE.values())
def test_to_whom_a_lead_was_passed_on_is_shown_literally(sqlite_store, typed):
    """Among the outcomes of the page, letter by letter; nothing runs over the edge."""
    meeting = Meeting(sqlite_store)
    meeting.go_to(StepKind.BUCKET)
    meeting.do(PassLead(giver_id=meeting.ann, receiver_id=meeting.maria, slip=QUALIFIED))
    lead = meeting.snapshot.leads[0]
    meeting.do(NoteOutcome(lead.id, LeadOutcome.OUTSIDE, passed_outside=typed))
    meeting.close()
    words = f"Jane Doe: not my line · passed outside the chapter: {typed}"
    for width in (72, 190):
        shown = text_of(outcomes(meeting.review.summary, width))
        assert "".join(words.split()) in "".join(shown.split())
        assert max(Content(row).cell_length for row in shown.split("\n")) <= width


def test_a_trend_has_its_span_in_words():
    """From the least to the most, of how many meetings, since when."""
    held_ = [
        HeldMeeting(MeetingName(date(2026, 11, day)), 0, leads, 0, Money(leads * 1000_00, "USD"), 0, 0, 0)
        for day, leads in ((4, 3), (11, 0), (18, 7))
    ]
    assert leads_trend(held_) == TrendPicture("leads", (3, 0, 7), "0 to 7")
    assert dollars_trend(held_, "US").span == "$0 to $7,000"
    assert span_of(held_, date(2026, 12, 1)) == "3 meetings since Wed 4 Nov"


def test_every_entry_of_the_record_is_under_a_line(meeting):
    """Each can be corrected from the review: its line leads to it, and no line to what is not on record."""
    seen = meeting.review
    keys = [line.key for line in review_lines(seen, 110, unfolded=False) if line.key]
    reached = [entry_at(seen, key) for key in keys]
    on_record = {(line.table, line.row_id) for line in record_lines(meeting.snapshot)}
    assert on_record == {each for each in reached if each in on_record}
    lead = meeting.snapshot.leads[0]
    assert entry_at(seen, f"calls:lead/{lead.id}:1") == ("lead", lead.id)
    assert entry_at(seen, "numbers::1") is None


# The page


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["small", "laptop"])
async def test_the_review(meeting, size, snapshot):
    """Whom to call stands at the top; the keys reach the end and lead to people, leads and what is found."""
    async with reading(meeting.page(), size) as reader:
        assert [line.rstrip(" ▁▂▃▄▅▆▇█") for line in reader.lines] == snapshot
        assert "⏎   read the lead" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, LeadBox))
        assert "Jane Doe" in reader.text
        await reader.press("escape", "end")
        assert "t shows them" in reader.text
        await reader.press("t")
        assert sum("Maria Lopez" in row and "1:00" in row for row in reader.lines)
        await reader.press("enter")
        assert reader.wanted == [("me", meeting.maria)]
        await reader.press("t", "home")
        assert "Still to call" in reader.text
        await reader.press("slash", "'dental")
        await reader.until(lambda: "Asks" in reader.text and "Still to call" not in reader.text)
        await reader.press("enter", "escape")
        await reader.until_shown("Thanks and closed business")
        await reader.press("right")
        await reader.until_shown("This is the last meeting on record.")
        await reader.press("left")
        await reader.until_shown("This is the first meeting on record.")
        assert {"←", "→"} <= {shown for group in groups_of(reader.app.screen) for shown, _ in group.keys}
        await reader.press("e", "l")
        about = meeting.snapshot.meeting.id
        assert reader.wanted[1:] == [
            ("table", ToCorrect(about, ("turn", meeting.snapshot.turns[0].id))),
            ("letters", about),
        ]
        await reader.press("escape")
        assert len(reader.left_with) == 1


async def test_a_meeting_that_has_not_begun(sqlite_store):
    """A planned meeting shows zeros and plain sentences instead of holes."""
    meeting = Meeting(sqlite_store)
    text = text_of(review_lines(meeting.review, 100, unfolded=False))
    for words in ("No leads were passed.", "$0: no closed business", "No round was held."):
        assert words in text
    async with reading(meeting.page(from_shell=True), SMALL) as reader:
        assert "not started yet" in reader.text
        assert "turns" not in reader.key_line
        assert "e correct" not in reader.key_line
        await reader.press("escape")
        assert not reader.app.is_running


async def test_what_leaves_after_a_meeting_is_written_by_two_keys(meeting, documents):
    """W asks what and where, Enter writes all of it. After a correction the page says that it is old, and one
    more Enter replaces it.
    """
    folder, (lead, *_) = documents / meeting.snapshot.chapter.name, meeting.snapshot.leads
    with meeting.store.writing(meeting.snapshot.chapter.id) as unit:
        unit.update(t.person, lead.receiver_id, email="bank@firm.example")
    async with reading(meeting.page()) as reader:
        await reader.press("w")
        await reader.until_shown("Members' minutes ● PDF")
        assert not folder.exists()
        await reader.press("h", "tab", "m", "enter")
        await reader.until_shown("✓ 3 files and 1 letter written to ~/Documents/Harborview Leads Group.")
        names = sorted(file.name for file in folder.iterdir())
        assert names == [
            "letters-2026-11-18",
            "minutes-2026-11-18-members.html",
            "minutes-2026-11-18.md",
            "palms-2026-11-18.xlsx",
        ]
        minutes = folder / names[2]
        assert "1 lead · 1 raw lead" in minutes.read_text(encoding="utf-8")
        meeting.clock.pass_by(minutes=5)
        elsewhere = desk_at(meeting.store, meeting.snapshot.meeting.id, meeting.clock, "elsewhere")
        elsewhere.sync.do(c.Withdraw(what="lead", row_id=lead.id))
        elsewhere.close()
        await reader.press("w", "enter")
        await reader.until_shown("“minutes-2026-11-18-members.html” is there already, and 3 more.")
        assert "1 lead · 1 raw lead" in minutes.read_text(encoding="utf-8")
        await reader.press("escape")
    async with reading(meeting.page()) as reader:
        await reader.until_shown("and 3 more were written before 1 correction · w writes them again.")
        await reader.press("w", "enter")
        await reader.until_shown("is there already, and")
        await reader.press("enter")
        await reader.until_shown("✓ 3 files and")
        assert "0 leads · 1 raw lead" in minutes.read_text(encoding="utf-8")


async def test_a_closing_can_be_taken_back(meeting):
    """Right after the closing Enter leads back to where it is undone, and the bottom line says so."""
    async with reading(meeting.page(just_closed=True), LAPTOP) as reader:
        assert "back to the table, where u undoes the closing" in reader.key_line
        assert "w write" in reader.key_line
        await reader.resize(*SMALL)
        assert "table; u undoes closing" in reader.key_line
        await reader.press("enter")
        assert len(reader.left_with) == 1


async def test_one_goes_from_meeting_to_meeting_in_the_section_that_is_read(sqlite_store):
    """By the calendar, the second meeting of a day too; what was discarded is left out."""
    clock = SetClock()
    chapter = found_chapter(sqlite_store)
    days = [date(2026, 11, 4), date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 18)]
    seats = {people_of(sqlite_store, chapter)["Ann Chu"]: "P"}
    first, second, _, last = (
        past_meeting(
            sqlite_store, chapter, day, seats, state="discarded" if day.day == 12 else "closed", was_held=True
        )
        for day in days
    )
    more = past_meeting(sqlite_store, chapter, days[1], seats, number=2, was_held=True)
    desk = Desk(sqlite_store, chapter.id, clock, "desk")
    page = ReviewScreen(desk, chapter, desk.sync.read(meeting_review, first))
    async with reading(page, SMALL) as reader:
        await reader.press("end")
        for meeting_id in (second, more, last, last):
            await reader.press("right")
            await reader.at_rest()
            assert page.meeting_id == meeting_id
        await reader.press("left")
        await reader.until_shown("Review of Wed 11 Nov 2026 #2")
        assert section_of(page.cursor) == "steps"
        assert "Planned and actual" in reader.text

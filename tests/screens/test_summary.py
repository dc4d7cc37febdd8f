from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import GiveTestimonial, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money
from leadsroom.views.meeting.summary import Review, summarise
from screens.review.page import SummaryScreen
from screens.review.sections import attendance, leads_by_member, outcomes, steps, thanks
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.offices import Office
from tests.roster.sheets import harborview, sheet
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, WIDE, reading, reads_nothing

MEMBERS = (
    ("Maria Lopez", "Web design"),
    ("Ann Chu", "Florist"),
    ("Robert Diaz", "Banking"),
    ("Dee Fox", "Law"),
)
TALL = (120, 110)
QUALIFIED = Slip("Jane Doe", "+14155550142", "", "new web shop", expecting_call=True)
RAW = Slip("Office party", "", "", "catering", expecting_call=None)


class Meeting:
    """A meeting of four, in hand."""

    def __init__(self, store, members=MEMBERS):
        self.clock = SetClock()
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

    def page(self):
        return SummaryScreen(Review(self.snapshot, summarise(self.snapshot)), self.desk.read)


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


async def test_whom_to_call_comes_first(meeting):
    """The top of the page says whom each receiver calls, with the number, the need and the giver."""
    async with reading(meeting.page(), SMALL) as reader:
        for words in ("Call within 24 hours", "Maria Lopez", "Jane Doe", "(415) 555-0142", "from Ann Chu"):
            assert words in reader.text
        assert "new web shop" in reader.text
        assert "raw: no phone, call not confirmed" in reader.text


@pytest.mark.parametrize("size", [TALL, (200, 80)])
async def test_everything_that_happened_is_there(meeting, size):
    """Attendance, substitutes, visitors, leads, dollars, thanks, good words, asks, steps and turns."""
    async with reading(meeting.page(), size) as reader:
        for words in (
            "Members",
            "Lee Marsh · visit 1,",
            "$4,200",
            "thanks",
            "Answers on Sundays",
            "dental offices in the south of the bay",
            "Planned and actual",
            "Leads bucket",
            "Tom Ray for Robert Diaz",
            "Every turn",
            "t shows them",
        ):
            assert words in reader.text
        (dee,) = (row for row in reader.lines if "Dee Fox" in row and "absent" in row)
        assert "○" in dee


async def test_zeros_are_lines_too(meeting):
    """Who gave and got nothing stands among the others with zeros."""
    async with reading(meeting.page(), TALL) as reader:
        rows = [row.split("Dee Fox")[1].split() for row in reader.lines if "Dee Fox" in row]
        assert ["0", "0", "0", "0"] in rows


async def test_overtime_is_shown_by_turn(meeting):
    """The first speaker ran over, by as much as the clock said."""
    turn = meeting.snapshot.turns[0]
    over = round(turn.clock.over(meeting.clock.now()) / timedelta(seconds=1))
    async with reading(meeting.page(), TALL) as reader:
        assert over > 0
        await reader.press("t")
        assert f"+{over // 60}:{over % 60:02d}" in reader.text


def test_questions_are_part_of_what_a_step_took(sqlite_store):
    """They count into the time and the difference, and stand beside the step."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go_to(StepKind.WELCOME)
    table.clock.pass_by(seconds=130)
    table.do(c.OpenQuestions(timedelta(minutes=1)))
    table.clock.pass_by(seconds=80)
    shown = summarise(table.go())
    table.desk.close()
    (line,) = [line.plain for line in steps(shown, 60) if "Welcome" in line.plain]
    assert line.split() == ["Welcome", "·", "1:20", "of", "it", "questions", "2:00", "3:30", "+1:30"]


async def test_a_meeting_that_has_not_begun(sqlite_store):
    """A planned meeting shows zeros and plain sentences instead of holes."""
    page = Meeting(sqlite_store).page()
    async with reading(page, TALL) as reader:
        for words in (
            "not started yet",
            "No leads were passed.",
            "$0: no closed business",
            "No round was held.",
        ):
            assert words in reader.text
        assert "t turns" not in reader.key_line
        await reader.press("t")
        assert "No round was held." in reader.text


async def test_the_page_scrolls_with_the_keyboard(meeting):
    """At 80 columns everything stands in one column, and the keys reach its end."""
    async with reading(meeting.page(), SMALL) as reader:
        assert "Every turn" not in reader.text
        await reader.press("end")
        await reader.until(lambda: "t shows them" in reader.text and "Call within" not in reader.text)
        await reader.press("home")
        await reader.until_shown("Call within 24 hours")


async def test_the_minutes_are_for_those_whom_the_dialog_says(meeting, sqlite_store, documents):
    """For whom and the format are chosen, the name says both, and the next time they are proposed again."""
    folder = documents / meeting.snapshot.chapter.name
    shown = Review(meeting.snapshot, summarise(meeting.snapshot))
    desk = desk_at(sqlite_store, meeting.snapshot.meeting.id, meeting.clock, "table")
    async with reading(SummaryScreen(shown, desk.read)) as reader:
        await reader.press("w")
        await reader.until_shown("For whom")
        await reader.press("tab", "p", "tab", "m")
        await reader.until_shown("minutes-2026-11-18-members.pdf")
        await reader.press("enter")
        await reader.until_shown("✓ Written to")
        await reader.press("w")
        await reader.until_shown("Enter asks before it is replaced.")
        await reader.until_shown("minutes-2026-11-18-members.pdf")
        await reader.press("escape")
    desk.close()
    (file,) = folder.iterdir()
    assert file.read_bytes().startswith(b"%PDF-")


async def test_the_minutes_are_written_once_it_is_said_where(meeting, sqlite_store, documents):
    """W proposes a name in the chapter's folder; nothing is written before, and none is written over."""
    folder = documents / meeting.snapshot.chapter.name
    shown = Review(meeting.snapshot, summarise(meeting.snapshot))
    desk = desk_at(sqlite_store, meeting.snapshot.meeting.id, meeting.clock, "table")
    async with reading(SummaryScreen(shown, desk.read)) as reader:
        await reader.press("w")
        await reader.until_shown("minutes-2026-11-18.md")
        assert not folder.exists()
        await reader.press("enter")
        await reader.until_shown("✓ Written to")
        assert [file.name for file in folder.iterdir()] == ["minutes-2026-11-18.md"]
        elsewhere = desk_at(sqlite_store, meeting.snapshot.meeting.id, meeting.clock, "elsewhere")
        (lead, *_) = meeting.snapshot.leads
        elsewhere.sync.do(c.Withdraw(what="lead", row_id=lead.id))
        elsewhere.close()
        await reader.press("w", "enter")
        await reader.until_shown("“minutes-2026-11-18.md” is there already.")
        await reader.retype("later")
        await reader.press("enter")
        await reader.until_shown("later.md.")
        first, later = (
            (folder / name).read_text(encoding="utf-8") for name in ("minutes-2026-11-18.md", "later.md")
        )
        assert "1 lead · 1 raw lead" in first
        assert "0 leads · 1 raw lead" in later
    desk.close()
    async with reading(SummaryScreen(shown, reads_nothing)) as reader:
        await reader.press("w", "enter")
        await reader.until_shown("There is nothing to be read here.")


async def test_the_turns_are_folded_until_they_are_asked_for(meeting):
    """T unfolds and folds them."""
    async with reading(meeting.page(), TALL) as reader:
        assert "t shows them" in reader.text
        assert "t turns" in reader.key_line
        await reader.press("t")
        assert "t shows them" not in reader.text
        assert sum("Maria Lopez" in row and "1:00" in row for row in reader.lines)
        await reader.press("t")
        assert "t shows them" in reader.text


def test_nothing_reported_is_not_said_where_somebody_thanked(meeting):
    """Thanks are news of a lead too; without anything it is said in a sentence."""
    summary = summarise(meeting.snapshot)
    assert list(outcomes(summary, 80)) == []
    (line,) = outcomes(replace(summary, business=(), thanks=()), 80)
    assert line.plain == "No outcome was reported."


def test_a_note_that_has_no_room_beside_stands_below_in_full(meeting):
    """No words of thanks are cut, however narrow it is."""
    summary = summarise(meeting.snapshot)
    wide, narrow = list(thanks(summary, 120)), list(thanks(summary, 50))
    assert any("$4,200  in the south of the bay" in line.plain for line in wide)
    assert any(line.plain.strip() == "in the south of the bay" for line in narrow)
    assert not any("…" in line.plain for line in narrow)


def test_who_left_early_has_the_sign_of_the_table(meeting):
    """The same shape as there and on the member's page, beside the time at which they left."""
    summary = summarise(meeting.snapshot)
    maria = summary.attendance[0]
    left = replace(maria, mark=Mark.PRESENT, left_at=summary.meeting.starts_at + timedelta(minutes=70))
    first, *_ = attendance(replace(summary, attendance=(left,)), 60)
    assert first.plain == "◌  Maria Lopez · left 8:10"


def test_given_and_received_have_heads_of_their_own(meeting):
    """Leads and raw leads below each; a member who passed one raw lead has it there."""
    given, kinds, *members = (line.plain for line in leads_by_member(summarise(meeting.snapshot), 60))
    assert given.split() == ["Given", "Received"]
    assert kinds.split() == ["leads", "raw", "leads", "raw"]
    assert ["Maria", "Lopez", "0", "1", "1", "0"] in [member.split() for member in members]


@pytest.mark.parametrize("key", ["escape", "q", "enter"])
async def test_the_summary_is_left(meeting, key):
    """Escape, q and Enter lead back."""
    async with reading(meeting.page()) as reader:
        await reader.press(key)
        assert len(reader.left_with) == 1


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("link", "closing tag", "tag"), "500 characters"),
        (("500 characters", "right to left", "emoji"), "link"),
    ],
)
async def test_hostile_words_are_shown_literally(sqlite_store, names, text):
    """Markup and links in names and notes are letters, at every width, and nothing runs over the edge."""
    words = [HOSTILE[name] for name in names]
    meeting = held(sqlite_store, HOSTILE[text], (*((word, word) for word in words), *MEMBERS[3:]))
    for size in (SMALL, TALL, WIDE):
        async with reading(meeting.page(), size) as reader:
            for word in words if size == TALL else words[:1]:
                assert word[:12] in reader.text
            assert max(len(row) for row in reader.lines) <= size[0]


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_summary(meeting, size, snapshot):
    """The summary at two sizes."""
    async with reading(meeting.page(), size) as reader:
        assert reader.text == snapshot


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (SMALL, "table; u undoes closing"),
        (LAPTOP, "back to the table, where u undoes the closing"),
    ],
)
async def test_a_closing_can_be_taken_back(meeting, size, words):
    """Right after the closing the bottom line says where it is undone; a review of the past does not."""
    page = SummaryScreen(
        Review(meeting.snapshot, summarise(meeting.snapshot)), reads_nothing, just_closed=True
    )
    async with reading(page, size) as reader:
        await reader.until_shown(words)
        assert "w write minutes" in reader.key_line
    async with reading(meeting.page(), size) as reader:
        assert "undoes" not in reader.text


async def test_the_entries_of_a_closed_meeting_can_be_corrected(meeting):
    """E asks for the table of that meeting; a page that only looks has no such key."""
    meeting.close()
    shown = Review(meeting.snapshot, summarise(meeting.snapshot))
    async with reading(SummaryScreen(shown, reads_nothing)) as reader:
        assert "e correct" in reader.key_line
        await reader.press("e")
        assert reader.wanted == [("table", meeting.snapshot.meeting.id)]
    async with reading(SummaryScreen(shown, reads_nothing, read_only=True)) as reader:
        await reader.press("e")
        assert not reader.wanted
        assert "correct" not in reader.key_line
        await reader.press("question_mark")
        assert "Correct, withdraw" not in reader.text

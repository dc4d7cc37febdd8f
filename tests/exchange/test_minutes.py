"""The minutes: both formats say what happened, of a meeting in any state, and say it literally."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.commands import GiveTestimonial, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.acts.money.commands import TakePayment
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.store.store import Store, open_store
from tests.databases import SqliteFiles
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import WHOLE, Table
from tests.sample import closed_snapshots

# DESIGN §6: a key is only ever added.
PROMISED = {
    "chapter": {"name", "timezone"},
    "meeting": {"id", "date", "kind", "state", "started_at", "ended_at"},
    "steps": {"title", "kind", "planned_seconds", "actual_seconds", "started_at", "ended_at"},
    "turns": {
        "step", "member", "speaker", "substitute", "allotted_seconds", "used_seconds", "outcome",
        "looking_for", "id", "answers", "nothing_today",
    },
    "attendance": {"member", "profession", "mark", "substitute"},
    "visitors": {"name", "host", "visit_number"},
    "leads": {
        "id", "giver", "receiver", "prospect", "phone", "need", "qualified", "missing", "inside", "from_lead",
        "at", "verdict", "company", "address", "email", "who_calls", "knows_caller", "when", "note", "state",
        "thanked", "receiver_says", "lead_since", "family", "answers", "corrected_at", "phone_extension",
    },
    "closed_business": {"reported_by", "credited_to", "amount", "currency", "lead", "corrected_at"},
    "testimonials": {"by", "about", "text", "lead", "corrected_at"},
    "outcomes": {
        "lead", "by", "giver", "about", "outcome", "note", "thanked", "follow_up_on", "at", "passed_outside",
    },
    "totals": {
        "leads", "qualified", "raw", "closed_business", "substitutes", "present", "absent", "late",
        "visitors", "testimonials",
    },
    "journal": {"at", "what"},
}  # fmt: skip


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """The moderator's place at a meeting of six that has not begun."""
    clock = SetClock()
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), clock)
    yield table
    table.desk.close()


@pytest.fixture(scope="module")
def whole(sqlite_files: SqliteFiles) -> Snapshot:
    """A closed meeting in which everything happens once; no test changes it."""
    store = open_store(sqlite_files.fresh())
    table = Table.lay(store, found_chapter(store), SetClock())
    seen = _held(table)
    table.desk.close()
    store.close()
    return seen


def _held(table: Table) -> Snapshot:
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Notary"))
    table.do(c.MarkAttendance(member_id=table.person("Dee Fox"), mark=Mark.ABSENT))
    table.do(c.WelcomeVisitor(name="Marcus Bell", profession="Landscaping", host_id=table.person("Ann Chu")))
    table.go_to(StepKind.PITCHES)
    table.go(seconds=5)
    table.do(c.KeepAsk(turn_id=table.now.turns[0].id, looking_for="dental offices with 5+ staff"))
    table.go(seconds=72)
    table.go_to(StepKind.BUCKET)
    first = table.do(table.lead("Tom Ray", "Maria Lopez")).leads[0]
    slip = Slip("Jane Doe", "+14155550101", "", "a loan", expecting_call=None)
    table.do(
        PassLead(
            giver_id=table.person("Maria Lopez"),
            receiver_id=table.person("Robert Diaz"),
            slip=slip,
            from_lead_id=first.id,
        )
    )
    table.do(Undo())
    table.do(Redo())
    for minor in (1_430_050, 0):
        table.do(
            ThankForBusiness(
                reported_by_id=table.person("Ann Chu"),
                credited_to_id=table.person("Maria Lopez"),
                amount=Money(minor, "USD"),
                note="wedding",
            )
        )
    by, about = table.person("Ann Chu"), table.person("Tom Ray")
    table.do(GiveTestimonial(by_id=by, about_id=about, words="Quick and kind."))
    table.do(NoteOutcome(first.id, LeadOutcome.CONTACTED, "left a message", thanked=True))
    table.do(c.GiveNothing(table.turn_of("Robert Diaz").id))
    return table.go_to_end()


def _read(snapshot: Snapshot, now: datetime | None = None) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(write_minutes(snapshot, "json", now))
    return read


def test_the_json_is_the_same_to_the_byte(whole: Snapshot, snapshot: SnapshotAssertion) -> None:
    """Whoever reads the file by other means than a JSON parser finds it as ever."""
    assert write_minutes(whole, "json") == snapshot


def test_every_promised_key_is_there(whole: Snapshot) -> None:
    """The JSON has all keys that were promised, in each of its parts."""
    read = _read(whole)
    for part, keys in PROMISED.items():
        lines = read[part] if isinstance(read[part], list) else [read[part]]
        assert lines, part
        assert all(keys <= line.keys() for line in lines), part


def test_the_json_says_what_was_done(whole: Snapshot) -> None:
    """Item by item: who was there, what was passed, reported and said."""
    read = _read(whole)
    marks = {line["member"]: (line["mark"], line["substitute"]) for line in read["attendance"]}
    assert marks["Cyrus Ng"] == ("S", "Tom Ray")
    assert marks["Dee Fox"] == ("A", None)
    (visitor,) = read["visitors"]
    assert (visitor["name"], visitor["host"], visitor["visit_number"]) == ("Marcus Bell", "Ann Chu", 1)
    given, raw = read["leads"]
    assert (given["giver"], given["spoken_by"], given["receiver"]) == ("Cyrus Ng", "Tom Ray", "Maria Lopez")
    assert (given["qualified"], given["missing"], given["phone"]) == (True, [], "+14155550101")
    assert (raw["qualified"], raw["missing"], raw["from_lead"]) == (
        False,
        ["expecting the call"],
        given["id"],
    )
    (dollars,) = read["closed_business"]
    assert (dollars["reported_by"], dollars["credited_to"]) == ("Ann Chu", "Maria Lopez")
    assert (dollars["amount"], dollars["currency"]) == (14300.5, "USD")
    thanks = [(x["by"], x["to"], x["about"]) for x in read["thanks"]]
    assert thanks == [("Ann Chu", "Maria Lopez", ""), ("Maria Lopez", "Cyrus Ng", "Jane Doe")]
    (outcome,) = read["outcomes"]
    assert (outcome["by"], outcome["giver"], outcome["outcome"]) == ("Maria Lopez", "Cyrus Ng", "contacted")
    assert (outcome["about"], outcome["note"], outcome["thanked"]) == ("Jane Doe", "left a message", True)
    assert [line["member"] for line in read["turns"] if line["nothing_today"]] == ["Robert Diaz"]
    (praise,) = read["testimonials"]
    assert (praise["by"], praise["about"], praise["text"]) == ("Ann Chu", "Tom Ray", "Quick and kind.")
    assert [line["kind"] for line in read["journal"] if line["kind"] != "do"] == ["undo", "redo"]


def test_the_json_totals_count_its_lines(whole: Snapshot) -> None:
    """The totals agree with the lines of the same file."""
    read = _read(whole)
    totals = read["totals"]
    assert (totals["leads"], totals["qualified"], totals["raw"]) == (2, 1, 1)
    assert (totals["present"], totals["absent"], totals["late"], totals["substitutes"]) == (4, 1, 0, 1)
    assert (totals["closed_business"], totals["visitors"], totals["testimonials"]) == (14300.5, 1, 1)


def test_turns_tell_speaker_and_seat_apart(whole: Snapshot) -> None:
    """A substitute's turn names both; the ask stands at the turn it was made in."""
    turns = [line for line in _read(whole)["turns"] if line["step"] == "Pitches"]
    assert [line["speaker"] for line in turns if line["substitute"]] == ["Tom Ray"]
    assert [line["looking_for"] for line in turns if line["looking_for"]] == ["dental offices with 5+ staff"]
    assert (turns[0]["allotted_seconds"], turns[0]["used_seconds"], turns[0]["over_seconds"]) == (60, 72, 12)


def test_money_of_members_is_in_no_minutes(table: Table) -> None:
    """A payment at check-in, undone and done again, is in neither form of the minutes."""
    table.go()
    table.do(TakePayment(table.person("Ann Chu"), Money(25_00, "USD"), "in cash"))
    table.do(Undo())
    table.do(Redo())
    for format in ("json", "md"):
        assert "paid" not in write_minutes(table.now, format)


def test_moments_carry_the_chapters_offset(whole: Snapshot) -> None:
    """Every moment is that of the meeting room, with its offset from UTC."""
    read = _read(whole)
    assert read["meeting"]["planned_start"] == "2026-11-18T07:00:00-08:00"
    moments = [line["at"] for line in read["journal"]] + [read["steps"][0]["started_at"]]
    assert all(datetime.fromisoformat(at).utcoffset() == timedelta(hours=-8) for at in moments)


def test_the_clocks_of_the_file_add_up(demo_store: Store) -> None:
    """In closed meetings steps and pauses come to the meeting, and turns to at most their step."""
    for meeting in closed_snapshots(demo_store)[::4]:
        read = _read(meeting)
        began, ended = (datetime.fromisoformat(read["meeting"][key]) for key in ("started_at", "ended_at"))
        steps = [step for step in read["steps"] if step["started_at"]]
        spent = sum(step["actual_seconds"] + step["paused_seconds"] for step in steps)
        assert spent == (ended - began).total_seconds()
        for step in steps:
            turns = [turn for turn in read["turns"] if turn["step"] == step["title"]]
            spoken = sum((turn["used_seconds"] or 0) + turn["paused_seconds"] for turn in turns)
            assert spoken <= step["actual_seconds"]


def test_minutes_are_the_same_each_time(whole: Snapshot) -> None:
    """One snapshot gives one text, ending in a newline."""
    for name in ("md", "html", "json"):
        text = write_minutes(whole, name)
        assert text == write_minutes(whole, name)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_markdown_has_what_a_member_looks_for(whole: Snapshot) -> None:
    """Whom to call and their number, who stood in, thanks, dollars; on demand time over and the journal."""
    text = write_minutes(whole, "md", with_journal=True)
    for expected in (
        "# Harborview\n",
        "Wednesday 18 November 2026",
        "| Maria Lopez | Robert Diaz | **Jane Doe** | (415) 555-0101 | a loan · raw: call not confirmed",
        "Leads stand here as on Wednesday 18 November 2026.",
        "| contacted Wed 18 Nov |",
        "| to call until Thu 19 Nov, 7:03 AM |",
        "| Tom Ray for Cyrus Ng | Maria Lopez |",
        "(415) 555-0101",
        "raw: call not confirmed",
        "| Cyrus Ng | Insurance | Tom Ray (Notary), substitute for Cyrus Ng | 1 | 0 |",
        "| Dee Fox | Catering | absent |",
        "**Marcus Bell** · Landscaping, seat free · invited by Ann Chu · first visit",
        "**Ann Chu** thanks **Maria Lopez**: wedding",
        "**Maria Lopez** thanks **Cyrus Ng** for Jane Doe\n",
        "| Maria Lopez | **Jane Doe**: contacted · thanks to Cyrus Ng · left a message |",
        "Nothing today: Robert Diaz.",
        "$14,300.50",
        "| dental offices with 5+ staff |",
        "“Quick and kind.”",
        "| Pitches | Maria Lopez | 1:00 | 1:12 | +0:12 |",
        "- 7:00 AM · Meeting started with Open networking",
        "*Undid: ",
    ):
        assert expected in text, expected


def test_a_substitute_is_named_as_on_the_screen(whole: Snapshot) -> None:
    """Who passed a lead for whom is said in the words of the rounds."""
    assert "| Pitches | Tom Ray for Cyrus Ng |" in write_minutes(whole, "md", with_journal=True)


def test_a_round_that_was_left_is_not_called_skipped(table: Table) -> None:
    """Its line says after how many it was left; of the one without anybody that nobody was there."""
    table.go_to(StepKind.PITCHES)
    table.go(4, seconds=30)
    for _ in range(5):
        table.do(c.Skip())
    text = write_minutes(table.now, "md", with_journal=True)
    assert "| Pitches (left after 2 of 6) |" in text
    assert "| Visitors (nobody was there) |" in text


def test_lengths_of_the_minutes_add_up(table: Table) -> None:
    """Parts of a second never put planned, actual and difference a second apart."""
    table.go()
    table.go(seconds=57.6)
    text = write_minutes(table.now, "md", with_journal=True)
    assert "| 5:00 | 0:57 | -4:03 |" in text


def test_both_minutes_say_who_was_online_and_who_was_not_marked(table: Table) -> None:
    """Marks say how they came about, and those of nobody are named."""
    table.do(c.AttendOnline(table.person("Ann Chu")))
    table.go()
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.LATE))
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.PRESENT))
    written, read = write_minutes(table.now, "md"), _read(table.now)
    assert "1 present, 1 late, 0 substitutes, 1 of them online" in written
    assert re.search(r"\| Ann Chu \| Florist \| late, came 7:00 AM, online *\|", written)
    assert "The marks: 2 marked by name; 4 not marked (Maria Lopez, Robert Diaz, Cyrus Ng, " in written
    assert (read["totals"]["online"], read["attendance"][1]["online"]) == (1, True)
    assert [line["came_about"] for line in read["attendance"][:2]] == [None, "check-in"]


def test_zeros_are_shown_in_markdown(whole: Snapshot) -> None:
    """A member who neither gave nor received has a line that says so."""
    assert "| Paul Whitfield | Roofing | present | 0 | 0 | 0 |" in write_minutes(whole, "md")


def test_a_meeting_to_come_and_one_that_is_on_have_minutes(table: Table) -> None:
    """Planned, they say so; live, they say as of when, counting the running clock up to now."""
    assert "it has not begun" in write_minutes(table.now, "md")
    assert _read(table.now)["meeting"]["started_at"] is None
    table.clock.pass_by(seconds=90)
    live = table.go()
    now = table.clock.now() + timedelta(seconds=61)
    assert "This is how it stood at 7:02 AM" in write_minutes(live, "md", now)
    read = _read(live, now)
    assert (read["steps"][0]["actual_seconds"], read["steps"][0]["ended_at"]) == (61, None)


def test_another_format_is_refused_with_those_there_are(whole: Snapshot) -> None:
    """Whoever asks for a format that is not written learns which are."""
    with pytest.raises(Refused, match=r"docx.*md, html, pdf, csv, json, palms"):
        write_minutes(whole, "docx")


def test_a_slip_is_told_with_all_that_was_said(table: Table) -> None:
    """Company, who calls, when, the family of a prospect, what it answers, and the verdict."""
    table.go_to(StepKind.PITCHES)
    table.go(seconds=5)
    ask = table.turn_of("Maria Lopez").id
    table.do(c.KeepAsk(turn_id=ask, looking_for="dental offices"))
    table.go_to(StepKind.BUCKET)
    slip = replace(WHOLE, company="Bluepoint Dental", when=When.WEEKS, who_calls=WhoCalls.PROSPECT)
    robert = table.person("Robert Diaz")
    table.do(replace(table.lead(slip=slip), also_to=(robert,), answers_id=ask))
    seen = table.go_to_end()
    first, second = _read(seen)["leads"]
    assert (first["company"], first["when"], first["who_calls"]) == ("Bluepoint Dental", "weeks", "prospect")
    assert (first["family"], second["family"], first["answers"]) == (first["id"], first["id"], ask)
    text = write_minutes(seen, "md")
    for expected in (
        "| **Jane Doe**, Bluepoint Dental | (415) 555-0101 | a new web shop · lead · ",
        "Jane Doe calls Maria Lopez · within weeks · of one family with the lead to Robert Diaz",
        "answers the ask: dental offices",
        "| dental offices · answered by 1 lead |",
    ):
        assert expected in text, expected


def test_corrections_of_a_closed_meeting_are_told(table: Table) -> None:
    """Behind a changed entry stands when, a completed lead says since when, and a section tells all."""
    table.go_to(StepKind.BUCKET)
    raw = table.do(table.lead(slip=replace(WHOLE, phone=""))).leads[0]
    ann, maria = table.person("Ann Chu"), table.person("Maria Lopez")
    dollars = ThankForBusiness(reported_by_id=ann, credited_to_id=maria, amount=Money(100_00, "USD"))
    report = table.do(dollars).business[0]
    praise = GiveTestimonial(by_id=maria, about_id=ann, words="Kind.", lead_id=raw.id)
    testimonial = table.do(praise).testimonials[0]
    table.go_to_end()
    table.clock.pass_by(hours=26)
    table.do(replace(table.lead(), corrects=raw.id))
    table.do(replace(dollars, command_id="x", amount=Money(200_00, "USD"), corrects=report.id))
    seen = table.do(replace(praise, command_id="y", words="Very kind.", corrects=testimonial.id))
    text = write_minutes(seen, "md", with_journal=True)
    for expected in (
        "lead · a lead since Thu 19 Nov · corrected on Thu 19 Nov",
        "| Ann Chu | Maria Lopez | $200 | corrected on Thu 19 Nov |",
        "“Very kind.” · for the lead Jane Doe · corrected on Thu 19 Nov",
    ):
        assert expected in text, expected
    corrections, timeline = text.split("## Corrections")[1].split("## What happened when")
    corrections = corrections.split("## ")[0]
    assert "Raw lead completed" not in timeline
    assert [line.split(" · ")[1].split(":")[0] for line in corrections.strip().splitlines()] == [
        "Raw lead completed",
        "Corrected",
        "Testimonial corrected",
    ]
    read = _read(seen)
    assert len(read["corrections"]) == 3
    assert read["leads"][0]["lead_since"].startswith("2026-11-19T")
    assert read["closed_business"][0]["corrected_at"] == read["leads"][0]["corrected_at"]
    assert read["testimonials"][0]["lead"] == read["leads"][0]["id"]


HOSTILE = ("[/]", "*stars*", "pipe|d", "<b>bold</b>", "`tick`", "[@click=app.quit]x[/]", "שרה", "# one")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_notes_stay_literal(sqlite_store: Store, text: str) -> None:
    """Names and notes come out of the JSON letter by letter, and leave the Markdown's tables whole."""
    people = ((text, text), ("Ann Chu", "Florist"))
    table = Table.lay(sqlite_store, found_chapter(sqlite_store, name=text, people=people), SetClock())
    member, ann = table.person(text), table.person("Ann Chu")
    table.do(c.SeatSubstitute(member_id=ann, name=f"{text} stand-in", profession=text))
    table.do(c.WelcomeVisitor(name=f"{text} guest", profession=text, host_id=member))
    table.go_to(StepKind.PITCHES)
    table.do(c.KeepAsk(turn_id=table.now.turns[0].id, looking_for=text))
    table.go_to(StepKind.BUCKET)
    full = Slip(text, "", text, text, True, company=text, address=text, email=text, note=text)
    full = replace(full, who_calls=WhoCalls.PROSPECT)
    table.do(PassLead(giver_id=member, receiver_id=ann, slip=full))
    for minor in (0, 100):
        table.do(
            ThankForBusiness(reported_by_id=ann, credited_to_id=member, amount=Money(minor, "USD"), note=text)
        )
    table.do(GiveTestimonial(by_id=ann, about_id=member, words=text))
    table.do(MakeAnnouncement(by_id=member, words=text))
    table.do(NoteOutcome(table.now.leads[0].id, LeadOutcome.BAD, text, thanked=True, passed_outside=text))
    seen = table.go_to_end()
    table.desk.close()

    read = _read(seen)
    assert read["chapter"]["name"] == read["leads"][0]["prospect"] == read["testimonials"][0]["text"] == text
    assert read["leads"][0]["company"] == read["leads"][0]["address"] == read["outcomes"][0]["note"] == text
    assert read["closed_business"][0]["note"] == read["turns"][0]["looking_for"] == text
    assert read["outcomes"][0]["passed_outside"] == text
    assert read["announcements"][0]["by"] == read["announcements"][0]["text"] == text
    assert read["attendance"][0]["member"] == read["attendance"][0]["profession"] == text
    _tables_are_whole(write_minutes(seen, "md"))
    page = unescape(re.sub(r"<[^>]*>", "", write_minutes(seen, "html")))
    assert f"{text} · passed outside the chapter: {text}" in page


def _tables_are_whole(markdown: str) -> None:
    cells = 0
    for line in markdown.splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        found = line.replace("\\\\", "").replace("\\|", "").count("|")
        cells = cells or found
        assert found == cells, line


def test_questions_are_told_apart_from_pauses(table: Table) -> None:
    """40 s of speech, 15 s of pause, 70 s of questions: three figures, in both formats."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.clock.pass_by(seconds=40)
    table.do(c.Pause())
    table.clock.pass_by(seconds=15)
    table.do(c.Resume())
    table.do(c.OpenQuestions(timedelta(minutes=1)))
    table.clock.pass_by(seconds=70)
    seen = table.go()
    (turn,) = [turn for turn in _read(seen)["turns"] if turn["member"] == "Maria Lopez"]
    assert [turn[f"{part}_seconds"] for part in ("used", "paused", "questions")] == [40, 15, 70]
    text = write_minutes(seen, "md", table.clock.now(), with_journal=True)
    assert "0:15, questions 1:10" in text


def test_questions_of_a_talk_are_in_its_step(table: Table) -> None:
    """A step's actual time is its speech and its questions, told beside it, so the difference shows them."""
    table.go_to(StepKind.WELCOME)
    table.clock.pass_by(seconds=130)
    table.do(c.Pause())
    table.clock.pass_by(seconds=5)
    table.do(c.Resume())
    table.do(c.OpenQuestions(timedelta(minutes=1)))
    table.clock.pass_by(seconds=80)
    seen = table.go()
    (step,) = [step for step in _read(seen)["steps"] if step["title"] == "Welcome"]
    assert [step[f"{part}_seconds"] for part in ("actual", "paused", "questions")] == [210, 5, 80]
    text = write_minutes(seen, "md", with_journal=True)
    (row,) = [line for line in text.splitlines() if line.startswith("| Welcome")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2:] == ["2:00", "3:30, of which questions 1:20", "+1:30", "0:05"]

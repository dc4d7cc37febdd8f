"""Minutes for those whom they are for: no prospect in the members', and every format says the same."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.leads.commands import (
    GiveTestimonial,
    LogOneToOne,
    NoteOutcome,
    PassLead,
    ThankForBusiness,
)
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.acts.season.commands import MarkDate, PlanTalk, SetPlace
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.money import Money
from leadsroom.exchange.document.content import Trend
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import (
    MeetingForMinutes,
    Wanted,
    for_minutes,
    minutes_file,
    write_minutes,
)
from leadsroom.exchange.minutes.in_short import trend
from leadsroom.exchange.minutes.members import PublicWords
from leadsroom.store.store import Store, open_store
from leadsroom.views.health.around import Around
from leadsroom.views.meeting.summary import summarise
from tests.databases import SqliteFiles
from tests.desks import Book
from tests.exchange.test_html import Page
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.sample import SAMPLE_NOW, closed_meetings, closed_snapshots, sample_chapter
from tests.seen import seen

# By these a prospect could be found, or somebody would not have everybody read them.
MARKERS = (
    "Falconry",
    *(
        "Zanzibar Quill",
        "Quillworks",
        "555-0199",
        "quill@secret.example",
        "17 Hidden Lane",
        "call before ten",
    ),
    *("a bigger warehouse", "Mortimer Raw", "second slip said", "left two messages", "they were rude"),
    *(
        "Perpetua Old",
        "paid by cheque",
        "thanks for the tip",
        "Ferdinand Both",
        "555-0177",
        "vi@secret.example",
    ),
    *("sat beside me", "lives too far off", "wants a discount"),
)


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """The moderator's place at a meeting of six that has not begun."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    yield table
    table.desk.close()


@pytest.fixture(scope="module")
def marked(sqlite_files: SqliteFiles) -> MeetingForMinutes:
    """The second meeting of two, in which every marker was said or typed somewhere; no test changes it."""
    store, clock = open_store(sqlite_files.fresh()), SetClock()
    chapter = found_chapter(store)
    first = Table.lay(store, chapter, clock)
    first.go_to(StepKind.BUCKET)
    old = Slip("Perpetua Old", "+14155550166", "", "a fence", expecting_call=True)
    earlier = first.do(first.lead("Dee Fox", "Ann Chu", old)).leads[0]
    first.go_to_end()
    first.desk.close()
    clock.pass_by(days=3)
    book = Book(store, chapter.id, clock, "home")
    ann, maria = first.person("Ann Chu"), first.person("Maria Lopez")
    book.do(LogOneToOne(ann, maria, date(2026, 11, 21), "sat beside me"))
    clock.pass_by(days=4)
    table = Table.lay(store, chapter, clock)
    _hold(table, earlier.id)
    clock.pass_by(hours=20)
    (lead, *_), (visit,) = table.now.leads, table.now.visits
    table.do(c.NoteVisitor(visit.id, Became.NOT_INTERESTED, "lives too far off"))
    corrected = table.lead(
        "Ann Chu", "Maria Lopez", replace(lead.slip, note="call before ten; wants a discount")
    )
    seen = table.do(replace(corrected, command_id="x", corrects=lead.id))
    found = table.desk.sync.read(for_minutes, seen.meeting.id)
    table.desk.close()
    store.close()
    return found


def _hold(table: Table, earlier: LeadId) -> None:
    ann, maria, dee = (table.person(name) for name in ("Ann Chu", "Maria Lopez", "Dee Fox"))
    contact = Contact(phone_typed="415 555 0177", email="vi@secret.example", may_write=True)
    table.do(c.WelcomeVisitor(name="Vi Bell", profession="Landscaping", host_id=ann, contact=contact))
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Notary"))
    table.go_to(StepKind.PITCHES)
    table.go(seconds=5)
    table.do(c.KeepAsk(turn_id=table.turn_of("Maria Lopez").id, looking_for="the owner of Quillworks"))
    table.go(seconds=5)
    table.do(c.KeepAsk(turn_id=table.turn_of("Robert Diaz").id, looking_for="dental offices"))
    table.go_to(StepKind.BUCKET)
    slip = Slip(
        "Zanzibar Quill",
        "+14155550199",
        need="a bigger warehouse",
        expecting_call=True,
        company="Quillworks",
        address="17 Hidden Lane",
        email="quill@secret.example",
        note="call before ten",
    )
    lead = table.do(table.lead("Ann Chu", "Maria Lopez", slip)).leads[0]
    table.do(table.lead("Tom Ray", "Maria Lopez", replace(slip, note="second slip said")))
    raw = table.do(table.lead("Dee Fox", "Robert Diaz", Slip("Mortimer Raw"))).leads[-1]
    both = Slip("Ferdinand Both", need="a loan")
    table.do(PassLead(giver_id=maria, receiver_id=dee, slip=both, also_to=(table.person("Robert Diaz"),)))
    table.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED, "left two messages", thanked=True))
    table.do(NoteOutcome(raw.id, LeadOutcome.BAD, "they were rude"))
    table.do(
        NoteOutcome(earlier, LeadOutcome.WORKING, "they ask for Perpetua Old", passed_outside="Falconry")
    )
    dollars = ThankForBusiness(ann, dee, Money(90_000, "USD"), earlier, "paid by cheque")
    table.do(dollars)
    table.do(ThankForBusiness(dee, maria, Money(0, "USD"), None, "thanks for the tip"))
    table.do(GiveTestimonial(maria, ann, "Zanzibar Quill was so glad of her.", lead.id))
    table.do(GiveTestimonial(dee, maria, "Quick and kind."))
    table.do(MakeAnnouncement(ann, "zanzibar  QUILL gives a party. Ring 415-555-0199."))
    table.do(MakeAnnouncement(ann, "The party is on Friday."))
    table.do(c.GiveNothing(table.turn_of("Paul Whitfield").id))
    table.go_to_end()


def _text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _every_text(meeting: MeetingForMinutes, audience: Audience) -> dict[str, str]:
    """All that a reader of the minutes can find in any format, as text."""
    files = {
        name: minutes_file(meeting, Wanted(name, audience, with_journal=True))
        for name in ("md", "html", "pdf", "json")
    }
    return {
        name: _text_of_pdf(data) if name == "pdf" else data.decode().replace("\\", "")
        for name, data in files.items()
    }


def _found(marker: str, text: str) -> bool:
    """Whether a marker stands in a text, broken over lines or not; of a number its digits will do."""
    squeezed = "".join(text.split()).casefold()
    forms = ["".join(marker.split()).casefold()]
    forms += [marker.replace("-", "")] if marker[0].isdigit() and "-" in marker else []
    return any(form in squeezed for form in forms)


def test_no_prospect_is_in_any_minutes_for_members(marked: MeetingForMinutes) -> None:
    """Of 21 markers not one is in the members' Markdown, HTML, PDF or JSON; all are on record."""
    assert len(MARKERS) == 21
    whole = "".join(_every_text(marked, Audience.ALL).values())
    assert [marker for marker in MARKERS if not _found(marker, whole)] == []
    for name, text in _every_text(marked, Audience.MEMBERS).items():
        assert [marker for marker in MARKERS if _found(marker, text)] == [], name


def test_members_find_what_is_for_them(marked: MeetingForMinutes) -> None:
    """Who was there, visitors, who gave to whom, sums, asks, words for all, and when the next meeting is."""
    for name, text in _every_text(marked, Audience.MEMBERS).items():
        for words in (
            "Tom Ray",
            "Vi Bell",
            "Landscaping",
            "$900" if name != "json" else "900",
            "dental offices",
        ):
            assert _found(words, text), (name, words)
        for words in ("Quick and kind.", "The party is on Friday.", "left out here: it names a prospect"):
            assert _found(words, text), (name, words)
    page = _every_text(marked, Audience.MEMBERS)["md"]
    for line in (
        "- **Ann Chu** to Maria Lopez\n",
        "- **Dee Fox** to Robert Diaz (raw)\n",
        "- **Maria Lopez** to Dee Fox (raw), Robert Diaz (raw)\n",
        "| Ann Chu | Dee Fox | $900 |",
        "- **Maria Lopez** thanks Ann Chu\n",
        "**Wednesday 2 December 2026**, 7:00 AM",
        "Corrected 2 times since the meeting, last on Thu 26 Nov.",
    ):
        assert line in page, line


def test_the_journal_is_there_on_demand(marked: MeetingForMinutes) -> None:
    """The secretary's minutes have it, and every turn, only where it was asked for; `all` always has it."""
    for audience, with_journal, has in (
        (Audience.SECRETARY, False, False),
        (Audience.SECRETARY, True, True),
        (Audience.ALL, False, True),
        (Audience.MEMBERS, True, False),
    ):
        page = minutes_file(marked, Wanted("md", audience, with_journal)).decode()
        assert ("## What happened when" in page) is has
        assert ("## Every turn" in page) is has


def test_nobody_who_brought_dollars_or_thanks_had_nothing(marked: MeetingForMinutes, table: Table) -> None:
    """“Nothing today” is said of those who gave no lead, no dollars, no thanks and no testimonial."""
    table.go_to(StepKind.BUCKET)
    ann, maria, dee = (table.person(name) for name in ("Ann Chu", "Maria Lopez", "Dee Fox"))
    for name in ("Ann Chu", "Maria Lopez", "Dee Fox", "Robert Diaz", "Paul Whitfield"):
        table.do(c.GiveNothing(table.turn_of(name).id))
    table.do(ThankForBusiness(ann, maria, Money(1_000_000, "USD")))
    table.do(ThankForBusiness(maria, ann, Money(0, "USD")))
    table.do(GiveTestimonial(dee, ann, "Kind."))
    for audience in Audience:
        page = write_minutes(table.go_to_end(), "md", audience=audience)
        assert "Nothing today: Robert Diaz, Paul Whitfield." in page


def test_minutes_end_with_when_the_chapter_meets_next(table: Table) -> None:
    """While it is on and once it is over: the next date, its place and speaker, and holidays before it."""
    book = Book(table.store, table.now.chapter.id, table.clock, "home")
    book.do(MarkDate(date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving"))
    book.do(SetPlace(date(2026, 12, 2), "Town hall"))
    book.do(PlanTalk(date(2026, 12, 2), "Ann Chu", "Reading a lease"))
    table.go()
    for _ in range(2):
        meeting = table.desk.sync.read(for_minutes, table.meeting_id)
        page = minutes_file(meeting, Wanted("md", Audience.MEMBERS)).decode()
        coming = page.partition("## Next meeting\n\n")[2].partition("\n\n## ")[0].split("\n\n")
        assert coming == [
            "**Wednesday 2 December 2026**, 7:00 AM, Town hall",
            "Ann Chu speaks: Reading a lease",
            "No meeting on Wed 25 Nov (Thanksgiving).",
        ]
        table.go_to_end()


def test_the_trend_draws_every_meeting_of_a_season(demo_store: Store) -> None:
    """A bar for each meeting up to this one, the highest as high as the picture; the same in words."""
    chapter, (last, *_) = sample_chapter(demo_store), closed_meetings(demo_store)
    meeting = seen(demo_store, chapter, SAMPLE_NOW, for_minutes, last)
    (block,) = trend(summarise(meeting.snapshot), meeting.around)
    assert isinstance(block, Trend)
    held = [each.name.on for each in meeting.around.before]
    assert held == sorted(held)
    for chart in block.charts:
        assert len(chart.bars) == len(held) + 1
        assert max(bar.height for bar in chart.bars) == chart.high
        assert [bar.is_last for bar in chart.bars][-2:] == [False, True]
        assert f"{len(held) + 1} meetings from " in chart.words
    few = Around(meeting.around.before[-1:], None)
    assert trend(summarise(meeting.snapshot), few) == ()


def test_json_has_the_same_keys_for_everybody(marked: MeetingForMinutes) -> None:
    """A program finds every key in the members' minutes too: null where it is not for them."""

    def keys(audience: Audience) -> dict[str, object]:
        read = json.loads(minutes_file(marked, Wanted("json", audience)))
        lists = ("journal", "corrections")
        return {
            part: sorted(value[0]) if isinstance(value, list) and value else type(value)
            for part, value in read.items()
            if part not in lists
        }

    assert keys(Audience.MEMBERS) == keys(Audience.SECRETARY)
    read = json.loads(minutes_file(marked, Wanted("json", Audience.MEMBERS)))
    assert (read["schema_version"], read["for"], read["journal"]) == (1, "members", [])
    assert (read["leads"][0]["giver"], read["leads"][0]["prospect"]) == ("Ann Chu", None)


def test_a_small_meeting_as_the_members_read_it(
    marked: MeetingForMinutes, snapshot: SnapshotAssertion
) -> None:
    """The whole page in Markdown."""
    assert minutes_file(marked, Wanted("md", Audience.MEMBERS)).decode() == snapshot


def test_a_small_meeting_as_the_secretary_reads_it(
    marked: MeetingForMinutes, snapshot: SnapshotAssertion
) -> None:
    """The whole page in Markdown, and what stands between the tags of the HTML."""
    assert minutes_file(marked, Wanted("md", Audience.ALL)).decode() == snapshot
    page = minutes_file(marked, Wanted("html", Audience.SECRETARY)).decode()
    assert page[page.index("<main>") :] == snapshot(name="html")


HOSTILE = '#read("/etc/passwd") *x* $y$ \\ [Anna] [/] <b>&amp; // @x'
STRANGE = ("שרה כהן", "سارة", "漢字", "👩‍👩‍👧‍👦", "W" * 400)


@pytest.mark.parametrize("text", [HOSTILE, *STRANGE])
def test_what_was_typed_is_set_as_it_was_typed(table: Table, text: str) -> None:
    """In HTML and PDF nothing that was typed is obeyed; letters of any script never stop a PDF."""
    table.go()
    table.do(MakeAnnouncement(table.person("Ann Chu"), text))
    seen = MeetingForMinutes(table.go_to_end())
    for audience in (Audience.MEMBERS, Audience.ALL):
        page = minutes_file(seen, Wanted("html", audience)).decode()
        assert text[:200] in "".join(Page(page).texts.values())
        read = _text_of_pdf(minutes_file(seen, Wanted("pdf", audience)))
        if text is HOSTILE:
            assert _found(text, read)


def test_members_of_a_large_chapter_get_one_page(sqlite_store: Store) -> None:
    """40 members who all ask, give, thank and praise at length: one page of PDF, A4 or letter."""
    people = tuple((f"Bartholomew Featherstone {i}", f"Profession {i}") for i in range(40))
    table = Table.lay(sqlite_store, found_chapter(sqlite_store, people=people), SetClock())
    _everybody_speaks(table, [name for name, _ in people])
    seen = table.go_to_end(seconds=0)
    table.desk.close()
    for country, width in (("US", 612), ("GB", 595)):
        here = replace(seen, chapter=replace(seen.chapter, country=country))
        data = minutes_file(MeetingForMinutes(here), Wanted("pdf", Audience.MEMBERS))
        (page,) = PdfReader(io.BytesIO(data)).pages
        assert int(page.mediabox.width) == width
        assert "Bartholomew Featherstone 39" in page.extract_text()


def _everybody_speaks(table: Table, names: list[str]) -> None:
    table.go_to(StepKind.PITCHES)
    seen = table.now
    assert seen.step is not None
    for turn in seen.turns_of(seen.step):
        ask = "owners of small shops who are about to move, and whoever plans their new rooms"
        table.do(c.KeepAsk(turn_id=turn.id, looking_for=ask))
    table.go_to(StepKind.BUCKET)
    for giver, receiver in pairwise(names):
        table.do(table.lead(giver, receiver))
    for by, about in zip(names[::3], names[1::3], strict=False):
        words = "They came on a Sunday, stayed late to get it right and did not charge for it at all."
        table.do(GiveTestimonial(table.person(by), table.person(about), words))
        table.do(ThankForBusiness(table.person(by), table.person(about), Money(125_000, "USD")))


_OTHERS = (
    Slip("Tom Ray", need="dental offices", company="Acme"),
    Slip("dental offices", need="Zanzibar Quill"),
    Slip("山田太郎", need="a loan"),
    Slip("Hans Maier", need="a loan", email="hans@maier.example"),
    Slip("Vi Bell", need="a loan"),
    Slip("Ann Roofing", need="a loan"),
)


@pytest.mark.parametrize(
    ("typed", "is_left_out"),
    [
        ("Ask for Zanzibar Quill.", True),
        ("zanzibár  quill’s party", True),
        ("Zanzibar Quillfeather", False),
        ("the owner of Acme", True),
        ("the acme of service", False),
        ("ring 415 555 0199", True),
        ("call +1 (415) 555-0199 today", True),
        ("555 01", False),
        ("dental offices", False),  # what was asked for is no name, though a slip says it too
        ("Tom Ray stood in for me", False),  # a prospect, and at the table
        ("Mr Quill’s shop", True),  # the surname will do
        ("to quill", False),
        ("Quill, Zanzibar", True),
        ("zanzibar j. quill", True),
        ("die Feier Hans Maiers", True),
        ("HANS@Maier.example", True),
        ("紹介は山田太郎さんです", True),  # no space parts a name from what stands beside it
        ("٤١٥ ٥٥٥٠١٩٩", True),
        ("Roofing for all", False),  # a surname too, and the profession of a member
    ],
)
def test_words_are_left_out_where_they_name_a_prospect(
    marked: MeetingForMinutes, typed: str, is_left_out: bool
) -> None:
    """By a whole name, in any spelling of it, a company or a number; a common word is none."""
    (lead, *_) = marked.snapshot.leads
    leads = (lead, *(replace(lead, slip=slip) for slip in _OTHERS))
    public = PublicWords.at(replace(marked.snapshot, leads=leads, earlier_leads=(), updates=()), {})
    assert public.names_prospect(typed) is is_left_out


def test_members_and_secretary_read_the_same_sums(demo_store: Store) -> None:
    """In every meeting of the sample: the leads, raw ones and dollars of the members' page are the totals."""
    for snapshot in closed_snapshots(demo_store)[::5]:
        read = json.loads(write_minutes(snapshot, "json", audience=Audience.MEMBERS))
        counted = [each for each in read["leads"] if each["counts"]]
        assert sum(each["qualified"] for each in counted) == read["totals"]["qualified"]
        assert len(counted) == read["totals"]["leads"]
        closed = sum(each["amount"] for each in read["closed_business"])
        assert closed == read["totals"]["closed_business"]
        page = write_minutes(snapshot, "md", audience=Audience.MEMBERS)
        given = page.partition("## Leads passed\n\n")[2].partition("\n\n")[0]
        many = sum(_leads_in(part) for line in given.splitlines() for part in line.split(", "))
        assert many == len(counted)


def _leads_in(part: str) -> int:
    """How many leads `Ann Chu (2` or `Ann Chu` stands for; `1 raw)` is among them already."""
    found = re.search(r"\((\d+)", part)
    return 0 if part.endswith(" raw)") and "(" not in part else int(found[1]) if found else 1

"""One lead in full: its slip and family, beside it what became of it, and each outcome to correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from textual.content import Content

from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.ids import PersonId
from leadsroom.domain.journal import EntryKind, at_station
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.dollars import dollar_parts
from leadsroom.domain.leads.given import Family, family_of
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate, passed_outside_in_words
from leadsroom.domain.leads.lead_list import Branch
from leadsroom.domain.leads.lead_today import lead_today, progress_of
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.meeting.record_kinds import BUSINESS, OUTCOME, outcome_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.wording import short_date
from leadsroom.views.leads import LeadStory, TrailLine
from screens.kit.dialog import EntriesDialog
from screens.kit.listing import Column, Line, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, quiet, strong, words

_BLANK = Content("")
_LABEL = 11
_TREE_COLUMNS = (
    Column(least=16, most=60),
    Column(least=12, most=90, fills=True),
    Column(rank=1),
    Column(right=True),
)


class StoryPicture(Struct, frozen=True):
    """A lead with all that is known of it, and everybody's name."""

    story: LeadStory
    names: Mapping[PersonId, str]
    chapter: Chapter
    now: datetime

    def name(self, person_id: PersonId | None) -> str:
        """Somebody's name."""
        return self.names.get(person_id, "somebody") if person_id is not None else "somebody"

    def day(self, at: datetime) -> str:
        """The day of a moment in the meeting room."""
        return short_date(self.chapter.today(at))

    def time(self, at: datetime) -> str:
        """Day and time of a moment."""
        return f"{self.day(at)} {clock_time(at, self.chapter, half=True)}"


class SlipPane(TallPane[StoryPicture]):
    """The whole slip, what it counts as and why, and where it stands today."""

    def draw(self, picture: StoryPicture, width: int) -> Content:
        lead = picture.story.lead
        return lines(
            strong(lead.slip.about).truncate(width, ellipsis=True),
            *_verdict(picture, width),
            _BLANK,
            *_facts(_slip_facts(picture), width),
        )


class LifePane(TallPane[StoryPicture]):
    """The outcomes of a lead, its dollars and testimonials."""

    def draw(self, picture: StoryPicture, width: int) -> Content:
        story = picture.story
        outcomes = [_facts([(picture.day(u.at), _outcome(u))], width) for u in story.updates]
        own = [report for report in story.paid if report.lead_id == story.lead.id]
        paid = [_facts([(picture.day(r.at), _report(r, picture))], width) for r in own]
        good_words = [
            _facts([(picture.day(t.at), f"{picture.name(t.by_id)}: {t.words or 'a testimonial'}")], width)
            for t in story.testimonials
        ]
        checks = [_facts([(picture.day(each.at), each.in_words)], width) for each in story.checks]
        parts = [
            *_section("Outcomes", outcomes, "Not heard from yet."),
            *_section("Dollars and thanks", paid),
            *_section("Testimonials", good_words),
            *_section("Checked", checks),
        ]
        return lines(*parts[:-1])


class FamilyPane(TallPane[StoryPicture]):
    """The tree of hops with what each was for, its state and dollars, and the sum; a lead alone has none."""

    def draw(self, picture: StoryPicture, width: int) -> Content:
        return lines(*_family(picture, width))


class TrailPane(TallPane[StoryPicture]):
    """What happened to a lead, and at which station."""

    def draw(self, picture: StoryPicture, width: int) -> Content:
        trail = [_trail(line, picture, width) for line in picture.story.trail]
        return lines(*list(_section("History", trail))[:-1])


def _section(title: str, entries: Iterable[Iterable[Content]], empty: str = "") -> Iterator[Content]:
    drawn = [line for entry in entries for line in entry]
    if drawn or empty:
        yield quiet(title)
        yield from drawn or [words(f"  {empty}", "quiet")]
        yield _BLANK


def _facts(facts: Iterable[tuple[str, str]], width: int) -> Iterator[Content]:
    """A label in its column, and beside it words that go on below themselves."""
    for label, text in facts:
        wrapped = Content(text).wrap(max(12, width - _LABEL - 2)) or [_BLANK]
        yield Content("  ").join([quiet(label).truncate(_LABEL, ellipsis=True, pad=True), wrapped[0]])
        yield from (line.pad_left(_LABEL + 2) for line in wrapped[1:])


def _verdict(picture: StoryPicture, width: int) -> list[Content]:
    lead = picture.story.lead
    if not lead.counts:
        other = picture.story.same_as
        whose = f"{picture.name(other.giver_id)}'s of {picture.day(other.passed_at)}" if other else "another"
        return quiet(f"= same as {whose}, not counted").wrap(width)
    if not lead.qualified:
        return amber(f"▲ {lead.verdict}").wrap(width)
    later = f", since {picture.day(lead.lead_since)}" if lead.completed_later and lead.lead_since else ""
    return words(f"✓ {lead.verdict}{later}", "good").wrap(width)


def _slip_facts(picture: StoryPicture) -> Iterator[tuple[str, str]]:
    lead, slip = picture.story.lead, picture.story.lead.slip
    country = picture.chapter.country
    rows = (
        ("Company", slip.company if slip.company != slip.about else ""),
        ("Need", slip.need if slip.need != slip.about else ""),
        ("Phone", shown_phone(slip, country) if slip.has_phone else ""),
        ("Email", slip.email),
        ("Address", slip.address),
        ("Who calls", _who_calls(picture, slip)),
        ("Call", ", ".join(_about_the_call(slip))),
        ("For", "the giver's own household" if slip.inside else ""),
        ("Note", slip.note),
        ("Given", _given(picture, lead)),
        ("Today", _today(picture)),
        ("Corrected", picture.day(lead.corrected_at) if lead.corrected_at else ""),
    )
    return (row for row in rows if row[1])


def _today(picture: StoryPicture) -> str:
    """Where it stands."""
    story, chapter = picture.story, picture.chapter
    paid = [report for report in story.paid if report.lead_id == story.lead.id]
    progress = progress_of(story.updates, paid, chapter.currency)
    return lead_today(story.lead, progress, chapter, picture.now).words


def _who_calls(picture: StoryPicture, slip: Slip) -> str:
    lead = picture.story.lead
    giver, receiver = picture.name(lead.giver_id), picture.name(lead.receiver_id)
    who = slip.prospect or slip.company or "the prospect"
    return {
        WhoCalls.RECEIVER: f"{receiver} calls {who}",
        WhoCalls.PROSPECT: f"{who} calls {receiver}",
        WhoCalls.GIVER: f"{giver} brings {who} and {receiver} together",
    }[slip.who_calls]


def _about_the_call(slip: Slip) -> Iterator[str]:
    if slip.expecting_call is not None:
        yield "expected" if slip.expecting_call else "not expected"
    if slip.knows_caller is not None:
        yield "knows who calls" if slip.knows_caller else "does not know who calls"
    if slip.when is not None:
        yield f"when: {slip.when.words}"


def _given(picture: StoryPicture, lead: Lead) -> str:
    by = picture.name(lead.giver_id)
    spoken = f", said by {picture.name(lead.spoken_by_id)}" if lead.spoken_by_id is not None else ""
    return f"{picture.time(lead.passed_at)} by {by}{spoken}"


def _family(picture: StoryPicture, width: int) -> Iterator[Content]:
    story, chapter = picture.story, picture.chapter
    if len(story.family) < 2:
        return
    family = family_of(story.family, story.paid, chapter.currency)
    came = show_money(family.dollars.total, chapter.country)
    parts = "".join(f", {part}" for part in dollar_parts(family.dollars, chapter.country))
    head = Content.assemble(quiet(f"Family · {family.size} · "), strong(came), quiet(parts))
    yield from head.wrap(width)
    yield from table_lines(
        [_branch(branch, family, picture) for branch in family.branches], _TREE_COLUMNS, width
    )


def _branch(branch: Branch, family: Family, picture: StoryPicture) -> Row:
    """A hop, what was needed (and by whom, where that is somebody else), how it stands, its dollars."""
    lead, slip = branch.lead, branch.lead.slip
    here = lead.id == picture.story.lead.id
    hop = f"{picture.name(lead.giver_id)} → {picture.name(lead.receiver_id)}"
    head = Content.assemble(quiet(branch.rails), words(hop, "accent" if here else ""))
    is_same = slip.prospect == family.first.slip.prospect or not slip.prospect
    need = slip.need or slip.about
    about = need if is_same or slip.prospect == need else f"{need} · {slip.prospect}"
    dollars = show_money(branch.dollars, picture.chapter.country) if branch.dollars else "–"
    return head, words(about), quiet(lead.standing.state.words), words(dollars)


def _outcome(update: LeadUpdate) -> str:
    is_note, is_thanks = update.outcome is LeadOutcome.NOTE, update.outcome is LeadOutcome.THANKS
    outside = passed_outside_in_words(update.passed_outside)
    parts = [] if is_note and (update.note or outside) else [update.outcome.words]
    parts += [each for each in (update.note, outside) if each]
    parts += ["thanked"] if update.thanked and not is_thanks else []
    parts += [f"follow up on {short_date(update.follow_up_on)}"] if update.follow_up_on else []
    return " · ".join(parts)


def _report(report: ClosedBusiness, picture: StoryPicture) -> str:
    amount = show_money(report.amount, picture.chapter.country) if report.amount.minor else "thanks"
    corrected = f"corrected on {picture.day(report.corrected_at)}" if report.corrected_at else ""
    return " · ".join(part for part in (amount, report.note, corrected) if part)


def _trail(line: TrailLine, picture: StoryPicture, width: int) -> Iterator[Content]:
    head = f"{picture.time(line.at)} · {at_station(line.station)}"
    yield quiet(head).truncate(width, ellipsis=True)
    tone = "quiet" if line.kind is not EntryKind.DO else ""
    yield from (row.pad_left(2) for row in words(line.what, tone).wrap(max(12, width - 2)))


LeadEntry = LeadUpdate | ClosedBusiness
_COLUMNS = (Column(), Column(least=8, most=40), Column(least=8, most=34, rank=1), Column(rank=2))


def entries_dialog(
    heading: str, entries: Sequence[LeadEntry], chapter: Chapter, at: str = ""
) -> EntriesDialog:
    """The outcomes of one lead and the closed business from it, in the order in which they were entered.

    `at` is the key of the entry that the cursor begins on, else the last one.
    """
    lines = entry_lines(entries, chapter)
    keys = [line.key for line in lines]
    return EntriesDialog(heading, _COLUMNS, lines, at=at if at in keys else keys[-1])


def entry_lines(entries: Sequence[LeadEntry], chapter: Chapter) -> list[Line]:
    """A line for each, in the order in which they were entered."""
    return [_line(entry, chapter) for entry in sorted(entries, key=_in_order)]


def _line(entry: LeadEntry, chapter: Chapter) -> Line:
    corrected = entry.corrected_at
    changed = f"corrected on {short_date(chapter.today(corrected))}" if corrected else ""
    what, more = _in_words(entry, chapter)
    day = short_date(chapter.today(entry.at))
    return Line(key_of(entry), (quiet(day), strong(what), quiet(more), quiet(changed)))


def key_of(entry: LeadEntry) -> str:
    """What an entry is called in the list."""
    return f"{withdrawal_of(entry).what}-{entry.id}"


def withdrawal_of(entry: LeadEntry) -> Withdraw:
    """The command that takes it back."""
    what = OUTCOME.table if isinstance(entry, LeadUpdate) else BUSINESS.table
    return Withdraw(what, entry.id)


def _in_order(entry: LeadEntry) -> tuple[datetime, int]:
    return entry.at, entry.id


def _in_words(entry: LeadEntry, chapter: Chapter) -> tuple[str, str]:
    if isinstance(entry, ClosedBusiness):
        return show_money(entry.amount, chapter.country) if entry.amount.minor else "thanks", entry.note
    day = f"follow up on {short_date(entry.follow_up_on)}" if entry.follow_up_on else ""
    if entry.outcome is LeadOutcome.NOTE:
        noted = entry.note, passed_outside_in_words(entry.passed_outside)
        return ", ".join(filter(None, noted)) or "a follow-up", day
    return outcome_in_words(entry), day

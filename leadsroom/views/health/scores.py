"""What every member scores by the chapter's scorecard, and what the chapter itself does.

Scores are for who leads a chapter and for each member about themselves. They are never on a screen while a
meeting goes on, since the room could see it: `scores_on_screen` has none then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.growth import funnel, growth, stays_of
from leadsroom.domain.health.counts import PeriodCounts, figures_by_person
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.figures import total as added_up
from leadsroom.domain.health.scorecards.card import Of, Scorecard
from leadsroom.domain.health.scorecards.gaps import Gap, NextBand, gaps, next_band
from leadsroom.domain.health.scorecards.presets import preset_with, scorecard_of, usual
from leadsroom.domain.health.scorecards.scoring import Score, Spans, score
from leadsroom.domain.health.scorecards.values import (
    JOINED_LATER,
    NOT_BEGUN,
    ChapterCounts,
    OnRecord,
    chapter_values,
    member_values,
    nothing_counted,
    spans_of,
)
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.membership import in_roster_order
from leadsroom.domain.people.roster import Member, Person
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted, full_day, full_days, listed
from leadsroom.errors import Refused
from leadsroom.store.read.health.chapter import own_texts
from leadsroom.store.read.health.counts import period_counts
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.meeting.rows import live_meeting
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import ever_in, record_begins
from leadsroom.views.health.reports import first_of_kind


class Scored(Struct, frozen=True):
    """A score, over how much it is, and what is missing to more."""

    score: Score
    spans: Spans
    gaps: tuple[Gap, ...]
    next_band: NextBand | None

    @classmethod
    def of(cls, found: Score, spans: Spans) -> Scored:
        """A score with all that is missing."""
        missing = gaps(found, spans)
        return cls(found, spans, missing, next_band(found, missing))


class MemberScore(Struct, frozen=True):
    """What a member scores; `joined_on` where they joined within the window and are scored since then."""

    person: Person
    scored: Scored
    joined_on: date | None = None

    @property
    def since_words(self) -> str:
        """`new, scored since 3 Nov 2026`; empty for who is not new."""
        return "" if self.joined_on is None else f"new, scored since {full_day(self.joined_on)}"


class ScoredOver(Struct, frozen=True):
    """By which scorecard is scored, over which days, and how many closed regular meetings are in them.

    `preset` is its name where it is one that comes with the program, `is_usual` whether nobody chose it;
    `country` is the chapter's.
    The days begin with the record where that begins later than the window.
    """

    card: Scorecard
    period: Period
    meetings: int
    preset: str
    is_usual: bool
    country: str = ""

    @property
    def is_of_elsewhere(self) -> bool:
        """Whether nobody chose it, and it comes from another country than the chapter."""
        return self.is_usual and self.card.country not in ("", self.country)

    @property
    def days_in_words(self) -> str:
        """`19 May 2026 to 18 Nov 2026, 26 meetings`."""
        days = full_days(self.period.first, self.period.last)
        return f"{days}, {counted(self.meetings, 'meeting')}"


class Scores(Struct, frozen=True):
    """What members score, in the order of the roster, and what the chapter does by its own scorecard."""

    chapter: Chapter
    today: date
    over: ScoredOver
    members: tuple[MemberScore, ...]
    chapter_over: ScoredOver
    of_chapter: Scored


class ScoresOnScreen(Struct, frozen=True):
    """What a screen shows: nothing while a meeting goes on (`is_live`), or where a text cannot be read.

    `texts` are the chapter's own, to be chosen.
    """

    chapter: Chapter
    texts: OwnTexts
    scores: Scores | None = None
    why_not: str = ""
    is_live: bool = False


DURING_A_MEETING = "No scores are shown while a meeting goes on: the room could see them. Close it first."


def may_be_seen(reading: Reading) -> bool:
    """Whether scores may be on a screen now: no meeting of the chapter is live."""
    return live_meeting(reading.connection, reading.chapter_id) is None


def scores_on_screen(reading: Reading) -> ScoresOnScreen:
    """The scores for a screen; none while a meeting of the chapter is live, whoever may look."""
    texts = own_texts(reading.connection, reading.chapter_id)
    if not may_be_seen(reading):
        return ScoresOnScreen(reading.chapter, texts, why_not=DURING_A_MEETING, is_live=True)
    try:
        return ScoresOnScreen(reading.chapter, texts, scores(reading))
    except Refused as no:
        return ScoresOnScreen(reading.chapter, texts, why_not=f"{no} Choose another scorecard: e.")


def scores(reading: Reading) -> Scores:
    """Everybody's score as of today. Raises Refused where a scorecard of the chapter cannot be read."""
    texts = own_texts(reading.connection, reading.chapter_id)
    everybody = ever_in(reading)
    over, members = _members_scored(reading, texts.member_scorecard, everybody)
    chapter_over, of_chapter = _chapter_scored(reading, texts.chapter_scorecard, everybody)
    return Scores(reading.chapter, reading.today, over, members, chapter_over, of_chapter)


class _Window(Struct, frozen=True):
    """What is read of a window once."""

    over: ScoredOver
    counts: PeriodCounts
    figures: Mapping[PersonId | None, Figures]
    days: tuple[date, ...]
    has_begun: bool

    @property
    def members(self) -> Fraction:
        """How many had a place, as an average of the meetings."""
        places = sum(each.places for each in self.counts.places)
        return Fraction(places, len(self.days)) if self.days else Fraction(0)


def _window(reading: Reading, of: Of, text: str) -> _Window:
    connection, chapter = reading.connection, reading.chapter
    card = scorecard_of(of, text, chapter.country)
    period = card.window(reading.today)
    begins = record_begins(reading)
    if begins is not None:
        period = Period(min(max(period.first, begins), period.last), period.last)
    counts = _counts(reading, period)
    held = [each for each in meetings_in(connection, chapter, period) if each.is_closed]
    days = tuple(each.on for each in held if each.counts_attendance)
    name = preset_with(text) if text else usual(of, chapter.country)
    over = ScoredOver(card, period, len(days), name, not text, chapter.country)
    has_begun = begins is not None and begins <= period.last
    return _Window(over, counts, _figures(reading, period), days, has_begun)


def _counts(reading: Reading, period: Period) -> PeriodCounts:
    return reading.once(
        f"counts {period}", lambda connection, _: period_counts(connection, reading.chapter, period)
    )


def _figures(reading: Reading, period: Period) -> Mapping[PersonId | None, Figures]:
    return figures_by_person(_counts(reading, period), reading.chapter.currency)


def _members_scored(
    reading: Reading, text: str, everybody: Sequence[Member]
) -> tuple[ScoredOver, tuple[MemberScore, ...]]:
    chapter, window = reading.chapter, _window(reading, Of.MEMBERS, text)
    card, period = window.over.card, window.over.period
    first = first_of_kind(reading, period.last)
    on_record = OnRecord(first.training is not None, first.one_to_one is not None, chapter.currency)
    nothing = Figures(currency=chapter.currency)

    days_in: defaultdict[PersonId, set[int]] = defaultdict(set)
    for stay in stays_of(everybody):
        days_in[stay.person_id].update(stay.days_in(period))

    def one(member: Member) -> MemberScore:
        days = days_in[member.person.id]
        spans = spans_of(card, reading.today, days, window.days)
        since = date.fromordinal(min(days)) if days else member.joined_on
        new_since = since if since is not None and since > period.first else None
        figures = window.figures
        if days and new_since is not None:  # what they gave as a visitor is of none of their weeks
            figures = _figures(reading, Period(new_since, period.last))
        values = member_values(card, figures.get(member.person.id, nothing), on_record)
        if not days or not window.has_begun:
            values = nothing_counted(card, JOINED_LATER if window.has_begun else NOT_BEGUN)
        return MemberScore(member.person, Scored.of(score(card, values, spans), spans), new_since)

    seated = (member for member in in_roster_order(everybody) if member.status.holds_seat)
    return window.over, tuple(one(member) for member in seated)


def _chapter_scored(reading: Reading, text: str, everybody: Sequence[Member]) -> tuple[ScoredOver, Scored]:
    chapter, window = reading.chapter, _window(reading, Of.CHAPTER, text)
    card, period = window.over.card, window.over.period
    stays = stays_of(everybody)
    members = {stay.person_id for stay in stays}
    visitors = visitors_on_record(
        reading.connection,
        chapter.id,
        date.min,
        open_house_counts=chapter.rules.visitors.open_house_counts,
    )
    counts = ChapterCounts(
        growth=growth(stays, period, record_begins(reading)),
        funnel=funnel(visitors, period, reading.today),
        total=added_up(window.figures.values(), chapter.currency),
        given=sum(found.given for who, found in window.figures.items() if who in members),
    )
    days = range(period.first.toordinal(), period.last.toordinal() + 1)
    spans = spans_of(card, reading.today, days, window.days, window.members)
    return window.over, Scored.of(score(card, chapter_values(card, counts), spans), spans)


def by_total(members: Iterable[MemberScore]) -> tuple[MemberScore, ...]:
    """The highest total first; those with one total stay in the order of the roster."""
    return tuple(sorted(members, key=lambda each: -each.scored.score.points))


ORDER = "The highest total first; of one total in the order of the roster."


def left_out_of_all(members: Sequence[MemberScore]) -> dict[str, str]:
    """What could be scored of nobody, for one reason: the titles of measures, each with why."""
    of_each = [
        {each.measure.title: each.why for each in one.scored.score.left_out}.items() for one in members
    ]
    shared = set(of_each[0]).intersection(*of_each[1:]) if of_each else set()
    return {title: why for title, why in (of_each[0] if of_each else ()) if (title, why) in shared}


def left_out_of(scored: Scored, of_all: Mapping[str, str] | None = None) -> str:
    """What could not be scored, besides what could be of nobody, as a sentence; or nothing."""
    found = {each.measure.title: each.why for each in scored.score.left_out}
    return not_scored_in_words(
        {title: why for title, why in found.items() if (of_all or {}).get(title) != why}
    )


def not_scored_in_words(reasons: Mapping[str, str]) -> str:
    """`Not scored: Training, no training is on record.`, of the titles of measures with why."""
    titles: dict[str, list[str]] = {}
    for title, why in reasons.items():
        titles.setdefault(why, []).append(title)
    parts = [f"{listed(each)}, {why}" for why, each in titles.items()]
    return f"Not scored: {'; '.join(parts)}." if parts else ""

"""What is counted for a scorecard, of the figures of a member and of those of the chapter; and over how much.

What counts in a period, and on which day, is said in `leadsroom.domain.health.figures`. What was never
recorded is no zero: it has no number, and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.health.chapter.growth import Funnel, Growth
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.scorecards.card import Scorecard
from leadsroom.domain.health.scorecards.scoring import Spans, Value
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, TOO_LITTLE, Share
from leadsroom.domain.leads.dollars import DollarSum

NOT_BEGUN = "no meeting is on record by then"
JOINED_LATER = "joined after these days"
NO_PLACE = "no place at a closed meeting of these days"
NOT_MARKED = "attendance was not marked"
NO_TRAINING = "no training is on record"
NO_ONE_TO_ONE = "no one-to-one is on record"


class OnRecord(Struct, frozen=True):
    """What a chapter puts on record at all, and in which money."""

    training: bool
    one_to_ones: bool
    currency: str


def spans_of(
    card: Scorecard,
    today: date,
    days: Collection[int],
    meetings: Sequence[date],
    members: Fraction = Fraction(1),
) -> Spans:
    """Over how much of a window somebody is scored who was a member on some `days` of it, by their numbers.

    `meetings` are the days of the closed regular meetings of the window. By the calendar whole weeks count; a
    whole half-year has 26, though some have no more than 181 days. A record that begins within the window has
    as much less of its months.
    """
    window = card.window(today)
    whole = (window.last - window.first).days + 1
    held = sum(day.toordinal() in days for day in meetings)
    by_calendar = card.months * 13 // 3 if len(days) == whole else len(days) // 7
    return Spans(
        meetings=held,
        weeks=Fraction(by_calendar if card.by_calendar else held),
        months=Fraction(card.months * len(days), whole),
        members=members,
    )


# Of a member


def nothing_counted(card: Scorecard, why: str) -> dict[str, Value]:
    """What was counted of who was no member in the window, or where none is on record: no zero either."""
    return {measure.key: Value(None, why) for measure in card.measures}


def member_values(card: Scorecard, figures: Figures, on_record: OnRecord) -> dict[str, Value]:
    """What was counted of a member, by the keys of the measures."""
    found = _OfMember(card, figures, on_record)
    return {measure.key: found.value(measure.key) for measure in card.measures}


class _OfMember:
    def __init__(self, card: Scorecard, figures: Figures, on_record: OnRecord) -> None:
        self._card, self._figures, self._on_record = card, figures, on_record
        self._special: dict[str, Callable[[], Value]] = {
            "absences": lambda: self._marked(figures.absent),
            "late": lambda: self._marked(figures.late),
            "substitutes": lambda: self._marked(figures.substitutes),
            "attendance": self._attendance,
            "training": lambda: self._if(on_record.training, figures.trainings, NO_TRAINING),
            "one_to_ones": lambda: self._if(on_record.one_to_ones, figures.one_to_ones, NO_ONE_TO_ONE),
            "closed_business": lambda: self._money(figures.credited),
            "dollars_in": lambda: self._money(figures.reported),
        }
        self._plain = {
            "leads": figures.given,
            "raw_leads": figures.given_raw,
            "visitors": figures.visitors,
            "joined": figures.joined,
            "testimonials": figures.testimonials,
            "asks": figures.asks,
        }

    def value(self, key: str) -> Value:
        return self._special[key]() if key in self._special else Value(Fraction(self._plain[key]))

    def _marked(self, number: int) -> Value:
        """What is counted by marks: nobody knows it where there are none."""
        if not self._figures.meetings:
            return Value(None, NO_PLACE)
        if self._figures.unmarked == self._figures.meetings:
            return Value(None, NOT_MARKED)
        return Value(Fraction(number))

    def _attendance(self) -> Value:
        rate = self._figures.attendance
        return share_value(Share(rate.count, rate.of), "meetings")

    @staticmethod
    def _if(is_recorded: bool, number: int, why: str) -> Value:
        return Value(Fraction(number)) if is_recorded else Value(None, why)

    def _money(self, sums: Sequence[DollarSum]) -> Value:
        """In the scorecard's money, which is to be the chapter's: nothing is converted."""
        wanted, own = self._card.currency, self._on_record.currency
        if wanted and wanted != own:
            return Value(None, f"its steps are in {wanted}, and the chapter's money is {own}")
        mine = next((each.total for each in sums if each.currency == own), None)
        return Value(Fraction(0) if mine is None else Fraction(mine.amount))


def share_value(share: Share, noun: str) -> Value:
    """A share in percent with the numbers behind it; without cases enough there is none."""
    behind = f"{share.count} of {share.of} {noun}"
    if share.percent is None:
        return Value(None, f"{TOO_LITTLE}, {behind}: from {CASES_FOR_SHARE} on", behind)
    return Value(share.percent, behind=behind)


# Of the chapter


class ChapterCounts(Struct, frozen=True):
    """What is counted of a chapter in a window: `total` are the figures of all added up, `given` the leads
    that members gave.
    """

    growth: Growth
    funnel: Funnel
    total: Figures
    given: int


def chapter_values(card: Scorecard, counts: ChapterCounts) -> dict[str, Value]:
    """What was counted of a chapter, by the keys of the measures."""
    total, growth, funnel = counts.total, counts.growth, counts.funnel
    marked = total.meetings - total.unmarked
    found = {
        "size": Value(Fraction(len(growth.after))),
        "net_growth": Value(Fraction(growth.net)),
        "retention": share_value(growth.stayed, "members"),
        "leads": Value(Fraction(counts.given)),
        "visitors": Value(Fraction(total.visitors)),
        "visitors_joined": share_value(Share(funnel.joined, funnel.visitors), "first visitors"),
        "absences": share_value(Share(total.absent, marked), "marks"),
    }
    return {measure.key: found[measure.key] for measure in card.measures}

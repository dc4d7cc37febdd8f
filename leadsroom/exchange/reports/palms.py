"""The PALMS summary of a chapter, with the columns of an association's program, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import full_day, listed
from leadsroom.exchange.reports.period import days_of_report
from leadsroom.exchange.reports.report import Column, Report, ReportKind, Row, Unknown
from leadsroom.exchange.roster.names import name_in_parts
from leadsroom.exchange.roster.palms import Palms
from leadsroom.store.reading import Reading
from leadsroom.views.health.figures import FiguresOfPeriod
from leadsroom.views.health.reports import FirstOfKind, first_of_kind, visiting_members_of_period

_KEYS = {
    Palms.FIRST_NAME: ("first_name", 16),
    Palms.LAST_NAME: ("last_name", 18),
    Palms.PRESENT: ("present", 5),
    Palms.ABSENT: ("absent", 5),
    Palms.LATE: ("late", 5),
    Palms.MEDICAL: ("medical", 5),
    Palms.SUBSTITUTE: ("substitute", 5),
    Palms.GIVEN_INSIDE: ("given_inside", 6),
    Palms.GIVEN_OUTSIDE: ("given_outside", 6),
    Palms.RECEIVED_INSIDE: ("received_inside", 6),
    Palms.RECEIVED_OUTSIDE: ("received_outside", 6),
    Palms.VISITORS: ("visitors", 5),
    Palms.ONE_TO_ONES: ("one_to_ones", 7),
    Palms.CLOSED: ("closed", 13),
    Palms.TRAINING: ("training", 6),
    Palms.TESTIMONIALS: ("testimonials", 5),
}
_NAMES = (Palms.FIRST_NAME, Palms.LAST_NAME)
COLUMNS = tuple(
    Column(key, meaning.value, width, is_number=meaning not in _NAMES)
    for meaning, (key, width) in _KEYS.items()
)
_NO_PLACE = Unknown("no place at a closed meeting of this period.")
_NOBODY_MARKED = Unknown("not marked at any meeting of this period.")
_HOW = (
    "RG, RR: leads given and received, raw ones left out; inside (I) means that the customer is the giver or "
    "their household. TYFCB: dollars reported by receivers, to the credit of who gave the lead. "
    "CEU: trainings credited. T: testimonials given."
)
_VISITING = (
    "Members of other chapters who were here count as no visitors; what they gave and received stands in the "
    "line Others."
)
_OWN_LINE = "The association's own line is left out: what it gives and receives is on record with it."


def palms_report(reading: Reading, period: Period) -> Report:
    """PALMS of a period; who is a member by the meetings and figures of it."""
    days, first = days_of_report(reading, period), first_of_kind(reading, period.last)
    found = days.figures
    lines = _Lines(reading.chapter, first, period)
    visiting = [_VISITING] if visiting_members_of_period(reading, period) else []
    rows = [(*name_in_parts(each.person.name), *lines.of(each.figures)) for each in found.members]
    return Report(
        kind=ReportKind.PALMS,
        title="PALMS",
        chapter=reading.chapter,
        period=period,
        columns=COLUMNS,
        rows=tuple(rows),
        names=len(_NAMES),
        below=(
            ("visitors", ("Others", None, *lines.of_visitors(found.visitors))),
            ("total", ("Total", None, *lines.of(found.total))),
        ),
        remarks=(
            _HOW,
            *_begun(found, first),
            *_others(found, reading.chapter),
            *visiting,
            _OWN_LINE,
            *days.remarks,
        ),
        facts=days.facts,
    )


class _Lines:
    """The figures of a line, in the order of the columns after the names."""

    def __init__(self, chapter: Chapter, first: FirstOfKind, period: Period) -> None:
        self._currency = chapter.currency
        by = full_day(period.last)
        self._no_training = None if first.training else Unknown(f"no training is on record up to {by}.")
        self._no_one_to_one = None if first.one_to_one else Unknown(f"no one-to-one is on record up to {by}.")

    def of(self, of: Figures) -> Row:
        """Of a member, or of all."""
        marks: Row = (of.present, of.absent, of.late, of.medical, of.substitutes)
        if of.unmarked == of.meetings:
            marks = (_NOBODY_MARKED if of.meetings else _NO_PLACE,) * len(marks)
        return (*marks, *self._given(of))

    def of_visitors(self, of: Figures) -> Row:
        """Of all who are no members: they have no marks."""
        return (*[None] * 5, *self._given(of))

    def _given(self, of: Figures) -> Row:
        return (
            of.given_inside,
            of.given_outside,
            of.received_inside,
            of.received_outside,
            of.visitors,
            of.one_to_ones if self._no_one_to_one is None else self._no_one_to_one,
            _amount_in(of, self._currency),
            of.trainings if self._no_training is None else self._no_training,
            of.testimonials,
        )


def _amount_in(of: Figures, currency: str) -> Decimal:
    """The dollars to somebody's credit in one currency, in major units."""
    own = (each.total for each in of.credited if each.currency == currency)
    return next(own, Money(0, currency)).amount


_AT_ONCE = timedelta(weeks=4)


def _begun(found: FiguresOfPeriod, first: FirstOfKind) -> Iterator[str]:
    """Since when something is on record that was not before, while meetings were: those zeros say little."""
    met = min((meeting.on for meeting in found.meetings), default=found.period.last)
    for title, since in ((Palms.ONE_TO_ONES, first.one_to_one), (Palms.TRAINING, first.training)):
        if since is not None and since > met + _AT_ONCE:
            yield f"{title}: none is on record before {full_day(since)}."


def _others(found: FiguresOfPeriod, chapter: Chapter) -> Iterator[str]:
    """What was reported in other currencies, and leads that count as raw."""
    others = [
        show_money(each.total, chapter.country)
        for each in found.total.credited
        if each.currency != chapter.currency
    ]
    if others:
        yield f"Not in TYFCB, which is in {chapter.currency}: {listed(others)}."
    if found.total.given_raw:
        raw = found.total.given_raw
        yield f"Not in RG and RR: {raw} raw lead{'' if raw == 1 else 's'}."
    if found.total.unmarked:
        places = found.total.unmarked
        yield f"Not in P, A, L, M and S: {places} place{'' if places == 1 else 's'} that nobody marked."

"""Where a chapter's own differs from what is handed down, in words and by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from msgspec import Struct

from leadsroom.domain.agenda.plan import AgendaPlan, length_of_step, plan_change
from leadsroom.domain.association.templates import (
    LEAD_RULES,
    Body,
    DateSpan,
    HandedDates,
    HandedRules,
    HandedText,
    TemplateKind,
)
from leadsroom.domain.health.chapter import spheres
from leadsroom.domain.health.scorecards import words as scorecard_words
from leadsroom.domain.health.scorecards.presets import scorecard_of, text_of, usual
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.lead_rules import LeadRules, lead_rules_in_words
from leadsroom.domain.rules.rule_words import rule_changes
from leadsroom.domain.season.calendar import Calendar, SpecialDate
from leadsroom.domain.text.wording import length_in_words, short_date
from leadsroom.errors import Refused


class OwnValues(Struct, frozen=True, kw_only=True):
    """What a chapter has on record of all that can be handed down.

    `held` are the dates to come, today's among them, of which a meeting is on or was held: they stay as they
    are.
    """

    rules: ChapterRules
    lead_rules: LeadRules
    currency: str
    country: str
    agenda: AgendaPlan
    texts: OwnTexts
    calendar: Calendar
    today: date
    held: frozenset[date] = frozenset()

    def text(self, kind: TemplateKind) -> str:
        """Its scorecard or catalogue as a text: the usual one where it has none of its own."""
        own = self._chosen(kind)
        if kind.scores is None:
            return own or spheres.USUAL_TEXT
        return own or text_of(usual(kind.scores, self.country))

    def has_chosen(self, kind: TemplateKind) -> bool:
        """Whether it has a scorecard or a catalogue of its own choice."""
        return bool(self._chosen(kind))

    def _chosen(self, kind: TemplateKind) -> str:
        return {
            TemplateKind.MEMBER_SCORECARD: self.texts.member_scorecard,
            TemplateKind.CHAPTER_SCORECARD: self.texts.chapter_scorecard,
            TemplateKind.CATALOGUE: self.texts.catalogue,
        }[kind]


class Difference(Struct, frozen=True):
    """One thing as the chapter has it and as it is handed down, in sentences; empty where there is none."""

    was: tuple[str, ...]
    now: tuple[str, ...]


def differs(kind: TemplateKind, body: Body, own: OwnValues, former: Body | None = None) -> bool:
    """Whether the chapter would have something else if it took this, after it took the `former`."""
    if isinstance(body, HandedRules):
        rules = body.taken_by(own.rules, own.currency)
        return rules != own.rules or body.lead_rules not in (None, own.lead_rules)
    if isinstance(body, AgendaPlan):
        return body != own.agenda
    if isinstance(body, HandedDates):
        return bool(date_changes(body, own, former))
    return _meaning(kind, body.text, own.country) != _meaning(kind, own.text(kind), own.country)


def _meaning(kind: TemplateKind, text: str, country: str) -> object:
    """What a text says, whatever remarks stand beside it; None of one that cannot be read any more."""
    try:
        return scorecard_of(kind.scores, text, country) if kind.scores else spheres.catalogue_of(text)
    except Refused:
        return None


def differences(
    kind: TemplateKind, body: Body, own: OwnValues, former: Body | None = None
) -> tuple[Difference, ...]:
    """What taking it would change, part by part, from the chapter's to what is handed down."""
    if not differs(kind, body, own, former):
        return ()
    if isinstance(body, HandedRules):
        return tuple(_of_rules(body, own))
    if isinstance(body, AgendaPlan):
        return tuple(_of_agenda(own.agenda, body))
    if isinstance(body, HandedDates):
        return tuple(_of_date(change) for change in date_changes(body, own, former))
    return tuple(_of_text(kind, body, own))


def _of_rules(body: HandedRules, own: OwnValues) -> Iterator[Difference]:
    after = body.taken_by(own.rules, own.currency)
    for change in rule_changes(own.rules, after, own.currency, own.country):
        yield Difference(change.was, change.now)
    if LEAD_RULES in body.parts and body.lead_rules not in (None, own.lead_rules):
        assert body.lead_rules is not None
        yield Difference((lead_rules_in_words(own.lead_rules),), (lead_rules_in_words(body.lead_rules),))


def _of_agenda(own: AgendaPlan, after: AgendaPlan) -> Iterator[Difference]:
    gone, come = (Counter(one.steps) - Counter(other.steps) for one, other in ((own, after), (after, own)))
    was, now = (
        tuple(f"{step.title}, {length_of_step(step)}" for step in steps.elements()) for steps in (gone, come)
    )
    if was and set(was) == set(now):  # all that is new is how a turn begins
        yield Difference((), (f"{plan_change(own, after)}.",))
    elif was or now:
        yield Difference(was, now)
    elif own.steps != after.steps:
        yield Difference(("The same steps in another order.",), (f"{plan_change(own, after)}.",))
    if own.changeover != after.changeover:
        lengths = (own.changeover, after.changeover)
        was_long, now_long = (f"{length_in_words(each)} between two turns." for each in lengths)
        yield Difference((was_long,), (now_long,))


def _of_text(kind: TemplateKind, body: HandedText, own: OwnValues) -> Iterator[Difference]:
    country, before = own.country, own.text(kind)
    try:
        if kind.scores is None:
            found = spheres.changes_in_words(spheres.catalogue_of(before), spheres.catalogue_of(body.text))
        else:
            was, now = (scorecard_of(kind.scores, text, country) for text in (before, body.text))
            found = scorecard_words.changes_in_words(was, now, country)
        changes = tuple(Difference((), (line,)) for line in found)
    except Refused:
        changes = (Difference(("One that cannot be read any more.",), ("One that can be read.",)),)
    yield from changes or (Difference((), ("Only its name or its remarks are others.",)),)


# Dates


_REACH = timedelta(days=730)  # so far ahead a calendar reaches


class DateChange(Struct, frozen=True):
    """A date of the season whose meeting becomes another one; regular again without a span."""

    on: date
    span: DateSpan | None
    before: SpecialDate | None = None


def date_changes(body: HandedDates, own: OwnValues, former: Body | None = None) -> tuple[DateChange, ...]:
    """The regular dates to come that would change, in order: those of the spans, and those that the `former`
    version had made special, as they still are, and this one does not name. Extra meetings stay, and so does
    what was held.
    """
    before = former if isinstance(former, HandedDates) else HandedDates(())
    last = max((span.last for span in (*body.spans, *before.spans)), default=date.min)
    last = min(last, own.today + _REACH)
    ahead = takewhile(lambda each: each.on <= last, own.calendar.season(own.today))
    changes = (
        _change(each.on, body, before, own)
        for each in ahead
        if each.on not in own.held and own.calendar.is_regular(each.on)
    )
    return tuple(change for change in changes if change is not None)


def dates_left(body: HandedDates, own: OwnValues) -> tuple[date, ...]:
    """The dates of the spans that stay as they are, since their meeting is on or was held."""
    found = (on for on in sorted(own.held) if own.calendar.is_regular(on))
    return tuple(on for on in found if _change(on, body, HandedDates(()), own) is not None)


def _change(on: date, body: HandedDates, former: HandedDates, own: OwnValues) -> DateChange | None:
    span, was, special = body.on(on), former.on(on), own.calendar.special.get(on)
    if span is None:
        stands = was is not None and special is not None and _is(special, was)
        return DateChange(on, None, special) if stands else None
    return None if special is not None and _is(special, span) else DateChange(on, span, special)


def _is(special: SpecialDate, span: DateSpan) -> bool:
    return (special.kind, special.note) == (span.kind, span.note)


def _of_date(change: DateChange) -> Difference:
    was, now = change.before, change.span
    before = "" if was is None or was.kind is None else _in_words(was.kind.value, was.note)
    after = "regular meeting" if now is None else _in_words(now.kind.value, now.note)
    day = short_date(change.on)
    return Difference((f"{day}: {before or 'regular meeting'}",), (f"{day}: {after}",))


def _in_words(kind: str, note: str) -> str:
    return f"{kind}, {note}" if note else kind

"""What follows from a change of a chapter's habits: the rules and the agenda after it, and what it clears."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import PlannedStep, agenda_for
from leadsroom.domain.agenda.plan import is_pitched
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.rule_words import rule_lines
from leadsroom.domain.season.calendar import Schedule
from leadsroom.domain.season.schedule_change import ScheduleChange, SeasonAhead, schedule_change
from leadsroom.domain.text.wording import length_in_words


class ChapterChange(Struct, frozen=True):
    """What a change of habits takes along. `sums` are the sentences of the rules that another currency
    clears, `before` the old one; `agenda` is what becomes of the agenda, empty where it stays.
    """

    before: str
    sums: tuple[str, ...]
    dates: ScheduleChange
    agenda: str = ""

    @property
    def lost(self) -> tuple[str, ...]:
        """What somebody has entered and will not find again as it was, each in a sentence; nothing is asked
        about the rest.
        """
        sums = (f"To be cleared, for it is in {self.before}: {sentence}" for sentence in self.sums)
        return *sums, *(f"{words[:1].upper()}{words[1:]}." for words in self.dates.words)


def chapter_change(
    chapter: Chapter,
    ahead: SeasonAhead,
    *,
    currency: str,
    weekday: int,
    schedule: Schedule,
    length: timedelta,
    pitch: timedelta,
) -> ChapterChange:
    """What follows from these habits in the place of a chapter's own; `ahead` is its season as it stands."""
    after = rules_followed(chapter, currency)
    was, now = (_sentences(rules, chapter) for rules in (chapter.rules, after))
    return ChapterChange(
        chapter.currency,
        tuple(sentence for sentence in was if sentence not in now),
        schedule_change(ahead, weekday, schedule),
        _agenda_in_words(chapter, length, pitch),
    )


def rules_followed(chapter: Chapter, currency: str) -> ChapterRules:
    """The rules under a currency: the sums of another one are not its own, and go."""
    if currency == chapter.currency:
        return chapter.rules
    return replace(chapter.rules, money=chapter.rules.money.without_sums)


def agenda_followed(chapter: Chapter, length: timedelta, pitch: timedelta) -> tuple[PlannedStep, ...]:
    """The agenda for other lengths: rebuilt, unless it has been edited.

    An edited one stays; only its pitches that were as long as the chapter's follow the new length.
    """
    if _is_as_proposed(chapter):
        return agenda_for(length, pitch)
    as_usual = (is_pitched(step) and step.turn_length == chapter.pitch for step in chapter.agenda)
    return tuple(
        replace(step, turn_length=pitch) if follows else step
        for step, follows in zip(chapter.agenda, as_usual, strict=True)
    )


def _is_as_proposed(chapter: Chapter) -> bool:
    return chapter.agenda == agenda_for(chapter.length, chapter.pitch)


def _agenda_in_words(chapter: Chapter, length: timedelta, pitch: timedelta) -> str:
    if (length, pitch) == (chapter.length, chapter.pitch):
        return ""
    if _is_as_proposed(chapter):
        lengths = f"{length_in_words(length)} and pitches of {length_in_words(pitch)}"
        return f"the agenda is made again for {lengths}"
    followed = agenda_followed(chapter, length, pitch)
    changed = sum(was != now for was, now in zip(chapter.agenda, followed, strict=True))
    if not changed:
        return "the agenda stays as it was edited"
    return f"the agenda stays as it was edited, but for pitches of {length_in_words(pitch)}"


def _sentences(rules: ChapterRules, chapter: Chapter) -> list[str]:
    return [line.sentence for line in rule_lines(rules, chapter.currency, chapter.country)]

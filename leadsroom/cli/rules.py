"""`leadsroom rules` and `leadsroom standing`: the chapter's rules, and where its members stand."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.place import clock_here, opened_chapter
from leadsroom.cli.speech import say
from leadsroom.domain.people.standing import Level
from leadsroom.domain.people.standing_words import period_in_words, standing_lines
from leadsroom.domain.rules.rule_presets import RULE_PRESETS, RulePreset
from leadsroom.domain.rules.rule_words import rule_lines
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.station import command_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.people.openings import Opening
    from leadsroom.domain.people.standing import QuotaStanding
    from leadsroom.domain.people.substitutes import SubstituteRecord
    from leadsroom.views.rules import MemberMeaning


_LEVELS = {
    Level.PAST: "  ■ past a limit",
    Level.LIMIT: "  ▲ none left",
    Level.WARNING: "  △ one left",
    Level.NOTICE: "  ○ two left",
    Level.REMINDER: "  ◇ reminder due",
}


def show_or_choose(words: Namespace) -> int:
    """Read every rule back as a sentence, after taking a preset if one was named."""
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.acts.rules.commands import SetRules
    from leadsroom.views.chapter import chapter_here
    from leadsroom.views.rules import meaning

    with opened_chapter(words) as (store, found):
        desk = SyncDesk(store, found.id, clock_here(), command_line())
        if words.preset is not None:
            preset = preset_called(words.preset)
            desk.do(SetRules(preset.taken_by(found.rules, found.currency)))
        chapter, table = desk.read(chapter_here), desk.read(meaning)
    lines = rule_lines(chapter.rules, chapter.currency, chapter.country)
    say(f"The rules of {chapter.name}:", "", *(f"  {line.sentence}" for line in lines), "", _meaning(table))
    return 0


def preset_called(typed: str) -> RulePreset:
    """The published rules of this name, or of the only one that begins so. Raises Refused."""
    wanted = fold(clean(typed))
    found = [preset for preset in RULE_PRESETS if wanted and fold(preset.name).startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(preset.name for preset in RULE_PRESETS)
        raise Refused(f"No published rules are called “{clean(typed)}”. Choose one of {names}.")
    return found[0]


def _meaning(table: tuple[MemberMeaning, ...]) -> str:
    past = sum(member.level is Level.PAST for member in table)
    near = sum(Level.FINE < member.level < Level.PAST for member in table)
    within = len(table) - past - near
    return f"At the table today: {past} past a limit, {near} warned, {within} well within the limits."


def stand(words: Namespace) -> int:
    """Where every member stands, or one, the nearest to a limit first."""
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.views.people import openings_by_member, substitutes
    from leadsroom.views.rules import meaning, one_to_ones_counted

    with opened_chapter(words) as (store, chapter):
        desk = SyncDesk(store, chapter.id, clock_here(), command_line())
        table, records = desk.read(meaning), desk.read(substitutes)
        met, before = desk.read(one_to_ones_counted), desk.read(openings_by_member)
    if chapter.rules.limits or chapter.rules.shares:
        for member in _wanted(table, words.member):
            _say_standing(member, chapter)
    else:
        say("The chapter has no attendance rule yet. `leadsroom rules --preset NAME` takes published ones.")
    if words.member is None:
        _say_substitutes(records)
    _say_one_to_ones(met, words.member)
    _say_openings(before, words.member, chapter)
    return 0


def _say_openings(before: Mapping[str, Sequence[Opening]], typed: str | None, chapter: Chapter) -> None:
    """What an earlier program counted for each; nothing where nothing is on record of that time."""
    shown = {name: each for name, each in before.items() if typed is None or fold(clean(typed)) in fold(name)}
    lines = [f"  {name}: {each.sentence(chapter.country)}" for name, of in shown.items() for each in of]
    if lines:
        say("", "Figures of an earlier program, which no rule counts", *lines)


def _say_one_to_ones(met: tuple[tuple[str, QuotaStanding], ...], typed: str | None) -> None:
    """How many each had, where a quota counts them."""
    shown = [each for each in met if typed is None or fold(clean(typed)) in fold(each[0])]
    if shown:
        heading = f"One-to-ones {period_in_words(shown[0][1])}"
        say("", heading, *(f"  {name}: {standing.given}" for name, standing in shown))


def _say_substitutes(records: tuple[SubstituteRecord, ...]) -> None:
    """How often each was a substitute, and for whom; nothing where there was none in the window."""
    shown = [f"  {each.person.name}{_too_often(each)}: {each.sentence}" for each in records if each.times]
    if shown:
        say("", "Substitutes", *shown)


_FEW_LEFT = {0: Level.LIMIT, 1: Level.WARNING}


def _too_often(record: SubstituteRecord) -> str:
    if record.left is None:
        return ""
    level = Level.PAST if record.left < 0 else _FEW_LEFT.get(record.left, Level.FINE)
    return _LEVELS.get(level, "")


def _wanted(table: tuple[MemberMeaning, ...], typed: str | None) -> list[MemberMeaning]:
    if typed is None:
        return list(table)
    found = [member for member in table if fold(clean(typed)) in fold(member.name)]
    if not found:
        raise Refused(
            f"Nobody at the table is called “{clean(typed)}”. `leadsroom standing` lists everybody."
        )
    return found


def _say_standing(member: MemberMeaning, chapter: Chapter) -> None:
    on = chapter.today(clock_here().now())
    level = _LEVELS.get(member.level, "")
    say(f"{member.name}{level}", *(f"  {sentence}" for sentence in standing_lines(member.standing, on)))

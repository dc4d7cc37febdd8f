"""`leadsroom rules` and `leadsroom standing`: the chapter's rules, and where its members stand."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from msgspec.structs import replace

from leadsroom.cli.place import clock_here, desk_of, opened_chapter
from leadsroom.cli.speech import beside_list, deliver, need_agreement, say
from leadsroom.domain.people.standing import Level
from leadsroom.domain.rules.rule_presets import RULE_PRESETS, RulePreset
from leadsroom.domain.rules.rule_words import rule_changes, rule_lines
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.station import command_line

if TYPE_CHECKING:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.views.rules import MemberMeaning


def show_or_choose(words: Namespace) -> int:
    """Read every rule back as a sentence, after taking a preset if one was named."""
    from leadsroom.views.chapter import chapter_here
    from leadsroom.views.rules import meaning

    with opened_chapter(words) as (store, found):
        desk = desk_of(store, found)
        if words.preset is not None:
            _choose(desk, found, preset_called(words.preset), words)
        chapter, table = desk.read(chapter_here), desk.read(meaning)
    if words.format != "text":
        from leadsroom.exchange.rules import csv_rules, json_rules

        return deliver(words, csv_rules(chapter) if words.format == "csv" else json_rules(chapter))
    lines = rule_lines(chapter.rules, chapter.currency, chapter.country)
    say(f"The rules of {chapter.name}:", "", *(f"  {line.sentence}" for line in lines), "", _meaning(table))
    return 0


def _choose(desk: SyncDesk, found: Chapter, preset: RulePreset, words: Namespace) -> None:
    """Take published rules, once it is agreed which of the chapter's own they replace."""
    from leadsroom.acts.rules.commands import SetRules

    rules = preset.taken_by(found.rules, found.currency)
    changes = rule_changes(found.rules, rules, found.currency, found.country)
    if not changes:
        return
    stays = f"The chapter's own stay for {preset.stays(found.currency)}."
    table = [
        f"  {when} {sentence}"
        for change in changes
        for when, sentences in (("was", change.was), ("now", change.now))
        for sentence in sentences or (("–",) if when == "was" else ("no such rule",))
    ]
    lines = (f"The rules of {preset.name} in the place of those of {found.name}:", *table, stays)
    need_agreement(words, *lines)
    desk.do(SetRules(rules, found.rules))
    if words.yes:
        beside_list(words, *lines, "")


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
    """Where every member stands, or one, the nearest to a limit first; or only what was broken."""
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange import rules as out
    from leadsroom.views.people import openings_by_member, substitutes
    from leadsroom.views.rules import breach_list, meaning, one_to_ones_counted

    typed = words.member if words.member is not None else words.who
    with opened_chapter(words) as (store, chapter):
        desk = SyncDesk(store, chapter.id, clock_here(), command_line())
        broken = desk.read(breach_list, words.back)
        table, met = desk.read(meaning), desk.read(one_to_ones_counted)
        records = desk.read(substitutes) if typed is None else ()
        before = desk.read(openings_by_member)
    members = tuple(_wanted(table, typed))
    if typed is not None:
        names = {member.name for member in members}
        met = tuple(each for each in met if each[0] in names)
        shown = tuple(line for line in broken.lines if line.breach.who in names)
        broken = replace(broken, lines=shown)
        before = {who: of for who, of in before.items() if who.name in names}
    found = out.Standings(chapter, broken.today, members, broken, records, met, before)
    if words.breaches:
        return deliver(words, out.write_list(broken, words.format))
    return deliver(words, out.write_standings(found, words.format))


def _wanted(table: tuple[MemberMeaning, ...], typed: str | None) -> list[MemberMeaning]:
    if typed is None:
        return list(table)
    found = [member for member in table if fold(clean(typed)) in fold(member.name)]
    if not found:
        raise Refused(
            f"Nobody at the table is called “{clean(typed)}”. `leadsroom standing` lists everybody."
        )
    return found

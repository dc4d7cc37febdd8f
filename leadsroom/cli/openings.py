"""`leadsroom roster openings`: what an earlier program counted for members, taken in, listed, withdrawn."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import complain, say
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.chapter.chapter import Chapter

_LINE = "No rule counts these figures; they stand beside what is on record here."


def take(words: Namespace) -> int:
    """Take figures in from a file; without one list them, or withdraw those of a period."""
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        if words.withdraw:
            return _withdraw(desk, words)
        if words.file is None:
            return _list(desk, chapter)
        return _import(desk, words)


def _import(desk: SyncDesk, words: Namespace) -> int:
    from leadsroom.exchange.incoming import named_in_shell
    from leadsroom.exchange.roster.palms import plan_figures

    data, source = named_in_shell(words.file), "" if words.file == "-" else Path(words.file).name
    period = {"since": words.since, "until": words.until}
    plan = desk.read(plan_figures, data, source, **period, encoding=words.encoding)
    complain(*(str(problem) for problem in plan.problems))
    if plan.problems:
        complain(plan.headline, *plan.notes)
        return 1
    if plan.command is not None and not words.dry_run:
        desk.do(plan.command)
    say(f"Would be taken in: {plan.headline}" if words.dry_run else plan.headline, *plan.notes, _LINE)
    return 0


def _list(desk: SyncDesk, chapter: Chapter) -> int:
    from leadsroom.views.people import openings_by_member

    found = desk.read(openings_by_member)
    lines = [f"{who.name}: {each.sentence(chapter.country)}" for who, of in found.items() for each in of]
    say(*(lines or ["No figures of an earlier program are on record."]))
    return 0


def _withdraw(desk: SyncDesk, words: Namespace) -> int:
    from leadsroom.acts.people.commands import WithdrawOpenings

    if words.file is not None or words.since is None or words.until is None:
        raise Refused(
            "Give the period that is to be withdrawn, and no file: --withdraw --from DATE --to DATE."
        )
    say(f"{desk.do(WithdrawOpenings(words.since, words.until)).what}.")
    return 0

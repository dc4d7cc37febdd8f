"""`leadsroom visitors`: who has visited, whom to follow up, and what became of each; visits from a file."""

from __future__ import annotations

from argparse import Namespace

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import complain, deliver, say


def give(words: Namespace) -> int:
    """Print the visitors, or write them to a file."""
    from leadsroom.exchange.visitors import csv_visitors, json_visitors, text_visitors
    from leadsroom.views.people import visitors

    with opened_chapter(words) as (store, chapter):
        picture = desk_of(store, chapter).read(visitors)
    if words.format == "text":
        return deliver(words, text_visitors(picture))
    return deliver(words, csv_visitors(picture) if words.format == "csv" else json_visitors(picture))


def take(words: Namespace) -> int:
    """Take visits in from a file; one with a problem is refused whole."""
    from leadsroom.exchange.incoming import named_in_shell
    from leadsroom.exchange.roster.visitors_file import plan_visits

    data = named_in_shell(words.file)
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        plan = desk.read(plan_visits, data, encoding=words.encoding)
        report = plan.report
        if report.refused:
            complain(*(str(problem) for problem in report.problems), report.headline, *report.notes)
            return 1
        if plan.command is not None and not words.dry_run:
            desk.do(plan.command)
    say(f"Would be taken in: {report.in_words}" if words.dry_run else report.headline, *report.notes)
    return 0

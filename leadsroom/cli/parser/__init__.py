"""The command line and its options. Light: `--help` loads neither the screens nor the store."""

from __future__ import annotations

from leadsroom.cli.parser.area import add_area
from leadsroom.cli.parser.areas import add_areas, add_of_association
from leadsroom.cli.parser.chapter import (
    add_accounts,
    add_calendar,
    add_chapter,
    add_report,
    add_roster,
    add_rules,
    add_visitors,
)
from leadsroom.cli.parser.chapters import add_chapters
from leadsroom.cli.parser.health import add_health, add_own_texts
from leadsroom.cli.parser.meetings import (
    add_letters,
    add_minutes,
    add_review,
    add_serve,
    add_slips,
    add_timekeeper,
)
from leadsroom.cli.parser.options import Parser, add_command, common_options
from leadsroom.cli.parser.templates import add_templates
from leadsroom.cli.parser.upkeep import add_database

__all__ = ["make_parser"]

_ABOUT = "Runs the weekly meeting of a leads group at the table: agenda, clock, leads, minutes."
_AFTERWARDS = """\
MEETING is a date such as 2026-11-18 or 18 nov, last (the latest one closed, which is the default), or live.
The database is --db, else the variable LEADSROOM_DB, else a file of your own;
`leadsroom db path` says where. Where it has several chapters, the one that is meant is --chapter, else the
variable LEADSROOM_CHAPTER; `leadsroom chapters` lists them.
Exit code: 0 done, 1 refused with the reason on stderr, 2 not understood."""


def make_parser() -> Parser:
    """The whole command line. Each command names the function that carries it out in `run`."""
    parser = Parser(prog="leadsroom", description=_ABOUT, epilog=_AFTERWARDS, parents=[common_options()])
    parser.set_defaults(run="meeting:open_app")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    add_command(
        commands, "demo", "a sample chapter with a season behind it, a meeting ready to start", "meeting:demo"
    )
    add_command(
        commands,
        "meet",
        "straight to the moderator's screen; a live meeting goes on where it was",
        "meeting:meet",
    )
    add_timekeeper(commands)
    add_review(commands)
    add_minutes(commands)
    add_letters(commands)
    add_slips(commands)
    add_visitors(commands)
    add_report(commands)
    add_health(commands)
    add_own_texts(commands)
    add_accounts(commands)
    add_roster(commands)
    add_chapter(commands)
    add_calendar(commands)
    add_rules(commands)
    add_chapters(commands)
    add_area(commands)
    add_areas(commands)
    add_templates(commands)
    undo = add_command(
        commands, "undo", "take back what was done last from a shell, one act at a time", "chapter:undo"
    )
    redo = add_command(commands, "redo", "do again what undo took back last", "chapter:redo")
    add_of_association(undo)
    add_of_association(redo)
    add_serve(commands)
    add_database(commands)
    return parser

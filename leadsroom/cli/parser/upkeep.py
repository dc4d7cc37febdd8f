"""The command line of the database."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.options import add_command, add_formats


def add_database(commands: Any) -> None:
    """`leadsroom db`."""
    database = add_command(commands, "db", "look after the database")
    actions = database.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(actions, "path", "where it is", "database:path")
    add_command(actions, "check", "whether it is sound", "database:check")
    add_command(
        actions,
        "count-again",
        "count every chapter's figures by month again, where check says that they differ",
        "database:count_again",
    )
    backup = add_command(actions, "backup", "a copy, also during a meeting", "database:backup")
    backup.add_argument(
        "file", nargs="?", metavar="FILE", help="default: beside it, with the date in its name"
    )
    _add_backups(actions)
    add_command(actions, "upgrade", "bring it up to this version; a copy is made first", "database:upgrade")
    _add_hand_over(actions)


def _add_hand_over(actions: Any) -> None:
    out = add_command(
        actions,
        "hand-over",
        "one file for the next moderator's laptop; from then on the database here is for reading only",
        "hand_over:hand_over",
    )
    out.add_argument("--to", required=True, metavar="NAME", help="who gets it, like 'Bea Katz'")
    out.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="a folder, like that of a stick, or a new file.db; default: this folder",
    )
    back = add_command(
        actions,
        "take-back",
        "let a database that was handed over be written here again",
        "hand_over:take_back",
    )
    back.add_argument("--yes", action="store_true", help="also where the other copy may have gone on")
    into = add_command(
        actions,
        "take-over",
        "copy a file that was handed over to its place on this laptop",
        "hand_over:take_over",
    )
    into.add_argument("file", metavar="FILE", help="the file, on a stick for example")
    into.add_argument(
        "--yes",
        action="store_true",
        help="also where the database here has acts that FILE lacks; it stays beside it",
    )


def _add_backups(actions: Any) -> None:
    backups = add_command(
        actions,
        "backups",
        "the automatic backups, made after each meeting and before each upgrade",
        "backups:give",
    )
    add_formats(backups)
    backups.add_argument(
        "--second-place",
        metavar="FOLDER",
        help="copy each one to this folder too, such as a stick; none ends that",
    )
    restore = add_command(
        actions,
        "restore",
        "what a backup holds and what would be lost; with --yes, put it back",
        "backups:restore",
    )
    restore.add_argument(
        "backup", nargs="?", metavar="BACKUP", help="its name, or how it begins; default: the newest"
    )
    restore.add_argument(
        "--yes", action="store_true", help="do it; the present database becomes a backup of its own first"
    )

"""The command line of what an association hands down, and of what a chapter takes of it."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.options import Parser, add_command, add_formats, add_output, number_between

_KINDS = """\
KIND is one of
rules              attendance, quotas, visitors, votes, money, what makes a slip a lead: all parts or some
member-scorecard   how members are scored
chapter-scorecard  how the chapter is scored
holidays           days without a meeting, and open houses
agenda             the steps of a meeting
catalogue          the spheres and professions of a chapter
Nothing that is handed down changes a chapter: it is offered to the chapters of an area, and each takes it
itself (leadsroom chapter take) and may change it afterwards."""


def add_templates(commands: Any) -> None:
    """`leadsroom templates`."""
    templates = add_command(
        commands,
        "templates",
        "what an association hands down to its chapters, and how many have it",
        "association.templates:list_templates",
    )
    templates.epilog = _KINDS
    _add_withdrawn(templates)
    add_formats(templates)
    actions = templates.add_subparsers(title="commands", metavar="COMMAND")
    _add_looking(actions)
    _add_chapters(actions)
    issue = add_command(actions, "issue", "hand something down", "association.templates:issue")
    issue.epilog = _KINDS
    issue.add_argument("kind", metavar="KIND", help="what it is of, one of those below")
    issue.add_argument("name", metavar="NAME", help="how it is called, like “Attendance 2027”")
    _add_source(issue)
    _add_area(issue, "to whose chapters; default: to all")
    change = add_command(actions, "change", "make a new version of one", "association.templates:change")
    _add_name(change)
    _add_source(change)
    withdraw = add_command(
        actions,
        "withdraw",
        "hand one down no longer; chapters stay as they are",
        "association.templates:withdraw",
    )
    _add_name(withdraw)


def _add_looking(actions: Any) -> None:
    listed = add_command(actions, "list", "what is handed down", "association.templates:list_templates")
    _add_withdrawn(listed)
    add_formats(listed)
    show = add_command(actions, "show", "what one of them says", "association.templates:show_template")
    _add_name(show)
    show.add_argument(
        "--number",
        dest="version_number",
        type=int,
        metavar="N",
        help="its version of this number; default: the latest",
    )
    show.add_argument(
        "--format",
        choices=("text", "json", "toml"),
        default="text",
        help="text; JSON, as --file reads it; or TOML, of scorecards and the catalogue",
    )
    add_output(show)


def _add_chapters(actions: Any) -> None:
    chapters = add_command(
        actions,
        "chapters",
        "which chapters have taken one, in which version, and which have something else by now",
        "association.templates:list_chapters",
    )
    _add_name(chapters)
    chapters.add_argument("--differ", action="store_true", help="only those that have something else by now")
    much = chapters.add_mutually_exclusive_group()
    much.add_argument("--most", type=_most, default=50, metavar="N", help="so many at most; default: 50")
    much.add_argument("--all", action="store_true", help="all of them, however many there are")
    add_formats(chapters)


def _most(typed: str) -> int:
    return number_between(typed, 1, 100_000)


def _add_withdrawn(command: Parser) -> None:
    command.add_argument("--withdrawn", action="store_true", help="also what is no longer handed down")


def _add_name(command: Parser) -> None:
    command.add_argument("name", metavar="NAME", help="its name, a part of it, or its number like #3")
    _add_area(command, "the one of this area, where several have that name")


def _add_area(command: Parser, about: str) -> None:
    command.add_argument("--area", metavar="AREA", help=about)


def _add_source(command: Parser) -> None:
    source = command.add_mutually_exclusive_group()
    source.add_argument("--from-chapter", metavar="CHAPTER", help="what this chapter has of it")
    source.add_argument(
        "--file",
        metavar="FILE",
        help="what stands in a file, as rules --format json, scorecard show, catalogue show and "
        "calendar --format csv write it, or - for stdin",
    )
    source.add_argument(
        "--dates",
        nargs="+",
        metavar="DAYS",
        help="holidays, like 2026-12-24..2027-01-01=Christmas; once for each",
    )
    command.add_argument(
        "--only",
        metavar="PARTS",
        help="of rules these parts, like limits,quotas,visitors,money,lead_rules; all others are left to "
        "each chapter. Default: all that the file has; of a chapter all but offices, meeting and remark; "
        "of a new version those that the version before has",
    )
    command.add_argument("--note", default="", metavar="WORDS", help="why, for the chapters to read")


def add_handed_down(actions: Any) -> None:
    """`leadsroom chapter templates`, `take` and `let-go`."""
    listed = add_command(
        actions,
        "templates",
        "what the association hands down to the chapter, what it has of it, and what would change",
        "association.handed_down:list_handed_down",
    )
    add_formats(listed)
    take = add_command(
        actions, "take", "have one of them in its latest version", "association.handed_down:take"
    )
    take.add_argument("name", nargs="?", metavar="NAME", help="its name, a part of it, or its number like #3")
    take.add_argument(
        "--all", action="store_true", help="all that is new to it, of each kind what its nearest area has"
    )
    take.add_argument("--dry-run", action="store_true", help="change nothing, say what would change")
    let_go = add_command(
        actions, "let-go", "go its own way; what it has of it stays", "association.handed_down:let_go"
    )
    let_go.add_argument("name", metavar="NAME", help="its name, a part of it, or its number like #3")

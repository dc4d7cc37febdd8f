"""The command line of the area's table."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Any

from leadsroom.cli.parser.options import add_command, add_output, number_between


def add_area(commands: Any) -> None:
    """`leadsroom area`."""
    area = add_command(
        commands,
        "area",
        "a line for each chapter of an area, those first that need somebody most",
        "association.area:give",
    )
    area.epilog = _ABOUT
    area.add_argument(
        "area",
        nargs="*",
        metavar="AREA",
        help="with all below it, or none for chapters of no area; default: all chapters",
    )
    area.add_argument(
        "--sort",
        default="",
        metavar="COLUMN",
        help="by another column, like members, leads, last_closed or name",
    )
    area.add_argument("--turned", action="store_true", help="the other way around")
    area.add_argument(
        "--state",
        action="append",
        default=[],
        metavar="STATE",
        help="only chapters that stand so, like silent",
    )
    area.add_argument(
        "--find",
        default="",
        metavar="WORDS",
        help="only those with these letters; of several chapters, with commas between: “Abbey, Lakeside”",
    )
    area.add_argument("--day", metavar="DAY", help="only those that meet on this day of the week")
    area.add_argument("--page", type=_page, metavar="N", help="which page of 50; default: the first")
    area.add_argument("--all", action="store_true", help="all chapters; a file has them all without it")
    area.add_argument(
        "--format", choices=("text", "csv", "xlsx", "json", "html"), default="text", help="default: text"
    )
    add_output(area)


def _page(typed: str) -> int:
    try:
        return number_between(typed, 1, 99_999)
    except ArgumentTypeError:
        raise ArgumentTypeError(f"“{typed}” is not the number of a page") from None


_ABOUT = """\
The table says nothing of any member: only figures, each beside the chapter's own past, and why a chapter
stands where it does. States, the gravest first: silent, patchy, failing, shrinking, weakening, new, unknown,
stagnant, steady, growing; archived ones are left out unless they are asked for. Every threshold is printed
below the table. leadsroom areas lists the areas."""

"""The command line of several chapters: listing, founding, archiving them, and placing them in areas."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.options import add_command, add_formats, number_between

_OF_CHAPTERS = """\
WORDS are letters of a name, place or area, or a number like #17; without them all are listed, by name.
A chapter is named elsewhere by its name or a part of it, by “Harborview (Leeds)” or “Harborview, North” where
two are alike, or by its number."""


def add_chapters(commands: Any) -> None:
    """`leadsroom chapters`."""
    chapters = add_command(
        commands,
        "chapters",
        "the chapters of the database, found by letters; and their areas",
        "association.chapters:give",
    )
    chapters.epilog = _OF_CHAPTERS
    chapters.add_argument("words", nargs="*", metavar="WORDS", help="which ones; with --into each a chapter")
    chapters.add_argument(
        "--area", metavar="AREA", help="only of this area and those below it; none: those of no area"
    )
    chapters.add_argument("--archived", action="store_true", help="those that are archived as well")
    much = chapters.add_mutually_exclusive_group()
    much.add_argument("--most", type=_most, default=50, metavar="N", help="so many at most; default: 50")
    much.add_argument("--all", action="store_true", help="all of them, however many there are")
    chapters.add_argument("--into", metavar="AREA", help="place these chapters in an area; none: in no area")
    chapters.add_argument(
        "--open",
        dest="profession",
        metavar="PROFESSION",
        help="where its seat is free, who waits for it, and where a chapter could be founded",
    )
    chapters.add_argument(
        "--enough",
        type=_enough,
        metavar="N",
        help="with --open: so many waiting professions found a chapter; default: 12",
    )
    add_formats(chapters)


def _enough(typed: str) -> int:
    return number_between(typed, 2, 100)


def _most(typed: str) -> int:
    return number_between(typed, 1, 10_000)


def add_actions(actions: Any) -> None:
    """What is done with a chapter as a whole: `leadsroom chapter found`, `archive`, `reopen`, `area`."""
    _add_found(actions)
    add_command(
        actions,
        "archive",
        "archive a chapter: from today on it is only read, and proposed and counted nowhere",
        "association.chapters:archive",
    )
    add_command(actions, "reopen", "open an archived chapter again", "association.chapters:reopen")
    place = add_command(actions, "area", "place the chapter in an area", "association.chapters:place")
    place.add_argument("area", metavar="AREA", help="its name; none: in no area")


def _add_found(actions: Any) -> None:
    found = add_command(
        actions,
        "found",
        "found one more chapter; what is not named is as in the chapter that was used last",
        "association.chapters:found",
    )
    found.add_argument("name", metavar="NAME")
    for name, metavar, about in (
        ("place", "PLACE", "where it meets"),
        ("area", "AREA", "the area in which it stands; default: none"),
        ("weekday", "DAY", "like Wednesday"),
        ("starts", "TIME", "like 7:00 or 7:00 PM"),
        ("timezone", "ZONE", "like America/New_York"),
        ("country", "XX", "two letters, like US: how phones and dates are written"),
        ("currency", "XXX", "three letters, like USD"),
        ("email", "ADDRESS", "to which members answer their letters"),
        ("founded", "DAY", "the day of its founding, like 2019-03-12; default: not on record"),
    ):
        names = ("--weekday", "--day") if name == "weekday" else (f"--{name}",)
        found.add_argument(*names, dest=f"new_{name}", metavar=metavar, help=about)
    found.add_argument(
        "--minutes", "--length", dest="new_minutes", type=int, metavar="N", help="length of the meeting"
    )
    found.add_argument("--pitch", dest="new_pitch", type=int, metavar="SECONDS", help="length of a pitch")
    found.add_argument("--clock", dest="new_clock", type=int, choices=(12, 24), help="7:00 PM, or 19:00")

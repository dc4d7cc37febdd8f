"""The command line of an association's areas, its directors, and their visits."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.options import Parser, add_command, add_formats, number_between

_OF_AREAS = """\
AREA is a name or its beginning; “North, Midlands” where two are alike. A level is any word of your own:
association, region and area are proposed. What is done here is taken back by leadsroom undo --association."""
_OF_VISITS = "NUMBER is the one that the list of visits shows, like 12."


def add_areas(commands: Any) -> None:
    """`leadsroom areas`, `leadsroom directors`, `leadsroom visits`."""
    _add_tree(commands)
    _add_directors(commands)
    _add_visits(commands)


def _add_tree(commands: Any) -> None:
    areas = add_command(
        commands,
        "areas",
        "the areas of an association, who looks after each, and how many chapters stand there",
        "association.areas:give",
    )
    areas.epilog = _OF_AREAS
    add_formats(areas)
    actions = areas.add_subparsers(title="commands", metavar="COMMAND")
    add = _action(actions, "add", "name one more area", "association.areas:add")
    add.add_argument("name", metavar="NAME")
    _level(add, "what it is, like region; default: as those beside it")
    add.add_argument("--under", metavar="AREA", help="what it is part of; default: it stands at the top")
    rename = _action(actions, "rename", "give an area another name or level", "association.areas:rename")
    rename.add_argument("area", metavar="AREA")
    rename.add_argument("name", metavar="NAME", nargs="?", help="its new name")
    _level(rename, "its new level")
    move = _action(
        actions, "move", "move an area, with all below it, under another one", "association.areas:move"
    )
    move.add_argument("area", metavar="AREA")
    where = move.add_mutually_exclusive_group(required=True)
    where.add_argument("--under", metavar="AREA", help="what it is part of from now on")
    where.add_argument("--top", action="store_true", help="it stands at the top")
    remove = _action(actions, "remove", "remove an area on which nothing hangs", "association.areas:remove")
    remove.add_argument("area", metavar="AREA")


def _add_directors(commands: Any) -> None:
    directors = add_command(
        commands, "directors", "who looks after which area, and who did", "association.areas:give_directors"
    )
    directors.add_argument("--area", metavar="AREA", help="only of this one and those below it")
    add_formats(directors)
    actions = directors.add_subparsers(title="commands", metavar="COMMAND")
    add = _action(actions, "add", "name a director", "association.areas:name_director")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--area", metavar="AREA", required=True, help="what they look after")
    _contact(add)
    add.add_argument("--since", metavar="DAY", help="their first day; default: today")
    change = _action(
        actions, "change", "put right what is on record of a director", "association.areas:change_director"
    )
    change.add_argument("name", metavar="DIRECTOR")
    change.add_argument("--rename", metavar="NAME", help="another name")
    change.add_argument("--area", metavar="AREA", help="another area")
    _contact(change)
    change.add_argument("--since", metavar="DAY", help="their first day; none: not on record")
    change.add_argument("--until", metavar="DAY", help="their last day; none: they go on")
    end = _action(actions, "end", "end a director's term", "association.areas:end_director")
    end.add_argument("name", metavar="DIRECTOR", help="with the area where two are alike: “Sam (North)”")
    end.add_argument("--until", metavar="DAY", help="their last day; default: today")


def _contact(command: Parser) -> None:
    command.add_argument("--email", metavar="ADDRESS", help="how they are written to")
    command.add_argument("--phone", metavar="NUMBER", help="how they are called")


def _add_visits(commands: Any) -> None:
    visits = add_command(
        commands,
        "visits",
        "directors' visits to chapters, the latest first",
        "association.director_visits:give",
    )
    visits.epilog = f"{_OF_VISITS} --chapter lists those of one chapter."
    visits.add_argument("--area", metavar="AREA", help="only to chapters of this area and those below it")
    visits.add_argument("--director", metavar="DIRECTOR", help="only by this one")
    visits.add_argument("--from", dest="since", metavar="DAY", help="from this day on; default: all")
    visits.add_argument("--to", dest="until", metavar="DAY", help="up to this day; default: today")
    visits.add_argument("--most", type=_most, default=50, metavar="N", help="so many at most; default: 50")
    add_formats(visits)
    actions = visits.add_subparsers(title="commands", metavar="COMMAND")
    add = _action(actions, "add", "enter a director's visit to a chapter", "association.director_visits:add")
    add.add_argument("of", metavar="CHAPTER")
    add.add_argument("--by", metavar="DIRECTOR", help="who came, or none; default: who looks after its area")
    add.add_argument("--on", metavar="DAY", help="when, like yesterday or 3 dec; default: today")
    add.add_argument("--note", metavar="WORDS", default="", help="what was seen there")
    correct = _action(actions, "correct", "put a visit right", "association.director_visits:correct")
    correct.add_argument("number", type=_number, metavar="NUMBER")
    correct.add_argument("--by", metavar="DIRECTOR", help="who came; none: not on record")
    correct.add_argument("--on", metavar="DAY", help="when")
    correct.add_argument("--note", metavar="WORDS", help="what was seen there")
    withdraw = _action(
        actions, "withdraw", "take back a visit that never was", "association.director_visits:withdraw"
    )
    withdraw.add_argument("number", type=_number, metavar="NUMBER")


def add_of_association(command: Parser) -> None:
    """Whether undo and redo are about what the association did."""
    command.add_argument(
        "--association",
        action="store_true",
        help="of what was done with areas, directors, visits and templates in the last day, not in a chapter",
    )


def _action(actions: Any, name: str, about: str, run: str) -> Parser:
    command = add_command(actions, name, about, run)
    command.set_defaults(format="text", output=None, overwrite=False)
    return command


def _level(command: Parser, about: str) -> None:
    command.add_argument("--level", metavar="WORD", default="", help=about)


def _number(typed: str) -> int:
    return number_between(typed.removeprefix("#"), 1, 99_999_999)


def _most(typed: str) -> int:
    return number_between(typed, 1, 100_000)

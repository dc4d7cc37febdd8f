"""The command line of the chapter's health."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.options import Parser, add_command, add_days, add_formats, add_output


def add_health(commands: Any) -> None:
    """`leadsroom health`."""
    health = add_command(
        commands,
        "health",
        "what the members and the chapter give and receive, with the numbers behind each figure",
        "health:give",
    )
    health.epilog = _KINDS
    health.add_argument("kind", nargs="?", metavar="KIND", help="one of those below; default: members")
    add_days(health, first="twelve months ago, or where the record begins")
    health.add_argument(
        "--for", dest="member", metavar="MEMBER", help="about this one; a part of the name will do"
    )
    health.add_argument("--with", dest="other", metavar="MEMBER", help="compared with this one")
    health.add_argument(
        "--profession", default="", metavar="NAME", help="what the visitor does who thinks of joining"
    )
    health.add_argument(
        "--officers", action="store_true", help="also what only officers read: how prospects were served"
    )
    health.add_argument(
        "--own", action="store_true", help="for the member alone: with the costs that they entered themselves"
    )
    health.add_argument(
        "--format",
        choices=("text", "csv", "xlsx", "json", "html", "md", "pdf"),
        help="not every kind has each; default: text",
    )
    add_output(health)


def add_own_texts(commands: Any) -> None:
    """`leadsroom scorecard` and `leadsroom catalogue`."""
    scorecard = add_command(
        commands,
        "scorecard",
        "how members and the chapter are scored, and the published scorings that there are",
        "own_texts:list_scorecards",
    )
    add_formats(scorecard)
    actions = scorecard.add_subparsers(title="commands", metavar="COMMAND")
    add_formats(
        add_command(
            actions, "list", "those that there are, each with its source", "own_texts:list_scorecards"
        )
    )
    show = add_command(
        actions, "show", "one as a text in TOML, with every step, to be edited", "own_texts:show_scorecard"
    )
    show.add_argument(
        "name", nargs="?", metavar="NAME", help="of the list, or own to fill in; default: what is in use"
    )
    _add_of(show)
    add_output(show)
    use = add_command(actions, "use", "score by one of the list from now on", "own_texts:use_scorecard")
    use.add_argument("name", metavar="NAME", help="of the list, or usual")
    _add_of(use)
    take = add_command(actions, "set", "score by a text of your own from now on", "own_texts:set_scorecard")
    take.add_argument("file", metavar="FILE", help="a text in TOML as show prints it, or - for stdin")
    _add_catalogue(commands)


def _add_of(command: Parser) -> None:
    command.add_argument(
        "--of", choices=("members", "chapter"), help="who is scored; default: members, or as NAME has it"
    )


def _add_catalogue(commands: Any) -> None:
    catalogue = add_command(
        commands,
        "catalogue",
        "which professions belong to a chapter, by spheres, and which of them nobody holds",
        "own_texts:list_catalogue",
    )
    add_formats(catalogue)
    actions = catalogue.add_subparsers(title="commands", metavar="COMMAND")
    show = add_command(actions, "show", "it as a text in TOML, to be edited", "own_texts:show_catalogue")
    add_output(show)
    take = add_command(actions, "set", "have one of your own from now on", "own_texts:set_catalogue")
    take.add_argument("file", metavar="FILE", help="a text in TOML as show prints it, or - for stdin")
    add_command(actions, "usual", "have the usual one again", "own_texts:usual_catalogue")


_KINDS = """\
On a terminal and without a KIND it opens the page of the chapter's health.
members      a line for each member: given, received, dollars, attendance, what a seat cost and brought
chapter      the chapter's figures, each with its definition, its days and the number behind it
matrix       who gave whom how many leads
one-to-ones  who met whom
both         both of these, 0 to 3 for each pair
compare      two members, over the meetings that both could attend: --for MEMBER --with MEMBER
scores       the published scorings, and what is missing to the next band
renewal      one page for a member who thinks of renewing: --for MEMBER; without it one for each whose seat
             renews within 90 days, into the folder after -o
joining      one page for a visitor who thinks of joining: --profession NAME
decisions    what needs a decision this month, each with its rule or figure
Every figure needs a number of cases, which is printed with it; below that it says “too little data”."""

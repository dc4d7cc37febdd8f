"""The command line of a meeting: before it, at it, and after it."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.options import Parser, add_command, add_days, add_output, number_between


def add_review(commands: Any) -> None:
    """`leadsroom review`."""
    review = add_command(commands, "review", "what happened at a meeting", "meeting:review")
    _which(review)
    review.add_argument(
        "--for",
        dest="member",
        metavar="MEMBER",
        help="the page of a member instead: whom to call and to thank, what became of their leads, their "
        "season; a part of the name will do",
    )
    add_days(review, "all meetings of these days as one review; ")
    review.add_argument(
        "--format",
        choices=("text", "json"),
        help="write it instead of showing it; json with --for alone. Without a terminal it is text",
    )
    review.add_argument(
        "--own",
        action="store_true",
        help="with --for: write the page with the costs that the member has entered for themselves alone",
    )
    add_output(review)


def add_minutes(commands: Any) -> None:
    """`leadsroom minutes`."""
    minutes = add_command(commands, "minutes", "the minutes of a meeting", "meeting:minutes")
    _which(minutes)
    minutes.add_argument(
        "--for",
        dest="audience",
        choices=("members", "secretary", "all"),
        help="members: one page without prospects, their numbers and notes; secretary: everything that was "
        "noted; all: that, every turn and the journal. A terminal asks, other programs get the secretary's",
    )
    minutes.add_argument(
        "--with-journal", action="store_true", help="add every step and turn with its time, and the journal"
    )
    minutes.add_argument(
        "--format",
        choices=("md", "html", "pdf", "csv", "json", "palms"),
        default="md",
        help="Markdown (md), a page for browsers (html), paper (pdf, needs one more package) or JSON; "
        "csv and palms are the reports of attendance and PALMS of that one date",
    )
    add_output(minutes)


def _which(command: Parser, about: str = "a date, last or live") -> None:
    command.add_argument(
        "meeting",
        nargs="?",
        default="last",
        metavar="MEETING",
        help=f"{about}; the second meeting of a date is 2026-11-28#2",
    )


def add_letters(commands: Any) -> None:
    """`leadsroom letters`."""
    letters = add_command(
        commands,
        "letters",
        "what each member is to do after a meeting, and thanks to its visitors, as emails in a folder",
        "letters:write",
    )
    _which(letters, "a closed one: a date, or last")
    letters.add_argument(
        "--for", dest="member", metavar="MEMBER", help="one letter alone; a part of the name will do"
    )
    letters.add_argument(
        "--format",
        choices=("eml", "text", "csv", "json"),
        default="eml",
        help="emails (eml); text: the one letter to read, or who gets one; that list as csv or json",
    )
    letters.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        help="where emails go; default: the chapter's folder; a list goes into a file",
    )
    letters.add_argument("--overwrite", action="store_true", help="write over files that are there already")
    letters.add_argument(
        "--send",
        action="store_true",
        help="send them by an SMTP server, each once; where none is set up it says what to write",
    )
    letters.add_argument(
        "--again",
        action="append",
        default=[],
        metavar="NAME",
        help="send this one alone, also where it has been sent, or perhaps; give it once for each",
    )
    letters.add_argument(
        "--dry-run",
        action="store_true",
        help="send nothing, say what would go; it needs no server to be set up",
    )


def add_slips(commands: Any) -> None:
    """`leadsroom slips`."""
    slips = add_command(
        commands,
        "slips",
        "the slips a member received, to hand over or put in a phone; what became of leads that were given",
        "slips:give",
    )
    which = slips.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--for", dest="member", metavar="MEMBER", help="slips received; a part of the name will do"
    )
    which.add_argument(
        "--from", dest="giver", metavar="MEMBER", help="what became of the leads that this member gave"
    )
    which.add_argument(
        "--overdue", action="store_true", help="leads that were to be called by now, the longest first"
    )
    which.add_argument(
        "--families", action="store_true", help="leads that grew out of one another, by dollars"
    )
    slips.add_argument(
        "--meeting",
        metavar="MEETING",
        help="a date (2026-11-28#2 is its second meeting), last, live, or all; "
        "default: last for slips received, all for leads given",
    )
    slips.add_argument(
        "--format",
        choices=("text", "md", "vcf", "csv", "json"),
        default="text",
        help="text, Markdown (md), a table (csv), JSON; of slips received also cards for a phone (vcf)",
    )
    add_output(slips)


def add_timekeeper(commands: Any) -> None:
    """`leadsroom timekeeper`."""
    timekeeper = add_command(
        commands,
        "timekeeper",
        "the clock of the live meeting for the whole room; it only looks, and waits for a meeting",
        "meeting:timekeeper",
    )
    _theme(timekeeper)
    sound = timekeeper.add_mutually_exclusive_group()
    sound.add_argument(
        "--sound", action="store_true", help="ring at wrap-up, at time and at an alarm; m turns it off and on"
    )
    sound.add_argument(
        "--mute", dest="sound", action="store_false", help="the default, since the moderator's screen rings"
    )
    timekeeper.set_defaults(sound=False)


def add_serve(commands: Any) -> None:
    """`leadsroom serve`."""
    serve = add_command(commands, "serve", "a screen in browsers, behind a PIN")
    screens = serve.add_subparsers(title="screens", metavar="SCREEN", required=True)
    timekeeper = add_command(
        screens,
        "timekeeper",
        "the countdown of the live meeting, for a tablet or a projector's own computer",
        "serve:timekeeper",
    )
    timekeeper.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="listen there; default: this computer only. 0.0.0.0 is for the whole network",
    )
    timekeeper.add_argument("--port", type=_port, default=8077, metavar="N", help="default: 8077")
    timekeeper.add_argument(
        "--most", type=_browsers, default=8, metavar="N", help="so many browsers at once; default: 8"
    )
    _theme(timekeeper)


def _theme(timekeeper: Parser) -> None:
    timekeeper.add_argument(
        "--theme", choices=("dark", "light", "contrast"), help="default: LEADSROOM_THEME, else dark"
    )


def _port(typed: str) -> int:
    return number_between(typed, 0, 65_535)


def _browsers(typed: str) -> int:
    return number_between(typed, 1, 100)

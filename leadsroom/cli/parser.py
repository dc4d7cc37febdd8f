"""The command line and its options. Light: `--help` loads neither the screens nor the store."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any, NoReturn

from leadsroom import __version__
from leadsroom.cli.speech import harmless

_ABOUT = "Runs the weekly meeting of a leads group at the table: agenda, clock, leads, minutes."
_AFTERWARDS = """\
MEETING is a date such as 2026-11-18, last (the latest one closed, which is the default), or live.
The database is --db, else the variable LEADSROOM_DB, else a file of your own;
`leadsroom db path` says where. Exit code: 0 done, 1 refused with the reason on stderr, 2 not understood."""


class Parser(argparse.ArgumentParser):
    """A parser that repeats what was typed without its control characters."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        super().error(harmless(message))

    def _print_message(self, message: str, file: Any = None) -> None:
        # argparse swallows what goes wrong here; a full disk or a closed pipe is reported by main.
        if message and file is not None:
            file.write(message)


def make_parser() -> Parser:
    """The whole command line. Each command names the function that carries it out in `run`."""
    parser = Parser(prog="leadsroom", description=_ABOUT, epilog=_AFTERWARDS, parents=[_common()])
    parser.set_defaults(run="meeting:open_app")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(
        commands, "demo", "a sample chapter with a season behind it, a meeting ready to start", "meeting:demo"
    )
    _add(
        commands,
        "meet",
        "straight to the moderator's screen; a live meeting goes on where it was",
        "meeting:meet",
    )
    _add_timekeeper(commands)
    review = _add(commands, "review", "what happened at a meeting", "meeting:review")
    minutes = _add(commands, "minutes", "the minutes of a meeting", "meeting:minutes")
    for command in (review, minutes):
        command.add_argument(
            "meeting",
            nargs="?",
            default="last",
            metavar="MEETING",
            help="a date, last or live; the second meeting of a date is 2026-11-28#2",
        )
    review.add_argument(
        "--for",
        dest="member",
        metavar="MEMBER",
        help="the page of a member instead: whom to call and to thank, what became of their leads, their "
        "season; a part of the name will do",
    )
    review.add_argument(
        "--format", choices=("text", "json"), help="with --for: write that page; without a terminal as text"
    )
    _output(review)
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
        help="Markdown (md), a page for browsers (html), paper (pdf, needs leadsroom[pdf]) or JSON; "
        "csv and palms are the reports of attendance and PALMS of that one date",
    )
    _output(minutes)
    _add_letters(commands)
    _add_slips(commands)
    _add_visitors(commands)
    _add_report(commands)
    _add_accounts(commands)
    _add_roster(commands)
    _add_chapter(commands)
    _add_calendar(commands)
    _add_rules(commands)
    _add(commands, "undo", "take back what was done last from a shell, one act at a time", "chapter:undo")
    _add(commands, "redo", "do again what undo took back last", "chapter:redo")
    _add_serve(commands)
    _add_database(commands)
    return parser


def _add_letters(commands: Any) -> None:
    letters = _add(
        commands,
        "letters",
        "what each member is to do after a meeting, and thanks to its visitors, as emails in a folder",
        "letters:write",
    )
    letters.add_argument(
        "meeting", nargs="?", default="last", metavar="MEETING", help="a date, or last; it must be closed"
    )
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
        metavar="MEMBER",
        help="send, and this one also where it has been sent, or perhaps",
    )
    letters.add_argument("--dry-run", action="store_true", help="send nothing, say what would go")


def _add_slips(commands: Any) -> None:
    slips = _add(
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
    _output(slips)


def _add_visitors(commands: Any) -> None:
    visitors = _add(
        commands, "visitors", "who has visited, whom to follow up, and what became of each", "visitors:give"
    )
    visitors.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="text, or all of it as csv or json"
    )
    _output(visitors)
    actions = visitors.add_subparsers(title="commands", metavar="COMMAND")
    take = _add(
        actions,
        "import",
        "take visits in from a file: an association's report of visitors, a list with a line for each visit, "
        "or what leadsroom visitors --format csv has written",
        "visitors:take",
    )
    take.add_argument("file", metavar="FILE", help="a table or workbook, or - for stdin")
    _encoding_of_file(take)
    take.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")


def _add_report(commands: Any) -> None:
    report = _add(
        commands,
        "report",
        "who did what in a period: attendance, the PALMS summary, leads, visitors, one-to-ones",
        "report:give",
    )
    report.epilog = _OF_REPORTS
    report.add_argument("report", choices=("attendance", "palms", "leads", "visitors", "one-to-ones"))
    _days(report)
    report.add_argument(
        "--format",
        choices=("text", "csv", "xlsx", "json"),
        default="text",
        help="text, a table (csv), a workbook (xlsx), or JSON",
    )
    _output(report)


_OF_REPORTS = """\
Only closed meetings count; the report names the others of its days, and what was corrected since.
attendance   each member's mark at each meeting, counts, per cent, and the rules that they are held to
palms        First Name, Last Name, P, A, L, M, S, RGI, RGO, RRI, RRO, V, 1-2-1, TYFCB, CEU, T,
             below them Visitors and Total; n/k is what cannot be known, and is no zero
leads        each lead, its verdict, and where it stands today
visitors     each visit, who invited, and what became of the visitor
one-to-ones  each one, with its note
A DATE is like 2026-03-31, 31 mar, or last friday. A report of 2025: --from 2025-01-01 --to 2025-12-31"""


def _days(command: Parser) -> None:
    """Of which days it is."""
    command.add_argument("--from", dest="since", metavar="DATE", help="default: the first day of this year")
    command.add_argument("--to", dest="until", metavar="DATE", help="default: today")


def _add_accounts(commands: Any) -> None:
    accounts = _add(
        commands,
        "ledger",
        "what each member owes, every entry of the accounts, receipts, and the treasurer's summary",
        "ledger:give",
    )
    accounts.add_argument(
        "--for", dest="member", metavar="MEMBER", help="one account alone; a part of the name will do"
    )
    accounts.add_argument(
        "--receipt", metavar="NUMBER", help="a receipt, like 2026-0007: what it was for, what is still owed"
    )
    accounts.add_argument(
        "--summary",
        action="store_true",
        help="what came in and went out by kind, with opening and closing balance, and the age of debts",
    )
    accounts.add_argument(
        "--from", dest="since", metavar="DATE", help="of the summary; default: the first day of this year"
    )
    accounts.add_argument("--to", dest="until", metavar="DATE", help="of the summary; default: today")
    accounts.add_argument(
        "--by", choices=("month", "quarter", "half-year", "year"), help="the summary for each of these"
    )
    accounts.add_argument(
        "--format",
        choices=("text", "csv", "xlsx", "json"),
        default="text",
        help="text; every entry, or the summary, as a table (csv) or JSON; the summary as a workbook (xlsx)",
    )
    _output(accounts)


def _add_timekeeper(commands: Any) -> None:
    timekeeper = _add(
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


def _add_roster(commands: Any) -> None:
    roster = _add(commands, "roster", "the members, from a file and into one")
    actions = roster.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_roster_import(actions)
    _add_openings(actions)
    end = _add(actions, "end", "a member leaves; u on the roster, or undo, takes it back", "roster:end")
    end.add_argument("member", metavar="MEMBER", help="a name, or a part of it")
    end.add_argument("--on", type=_iso_date, metavar="DATE", help="the last day; default: today")
    _dues_of_leavers(end)
    offices = _add(
        actions, "offices", "who holds which office and held it, and which are vacant", "roster:give_offices"
    )
    offices.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="text, or all of it as csv or json"
    )
    _output(offices)
    _output(_add(actions, "export", "the members as a CSV file that import reads back", "roster:give"))


def _add_roster_import(actions: Any) -> None:
    take = _add(
        actions,
        "import",
        "take a file of members (CSV, workbook, vCards); one with a problem is refused whole",
        "roster:take",
    )
    take.add_argument("file", metavar="FILE", help="the file, or - for stdin")
    take.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")
    take.add_argument("--partial", action="store_true", help="take the good lines, list the others")
    take.add_argument(
        "--applicants",
        action="store_true",
        help="it is the waiting list: a line without a status waits for the seat of its profession",
    )
    take.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=MEANING",
        help="what a column means, like 'Job Title=Profession'; 'Notes=' leaves it out; once for each column",
    )
    _encoding_of_file(take)
    take.add_argument(
        "--country", metavar="XX", help="the country whose phones and dates it has; default: the chapter's"
    )
    founding = take.add_argument_group("a first file founds the chapter, and needs --country and these")
    founding.add_argument("--name", metavar="NAME", help="the chapter's name")
    founding.add_argument("--weekday", metavar="DAY", help="like Wednesday")
    founding.add_argument("--starts", metavar="TIME", help="like 7:00 or 7:00 PM")
    founding.add_argument("--timezone", metavar="ZONE", help="like America/New_York")
    _dues_of_leavers(take)


def _dues_of_leavers(command: Any) -> None:
    command.add_argument(
        "--dues",
        choices=("whole", "months", "days", "none"),
        help="what is asked of who leaves of dues that were not charged: all of them, for the months or days "
        "stayed, or nothing; default: as the chapter's rules have it",
    )


def _add_openings(actions: Any) -> None:
    openings = _add(
        actions,
        "openings",
        "what an earlier program counted for each member, from its PALMS summary (P, A, L, M, S, RGI, "
        "RGO, RRI, RRO, V, 1-2-1, TYFCB); without FILE a list. No rule counts these figures",
        "roster:figures",
    )
    openings.add_argument("file", nargs="?", metavar="FILE", help="a table or workbook, or - for stdin")
    for name, dest, about in (("from", "since", "first"), ("to", "until", "last")):
        openings.add_argument(
            f"--{name}",
            dest=dest,
            type=_iso_date,
            metavar="DATE",
            help=f"the {about} day of its period, like 2026-03-01; default: as the file says",
        )
    _encoding_of_file(openings)
    openings.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")
    openings.add_argument("--withdraw", action="store_true", help="take the figures of that period back")


def _encoding_of_file(command: Parser) -> None:
    command.add_argument(
        "--encoding",
        metavar="NAME",
        help="how its letters are written, like mac-roman; default: found from them",
    )


def _iso_date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{typed}” is not a date like 2026-03-01") from None


def _add_chapter(commands: Any) -> None:
    chapter = _add(
        commands,
        "chapter",
        "the chapter's habits; each can be changed here, its rules stand in leadsroom rules",
        "chapter:show_or_change",
    )
    chapter.add_argument("--rename", metavar="NAME", help="another name")
    chapter.add_argument("--place", metavar="PLACE", help="where it meets")
    chapter.add_argument("--timezone", metavar="ZONE", help="like America/New_York")
    chapter.add_argument(
        "--country", metavar="XX", help="two letters, like US: how phones and dates are written"
    )
    chapter.add_argument("--currency", metavar="XXX", help="three letters, like USD")
    chapter.add_argument("--clock", type=int, choices=(12, 24), help="7:00 PM, or 19:00")
    chapter.add_argument("--weekday", metavar="DAY", help="like Wednesday")
    chapter.add_argument(
        "--schedule",
        "--rhythm",  # scripts may say so
        metavar="SCHEDULE",
        help="weekly, every two weeks (from 2 dec), or weeks of a month: 1st and 3rd, last",
    )
    chapter.add_argument("--starts", metavar="TIME", help="like 7:00 or 7:00 PM")
    chapter.add_argument("--minutes", type=int, metavar="N", help="length of the meeting")
    chapter.add_argument("--pitch", type=int, metavar="SECONDS", help="length of a pitch")
    chapter.add_argument(
        "--email", metavar="ADDRESS", help="to which members answer their letters; empty: none"
    )
    chapter.add_argument(
        "--leads",
        metavar="RULES",
        help="what makes a slip a lead: published, strict, loose, or a list such as "
        "name,phone,need,expecting,knows?,soon? where ? counts only when it was denied",
    )
    _yes(chapter)
    _formats(chapter)


def _add_calendar(commands: Any) -> None:
    calendar = _add(
        commands,
        "calendar",
        "the next dates of the calendar and who speaks on them; one can be changed here, or by emails",
        "calendar:show_or_mark",
    )
    calendar.add_argument(
        "--weeks", type=_weeks, default=13, metavar="N", help="so many weeks ahead; default: 13"
    )
    marks = calendar.add_mutually_exclusive_group()
    for name, about in (
        ("holiday", "nobody meets on that date"),
        ("open-house", "an open house on that date"),
        ("extra", "a meeting on a date that is not of the schedule"),
        ("clear", "back to a regular meeting"),
    ):
        marks.add_argument(f"--{name}", metavar="DATE", help=f"{about}, like fri or 25 nov")
    marks.add_argument(
        "--at",
        nargs="+",
        metavar=("DATE", "PLACE"),
        help="where they meet on that date; none: at the usual place",
    )
    marks.add_argument(
        "--speaker",
        nargs="*",
        metavar=("DATE", "NAME"),
        help="who speaks on each date; with DATE and NAME that person does, with none nobody",
    )
    for name, metavar, about in (
        ("topic", "WORDS", "what the speaker talks about"),
        ("company", "NAME", "the company of a speaker from outside"),
        ("minutes", "N", "how long the talk takes, its questions included; 0: as the agenda has it"),
        ("questions", "N", "how many of these minutes are for questions; 0: as usual"),
    ):
        calendar.add_argument(f"--{name}", metavar=metavar, help=about)
    calendar.add_argument(
        "--format",
        choices=("text", "csv", "json", "ics"),
        default="text",
        help="text, a table (csv), JSON, or a file for the calendar of a phone (ics)",
    )
    _output(calendar)
    calendar.add_argument("--note", default="", metavar="WORDS", help="why, like Thanksgiving")
    marks.add_argument(
        "--replies",
        metavar="FOLDER",
        help="what members answer to their letters: a folder of .eml and .mbox files, or one of them, saved "
        "from an email program; shown before they count, and each counts once",
    )
    calendar.add_argument("--yes", action="store_true", help="take the answers without being asked")


def _add_rules(commands: Any) -> None:
    rules = _add(
        commands,
        "rules",
        "every rule of the chapter as a sentence, and its effect on the table",
        "rules:show_or_choose",
    )
    rules.add_argument(
        "--preset",
        metavar="NAME",
        help="take published rules: BNI, LeTip, Leads Club, PRE, PowerTipps, Canalside, Leading Edge, NYC-62",
    )
    rules.add_argument(
        "--yes", action="store_true", help="take them without being asked about the rules that they replace"
    )
    _formats(rules)
    standing = _add(
        commands,
        "standing",
        "where the members stand with the rules, and every rule that was broken, months back",
        "rules:stand",
    )
    standing.add_argument("who", nargs="?", metavar="MEMBER", help="only this one; any part of the name")
    standing.add_argument("--for", dest="member", metavar="MEMBER", help="the same")
    standing.add_argument(
        "--breaches",
        action="store_true",
        help="only what was broken: limits, quotas, leaves, substitutes, visits; the most pressing first",
    )
    standing.add_argument(
        "--back", type=_months, default=6, metavar="N", help="breaches of so many months back; default: 6"
    )
    _formats(standing)


def _months(typed: str) -> int:
    return _between(typed, 1, 120)


def _weeks(typed: str) -> int:
    return _between(typed, 1, 520)


def _add_serve(commands: Any) -> None:
    serve = _add(commands, "serve", "a screen in browsers, behind a PIN")
    screens = serve.add_subparsers(title="screens", metavar="SCREEN", required=True)
    timekeeper = _add(
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
    return _between(typed, 0, 65_535)


def _browsers(typed: str) -> int:
    return _between(typed, 1, 100)


def _between(typed: str, least: int, most: int) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9 and least <= int(typed) <= most):
        raise argparse.ArgumentTypeError(f"“{typed}” is not a number from {least} to {most}")
    return int(typed)


def _add_database(commands: Any) -> None:
    database = _add(commands, "db", "look after the database")
    actions = database.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add(actions, "path", "where it is", "database:path")
    _add(actions, "check", "whether it is sound", "database:check")
    backup = _add(actions, "backup", "a copy, also during a meeting", "database:backup")
    backup.add_argument(
        "file", nargs="?", metavar="FILE", help="default: beside it, with the date in its name"
    )
    _add_backups(actions)
    _add(actions, "upgrade", "bring it up to this version; a copy is made first", "database:upgrade")
    _add_hand_over(actions)


def _add_hand_over(actions: Any) -> None:
    out = _add(
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
    back = _add(
        actions,
        "take-back",
        "let a database that was handed over be written here again",
        "hand_over:take_back",
    )
    back.add_argument("--yes", action="store_true", help="also where the other copy may have gone on")
    into = _add(
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
    backups = _add(
        actions,
        "backups",
        "the automatic backups, made after each meeting and before each upgrade",
        "backups:give",
    )
    backups.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="text, a table (csv) or JSON"
    )
    _output(backups)
    backups.add_argument(
        "--second-place",
        metavar="FOLDER",
        help="copy each one to this folder too, such as a stick; none ends that",
    )
    restore = _add(
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


def _add(commands: Any, name: str, about: str, run: str | None = None) -> Parser:
    command: Parser = commands.add_parser(
        name, help=about, description=f"{about[0].upper()}{about[1:]}.", parents=[_common()]
    )
    if run is not None:
        command.set_defaults(run=run)
    return command


def _formats(command: Parser) -> None:
    """How a list is written, and where."""
    command.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="text, a table (csv) or JSON"
    )
    _output(command)


def _yes(command: Parser) -> None:
    command.add_argument(
        "--yes",
        action="store_true",
        help="also where that clears what was entered; without, it is asked about",
    )


def _output(command: Parser) -> None:
    command.add_argument("-o", "--output", metavar="FILE", help="write it there; default: stdout")
    command.add_argument("--overwrite", action="store_true", help="write over a file that is there already")


def _common() -> argparse.ArgumentParser:
    """The options that may stand before and after the command: a default in one place hides nothing in the
    other.
    """
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--db", metavar="PATH-OR-URL", help="the database: a file, or postgresql://…")
    common.add_argument("--chapter", metavar="NAME", help="which chapter, where the database has several")
    common.add_argument(
        "--version", action="version", version=f"leadsroom {__version__}", help="show the version"
    )
    return common

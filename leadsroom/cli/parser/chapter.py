"""The command line of a chapter between meetings: people, reports, money, calendar, rules."""

from __future__ import annotations

from typing import Any

from leadsroom.cli.parser.chapters import add_actions
from leadsroom.cli.parser.options import (
    Parser,
    add_command,
    add_days,
    add_encoding,
    add_formats,
    add_output,
    add_yes,
    iso_date,
    number_between,
)
from leadsroom.cli.parser.templates import add_handed_down


def add_visitors(commands: Any) -> None:
    """`leadsroom visitors`, and taking them in."""
    visitors = add_command(
        commands, "visitors", "who has visited, whom to follow up, and what became of each", "visitors:give"
    )
    add_formats(visitors)
    actions = visitors.add_subparsers(title="commands", metavar="COMMAND")
    take = add_command(
        actions,
        "import",
        "take visits in from a file: an association's report of visitors, a list with a line for each visit, "
        "or what leadsroom visitors --format csv has written",
        "visitors:take",
    )
    take.add_argument("file", metavar="FILE", help="a table or workbook, or - for stdin")
    add_encoding(take)
    take.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")


def add_report(commands: Any) -> None:
    """`leadsroom report`."""
    report = add_command(
        commands,
        "report",
        "who did what in a period: attendance, the PALMS summary, leads, visitors, one-to-ones",
        "report:give",
    )
    report.epilog = _OF_REPORTS
    report.add_argument("report", choices=("attendance", "palms", "leads", "visitors", "one-to-ones"))
    add_days(report)
    report.add_argument(
        "--format",
        choices=("text", "csv", "xlsx", "json"),
        default="text",
        help="text, a table (csv), a workbook (xlsx), or JSON",
    )
    add_output(report)


_OF_REPORTS = """\
Only closed meetings count; the report names the others of its days, and what was corrected since.
attendance   each member's mark at each meeting, counts, per cent, and the rules that they are held to
palms        First Name, Last Name, P, A, L, M, S, RGI, RGO, RRI, RRO, V, 1-2-1, TYFCB, CEU, T,
             below them Visitors and Total; n/k is what cannot be known, and is no zero
leads        each lead, its verdict, and where it stands today
visitors     each visit, who invited, and what became of the visitor
one-to-ones  each one, with its note
A DATE is like 2026-03-31, 31 mar, or last friday. A report of 2025: --from 2025-01-01 --to 2025-12-31"""


def add_accounts(commands: Any) -> None:
    """`leadsroom ledger`."""
    accounts = add_command(
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
    add_days(accounts, "of the summary; ")
    accounts.add_argument(
        "--by", choices=("month", "quarter", "half-year", "year"), help="the summary for each of these"
    )
    accounts.add_argument(
        "--format",
        choices=("text", "csv", "xlsx", "json"),
        default="text",
        help="text; every entry, or the summary, as a table (csv) or JSON; the summary as a workbook (xlsx)",
    )
    add_output(accounts)


def add_roster(commands: Any) -> None:
    """`leadsroom roster`: import, openings, end, offices, export."""
    roster = add_command(commands, "roster", "the members, from a file and into one")
    actions = roster.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_roster_import(actions)
    _add_openings(actions)
    end = add_command(
        actions, "end", "a member leaves; u on the roster, or undo, takes it back", "roster:end"
    )
    end.add_argument("member", metavar="MEMBER", help="a name, or a part of it")
    end.add_argument("--on", type=iso_date, metavar="DATE", help="the last day; default: today")
    _dues_of_leavers(end)
    offices = add_command(
        actions, "offices", "who holds which office and held it, and which are vacant", "roster:give_offices"
    )
    add_formats(offices)
    add_output(
        add_command(actions, "export", "the members as a CSV file that import reads back", "roster:give")
    )


def _add_roster_import(actions: Any) -> None:
    take = add_command(
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
    add_encoding(take)
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
    openings = add_command(
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
            type=iso_date,
            metavar="DATE",
            help=f"the {about} day of its period, like 2026-03-01; default: as the file says",
        )
    add_encoding(openings)
    openings.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")
    openings.add_argument("--withdraw", action="store_true", help="take the figures of that period back")


def add_chapter(commands: Any) -> None:
    """`leadsroom chapter`."""
    chapter = add_command(
        commands,
        "chapter",
        "the chapter's habits; each can be changed here, its rules stand in leadsroom rules; and founding, "
        "archiving, placing in an area",
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
        "--founded",
        metavar="DAY",
        help="the day of its founding, like 2019-03-12; none: not on record",
    )
    chapter.add_argument(
        "--leads",
        metavar="RULES",
        help="what makes a slip a lead: published, strict, loose, or a list such as "
        "name,phone,need,expecting,knows?,soon? where ? counts only when it was denied",
    )
    add_yes(chapter)
    add_formats(chapter)
    actions = chapter.add_subparsers(title="commands", metavar="COMMAND")
    add_actions(actions)
    add_handed_down(actions)


def add_calendar(commands: Any) -> None:
    """`leadsroom calendar`."""
    calendar = add_command(
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
    calendar.add_argument(
        "--note",
        metavar="WORDS",
        help="why, like Thanksgiving; else the name of the public holiday, if it is one",
    )
    marks.add_argument(
        "--replies",
        metavar="FOLDER",
        help="what members answer to their letters: a folder of .eml and .mbox files, or one of them, saved "
        "from an email program; shown before they count, and each counts once",
    )
    calendar.add_argument("--yes", action="store_true", help="take the answers without being asked")
    _add_speaker(calendar, marks)
    calendar.add_argument(
        "--format",
        choices=("text", "csv", "json", "ics"),
        default="text",
        help="text, a table (csv), JSON, or a file for the calendar of a phone (ics)",
    )
    add_output(calendar)


def _add_speaker(calendar: Parser, marks: Any) -> None:
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


def add_rules(commands: Any) -> None:
    """`leadsroom rules` and `leadsroom standing`."""
    rules = add_command(
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
    add_formats(rules)
    standing = add_command(
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
    add_formats(standing)


def _months(typed: str) -> int:
    return number_between(typed, 1, 120)


def _weeks(typed: str) -> int:
    return number_between(typed, 1, 520)

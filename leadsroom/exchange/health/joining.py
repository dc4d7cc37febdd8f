"""The sheet for a visitor who thinks of joining: the seat, who passes leads to it, how soon, at what cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from leadsroom.domain.health.chapter.growth import age_in_words
from leadsroom.domain.health.findings import in_unit, plain
from leadsroom.domain.health.sheets.joining import HowSoonOfMany, PassedTo
from leadsroom.domain.health.statistics import CASES_FOR_MEDIAN, TOO_LITTLE, Median, rounded
from leadsroom.domain.rules.chapter_rules import MultiLevel
from leadsroom.domain.rules.rule_words import RulePart, rule_lines
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import counted, full_day, full_days, listed
from leadsroom.exchange.document.content import (
    Block,
    Document,
    Line,
    Section,
    bullets,
    line,
    paragraph,
    strong,
    table,
)
from leadsroom.exchange.document.write import write_document
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.outgoing import FileWanted, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import days_of_health
from leadsroom.views.health.sheets.joining import JoiningSheet, joining_sheet

_MOST_NAMED = 6
_BINDING = (
    RulePart.LIMIT,
    RulePart.SHARE,
    RulePart.COUNTING,
    RulePart.QUOTA,
    RulePart.SUBSTITUTES,
    RulePart.DUES,
    RulePart.FINES,
)


PROFESSION = "profession"  # what is answered with the file


def make_joining(reading: Reading, wanted: Wanted) -> bytes:
    """The sheet for the profession that is wanted. Raises Refused for none."""
    sheet = joining_sheet(reading, wanted.profession, wanted.period)
    return write_document(joining_document(sheet), wanted.format)


def write_joining_file(reading: Reading, file: FileWanted) -> Path:
    """The sheet for the profession that was answered, of the usual days, into a file. Raises Refused."""
    profession = file.answers.get(PROFESSION, "")
    wanted = Wanted(period=days_of_health(reading), format=file.format, profession=profession)
    return write_wanted(file, make_joining(reading, wanted))


def joining_document(sheet: JoiningSheet) -> Document:
    """What the sheet says, on one page."""
    sections = (
        Section("The seat", tuple(_seat(sheet))),
        Section("Who passes leads to such a seat", tuple(_passed(sheet))),
        Section("How soon newcomers had something", tuple(_how_soon(sheet))),
        Section("What a seat costs a year by the rules", tuple(_cost(sheet))),
        Section("What it brought the members", tuple(_brought(sheet))),
        Section("The chapter", bullets(map(line, _chapter(sheet)))),
        Section("The rules that bind its members", bullets(map(line, _rules(sheet)))),
        Section("", tuple(_small_print(sheet))),
    )
    return Document(
        title=sheet.chapter.name,
        kind="joining sheet",
        name=sheet.seat.profession,
        about=tuple(_about(sheet)),
        sections=tuple(section for section in sections if section.blocks),
        country=sheet.chapter.country,
        one_page=True,
    )


def _about(sheet: JoiningSheet) -> Iterator[Line]:
    yield line("For somebody who thinks of joining as ", strong(sheet.seat.profession))
    days = full_days(sheet.period.first, sheet.period.last)
    yield line(f"Figures of {days}, {counted(sheet.meetings, 'meeting')}")


def _seat(sheet: JoiningSheet) -> Iterator[Block]:
    seat = sheet.seat
    if seat.held:
        other = f" as {seat.held}" if seat.held.casefold() != seat.profession.casefold() else ""
        yield from paragraph(strong(f"The seat is held{other}. "), _waiting(seat.waiting))
    else:
        stands = "The seat may be held. " if seat.perhaps else "The seat is open. "
        yield from paragraph(strong(stands), _waiting(seat.waiting))
    if seat.perhaps:
        named = listed(seat.perhaps, most=_MOST_NAMED)
        yield from paragraph(f"Held, and perhaps the same seat, which the chapter decides: {named}.")
    if seat.close:
        close = "; ".join(f"{name} ({why})" for name, why in seat.close[:_MOST_NAMED])
        more = len(seat.close) - _MOST_NAMED
        yield from paragraph(f"Held, and close to it: {close}{f'; and {more} more' if more > 0 else ''}.")


def _waiting(number: int) -> str:
    if not number:
        return "Nobody waits for it."
    return f"{number} people wait for it." if number > 1 else "1 person waits for it."


def _passed(sheet: JoiningSheet) -> Iterator[Block]:
    same, close, others = sheet.passed
    sphere = f"to others of its sphere ({sheet.sphere})" if sheet.sphere else ""
    rows = [
        _passed_row("to this profession", same),
        _passed_row("to professions close to it", close),
        *([_passed_row(sphere, others)] if sphere else []),
    ]
    heads = ("Leads in the window", "Seats", "Leads", "From members")
    yield from table(heads, rows, numbers=(1, 2, 3))
    yield from bullets(
        line(f"Leads {title} are from: {_givers(found)}")
        for (title, *_), found in zip(rows, sheet.passed, strict=False)
        if found.givers
    )
    beside = "" if sheet.sphere else " Its sphere is not known: the chapter's catalogue does not have it."
    yield from paragraph(f"{counted(sheet.leads, 'lead')} were passed in all, raw ones left out.{beside}")


def _passed_row(title: str, found: PassedTo) -> tuple[str, str, str, str]:
    return title, f"{len(found.seats)}", f"{found.leads}", f"{found.members}"


def _givers(found: PassedTo) -> str:
    """`Florist 4, Banking 2, and 3 more`."""
    named = [f"{profession} {number}" for profession, number in found.givers]
    return listed(named, most=_MOST_NAMED)


def _how_soon(sheet: JoiningSheet) -> Iterator[Block]:
    rows = [
        ("First lead received", *_soon_cells(sheet.first_lead, "meetings")),
        ("First dollars reported", *_soon_cells(sheet.first_dollar, "weeks")),
    ]
    who = f"The last {sheet.newcomers} newcomers" if sheet.newcomers > 1 else "The last newcomer"
    heads = (who, "Had it", "Median", "Range", "None yet")
    if sheet.newcomers:
        yield from table(heads, rows, numbers=(1, 2, 3, 4))
        items = (
            _waits("lead", sheet.first_lead, "meetings"),
            _waits("dollars", sheet.first_dollar, "weeks"),
        )
        yield from bullets(line(words) for words in items if words)
    else:
        yield from paragraph("Nobody has joined since the record begins: too little data.")


def _soon_cells(found: HowSoonOfMany, unit: str) -> tuple[str, str, str, str]:
    median = TOO_LITTLE if found.median.middle is None else in_unit(plain(found.median.middle), unit)
    return (
        f"{found.median.cases}",
        median,
        f"{found.least} to {found.most}" if found.median.is_enough else "–",
        f"{len(found.waits)}",
    )


def _waits(what: str, found: HowSoonOfMany, unit: str) -> str:
    """`No lead yet: after 4 and 26 meetings of membership`."""
    if not found.waits:
        return ""
    last = unit.removesuffix("s") if found.waits[-1] == 1 else unit
    return f"No {what} yet: after {listed(map(str, found.waits))} {last} of membership"


def _cost(sheet: JoiningSheet) -> Iterator[Block]:
    cost = sheet.cost
    rows: list[tuple[str | Line, ...]] = [
        ("Dues", _money(cost.dues, sheet)),
        (f"Meals, at {counted(cost.meetings, 'meeting')}", _meals(sheet)),
        ("Joining fee, once", _money(cost.join_fee, sheet)),
        ("The first year", line(strong(_money(cost.first_year, sheet)))),
        ("Each year after", line(strong(_money(cost.each_year, sheet)))),
    ]
    yield from table(("", "By the rules of today"), rows, numbers=(1,))


def _meals(sheet: JoiningSheet) -> str:
    return "as ordered" if sheet.cost.meals_as_ordered else _money(sheet.cost.meals, sheet)


def _brought(sheet: JoiningSheet) -> Iterator[Block]:
    of = sheet.brought
    dollars = TOO_LITTLE if of.dollars.middle is None else _money_of(of.dollars.middle, sheet)
    rows = [("Dollars reported", dollars), ("Leads received", _count(of.leads))]
    head = f"Median of {counted(of.members, 'member')}"
    yield from table(("In the window", head), rows, numbers=(1,))
    if of.members >= CASES_FOR_MEDIAN:
        yield from paragraph(f"{of.nothing} of these {of.members} members reported no dollars.")


def _count(median: Median) -> str:
    return TOO_LITTLE if median.middle is None else f"{plain(median.middle)}"


def _chapter(sheet: JoiningSheet) -> Iterator[str]:
    chapter, growth = sheet.chapter, sheet.growth
    yield f"Size: {counted(sheet.size, 'member')}, those on leave too"
    if chapter.founded_on is None:
        yield "Age: no day of founding is on record"
    else:
        yield f"Age: {age_in_words(chapter.founded_on, sheet.today)}, founded {full_day(chapter.founded_on)}"
    net = f"{growth.net:+}" if growth.net else "0"
    yield (
        f"Growth in the window: {net} ({len(growth.before)} at the beginning, {growth.came} came, "
        f"{growth.left} left)"
    )


def _rules(sheet: JoiningSheet) -> Iterator[str]:
    chapter = sheet.chapter
    rules = chapter.rules
    parts = {*_BINDING}
    parts |= {RulePart.LEAVES} if rules.leaves.longest or rules.leaves.per_window else set()
    parts |= {RulePart.LATE} if rules.late.late_from or rules.late.loses_pitch else set()
    parts |= {RulePart.MULTI_LEVEL} if rules.multi_level is not MultiLevel.ANY else set()
    found = rule_lines(rules, chapter.currency, chapter.country)
    yield from (each.sentence for each in found if each.part in parts)


def _small_print(sheet: JoiningSheet) -> Iterator[Block]:
    for words in _DEFINITIONS:
        yield from paragraph(words, small=True)
    yield from paragraph(
        f"A median needs {CASES_FOR_MEDIAN} cases; below that there is too little data. "
        f"As on record on {full_day(sheet.today)}. What was is no promise of what will be.",
        small=True,
    )


_DEFINITIONS: Sequence[str] = (
    (
        "Leads count on the day on which they were passed; raw ones are in no figure. Seats are those of "
        "members of today and of before; close are those of one family, or alike in name."
    ),
    (
        "Newcomers are the last ten who joined since the record begins, those too who have left. Their first "
        "lead is counted in meetings with a place, their first dollars in weeks of membership. The median is "
        "of those who had it: those who have none yet are in no median, and stand beside it."
    ),
    (
        "The medians of members are of those with a place at every regular meeting of the window. Meals are "
        "those of the meetings of the next twelve months by the calendar. Growth is members on the last day "
        "less those on the first."
    ),
)


def _money(minor: int, sheet: JoiningSheet) -> str:
    return show_money(Money(minor, sheet.chapter.currency), sheet.chapter.country)


def _money_of(minor: Fraction, sheet: JoiningSheet) -> str:
    return _money(int(rounded(minor, 0)), sheet)

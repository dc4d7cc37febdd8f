"""The renewal sheet: a member's year on one page, beside the medians of the chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from leadsroom.domain.health.figures import HowSoon
from leadsroom.domain.health.findings import in_unit, plain
from leadsroom.domain.health.sheets.renewal_sheet import (
    BROUGHT,
    COST,
    DEFINITIONS,
    GAVE,
    SheetLine,
    SheetPart,
    shown_figure,
)
from leadsroom.domain.health.statistics import CASES_FOR_MEDIAN, TOO_LITTLE, Median
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import counted, full_day, full_days
from leadsroom.errors import Refused
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
from leadsroom.exchange.outgoing import ENDINGS, FileWanted, file_stem, write_wanted
from leadsroom.files import write_with_folders
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import days_of_health
from leadsroom.views.health.season_words import how_soon_in_words
from leadsroom.views.health.sheets.renewal import RenewalSheet, renewal_sheet, renewals_near

OWN_COSTS = "own costs"  # what is answered where somebody writes their own sheet


def make_renewal(reading: Reading, wanted: Wanted) -> bytes:
    """The sheet of the member who is wanted. Raises Refused for nobody, or whoever never was a member."""
    if wanted.member is None:
        raise Refused("Say whose renewal sheet it is to be: --for MEMBER.")
    sheet = renewal_sheet(reading, wanted.member, wanted.period, with_own=wanted.own)
    return write_document(renewal_document(sheet), wanted.format)


def write_renewal_file(
    reading: Reading, file: FileWanted, member_id: PersonId, period: Period | None = None
) -> Path:
    """The sheet of a member into a file; without a period of the usual days. Where it is. Raises Refused."""
    days = days_of_health(reading) if period is None else period
    own = bool(file.answers.get(OWN_COSTS))
    wanted = Wanted(period=days, format=file.format, member=member_id, own=own)
    return write_wanted(file, make_renewal(reading, wanted))


def write_renewals(
    reading: Reading, folder: Path, wanted: Wanted, *, replaces: bool = False
) -> tuple[Path, ...]:
    """A sheet for each member whose seat renews within 90 days, all or none; where they are.

    Raises Refused where there is none, or a file is there already and nothing `replaces` it.
    """
    if wanted.own:
        raise Refused("Own costs are of one member. Add --for MEMBER, or leave --own out.")
    near = renewals_near(reading, wanted.period)
    if not near:
        raise Refused("No seat renews within 90 days. Name a member with --for.")
    ending = ENDINGS.get(wanted.format, wanted.format)
    files: dict[Path, bytes] = {}
    for who, name, on in near:
        stems = (f"{on}-{file_stem(name)}{'' if n == 1 else f'-{n}'}" for n in range(1, len(near) + 1))
        path = next(at for stem in stems if (at := folder / f"{stem}.{ending}") not in files)
        files[path] = make_renewal(reading, replace(wanted, member=who))
    otherwise = f"Choose another folder than {folder}, or add --overwrite; nothing was written."
    write_with_folders(files, otherwise=otherwise, replaces=replaces)
    return tuple(files)


def renewal_document(sheet: RenewalSheet) -> Document:
    """What the sheet says, on one page."""
    parts = tuple(Section(part.title, tuple(_part(part, sheet))) for part in sheet.parts)
    return Document(
        title=sheet.chapter.name,
        kind="renewal sheet",
        name=sheet.person.name,
        about=tuple(_about(sheet)),
        sections=(*parts, *_own(sheet), Section("", tuple(_small_print(sheet)))),
        country=sheet.chapter.country,
        one_page=True,
    )


def _about(sheet: RenewalSheet) -> Iterator[Line]:
    profession = (", ", sheet.profession) if sheet.profession else ()
    yield line("Renewal sheet of ", strong(sheet.person.name), *profession)
    days = full_days(sheet.period.first, sheet.period.last)
    yield line(f"{days}, {counted(sheet.meetings, 'meeting')}, with a place at {sheet.places} of them")
    joined_on = f"Joined on {full_day(sheet.joined_on)}" if sheet.joined_on else ""
    renews_on = f"the seat renews on {full_day(sheet.renews_on)}" if sheet.renews_on else ""
    both = "; ".join(part for part in (joined_on, renews_on) if part)
    yield line(f"{both[:1].upper()}{both[1:]}." if both else "")


def _part(part: SheetPart, sheet: RenewalSheet) -> Iterator[Block]:
    head = ("Figure", "This member", f"Median of {counted(sheet.throughout, 'member')}")
    yield from table(head, [_row(each, sheet) for each in part.lines], numbers=(1, 2))
    yield from bullets(line(words) for words in _BESIDES[part.title](sheet))


def _row(each: SheetLine, sheet: RenewalSheet) -> tuple[Line | str, ...]:
    currency, country = sheet.chapter.currency, sheet.chapter.country
    mine = shown_figure(each.value, each.unit, currency, country)
    behind = f" ({each.behind})" if each.behind else ""
    middle = shown_figure(each.median.middle, each.unit, currency, country)
    return each.title, line(strong(mine), behind), middle


# What stands beside the table: other currencies, and what has no median


def _beside_cost(sheet: RenewalSheet) -> Iterator[str]:
    for each in sheet.other_charges:
        yield f"In another currency, in no sum above: {_money(each.in_all, sheet)}"


def _beside_brought(sheet: RenewalSheet) -> Iterator[str]:
    yield from _dollars("in", sheet.other_dollars_in, sheet)
    lead, dollar = sheet.median_first_lead, sheet.median_first_dollar
    yield f"First lead: {_how_soon(sheet.first_lead, 'meeting', sheet)}; {_median(lead, 'meetings')}"
    yield f"First dollars: {_how_soon(sheet.first_dollar, 'week', sheet)}; {_median(dollar, 'weeks')}"


def _beside_gave(sheet: RenewalSheet) -> Iterator[str]:
    yield from _dollars("credited", sheet.other_dollars_credited, sheet)


_BESIDES: Mapping[str, Callable[[RenewalSheet], Iterator[str]]] = {
    COST: _beside_cost,
    BROUGHT: _beside_brought,
    GAVE: _beside_gave,
}


def _how_soon(first: HowSoon, unit: str, sheet: RenewalSheet) -> str:
    return how_soon_in_words(first, unit, sheet.today) or "not known"


def _median(found: Median, unit: str) -> str:
    """`median 3 meetings, of 6 members; still waiting: 2`; or that there is too little for one."""
    of = f"of {counted(found.cases, 'member')}; still waiting: {found.never}"
    if found.middle is None:
        return f"median: {TOO_LITTLE}, {of}"
    return f"median {in_unit(plain(found.middle), unit)}, {of}"


def _dollars(what: str, sums: Iterable[DollarSum], sheet: RenewalSheet) -> Iterator[str]:
    for each in sums:
        yield f"Dollars {what} in another currency, in no sum above: {_money(each.total, sheet)}"


def _money(money: Money, sheet: RenewalSheet) -> str:
    return show_money(money, sheet.chapter.country)


# What only the member writes into it, and the small print


def _own(sheet: RenewalSheet) -> Iterator[Section]:
    if sheet.own_costs is None:
        return
    sums = " + ".join(_money(each, sheet) for each in sheet.own_costs) or _money(
        Money(0, sheet.chapter.currency), sheet
    )
    words = f"{sums} in the window, in no sum above and in nobody else's figures."
    yield Section("Own costs, entered by the member for themselves alone", paragraph(words))


def _small_print(sheet: RenewalSheet) -> Iterator[Block]:
    among = ", this member among them" if sheet.is_among else ", this member not among them"
    several = sheet.throughout >= CASES_FOR_MEDIAN
    yield from paragraph(
        f"The medians are of the {counted(sheet.throughout, 'member')} who had a place at every regular "
        f"meeting of the window{among if sheet.throughout else ''}; a median needs {CASES_FOR_MEDIAN} of them"
        f"{'' if several else ', and there are fewer'}. A median is the one in the middle, and no aim.",
        small=True,
    )
    yield from paragraph(
        "How soon the first lead and the first dollars came is counted from the day of joining, whatever the "
        "window; the medians are of all members to whom they have come, beside how many still wait.",
        small=True,
    )
    for each in DEFINITIONS:
        yield from paragraph(each, small=True)
    yield from paragraph(f"As on record on {full_day(sheet.today)}.", small=True)

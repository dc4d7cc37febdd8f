"""What became of leads that a member gave, the best families, overdue leads: to read or as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.leads.dollars import dollar_parts, dollars_in_words
from leadsroom.domain.leads.given import Family, GivenLead, GivenLeads, families, given_leads
from leadsroom.domain.leads.lead_list import ListedLead, listed_leads
from leadsroom.domain.leads.lead_today import Stands, stands_at
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import long_date, short_date
from leadsroom.errors import Refused
from leadsroom.exchange.outgoing import csv_file, json_file, literal, table
from leadsroom.exchange.slips.formats import somebody_called
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.store import Store

Row = tuple[str, ...]


class Given(Struct, frozen=True):
    """The leads of a giver by name, at a moment."""

    chapter: Chapter
    giver: str
    given: GivenLeads
    now: datetime


class BestFamilies(Struct, frozen=True):
    """The families of a chapter at a moment, the one with most dollars first."""

    chapter: Chapter
    found: tuple[Family, ...]
    names: Mapping[PersonId, str]
    now: datetime


def given_by(
    store: Store, chapter: Chapter, typed: str, meeting_id: MeetingId | None, now: datetime
) -> Given:
    """What became of the leads that a member, named by a part of the name, gave at a meeting or (None) ever.

    Raises Refused.
    """
    giver = somebody_called(store, chapter, typed)
    with store.reading() as connection:
        leads = read_leads.leads_given(connection, chapter.id, giver.id, meeting_id)
        reports = read_leads.business_for(connection, chapter.id, [lead.id for lead in leads])
        progress = read_leads.progress_for(connection, chapter.id, leads, chapter.currency)
        names = read_roster.names_of(connection, chapter.id)
    return Given(chapter, giver.name, given_leads(leads, reports, progress, names, (chapter, now)), now)


def best_families(store: Store, chapter: Chapter, now: datetime) -> BestFamilies:
    """Every family of a chapter."""
    with store.reading() as connection:
        leads = read_leads.leads_of_families(connection, chapter.id)
        reports = read_leads.business_for(connection, chapter.id, [lead.id for lead in leads])
        names = read_roster.names_of(connection, chapter.id)
    return BestFamilies(chapter, families(leads, reports, chapter.currency), names, now)


def write_given(seen: Given, format: str) -> bytes:
    """The leads in a format of `FORMATS`, in UTF-8. Raises Refused for another one."""
    return _write(_GIVEN, format, seen)


def write_families(seen: BestFamilies, format: str) -> bytes:
    """The same of families."""
    return _write(_FAMILIES, format, seen)


def _write(
    writers: Mapping[str, Callable[[Any], str | bytes]], format: str, seen: Given | BestFamilies | Overdue
) -> bytes:
    write = writers.get(format)
    if write is None:
        raise Refused(f"These leads are not written as “{format}”. Choose one of: {', '.join(writers)}.")
    written = write(seen)
    return written if isinstance(written, bytes) else written.encode("utf-8")


# The leads of a giver


def _heading(seen: Given) -> tuple[str, str]:
    """Whose they are; when that was so, how many they are and the dollars that came of them."""
    on = long_date(seen.chapter.today(seen.now))
    dollars, country = seen.given.dollars, seen.chapter.country
    came = ", ".join([f"{show_money(dollars.total, country)} closed", *dollar_parts(dollars, country)])
    counted = f"{seen.given.counted}, {came}" if seen.given.leads else "No lead was given."
    return f"What became of the leads of {seen.giver}", f"{seen.chapter.name}, as on {on}: {counted}"


def _given_text(seen: Given) -> str:
    lines = [*map(clean, _heading(seen)), ""]
    for given in seen.given.leads:
        passed = seen.chapter.today(given.lead.passed_at)
        lines += [f"{short_date(passed)} {passed.year} to {clean(given.receiver)}: {clean(_about(given))}"]
        lines += [f"    {clean(given.today.words)}"]
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(given: GivenLead) -> str:
    slip = given.lead.slip
    parts = [slip.prospect or slip.company or "no name", slip.need]
    parts += ["own household"] if slip.inside else []
    return " · ".join(part for part in parts if part)


def _given_markdown(seen: Given) -> str:
    title, about = _heading(seen)
    head = f"# {literal(clean(title))}\n\n{literal(clean(about))}\n"
    rows = [
        tuple(literal(clean(cell)) for cell in _given_cells(given, seen)[:7]) for given in seen.given.leads
    ]
    return f"{head}\n{table(_GIVEN_COLUMNS[:7], rows)}\n" if rows else head


_GIVEN_COLUMNS = (
    "Passed", "To", "Prospect", "Need", "Verdict", "Own household", "Today", "Stands", "Since", "Dollars",
    "Currency",
)  # fmt: skip


def _given_cells(given: GivenLead, seen: Given) -> Row:
    """In the order of the columns; the first seven are for readers, the others for programs."""
    lead, dollars = given.lead, given.progress.dollars
    return (
        f"{seen.chapter.today(lead.passed_at)}",
        given.receiver,
        lead.slip.prospect or lead.slip.company,
        lead.slip.need,
        lead.verdict,
        "yes" if lead.slip.inside else "no",
        given.today.words,
        given.today.stands.value,
        seen.chapter.local(given.today.at).isoformat(timespec="minutes"),
        "" if dollars is None else f"{dollars.amount}",
        "" if dollars is None else dollars.currency,
    )


def _given_csv(seen: Given) -> bytes:
    return csv_file(_GIVEN_COLUMNS, [_given_cells(given, seen) for given in seen.given.leads])


def _given_json(seen: Given) -> bytes:
    leads = [
        {
            "id": given.lead.id,
            "passed_at": seen.chapter.local(given.lead.passed_at).isoformat(),
            "receiver": given.receiver,
            "prospect": given.lead.slip.prospect,
            "company": given.lead.slip.company,
            "need": given.lead.slip.need,
            "qualified": given.lead.qualified and given.lead.counts,
            "counts": given.lead.counts,
            "same_as": given.lead.same_as_id,
            "own_purchase": given.lead.slip.inside,
            "stands": given.today.stands,
            "since": seen.chapter.local(given.today.at).isoformat(),
            "words": given.today.words,
            "dollars": _amount(given.progress.dollars),
        }
        for given in seen.given.leads
    ]
    dollars = seen.given.dollars
    return json_file(
        {
            "giver": seen.giver,
            "as_of": seen.chapter.local(seen.now).isoformat(),
            "leads": leads,
            "dollars": _amount(dollars.total),
            "own_purchases": _amount(dollars.own_purchases),
            "first_payments": _amount(dollars.first_payments),
            "after_first_payments": _amount(dollars.since_then),
            "currency": dollars.currency,
        }
    )


# Families


_FAMILY_COLUMNS = ("Dollars", "Currency", "Leads", "Began", "Given by", "Prospect", "Needs")


def _family_cells(family: Family, seen: BestFamilies) -> Row:
    first, dollars = family.first, family.dollars.total
    return (
        f"{dollars.amount}",
        dollars.currency,
        f"{family.counted}",
        f"{seen.chapter.today(first.passed_at)}",
        seen.names.get(first.giver_id, "somebody"),
        first.slip.prospect or first.slip.company,
        family.needs,
    )


def _families_text(seen: BestFamilies) -> str:
    """The dollars of each family, then its tree by needs."""
    lines = [f"Families of leads, by dollars: {clean(seen.chapter.name)}"]
    for family in _with_dollars(seen):
        came = dollars_in_words(family.dollars, seen.chapter.country)
        lines += ["", f"{came}, {family.size}"]
        for branch in family.branches:
            lead = branch.lead
            who = " → ".join(seen.names.get(each, "somebody") for each in (lead.giver_id, lead.receiver_id))
            paid = f", {show_money(branch.dollars, seen.chapter.country)}" if branch.dollars else ""
            need = lead.slip.need or lead.slip.about
            lines.append(f"  {branch.rails}{clean(who)}: {clean(need)}{paid}")
    lines += ["", others] if (others := _others_in_words(seen)) else []
    return "\n".join(lines if seen.found else [*lines, "", _NO_FAMILY]) + "\n"


def _with_dollars(seen: BestFamilies) -> list[Family]:
    return [family for family in seen.found if family.dollars.total.minor]


def _others_in_words(seen: BestFamilies) -> str:
    """Those of which nothing came yet are counted for readers; the data have each."""
    others = len(seen.found) - len(_with_dollars(seen))
    families = "1 family" if others == 1 else f"{others} families"
    return f"No dollars came yet of {families}{' more' if _with_dollars(seen) else ''}." if others else ""


_NO_FAMILY = "No lead has grown out of another one yet."


def _families_markdown(seen: BestFamilies) -> str:
    head = f"# {literal(clean(f'Families of leads, by dollars: {seen.chapter.name}'))}\n"
    rows = []
    for family in _with_dollars(seen):
        _, _, *others = map(clean, _family_cells(family, seen))
        rows.append((dollars_in_words(family.dollars, seen.chapter.country), *map(literal, others)))
    columns = (_FAMILY_COLUMNS[0], *_FAMILY_COLUMNS[2:])
    listed = f"\n{table(columns, rows, numbers=(1,))}\n" if rows else ""
    more = _others_in_words(seen) or ("" if listed else _NO_FAMILY)
    return f"{head}{listed}\n{more}\n" if more else f"{head}{listed}"


def _families_csv(seen: BestFamilies) -> bytes:
    return csv_file(_FAMILY_COLUMNS, [_family_cells(family, seen) for family in seen.found])


def _families_json(seen: BestFamilies) -> bytes:
    found = [
        {
            "dollars": _amount(family.dollars.total),
            "own_purchases": _amount(family.dollars.own_purchases),
            "after_first_payments": _amount(family.dollars.since_then),
            "currency": family.dollars.currency,
            "leads": [
                {
                    "id": branch.lead.id,
                    "from_lead": branch.lead.from_lead_id,
                    "giver": seen.names.get(branch.lead.giver_id),
                    "receiver": seen.names.get(branch.lead.receiver_id),
                    "need": branch.lead.slip.need,
                    "counts": branch.lead.counts,
                    "dollars": _amount(branch.dollars),
                }
                for branch in family.branches
            ],
        }
        for family in seen.found
    ]
    return json_file({"as_of": seen.chapter.local(seen.now).isoformat(), "families": found})


def _amount(money: Money | None) -> float | None:
    """Major units, whole ones as a whole number."""
    if money is None:
        return None
    whole = money.amount == money.amount.to_integral_value()
    return int(money.amount) if whole else float(money.amount)


# Overdue leads


class Overdue(Struct, frozen=True):
    """The leads that were to be called by a moment, the one that waits longest first."""

    chapter: Chapter
    leads: tuple[ListedLead, ...]
    now: datetime


def overdue(store: Store, chapter: Chapter, now: datetime) -> Overdue:
    """Every lead that its receiver was to call by now and has not, however long ago that was."""
    with store.reading() as connection:
        leads = read_leads.leads_going_on(connection, chapter.id, None, chapter.today(now))
        names = read_roster.names_of(connection, chapter.id)
    late = [each.lead for each in leads if stands_at(each.lead, now) is Stands.OVERDUE]
    listed = listed_leads(late, names, {}, chapter, now)
    return Overdue(chapter, tuple(sorted(listed, key=lambda each: (each.since, each.lead.id))), now)


def write_overdue(seen: Overdue, format: str) -> bytes:
    """The same of overdue leads."""
    return _write(_OVERDUE, format, seen)


_OVERDUE_COLUMNS = ("Receiver", "From", "Prospect", "Phone", "Need", "Since", "Waits")


def _overdue_cells(each: ListedLead, seen: Overdue) -> Row:
    slip = each.lead.slip
    since = seen.chapter.local(each.since).date().isoformat()
    return (
        each.receiver,
        each.giver,
        slip.named,
        shown_phone(slip, seen.chapter.country),
        slip.need,
        since,
        each.waited,
    )


def _overdue_text(seen: Overdue) -> str:
    lines = []
    for each in seen.leads:
        receiver, giver, prospect, number, need, _, waits = map(clean, _overdue_cells(each, seen))
        about = " · ".join(filter(None, (prospect or "no name", number, need)))
        lines.append(f"  {receiver}, {waits}: {about}, from {giver}")
    return "\n".join(["Overdue, not contacted", *lines] if lines else [_NONE_OVERDUE]) + "\n"


_NONE_OVERDUE = "No lead is overdue."


def _overdue_markdown(seen: Overdue) -> str:
    head = f"# {literal(clean(f'Overdue leads: {seen.chapter.name}'))}\n"
    rows = [tuple(literal(clean(cell)) for cell in _overdue_cells(each, seen)) for each in seen.leads]
    return f"{head}\n{table(_OVERDUE_COLUMNS, rows) if rows else _NONE_OVERDUE}\n"


def _overdue_csv(seen: Overdue) -> bytes:
    return csv_file(_OVERDUE_COLUMNS, [_overdue_cells(each, seen) for each in seen.leads])


def _overdue_json(seen: Overdue) -> bytes:
    keys = [column.lower() for column in _OVERDUE_COLUMNS]
    found = [
        {"id": each.lead.id, **dict(zip(keys, map(clean, _overdue_cells(each, seen)), strict=True))}
        for each in seen.leads
    ]
    return json_file({"as_of": seen.chapter.local(seen.now).isoformat(), "leads": found})


_OVERDUE: Mapping[str, Callable[[Overdue], str | bytes]] = {
    "text": _overdue_text,
    "md": _overdue_markdown,
    "csv": _overdue_csv,
    "json": _overdue_json,
}
_GIVEN: Mapping[str, Callable[[Given], str | bytes]] = {
    "text": _given_text,
    "md": _given_markdown,
    "csv": _given_csv,
    "json": _given_json,
}
_FAMILIES: Mapping[str, Callable[[BestFamilies], str | bytes]] = {
    "text": _families_text,
    "md": _families_markdown,
    "csv": _families_csv,
    "json": _families_json,
}

"""Offices given and ended: a member holds one, and it has one holder, unless somebody says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people.commands import EndOffice, GiveOffice, OtherTerms, TermSheet
from leadsroom.acts.people.roster import member, members
from leadsroom.domain.people.offices import Held, held_twice, holders, terms_as_data
from leadsroom.domain.people.roster import Member, Term, Terms
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import full_day, listed, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t

_A_DAY = timedelta(days=1)


@handles(GiveOffice)
def give_office(act: Act, command: GiveOffice) -> Done:
    """The office is theirs from a day on; of who holds it already the days are put right."""
    giving, sheet = member(act, command.membership_id), _checked(act, command.sheet)
    name = giving.person.name
    if not giving.status.holds_seat:
        raise Refused(f"{name} has no seat at the table. Offices are held by members: take them in first.")
    own = [term for term in giving.terms if term.is_held and fold(term.name) == fold(sheet.office)]
    if command.corrects:
        return _corrected(act, giving, command.corrects, sheet)
    if own:
        raise Refused(f"{name} is {own[0].name} already. Correct that term instead.")
    followed = _followed(act, giving, sheet, command.others)
    given_up = _given_up(giving, sheet, command.own)
    since = sheet.since or act.today
    for each in followed:
        _write(act, each.member, _all_but(each.member.terms, [each.term], since - _A_DAY))
    term = Term(sheet.office, since, sheet.until)
    _write(act, giving, (term, *_all_but(giving.terms, given_up, since - _A_DAY)))
    until = f" until {short_date(sheet.until)} {sheet.until.year}" if sheet.until else ""
    after = f", after {listed(each.member.person.name for each in followed)}" if followed else ""
    instead = f", and gives up {listed(each.name for each in given_up)}" if given_up else ""
    return Done(f"{name} is {sheet.office}{until}{after}{instead}", subject=giving.id)


@handles(EndOffice)
def end_office(act: Act, command: EndOffice) -> Done:
    """The term ends, today or on a day before."""
    holder, on = member(act, command.membership_id), command.on or act.today
    term = _held(holder, command.office)
    if on > act.today:
        raise Refused(f"{short_date(on)} {on.year} is still to come. A term ends today or before.")
    if term.since and on < term.since:
        since = full_day(term.since)
        raise Refused(f"{holder.person.name} has been {term.name} since {since}. A term ends then or later.")
    _write(act, holder, _all_but(holder.terms, [term], on))
    return Done(f"{holder.person.name} is no longer {term.name}", subject=holder.id)


def double_holders(act: Act) -> str:
    """A sentence where one office has several holders by now and the chapter has not said it may."""
    twice = list(held_twice(act.chapter.rules.offices, members(act)))
    return f"{'; '.join(twice)}. o on the roster ends a term." if twice else ""


def _corrected(act: Act, holder: Member, office: str, sheet: TermSheet) -> Done:
    """A term on record with other days, or another name."""
    term = _held(holder, office)
    if sheet.until is not None and sheet.since is None and term.since and sheet.until < term.since:
        raise Refused("The term would end before it begins. Correct one of the two days.")
    after = replace(term, name=sheet.office, since=sheet.since, until=sheet.until)
    _write(act, holder, tuple(after if each is term else each for each in holder.terms))
    days = f", {after.days}" if after.days else ""
    return Done(f"{holder.person.name} is {after.name}{days}", subject=holder.id)


def _held(holder: Member, office: str) -> Term:
    for term in holder.terms:
        if term.is_held and fold(term.name) == fold(office):
            return term
    raise Refused(f"{holder.person.name} does not hold the office “{clean(office)}” any more. Look again.")


def _checked(act: Act, sheet: TermSheet) -> TermSheet:
    office, since, until = clean(sheet.office), sheet.since, sheet.until
    if not fold(office):
        raise Refused("Type the office, e.g. President.")
    if since is not None and since > act.today:
        raise Refused(
            f"{short_date(since)} {since.year} is still to come. An office is handed over on its day."
        )
    if until is not None and until < (since or act.today):
        raise Refused("The term would end before it begins. Correct one of the two days.")
    return TermSheet(office, since, until)


def _followed(act: Act, giving: Member, sheet: TermSheet, others: OtherTerms | None) -> list[Held]:
    """Whose terms end as this one begins. Raises Refused where that has not been said."""
    before = [each for each in holders(members(act), sheet.office) if each.member.id != giving.id]
    if not before or others is OtherTerms.STAYS or act.chapter.rules.offices.is_shared(sheet.office):
        return []
    if others is None:
        names = listed(each.member.person.name for each in before)
        one = len(before) == 1
        raise Refused(
            f"{names} {'is' if one else 'are'} {before[0].term.name} already. Say whether "
            f"{'that term ends' if one else 'those terms end'}, or {'both' if one else 'all'} hold it."
        )
    return before


def _given_up(giving: Member, sheet: TermSheet, own: OtherTerms | None) -> list[Term]:
    """The other offices that are given up for this one. Raises Refused where that has not been said."""
    held = [term for term in giving.terms if term.is_held]
    if not held or own is OtherTerms.STAYS:
        return []
    if own is None:
        names = listed(term.name for term in held)
        raise Refused(
            f"{giving.person.name} is {names} already. Say whether they give that up, or are "
            f"{sheet.office} as well."
        )
    return held


def _all_but(terms: Terms, ending: Sequence[Term], on: date) -> Terms:
    """The terms, those that end last, as they were before."""
    return tuple(term.ended(on) if any(term is each for each in ending) else term for term in terms)


def _write(act: Act, holder: Member, terms: Terms) -> None:
    act.unit.update(t.membership, holder.id, offices=terms_as_data(terms))

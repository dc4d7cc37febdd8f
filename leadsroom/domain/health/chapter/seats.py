"""What the seats of a chapter are: cut too fine, alike, by family and sphere, missing, or passed over.

Professions are compared as all seats are, by any of their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.health.chapter.spheres import Catalogue, missing
from leadsroom.domain.health.counts import LeadsBetween
from leadsroom.domain.health.findings import Finding, of_share
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.people.professions import HeldSeat, overlap
from leadsroom.domain.people.same_profession import Alike, alike, alike_pairs
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import counted, listed

NO_FAMILY, NO_SPHERE = "no family", "no sphere"


class PassedOutside(Struct, frozen=True):
    """A lead that was passed on to somebody outside the chapter, to which profession, and on which day."""

    lead_id: LeadId
    profession: str
    on: date


class SeatStay(Struct, frozen=True):
    """A seat as somebody held it: their profession, and from when to when."""

    profession: str
    stay: Stay


class SeatFacts(Struct, frozen=True):
    """What the findings are made of.

    `held` are the seats of today by who holds them, `spheres` the sphere of each profession that has one,
    `professions` the profession of everybody who holds a seat or held one.
    """

    held: Mapping[PersonId, HeldSeat]
    spheres: Mapping[str, str]
    professions: Mapping[PersonId, str]
    catalogue: Catalogue
    leads: Sequence[LeadsBetween]
    outside: Sequence[PassedOutside]
    seats: Sequence[SeatStay]
    window: str
    today: str


class AlikeSeats(Struct, frozen=True):
    """Two seats that are one profession, or likely one, and the leads that both received in the window."""

    one: HeldSeat
    other: HeldSeat
    answer: Alike
    leads: int
    either: int


def alike_seats(held: Mapping[PersonId, HeldSeat], leads: Iterable[LeadsBetween]) -> tuple[AlikeSeats, ...]:
    """Every pair of held seats that mean one profession, or likely do: most leads first.

    Those that the chapter has put into two families are two, here as where seats overlap.
    """
    received: Counter[PersonId] = Counter()
    for each in leads:
        received[each.receiver_id] += each.leads
    people = list(held)
    found = [
        AlikeSeats(
            held[people[one]],
            held[people[other]],
            answer,
            received[people[one]],
            received[people[other]],
        )
        for one, other, answer in alike_pairs([seat.profession for seat in held.values()])
        if overlap(held[people[one]], held[people[other]]) is not None
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.leads - pair.either, pair.one.profession)))


def seat_findings(facts: SeatFacts) -> tuple[Finding, ...]:
    """Near duplicates, families, spheres, and leads passed outside."""
    return (
        *_alike_seats(facts),
        *_by_family(facts),
        *_by_sphere(facts),
        *_passed_outside(facts),
    )


def _alike_seats(facts: SeatFacts) -> list[Finding]:
    pairs = alike_seats(facts.held, facts.leads)
    start = Finding(
        key="alike_seats",
        title="Seats that may be one profession",
        words="none" if not pairs else counted(len(pairs), "pair"),
        value=len(pairs),
        unit="pairs",
        behind=f"{counted(len(facts.held), 'seat')} held",
        definition="Two held seats whose names mean one profession, or likely do, and the leads that both "
        "received in the window, raw ones left out: those leads were to be one member's.",
        window=facts.window,
    )
    return [start, *(_alike_pair(start, place, pair) for place, pair in enumerate(pairs, 1))]


def _alike_pair(start: Finding, place: int, pair: AlikeSeats) -> Finding:
    sure = "one profession" if pair.answer is Alike.SAME else "perhaps one profession"
    stake = pair.leads + pair.either
    return replace(
        start,
        key=f"alike_seats_{place}",
        title=f"{pair.one.profession} and {pair.other.profession}",
        words=f"{counted(stake, 'lead')} at stake",
        value=stake,
        unit="leads",
        behind=f"{pair.leads} and {pair.either} received",
        remark=f"{pair.one.in_words} and {pair.other.in_words}: {sure}.",
    )


# Families and spheres


def _by_family(facts: SeatFacts) -> list[Finding]:
    return _shares_of_seats(
        [(seat.likely_family or NO_FAMILY, seat.profession) for seat in facts.held.values()],
        "Family",
        NO_FAMILY,
        facts.today,
        "Seats of a family of professions that overlap, as the chapter has it or as their names say, of all "
        "seats held. Families of one seat are not listed.",
        fewest=2,
    )


def _by_sphere(facts: SeatFacts) -> list[Finding]:
    seats = [
        (facts.spheres.get(seat.profession, "") or NO_SPHERE, seat.profession) for seat in facts.held.values()
    ]
    shares = _shares_of_seats(
        seats,
        "Sphere",
        NO_SPHERE,
        facts.today,
        "Seats of a sphere of professions that help each other, as the chapter has it or else the catalogue, "
        "of all seats held.",
    )
    return [*shares, _within_spheres(facts)]


def _shares_of_seats(
    seats: Sequence[tuple[str, str]],
    what: str,
    nothing: str,
    window: str,
    definition: str,
    *,
    fewest: int = 1,
) -> list[Finding]:
    """A share for each, the largest first; what has none is last."""
    by_name: dict[str, list[str]] = {}
    called: dict[str, str] = {}
    for name, profession in seats:
        by_name.setdefault(fold(name), []).append(profession)
        called.setdefault(fold(name), name)
    order = sorted(by_name, key=lambda name: (name == fold(nothing), -len(by_name[name]), name))
    return [
        of_share(
            Finding(
                key=f"{what.lower()}_{as_key(called[name])}",
                title=f"Seats of {nothing}" if name == fold(nothing) else f"{what}: {called[name]}",
                definition=definition,
                window=window,
                remark=f"{listed(sorted(by_name[name]))}.",
            ),
            Share(len(by_name[name]), len(seats)),
            "seat",
        )
        for name in order
        if len(by_name[name]) >= fewest
    ]


def as_key(name: str) -> str:
    """A name as part of a key: `real_estate`."""
    return "_".join("".join(sign if sign.isalnum() else " " for sign in fold(name)).split()) or "_"


def within_spheres(
    leads: Iterable[LeadsBetween], professions: Mapping[PersonId, str], spheres: Mapping[str, str]
) -> tuple[Share, int]:
    """Of the leads between two people whose spheres are on record, those within one; and all other leads."""
    within, across, unclear = 0, 0, 0
    for each in leads:
        giver, receiver = (
            fold(spheres.get(professions.get(who, ""), "")) for who in (each.giver_id, each.receiver_id)
        )
        if not giver or not receiver:
            unclear += each.leads
        elif giver == receiver:
            within += each.leads
        else:
            across += each.leads
    return Share(within, within + across), unclear


def _within_spheres(facts: SeatFacts) -> Finding:
    share, unclear = within_spheres(facts.leads, facts.professions, facts.spheres)
    return of_share(
        Finding(
            key="leads_within_spheres",
            title="Leads within one sphere",
            definition="Leads whose giver and receiver are of one sphere, raw ones left out, of all leads "
            "where both have one. The sphere of a seat is the one that the chapter gave it, else that of "
            "the catalogue.",
            window=facts.window,
            remark=f"{counted(unclear, 'lead')} where one has no sphere left out." if unclear else "",
        ),
        share,
        "lead",
    )


def missing_findings(facts: SeatFacts) -> tuple[Finding, ...]:
    """What is missing of each sphere of the catalogue, whatever spheres the chapter has itself."""
    gaps = missing(facts.catalogue, [seat.profession for seat in facts.held.values()])
    found = []
    for sphere in facts.catalogue.spheres:
        here = [gap for gap in gaps if gap.sphere == sphere.name]
        perhaps = [f"{gap.profession}: perhaps {listed(gap.perhaps, 'or')}" for gap in here if gap.perhaps]
        names = listed(gap.profession for gap in here)
        found.append(
            Finding(
                key=f"missing_{as_key(sphere.name)}",
                title=f"Missing in {sphere.name}",
                words=f"{len(here)} of {len(sphere.professions)}" if here else "none",
                value=len(here),
                unit="professions",
                behind=names or "all of them are held",
                definition="Professions of the catalogue that no held seat is, by any name. The spheres are "
                "those of the catalogue: leadsroom catalogue shows and changes it.",
                window=facts.today,
                remark=f"{'; '.join(perhaps)}." if perhaps else "",
            )
        )
    return tuple(found)


# Passed outside


class OutsideHeld(Struct, frozen=True):
    """Leads passed outside to a profession, and of them those of days on which a seat of it was held."""

    profession: str
    leads: int
    held: int
    holders: tuple[str, ...] = ()


def passed_over(outside: Iterable[PassedOutside], seats: Sequence[SeatStay]) -> tuple[OutsideHeld, ...]:
    """By profession, those with most leads past a held seat first; each lead once for each profession."""
    found: dict[str, OutsideHeld] = {}
    seen: set[tuple[LeadId, str]] = set()
    for each in sorted(outside, key=lambda one: (one.on, one.lead_id)):
        key = fold(each.profession)
        if (each.lead_id, key) in seen:
            continue
        seen.add((each.lead_id, key))
        before = found.get(key, OutsideHeld(each.profession, 0, 0))
        holders = [
            seat.stay.name
            for seat in seats
            if seat.stay.covers(each.on) and alike(each.profession, seat.profession) is Alike.SAME
        ]
        found[key] = OutsideHeld(
            before.profession,
            before.leads + 1,
            before.held + bool(holders),
            tuple(dict.fromkeys((*before.holders, *holders))),
        )
    return tuple(sorted(found.values(), key=lambda one: (-one.held, -one.leads, fold(one.profession))))


def _passed_outside(facts: SeatFacts) -> list[Finding]:
    by_profession = passed_over(facts.outside, facts.seats)
    start = of_share(
        Finding(
            key="passed_outside",
            title="Passed outside although a seat was held",
            definition="Of the leads of which an outcome in the window says that they were passed on to "
            "somebody outside the chapter, those whose profession a member held on that day.",
            window=facts.window,
        ),
        Share(sum(each.held for each in by_profession), sum(each.leads for each in by_profession)),
        "lead",
    )
    return [
        start,
        *(
            replace(
                start,
                key=f"passed_outside_{as_key(each.profession)}",
                title=f"Passed outside: {each.profession}",
                words=counted(each.held, "lead"),
                value=each.held,
                unit="leads",
                behind=f"of {counted(each.leads, 'lead')} passed to that profession",
                threshold="",
                remark=f"The seat was held by {listed(each.holders)}." if each.holders else "",
            )
            for each in by_profession
            if each.held
        ),
    ]

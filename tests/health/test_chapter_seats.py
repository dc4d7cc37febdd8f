"""Seats of a chapter as findings: alike, by family and sphere, missing, passed over; and quotas met."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.health.chapter.seats import (
    OutsideHeld,
    PassedOutside,
    SeatFacts,
    SeatStay,
    alike_seats,
    as_key,
    missing_findings,
    passed_over,
    seat_findings,
    within_spheres,
)
from leadsroom.domain.health.chapter.spheres import Catalogue, Sphere
from leadsroom.domain.health.counts import LeadsBetween
from leadsroom.domain.health.findings import Finding, Section, with_own_keys
from leadsroom.domain.health.quotas import (
    PERIODS_SHOWN,
    QuotaMet,
    QuotaOfMember,
    QuotaOfPeriod,
    quota_findings,
)
from leadsroom.domain.health.statistics import TOO_LITTLE, Share
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.rules.chapter_rules import Quota
from leadsroom.domain.rules.windows import Period, PeriodKind, months_later

DAY = date(2026, 5, 6)


def seats(*professions: str) -> dict[PersonId, HeldSeat]:
    """Seats held by people of the numbers from one on."""
    return {
        PersonId(who): HeldSeat(name, "", f"Member {who}") for who, name in enumerate(professions, start=1)
    }


def leads(giver: int, receiver: int, number: int, raw: int = 0) -> LeadsBetween:
    """So many leads from one to another."""
    return LeadsBetween(PersonId(giver), PersonId(receiver), number, raw, 0, 0, 0)


def by_key(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """The findings by their names as data; no name is there twice."""
    assert len({each.key for each in findings}) == len(findings)
    return {each.key: each for each in findings}


def facts(held: dict[PersonId, HeldSeat], **more: Any) -> SeatFacts:
    """What the findings are made of, with nothing but the seats."""
    usual: dict[str, Any] = {
        "spheres": {},
        "professions": {},
        "catalogue": Catalogue((Sphere("Law", ("Attorney",)),)),
        "leads": (),
        "outside": (),
        "seats": (),
        "window": "the year",
        "today": "on 6 May 2026",
    }
    return SeatFacts(held=held, **(usual | more))


def test_alike_seats_with_the_leads_at_stake() -> None:
    """Most leads first; what others received is at no stake, nor are raw leads."""
    held = seats("Web design", "Web developer", "Florist", "Flower shop", "Dentist")
    found = alike_seats(held, [leads(5, 1, 3), leads(5, 2, 4, raw=9), leads(1, 5, 50), leads(5, 3, 2)])
    assert {(each.one.profession, each.other.profession) for each in found} >= {
        ("Web design", "Web developer")
    }
    assert (found[0].leads, found[0].either) == (3, 4)
    assert all("Dentist" not in (each.one.profession, each.other.profession) for each in found)
    shown = by_key(seat_findings(facts(held, leads=(leads(5, 1, 3), leads(5, 2, 4)))))
    assert shown["alike_seats"].value == len(found)
    assert shown["alike_seats_1"].title == "Web design and Web developer"
    assert (shown["alike_seats_1"].words, shown["alike_seats_1"].behind) == (
        "7 leads at stake",
        "3 and 4 received",
    )


def test_seats_that_the_chapter_has_put_into_two_families_are_two() -> None:
    """As on the page of the professions, which lists no such pair; one family parts nothing."""
    names = {PersonId(1): "Web design", PersonId(2): "Web developer"}
    for families, pairs in ((("Design", "Software"), 0), (("Design", "design"), 1), (("Design", ""), 1)):
        held = {who: HeldSeat(names[who], family) for who, family in zip(names, families, strict=True)}
        assert len(alike_seats(held, [])) == pairs


def test_no_seats_alike_is_said() -> None:
    """None is a figure too."""
    found = by_key(seat_findings(facts(seats("Dentist", "Florist"))))
    assert (found["alike_seats"].words, found["alike_seats"].value) == ("none", 0)


def test_shares_of_families_and_spheres() -> None:
    """Of all seats held, from ten on; by the chapter's family, else the one that the name says."""
    names = ("Life insurance", "Auto insurance", "Pet insurance", "Dentist", "Florist", "Mover", "Tiler")
    held = seats(*names, "Baker", "Notary", "Courier")
    spheres = {"Life insurance": "Money", "Auto insurance": "money", "Florist": "Events"}
    found = by_key(seat_findings(facts(held, spheres=spheres)))
    assert (found["family_insurance"].words, found["family_insurance"].behind) == ("30.0 %", "3 of 10 seats")
    assert found["family_insurance"].remark == "Auto insurance, Life insurance and Pet insurance."
    assert (found["sphere_money"].title, found["sphere_money"].behind) == ("Sphere: Money", "2 of 10 seats")
    assert found["sphere_no_sphere"].title == "Seats of no sphere"
    assert [key for key in found if key.startswith("sphere_")][-1] == "sphere_no_sphere"
    few = by_key(seat_findings(facts(seats(*names), spheres=spheres)))
    assert (few["family_insurance"].words, few["family_insurance"].behind) == (TOO_LITTLE, "3 of 7 seats")


@pytest.mark.parametrize(
    ("pairs", "share", "unclear"),
    [
        ((), Share(0, 0), 0),
        (((1, 2, 3),), Share(3, 3), 0),
        (((1, 2, 3), (1, 3, 4)), Share(3, 7), 0),
        (((1, 4, 5), (9, 1, 2), (2, 1, 1)), Share(1, 1), 7),
    ],
)
def test_leads_within_spheres(pairs: tuple[tuple[int, int, int], ...], share: Share, unclear: int) -> None:
    """Of those between two people with a sphere; all others are counted by themselves."""
    professions = {
        PersonId(1): "Banker",
        PersonId(2): "Accountant",
        PersonId(3): "Florist",
        PersonId(4): "Seer",
    }
    spheres = {"Banker": "Money", "Accountant": "money", "Florist": "Events", "Seer": ""}
    assert within_spheres([leads(*pair) for pair in pairs], professions, spheres) == (share, unclear)


def test_missing_professions() -> None:
    """By any name; what may be one is said to be."""
    catalogue = Catalogue((Sphere("Web", ("Web developer", "Printer")), Sphere("Care", ("Dentist",))))
    found = by_key(missing_findings(facts(seats("Web design", "Dental practice"), catalogue=catalogue)))
    # Its spheres are not those of the seats, so it stands under a heading of its own.
    assert not {key for key in by_key(seat_findings(facts({}))) if key.startswith("missing_")}
    assert "spheres are those of the catalogue" in found["missing_web"].definition
    assert (found["missing_web"].words, found["missing_web"].behind) == ("1 of 2", "Printer")
    assert (found["missing_care"].words, found["missing_care"].value) == ("none", 0)


def outside(lead: int, profession: str, on: date = DAY) -> PassedOutside:
    """A lead that was passed on to a profession outside."""
    return PassedOutside(LeadId(lead), profession, on)


def seat(profession: str, since: date | None = None, until: date | None = None) -> SeatStay:
    """A seat that was held from a day to a day."""
    return SeatStay(profession, Stay(PersonId(1), "[/]", since, until, until is not None))


@pytest.mark.parametrize(
    ("passed", "held", "found"),
    [
        ((), (), ()),
        ((outside(1, "Dentist"),), (), (OutsideHeld("Dentist", 1, 0),)),
        ((outside(1, "dentist"),), (seat("Dentist"),), (OutsideHeld("dentist", 1, 1, ("[/]",)),)),
        (
            (outside(1, "Dentist"),),
            (seat("Dentist", until=date(2026, 5, 5)),),
            (OutsideHeld("Dentist", 1, 0),),
        ),
        ((outside(1, "Dentist"),), (seat("Dentist", DAY),), (OutsideHeld("Dentist", 1, 1, ("[/]",)),)),
        ((outside(1, "Dentist"),), (seat("Florist"),), (OutsideHeld("Dentist", 1, 0),)),
        (
            (outside(1, "Dentist"), outside(1, "DENTIST"), outside(2, "Dentist"), outside(1, "Seer")),
            (seat("Dentist"),),
            (OutsideHeld("Dentist", 2, 2, ("[/]",)), OutsideHeld("Seer", 1, 0)),
        ),
    ],
)
def test_leads_passed_over_a_held_seat(
    passed: tuple[PassedOutside, ...], held: tuple[SeatStay, ...], found: tuple[OutsideHeld, ...]
) -> None:
    """On the day on which it was noted; each lead once for each profession, however it is written."""
    assert passed_over(passed, held) == found


def test_leads_passed_outside_as_findings() -> None:
    """A share of all that were passed outside, and a line for each profession that somebody held."""
    passed = tuple(outside(lead, "Dentist" if lead < 4 else "Seer") for lead in range(12))
    found = by_key(seat_findings(facts({}, outside=passed, seats=(seat("Dentist"),))))
    assert (found["passed_outside"].words, found["passed_outside"].behind) == ("33.3 %", "4 of 12 leads")
    assert found["passed_outside_dentist"].words == "4 leads"
    assert found["passed_outside_dentist"].remark == "The seat was held by [/]."
    assert "passed_outside_seer" not in found


def test_an_empty_table_has_no_shares() -> None:
    """Nobody holds a seat: nothing is alike, everything is missing."""
    found = by_key((*seat_findings(facts({})), *missing_findings(facts({}))))
    assert found["alike_seats"].words == "none"
    assert found["leads_within_spheres"].words == found["passed_outside"].words == TOO_LITTLE
    assert found["missing_law"].words == "1 of 1"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Real estate", "real_estate"),
        ("[/]", "_"),
        ("Événements & co", "evenements_co"),
        ("كهرباء", "كهرباء"),
    ],
)
def test_names_as_keys(name: str, key: str) -> None:
    """Letters and figures alone, whatever somebody has typed."""
    assert as_key(name) == key


def test_names_that_differ_in_signs_alone_have_keys_of_their_own() -> None:
    """The first stays as it is, the others get a number that nobody has."""
    keys = ("sphere_a", "sphere_a", "sphere_a_2", "sphere_a")
    one = Section("Seats", tuple(Finding(key=key, title="[/]") for key in keys))
    (found,) = with_own_keys([one, Section("Empty", ())])
    assert [each.key for each in found.findings] == ["sphere_a", "sphere_a_2", "sphere_a_2_2", "sphere_a_3"]


# Quotas


def month(back: int) -> Period:
    """A month, so many back."""
    return Period.of(PeriodKind.MONTH, months_later(date(2026, 11, 1), -back))


def test_quotas_as_findings() -> None:
    """In all, by month and by member, each with how many of how many; shares from ten on."""
    met = QuotaMet(
        Quota(2, PeriodKind.MONTH),
        (QuotaOfMember(PersonId(7), "[Anna]", Share(9, 12)), QuotaOfMember(PersonId(8), "Bo", Share(1, 2))),
        tuple(QuotaOfPeriod(month(back), Share(1, 10)) for back in reversed(range(15))),
    )
    found = by_key(quota_findings([met, met], "the year"))
    assert found["quota_1_met"].title == "Quota met: 2 leads a month; raw leads do not count"
    assert (found["quota_1_met"].words, found["quota_1_met"].behind) == ("10.0 %", "15 of 150 months")
    assert (found["quota_1_member_7"].title, found["quota_1_member_7"].words) == (
        "Quota met: [Anna]",
        "75.0 %",
    )
    assert found["quota_1_member_8"].words == TOO_LITTLE
    months = [each.title for each in found.values() if each.key.startswith("quota_2_20")]
    assert (len(months), months[-1]) == (PERIODS_SHOWN, "Quota met: November 2026")
    assert "Each member brings 2 leads a month" in found["quota_1_met"].definition


@pytest.mark.parametrize(
    ("per", "title"),
    [
        (PeriodKind.MEETING, "18 Nov 2026"),
        (PeriodKind.QUARTER, "1 Oct 2026 to 31 Dec 2026"),
        (PeriodKind.YEAR, "2026"),
    ],
)
def test_periods_by_name(per: PeriodKind, title: str) -> None:
    """As somebody would call them."""
    period = QuotaOfPeriod(Period.of(per, date(2026, 11, 18)), Share(0, 1))
    found = quota_findings([QuotaMet(Quota(1, per), (), (period,))], "the year")
    assert found[1].title == f"Quota met: {title}"


def test_without_a_quota_there_is_nothing() -> None:
    """No rule, no figure."""
    assert quota_findings([], "the year") == ()

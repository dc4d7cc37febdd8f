from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from leadsroom.domain.text.country import (
    countries,
    country_name,
    country_of_timezone,
    has_letter_paper,
    matching_timezones,
    read_country,
    read_currency,
    read_timezone,
    timezones,
)
from leadsroom.errors import Refused


def test_every_time_zone_offered_exists():
    """Whatever is offered can be used."""
    assert all(ZoneInfo(zone) for zone in timezones())


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("America/Los_Angeles", "America/Los_Angeles"),
        ("america/los angeles", "America/Los_Angeles"),
        ("berlin", "Europe/Berlin"),
        ("Los Angeles", "America/Los_Angeles"),
        ("US/Pacific", "US/Pacific"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_read(typed, zone):
    """A name in any case, or a word that means only one zone, is understood."""
    assert read_timezone(typed) == zone


@pytest.mark.parametrize("typed", ["", "Atlantis", "America", "../../etc/passwd", "/etc/passwd", "[/]"])
def test_what_is_no_time_zone_is_refused(typed):
    """Nothing, nowhere, too much and paths are refused with what to type."""
    with pytest.raises(Refused, match=r"city|pick one"):
        read_timezone(typed)


def test_the_city_that_begins_with_it_comes_first():
    """Those whose city begins with what was typed stand before those that only contain it."""
    assert matching_timezones("york")[0] == "America/New_York"
    assert matching_timezones("ber")[0].rsplit("/", 1)[-1].startswith("Ber")


@pytest.mark.parametrize(
    ("typed", "country", "first"),
    [
        ("EST", "US", "America/New_York"),
        ("est", "CA", "America/Toronto"),
        ("MST", "US", "America/Denver"),
        ("MST", "MX", "America/Mazatlan"),
        ("CST", "US", "America/Chicago"),
        ("CST", "CN", "Asia/Shanghai"),
        ("PDT", "US", "America/Los_Angeles"),
        ("GMT", "GB", "Europe/London"),
        ("IST", "IN", "Asia/Kolkata"),
        ("IST", "IE", "Europe/Dublin"),
        ("AEST", "AU", "Australia/Sydney"),
        ("utc+2", "DE", "Europe/Berlin"),
        ("UTC + 2", "FI", "Europe/Helsinki"),
        ("gmt-5", "US", "America/New_York"),
        ("+5:30", "", "Asia/Kolkata"),
        ("-7", "US", "America/Denver"),
    ],
)
def test_letters_and_offsets_propose_zones_with_cities(typed, country, first):
    """EST is no zone, for it has no summer time: the zones that have it are proposed, the country's first."""
    assert matching_timezones(typed, country)[0] == first


def test_a_zone_is_proposed_with_its_hours():
    """What the refusal names can be typed as it stands, and says which has a summer time."""
    with pytest.raises(
        Refused, match=r"may mean 14 time zones, such as America/Denver \(UTC−7, in summer UTC−6\)"
    ) as refusal:
        read_timezone("MST", "US")
    assert "America/Phoenix (UTC−7 all year)" in str(refusal.value)
    assert read_timezone("America/Phoenix") == "America/Phoenix"


@pytest.mark.parametrize("typed", ["utc+25", "XYZ", "+2:75", "EST5EDT"])
def test_what_no_zone_has_is_refused(typed):
    """With what to type instead."""
    assert matching_timezones(typed, "US") == ()
    with pytest.raises(Refused, match="No city is called"):
        read_timezone(typed, "US")


@pytest.mark.parametrize(
    ("zone", "country"),
    [("America/Los_Angeles", "US"), ("Asia/Calcutta", "IN"), ("Europe/Kyiv", "UA"), ("UTC", "")],
)
def test_the_country_of_a_time_zone(zone, country):
    """A zone says its country, by older names too; UTC belongs to none."""
    assert country_of_timezone(zone) == country


@pytest.mark.parametrize("code", ["US", "DE", "CI", "AX"])
def test_a_country_reads_back(code):
    """Each country is known by its letters and by its English name."""
    assert read_country(code.lower()) == code
    assert read_country(country_name(code)) == code


@pytest.mark.parametrize("typed", ["", "ZZ", "Narnia", "[/]", "United"])
def test_what_is_no_country_is_refused(typed):
    """What names no country, or several, is refused with what to type."""
    with pytest.raises(Refused, match="two letters"):
        read_country(typed)


def test_currencies():
    """Three letters of a currency in use are read; anything else is refused."""
    assert read_currency(" usd ") == "USD"
    with pytest.raises(Refused, match="USD or EUR"):
        read_currency("shells")
    assert len(countries()) > 200


def test_paper_is_cut_as_the_country_does():
    """Letter in the Americas where it is sold, A4 elsewhere."""
    assert [each for each in ("US", "mx", "BR", "DE", "") if has_letter_paper(each)] == ["US", "mx"]

"""Time zones, countries and currencies as people type them, and which country a time zone is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused


@cache
def _english() -> Any:
    from babel import Locale

    return Locale.parse("en")


@cache
def timezones() -> tuple[str, ...]:
    """Every time zone that is a place, `Region/City`, in order, and UTC."""
    from babel.core import get_global

    places = (zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc/"))
    return (*sorted(places), "UTC")


def matching_timezones(typed: str) -> tuple[str, ...]:
    """The time zones with words that begin as what was typed, those whose city does so first."""
    words = fold(typed).replace("_", " ").replace("/", " ").split()
    if not words:
        return timezones()
    spoken = {zone: fold(zone).replace("_", " ").replace("/", " ") for zone in timezones()}
    found = [zone for zone, name in spoken.items() if all(f" {word}" in f" {name}" for word in words)]
    return tuple(sorted(found, key=lambda zone: not _city(spoken[zone], zone).startswith(words[0])))


def _city(spoken: str, zone: str) -> str:
    return spoken[len(zone) - len(zone.rsplit("/", 1)[-1]) :]


def read_timezone(typed: str) -> str:
    """The time zone that was typed: its name, or a word that means only one. Raises Refused."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = clean(typed).replace(" ", "_")
    exact = {zone.casefold(): zone for zone in timezones()}.get(name.casefold())
    if exact:
        return exact
    try:
        if "/" in name and not name.startswith(("/", ".")):
            return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    found = matching_timezones(typed) if name else ()
    if len(found) == 1:
        return found[0]
    raise Refused(_no_timezone(typed, found))


def _no_timezone(typed: str, found: Sequence[str]) -> str:
    if not typed.strip():
        return "Type a large city of your time zone, like Los Angeles, and pick it from the list."
    if found:
        return f"“{typed}” may mean {len(found)} time zones. Type on, or pick one from the list."
    return f"No city is called “{typed}”. Type a large one in your time zone, like Los Angeles or Berlin."


def country_of_timezone(zone: str) -> str:
    """The country of a time zone, ISO 3166 alpha-2; empty where it belongs to none, as UTC."""
    from babel.core import get_global

    places, other_names = get_global("zone_territories"), get_global("zone_aliases")
    country = str(places.get(zone) or places.get(other_names.get(zone, "")) or "")
    return country if country in countries() else ""


def country_name(country: str) -> str:
    """`United States` for `US`."""
    return str(_english().territories.get(country, country))


@cache
def countries() -> dict[str, str]:
    """ISO 3166 alpha-2 codes of the countries with a telephone network, and their English names, by name."""
    from phonenumbers import SUPPORTED_REGIONS

    return dict(
        sorted(((code, country_name(code)) for code in SUPPORTED_REGIONS), key=lambda item: fold(item[1]))
    )


def read_country(typed: str) -> str:
    """The country that was typed, by its two letters or its English name. Raises Refused."""
    text = clean(typed)
    if text.upper() in countries():
        return text.upper()
    wanted = fold(text)
    found = [code for code, name in countries().items() if wanted and fold(name).startswith(wanted)]
    exact = [code for code in found if fold(countries()[code]) == wanted]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise Refused(f"“{typed}” is not a country. Type its two letters, like US, or its English name.")


def currency_in_words(currency: str) -> str:
    """`US dollars`, `euros`."""
    from babel.numbers import get_currency_name

    return str(get_currency_name(currency, 2, "en"))


def read_currency(typed: str) -> str:
    """A currency by its three letters. Raises Refused."""
    code = clean(typed).upper()
    if len(code) == 3 and code in _english().currencies:
        return code
    raise Refused(f"“{typed}” is not a currency. Type its three letters, like USD or EUR.")

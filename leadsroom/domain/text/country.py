"""Time zones, countries and currencies as people type them, and which country a time zone is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Any

from msgspec import Struct

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


def matching_timezones(typed: str, country: str = "") -> tuple[str, ...]:
    """The time zones with words that begin as what was typed, those whose city does so first.

    Of letters like `EST` and of offsets like `utc+2` those that have them at some time of the year: first
    the country's (ISO alpha-2), then those that have it in winter, then the best known.
    """
    words = fold(typed).replace("_", " ").replace("/", " ").split()
    if not words:
        return timezones()
    spoken = {zone: fold(zone).replace("_", " ").replace("/", " ") for zone in timezones()}
    found = [zone for zone, name in spoken.items() if all(f" {word}" in f" {name}" for word in words)]
    found.sort(key=lambda zone: not _city(spoken[zone], zone).startswith(words[0]))
    if not found:
        return _by_offset(typed, country, timezones())
    own = [zone for zone in timezones() if country and country_of_timezone(zone) == country.upper()]
    return tuple(dict.fromkeys((*_by_offset(typed, country, own), *found)))


def _city(spoken: str, zone: str) -> str:
    return spoken[len(zone) - len(zone.rsplit("/", 1)[-1]) :]


class _Offset(Struct, frozen=True):
    """What a time zone's clocks show: minutes from UTC and the letters for it, in winter and in summer."""

    winter: int
    summer: int
    letters: frozenset[str]


_OFFSET = re.compile(r"(?:utc|gmt)? ?([-+]) ?(\d{1,2})(?::?([0-5]\d))?", re.ASCII)
# Zones change their habits seldom, and a proposal is all that hangs on it.
_JANUARY, _JULY = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


@cache
def _offset_of(zone: str) -> _Offset:
    """Summer is when the clocks are ahead, in the south too."""
    from zoneinfo import ZoneInfo

    moments = [moment.replace(tzinfo=ZoneInfo(zone)) for moment in (_JANUARY, _JULY)]
    minutes = [int((moment.utcoffset() or timedelta(0)) / timedelta(minutes=1)) for moment in moments]
    return _Offset(min(minutes), max(minutes), frozenset(fold(moment.tzname() or "") for moment in moments))


def _by_offset(typed: str, country: str, zones: Iterable[str]) -> tuple[str, ...]:
    text = fold(clean(typed))
    wanted = _OFFSET.fullmatch(text)
    minutes = 0
    if wanted:
        minutes = (int(wanted[2]) * 60 + int(wanted[3] or 0)) * (-1 if wanted[1] == "-" else 1)
    elif not (text.isalpha() and 2 <= len(text) <= 5):
        return ()

    def fits(offset: _Offset) -> bool:
        return minutes in (offset.winter, offset.summer) if wanted else text in offset.letters

    found = [zone for zone in zones if zone != "UTC" and fits(_offset_of(zone))]
    aliases = _names_beside()
    return tuple(
        sorted(
            found,
            key=lambda zone: (
                not country or country_of_timezone(zone) != country.upper(),
                bool(wanted) and _offset_of(zone).winter != minutes,
                zone.count("/"),
                -aliases[zone],
                zone,
            ),
        )
    )


@cache
def _names_beside() -> Counter[str]:
    """How many other names each time zone has, which the best known have most of."""
    from babel.core import get_global

    return Counter(get_global("zone_aliases").values())


def offset_in_words(zone: str) -> str:
    """`UTC−7, in summer UTC−6`, `UTC+5:30 all year`."""
    offset = _offset_of(zone)
    if offset.winter == offset.summer:
        return f"{_from_utc(offset.winter)} all year"
    return f"{_from_utc(offset.winter)}, in summer {_from_utc(offset.summer)}"


def _from_utc(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}" if minutes else "UTC"


def read_timezone(typed: str, country: str = "") -> str:
    """The time zone that was typed: its name, or a word that means only one.

    Raises Refused, and proposes those of the country (ISO alpha-2) first where several may be meant.
    """
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
    found = matching_timezones(typed, country) if name else ()
    city = fold(clean(typed)).replace(" ", "_")
    called_so = [zone for zone in found if fold(zone.rsplit("/", 1)[-1]) == city]
    if len(called_so or found) == 1:
        return (called_so or found)[0]
    raise Refused(_no_timezone(typed, found))


_NAMED_AT_MOST = 4


def _no_timezone(typed: str, found: Sequence[str]) -> str:
    if not typed.strip():
        return "Type a large city of your time zone, like Los Angeles, and pick it from the list."
    if found:
        some = ", ".join(f"{zone} ({offset_in_words(zone)})" for zone in found[:_NAMED_AT_MOST])
        count = f"{len(found)} time zones, such as " if len(found) > _NAMED_AT_MOST else ""
        return f"“{clean(typed)}” may mean {count}{some}. Type one of them, or a large city."
    cities = {fold(zone.rsplit("/", 1)[-1]).replace("_", " "): zone for zone in timezones()}
    near = get_close_matches(fold(clean(typed)).rsplit("/", 1)[-1], cities, n=1, cutoff=0.7)
    hint = f"Did you mean {cities[near[0]]}?" if near else "Type a large one in your time zone, like Berlin."
    return f"No city is called “{clean(typed)}”. {hint}"


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


# By the supplementary data of CLDR (measurementData, paperSize).
_LETTER_PAPER = (
    *("BZ", "CA", "CL", "CO", "CR", "GT", "MX"),
    *("NI", "PA", "PH", "PR", "SV", "US", "VE"),
)


def has_letter_paper(country: str) -> bool:
    """Whether paper is cut as US letter there, and not as A4."""
    return country.upper() in _LETTER_PAPER


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

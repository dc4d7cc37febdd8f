"""The proposal for a new chapter, going by this machine's settings."""

from __future__ import annotations

import locale
import warnings
from datetime import time, timedelta

from msgspec.structs import replace

from leadsroom.acts.chapter.commands import NewChapter, currency_of, habits_of
from leadsroom.domain.chapter.chapter import Chapter

WEDNESDAY = 2


def proposed_chapter(name: str, place: str = "") -> NewChapter:
    """A weekly breakfast meeting of ninety minutes (FIELD §3), in this machine's time zone and country."""
    country = country_here()
    return NewChapter(
        name=name,
        place=place,
        timezone=timezone_here(),
        country=country,
        currency=currency_of(country),
        clock_24h=counts_to_24(country),
        weekday=WEDNESDAY,
        starts=time(7, 0),
        length=timedelta(minutes=90),
        pitch=timedelta(seconds=60),
    )


def proposed_beside(chapter: Chapter) -> NewChapter:
    """The habits of a chapter for another one beside it, but for what is its own: name, place, address, day
    of founding.
    """
    return replace(habits_of(chapter), name="", place="", email="", founded_on=None)


def timezone_here() -> str:
    """This machine's time zone as an IANA name; UTC when it does not say."""
    from zoneinfo import available_timezones

    import tzlocal

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where /etc/timezone and TZ differ; it still answers
        try:
            name = tzlocal.get_localzone_name()
        except (LookupError, OSError, ValueError):
            name = None
    is_place = name in available_timezones() and not str(name).startswith("Etc/")
    return str(name) if is_place else "UTC"


def country_here() -> str:
    """The country of this machine's language settings, ISO 3166 alpha-2; US when they name none."""
    from phonenumbers import SUPPORTED_REGIONS

    for language in _language_settings():
        country = language.split(".")[0].rpartition("_")[2].upper()
        if country in SUPPORTED_REGIONS:
            return country
    return "US"


def _language_settings() -> list[str]:
    import os

    settings = [os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    try:
        return [*settings, locale.getlocale()[0] or ""]
    except ValueError:
        return settings


def counts_to_24(country: str) -> bool:
    """Whether clocks there usually count to 24 rather than to twelve twice."""
    from babel import Locale, UnknownLocaleError

    try:
        pattern = str(Locale.parse(f"und_{country}").time_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return True
    return "H" in pattern

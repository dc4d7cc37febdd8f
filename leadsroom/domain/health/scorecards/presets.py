"""The scorecards that come with the program, and which of them is usual."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from leadsroom.domain.health.scorecards.card import Of, Scorecard
from leadsroom.domain.health.scorecards.reader import read_scorecard
from leadsroom.domain.health.scorecards.words import changes_in_words
from leadsroom.domain.health.toml_text import packaged
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused

MEMBER_PRESETS = ("hong-kong-2025", "india-2025", "taiwan-2025", "uk-2012")
CHAPTER_PRESETS = ("chapter-traffic-light",)
PRESETS = (*MEMBER_PRESETS, *CHAPTER_PRESETS)
TEMPLATE = "own"  # one to fill in
_OF_COUNTRY = {"GB": "uk-2012", "HK": "hong-kong-2025", "IN": "india-2025", "TW": "taiwan-2025"}
_ELSEWHERE = "hong-kong-2025"


def text_of(name: str) -> str:
    """The text of a preset, or of the template."""
    return packaged(f"scorecards/presets/{name}.toml")


@cache
def preset(name: str) -> Scorecard:
    """A preset."""
    return read_scorecard(text_of(name))


def presets_of(of: Of) -> tuple[str, ...]:
    """The names of those that score members, or chapters."""
    return MEMBER_PRESETS if of is Of.MEMBERS else CHAPTER_PRESETS


def preset_called(typed: str) -> str:
    """The name of the preset that was typed, or of the only one that begins so. Raises Refused."""
    wanted = fold(clean(typed)).replace(" ", "-")
    found = [name for name in (*PRESETS, TEMPLATE) if name == wanted]
    found = found or [name for name in (*PRESETS, TEMPLATE) if wanted and name.startswith(wanted)]
    if len(found) != 1:
        raise Refused(f"There is no scorecard “{clean(typed)}”. Choose one of {', '.join(PRESETS)}.")
    return found[0]


def usual(of: Of, country: str) -> str:
    """The name of the usual one: of members that of their country, or else one of today's."""
    return CHAPTER_PRESETS[0] if of is Of.CHAPTER else _OF_COUNTRY.get(country, _ELSEWHERE)


def scorecard_of(of: Of, text: str, country: str) -> Scorecard:
    """A chapter's scorecard: its own text, or the usual one where that is empty. Raises Refused.

    One that was published and changed since is called so: its source does not answer for it.
    """
    return _called_changed(read_scorecard(text, of), country) if text.strip() else preset(usual(of, country))


def _called_changed(card: Scorecard, country: str) -> Scorecard:
    published = next((one for one in map(preset, presets_of(card.of)) if one.name == card.name), card)
    changes = tuple(changes_in_words(published, card, country))
    return replace(card, name=f"{card.name}, changed by the chapter", changes=changes) if changes else card


def preset_with(text: str) -> str:
    """The name of the preset that a text is; empty where it is none of them."""
    return next((name for name in PRESETS if text.strip() == text_of(name).strip()), "")

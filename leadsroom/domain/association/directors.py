"""Who looks after what: the directors of a place in the tree, and one of them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from leadsroom.domain.association.areas import Director, Tree
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import full_day, listed
from leadsroom.errors import Refused

_NAMED_AT_MOST = 8


def nearest(
    tree: Tree, directors: Iterable[Director], area_id: AreaId | None, day: date
) -> tuple[Director, ...]:
    """Who looks after a chapter of an area on a day: the area's own directors, or else those of the first one
    above it that has any.
    """
    on_that_day = [each for each in directors if each.is_one_on(day)]
    for area in reversed(tree.path(area_id)):
        found = tuple(each for each in on_that_day if each.area_id == area.id)
        if found:
            return found
    return ()


def are_twice(one: Director, other: Director, today: date) -> bool:
    """Whether two of one name would look after one area at once, today or on a day to come."""
    if one.area_id != other.area_id or fold(one.name) != fold(other.name):
        return False
    begins = [max(each.since or today, today) for each in (one, other)]
    return not one.is_over_on(begins[1]) and not other.is_over_on(begins[0])


def described(director: Director, tree: Tree) -> str:
    """`Sam Reed (North)`."""
    return f"{director.name} ({tree.named(director.area_id)})"


def days_in_words(director: Director, today: date) -> str:
    """`since 3 Dec 2026`, `from 1 Jan 2027`, `3 Dec 2026 to 1 Mar 2027`; empty where no day is on record."""
    since, until = director.since, director.until
    if since is not None and until is not None:
        return f"{full_day(since)} to {full_day(until)}"
    if since is not None:
        return f"{'since' if since <= today else 'from'} {full_day(since)}"
    return "" if until is None else f"until {full_day(until)}"


def director_called(
    directors: Sequence[Director], typed: str, tree: Tree, today: date, *, any_day: bool = False
) -> Director:
    """The director of a name, or of its beginning; with ` (North)` behind it the one of that area.

    Those of today come before those who were, who are meant only with `any_day`. Raises Refused.
    """
    name = clean(typed)
    if not name:
        raise Refused("Name a director.")
    current = [each for each in directors if not each.is_over_on(today)]
    groups = [current, [each for each in directors if each.is_over_on(today)]] if any_day else [current]
    for group in groups:
        found = _called(group, name, tree)
        if len(found) == 1:
            return found[0]
        if found:
            names = listed((described(each, tree) for each in found), "or", most=_NAMED_AT_MOST)
            raise Refused(f"More than one director could be “{name}”: {names}.")
    names = listed((described(each, tree) for each in current), most=_NAMED_AT_MOST)
    verb = "is" if len(current) == 1 else "are"
    raise Refused(
        f"No director is called “{name}”. " + (f"There {verb} {names}." if names else "None is named yet.")
    )


def _called(directors: Iterable[Director], name: str, tree: Tree) -> list[Director]:
    key = fold(name)
    ways: tuple[Callable[[Director], bool], ...] = (
        lambda each: key in (fold(each.name), fold(described(each, tree))),
        lambda each: fold(each.name).startswith(key),
        lambda each: f" {key}" in fold(each.name),
    )
    for way in ways:
        found = [each for each in directors if way(each)]
        if found:
            return found
    return []

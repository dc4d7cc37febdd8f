"""A field for a time zone, found by the letters of a city."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from leadsroom.domain.text.country import (
    country_name,
    country_of_timezone,
    matching_timezones,
    read_timezone,
    timezones,
)
from leadsroom.errors import Refused
from screens.kit.form.field import Misfilled
from screens.kit.form.people import FoundField


class Zone(Struct, frozen=True):
    """A time zone, as something to be found. `name` is the one that IANA gives it."""

    id: int
    name: str
    company: str = ""

    @property
    def profession(self) -> str:
        """Its country."""
        return country_name(country_of_timezone(self.name))


@cache
def _zones() -> dict[str, Zone]:
    return {name: Zone(number, name) for number, name in enumerate(timezones())}


class ZoneField(FoundField[Zone]):
    """A time zone. Of several that are meant the first is taken, as it is shown, unless another is chosen."""

    nobody = "no such city or zone"

    def __init__(self, name: str, label: str, zone: str) -> None:
        # One that goes by another name stays as it is on record.
        preset = _zones().get(zone) or Zone(-1, zone)
        super().__init__(name, label, _zones().values(), preset, placeholder="a large city nearby")

    def _choose_among(self, choices: Iterable[Zone]) -> None:
        self._choices = tuple(choices)
        self._called = {zone.id: zone.name for zone in self._choices}
        self._last_found = None

    def _find(self, sought: str) -> tuple[Zone, ...]:
        whole = self._whole(sought)
        if whole is not None:
            return (whole,)
        return tuple(_zones()[found] for found in matching_timezones(sought)) or self._by_another_name(sought)

    def _by_another_name(self, sought: str) -> tuple[Zone, ...]:
        """A zone that the system knows, though nobody is offered it."""
        try:
            return (Zone(-1, read_timezone(sought)),)
        except Refused:
            return ()

    @property
    def doubtful(self) -> tuple[Zone, ...]:
        """The one that is marked is meant."""
        return ()

    def refusal(self) -> str:
        if self.one is not None:
            return ""
        try:
            read_timezone(self.text)
        except Refused as no:
            return str(no)
        return ""

    @property
    def zone(self) -> str:
        """The name of the zone. Raises Misfilled where there is none."""
        if self.one is None:
            raise Misfilled(self, self.refusal())
        return self.one.name

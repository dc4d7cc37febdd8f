"""The settings of a chapter, with what its association has to do with them."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.domain.association.handed_down import in_short
from leadsroom.store.reading import Reading
from leadsroom.views.association.templates import handed_down
from leadsroom.views.chapter import SettingsPicture, settings_picture


def settings_here(reading: Reading) -> SettingsPicture:
    """The picture of the settings."""
    return replace(settings_picture(reading), handed_down=in_short(handed_down(reading).lines))

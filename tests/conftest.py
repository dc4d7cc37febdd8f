"""What every test relies on: the user's own settings are out of reach, and laws are tried without haste."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A loaded machine is no reason to fail: no deadline. In CI the examples are the same each time, so that a red
# run means a change.
settings.register_profile(
    "leadsroom", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("leadsroom"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "leadsroom")

SETTINGS_OF_THE_USER = ("LEADSROOM_DB", "LEADSROOM_DEBUG", "NO_COLOR", "COLUMNS", "LINES")


@pytest.fixture(scope="session", autouse=True)
def home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home, so that no test finds or touches the data of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS_OF_THE_USER:
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.delenv(name, raising=False)
        yield home

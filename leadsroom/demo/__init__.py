"""A sample chapter with a season behind it and a meeting ready to start. Nobody in it is real."""

from __future__ import annotations

from leadsroom.demo.cache import demo_database
from leadsroom.demo.season import fill_demo

__all__ = ["demo_database", "fill_demo"]

"""leadsroom runs the weekly meeting of a leads group at the table."""

from __future__ import annotations

__version__ = "0.1.0"

"""Leads: the slip, its outcomes, and the list of those that wait."""

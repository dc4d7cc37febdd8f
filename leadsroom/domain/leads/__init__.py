"""Leads: the slip, what became of it, and the list of those that wait."""

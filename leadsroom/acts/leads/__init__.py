"""Leads passed, and their outcomes: the same acts at the table and between meetings."""

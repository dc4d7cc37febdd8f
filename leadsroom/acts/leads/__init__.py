"""Leads passed, and what became of them: the same acts at the table and between meetings."""

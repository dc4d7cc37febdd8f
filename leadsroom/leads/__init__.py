"""Leads, and what becomes of them: the same acts at the table and between meetings."""

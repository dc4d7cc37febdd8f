"""Payments, charges and dues: entries that are only ever added."""

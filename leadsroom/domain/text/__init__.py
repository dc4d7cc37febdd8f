"""Typed text, read and shown again: words, days, times, money, telephone numbers."""

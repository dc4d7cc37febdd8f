"""Dialogs and forms return a value and decide nothing."""

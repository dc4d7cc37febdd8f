"""Sheets on paper: of a seat that is to be renewed, and for a visitor who thinks of joining."""

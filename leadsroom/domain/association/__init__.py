"""The rules of an association: its tree of areas, and what is looked at of a chapter."""

"""The picture of a meeting, and what is computed from a whole one."""

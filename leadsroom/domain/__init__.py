"""The rules of a leads group: pure dataclasses and functions. No I/O; `now` is an argument."""

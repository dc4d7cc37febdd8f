"""The rules of a leads group: pure records and functions. No I/O; `now` is an argument."""

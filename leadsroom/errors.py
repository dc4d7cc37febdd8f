"""A refusal: the program will not do what was asked. A crash: it ended over a fault of its own."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A refusal, worded for the person at the keyboard: what is wrong, and what to do about it.

    Its text is shown as it stands, on stderr or in a notice, without a traceback; the command line exits 1.
    """


class NotSaved(Refused):
    """Refused by the place where it would be written, for now: there is nothing wrong with what was asked."""


class Crashed(Exception):  # noqa: N818 - it has happened
    """A fault of the program's own has ended its screens; its cause is what went wrong."""

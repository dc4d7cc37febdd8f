"""The command line: words in, an exit code out. 0 done, 1 refused, 2 not understood."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from leadsroom.cli.parser import make_parser
from leadsroom.cli.speech import complain
from leadsroom.endings import endings
from leadsroom.errors import Refused

__all__ = ["main"]

_INTERRUPTED, _PIPE_CLOSED = 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line. Never raises; LEADSROOM_DEBUG=1 adds the traceback to the answer."""
    # What starting makes stays: to look for garbage among it would only take time. The app turns it on again.
    gc.disable()
    try:
        with endings().watched():
            return _answered(argv)
    finally:
        gc.enable()


def _answered(argv: Sequence[str] | None) -> int:
    try:
        return _carried_out(argv)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return _PIPE_CLOSED
    except Refused as refusal:
        _trace()
        complain(str(refusal))
    except OSError as wrong:
        _let_go_of_stdout()
        _trace()
        complain(f"{_what_failed(wrong)}: {wrong.strerror or wrong}.")
    except Exception as fault:  # noqa: BLE001 - whatever it is, nobody is shown a traceback
        _trace()
        complain(_reported(fault))
    return 1


def _reported(fault: Exception) -> str:
    """What there is to say of a fault: where its report is, or how to see more of it."""
    from leadsroom.cli.fault_report import write_report

    report = write_report(fault)
    if report is None:
        return (
            "leadsroom stopped over a fault of its own. What was entered is on disk. "
            "Set LEADSROOM_DEBUG=1 and try again to see more."
        )
    return f"leadsroom stopped over a fault of its own. What was entered is on disk; the report is {report}"


def _carried_out(argv: Sequence[str] | None) -> int:
    try:
        words = make_parser().parse_args(argv)
        module, function = words.run.split(":")
        code: int = getattr(import_module(f"leadsroom.cli.{module}"), function)(words)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _what_failed(wrong: OSError) -> str:
    return f"Cannot use {wrong.filename}" if wrong.filename else "Cannot write the answer"


def _let_go_of_stdout() -> None:
    """Drop the output that still waits to be written; else Python would try again on its way out."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def _trace() -> None:
    if os.environ.get("LEADSROOM_DEBUG", "0") not in ("", "0"):
        import traceback

        traceback.print_exc()

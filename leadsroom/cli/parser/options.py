"""What several commands have in common: how they are added, where they write, days and numbers."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any, NoReturn

from leadsroom import __version__
from leadsroom.cli.speech import harmless


class Parser(argparse.ArgumentParser):
    """A parser that repeats what was typed without its control characters."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        super().error(harmless(message))

    def _print_message(self, message: str, file: Any = None) -> None:
        # argparse swallows what goes wrong here; a full disk or a closed pipe is reported by main.
        if message and file is not None:
            file.write(message)


def add_days(command: Parser, of: str = "", first: str = "the first day of this year") -> None:
    """Of which days it is; `of` says what, where that is not all of the command. `first` is the usual one."""
    command.add_argument("--from", dest="since", metavar="DATE", help=f"{of}default: {first}")
    command.add_argument("--to", dest="until", metavar="DATE", help=f"{of}default: today")


def add_encoding(command: Parser) -> None:
    """In which encoding a file is."""
    command.add_argument(
        "--encoding",
        metavar="NAME",
        help="how its letters are written, like mac-roman; default: found from them",
    )


def iso_date(typed: str) -> date:
    """A date in full. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{typed}” is not a date like 2026-03-01") from None


def number_between(typed: str, least: int, most: int) -> int:
    """A whole number, both ends allowed. Raises ArgumentTypeError."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9 and least <= int(typed) <= most):
        raise argparse.ArgumentTypeError(f"“{typed}” is not a number from {least} to {most}")
    return int(typed)


def add_command(commands: Any, name: str, about: str, run: str | None = None) -> Parser:
    """A command with the options of all; `run` is the module and function that carries it out."""
    command: Parser = commands.add_parser(
        name, help=about, description=f"{about[0].upper()}{about[1:]}.", parents=[common_options()]
    )
    if run is not None:
        command.set_defaults(run=run)
    return command


def add_formats(command: Parser) -> None:
    """How a list is written, and where."""
    command.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="text, a table (csv) or JSON"
    )
    add_output(command)


def add_yes(command: Parser) -> None:
    """Not to be asked."""
    command.add_argument(
        "--yes",
        action="store_true",
        help="also where that clears what was entered; without, it is asked about",
    )


def add_output(command: Parser) -> None:
    """Where it is written."""
    command.add_argument("-o", "--output", metavar="FILE", help="write it there; default: stdout")
    command.add_argument("--overwrite", action="store_true", help="write over a file that is there already")


def common_options() -> argparse.ArgumentParser:
    """The options that may stand before and after the command: a default in one place hides nothing in the
    other.
    """
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--db", metavar="PATH-OR-URL", help="the database: a file, or postgresql://…")
    common.add_argument("--chapter", metavar="NAME", help="which chapter, where the database has several")
    common.add_argument(
        "--version", action="version", version=f"leadsroom {__version__}", help="show the version"
    )
    return common

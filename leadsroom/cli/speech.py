"""The output of the command line: to stdout, to stderr, into a file. Control characters do not get
through.
"""

from __future__ import annotations

import sys
import unicodedata
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from leadsroom.errors import Refused
from leadsroom.files import write_file

_NO_TEXT = {"xlsx": "workbook", "pdf": "PDF"}
_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OTHERWISE = "Choose another file with -o, or add --overwrite; nothing was written."
_OF_LINK = "Choose another file with -o; nothing was written."  # none is written through, whatever is added
# A line of text has room for more than the one cell that a sign has on a screen.
_WIDER: dict[str, str | int | None] = {"…": "...", "→": "->", "€": "EUR ", "£": "GBP "}


def say(*lines: str) -> None:
    """Lines of an answer."""
    _write(sys.stdout, "".join(f"{line}\n" for line in lines))


def complain(*lines: str) -> None:
    """Lines of a refusal, to stderr. Nobody may be listening there; that is not one more fault."""
    try:
        _write(sys.stderr, "".join(f"{line}\n" for line in lines))
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        return


def need_agreement(words: Namespace, *lines: str) -> None:
    """Have it agreed to, with --yes or by an answer in a terminal, that this is lost. Raises Refused."""
    if words.yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        complain(*lines)
        raise Refused("Nothing was changed. To do it all the same, add --yes.")
    say(*lines)
    _write(sys.stderr, "Do it? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Refused("Nothing was changed.")


def choose(question: str, choices: Mapping[str, str], otherwise: str) -> str:
    """Which of these is meant, asked in a terminal: a choice may be typed by its first letters, and nothing
    typed means `otherwise`, as does a program that nobody sits at. Raises Refused.
    """
    streams = (sys.stdin, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        return otherwise
    for choice, about in choices.items():
        complain(f"  {choice:<10} {about}")
    _write(sys.stderr, f"{question} [{otherwise}] ")
    sys.stderr.flush()
    typed = sys.stdin.readline().strip().casefold()
    found = [choice for choice in choices if typed and choice.startswith(typed)]
    if typed and len(found) != 1:
        raise Refused(f"“{typed}” is none of these. Type one of: {', '.join(choices)}.")
    return found[0] if found else otherwise


def prompt(question: str) -> str | None:
    """What is answered to a question in a terminal, without space around it; None where nobody answers."""
    _write(sys.stderr, question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def harmless(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(char for char in text if char in "\n\t" or not _is_unseen(char))


def refuse_workbook_on_terminal(words: Namespace) -> None:
    """Raises Refused where a workbook, or a PDF, was asked for and would be shown in a terminal."""
    to_terminal = words.output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    if words.format in _NO_TEXT and to_terminal:
        raise Refused(f"A {_NO_TEXT[words.format]} is no text. Name a file for it with -o.")


def deliver(words: Namespace, written: str | bytes) -> int:
    """What was asked for, where `-o` says: lines of text, which are an answer on stdout, or a table or JSON.

    Another file is written over only with `--overwrite`.
    """
    if words.output not in (None, "-"):
        path = Path(str(words.output)).expanduser()
        if str(words.output).endswith("/"):  # which a path no longer tells
            raise Refused(f"{words.output} is a folder. Name a file in it.")
        otherwise = _OF_LINK if path.is_symlink() else _OTHERWISE
        data = written.encode("utf-8") if isinstance(written, str) else written
        write_file(path, data, otherwise=otherwise, replaces=words.overwrite)
    elif isinstance(written, str):
        say(written.rstrip("\n"))
    elif hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    elif sys.stdout is not None:
        sys.stdout.write(written.decode("utf-8"))
    return 0


def beside_list(words: Namespace, *lines: str) -> None:
    """What was done before a list; beside a table or JSON on stdout, which is for another program."""
    tell = complain if words.format != "text" and words.output in (None, "-") else say
    tell(*lines)


def _write(stream: TextIO | None, text: str) -> None:
    # Python has no stream at all where the shell has closed it.
    if stream is not None:
        stream.write(_encodable(harmless(text), stream.encoding or "utf-8"))


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        from leadsroom.domain.text.signs import SIGNS

        return (
            text.translate(str.maketrans({**SIGNS, **_WIDER}))
            .encode(encoding, "backslashreplace")
            .decode(encoding)
        )
    return text


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _TURNS_TEXT_AROUND

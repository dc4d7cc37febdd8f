"""The one table of what is written about the chapter's health: each kind, its formats, and what it takes.

A maker imports its module only when it is asked for, so that to look through the table loads none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.outgoing import FileWanted, write_wanted

if TYPE_CHECKING:
    from leadsroom.store.reading import Reading

_OPTIONS = {
    "member": "--for",
    "other": "--with",
    "profession": "--profession",
    "officers": "--officers",
    "own": "--own",
}


class Kind(Struct, frozen=True):
    """One kind of file: what makes it, in which formats, the usual one first, and its title.

    `takes` are the fields of `Wanted`, besides days and format, that it knows what to do with; of these it
    cannot do without what it `needs`. Every kind takes days unless it is `as_of_today`.
    """

    make: Callable[[Reading, Wanted], bytes]
    formats: tuple[str, ...]
    title: str
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    as_of_today: bool = False


def _members(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.members import write_members

    return write_members(reading, wanted)


def _chapter(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.chapter import write_chapter

    return write_chapter(reading, wanted)


def _matrix(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.matrix import leads_matrix

    return leads_matrix(reading, wanted)


def _one_to_ones(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.matrix import one_to_ones_matrix

    return one_to_ones_matrix(reading, wanted)


def _both(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.matrix import both_matrix

    return both_matrix(reading, wanted)


def _compare(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.compare import write_compare

    return write_compare(reading, wanted)


_OF_MATRICES = ("text", "html", "csv", "xlsx", "json")


def _renewal(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.renewal import make_renewal

    return make_renewal(reading, wanted)


def _joining(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.joining import make_joining

    return make_joining(reading, wanted)


def _scores(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.scores import write_scores

    return write_scores(reading, wanted)


def _decisions(reading: Reading, wanted: Wanted) -> bytes:
    from leadsroom.exchange.health.decisions import write_decisions

    return write_decisions(reading, wanted)


_SHEET = ("text", "md", "html", "pdf")

# In the order in which the command line names them.
KINDS: dict[str, Kind] = {
    "members": Kind(
        _members,
        ("text", "csv", "xlsx", "json", "html", "md", "pdf"),
        "Figures of the members",
        takes=("officers",),
    ),
    "chapter": Kind(_chapter, ("text", "csv", "json", "html", "md", "pdf"), "Figures of the chapter"),
    "matrix": Kind(_matrix, _OF_MATRICES, "Who passes leads to whom"),
    "one-to-ones": Kind(_one_to_ones, _OF_MATRICES, "Who has met whom"),
    "both": Kind(_both, _OF_MATRICES, "Leads and one-to-ones together"),
    "compare": Kind(
        _compare,
        ("text", "json"),
        "Two members over the meetings that both could attend",
        takes=("member", "other"),
        needs=("member", "other"),
    ),
    "scores": Kind(
        _scores,
        ("text", "csv", "json", "html", "md", "pdf"),
        "Scores, and what is missing to more points",
        takes=("member",),
        as_of_today=True,
    ),
    "renewal": Kind(
        _renewal,
        _SHEET,
        "What a seat cost, brought and gave in a year",
        takes=("member", "own"),
        needs=("member",),
    ),
    "joining": Kind(
        _joining,
        _SHEET,
        "What a visitor who thinks of joining may know",
        takes=("profession",),
        needs=("profession",),
    ),
    "decisions": Kind(
        _decisions,
        ("text", "csv", "json", "html", "md", "pdf"),
        "What the chapter has to decide",
        takes=("officers",),
    ),
}


def kind_named(name: str) -> Kind:
    """The kind of a name. Raises Refused, naming those that there are."""
    if name not in KINDS:
        raise Refused(f"There is no “{name}” of the chapter's health. Choose one of: {', '.join(KINDS)}.")
    return KINDS[name]


def check(name: str, wanted: Wanted, *, has_days: bool = False) -> None:
    """Raises Refused where a kind cannot be made of this: of what it has no use for, or too little.

    `has_days`: somebody asked for days of their own.
    """
    check_given(name, wanted, has_days=has_days)
    missing = [_OPTIONS[field] for field in KINDS[name].needs if not getattr(wanted, field)]
    if missing:
        raise Refused(f"leadsroom health {name} needs {listed(missing)}.")


def check_given(name: str, wanted: Wanted, *, has_days: bool = False) -> None:
    """Raises Refused for what a kind has no use for: a format that it has not, or an option."""
    kind = kind_named(name)
    too_much = [
        option for field, option in _OPTIONS.items() if getattr(wanted, field) and field not in kind.takes
    ]
    too_much += ["--from and --to"] if has_days and kind.as_of_today else []
    if too_much:
        raise Refused(f"leadsroom health {name} takes no {listed(too_much, 'or')}. Leave that out.")
    if wanted.format not in kind.formats:
        raise Refused(
            f"leadsroom health {name} is not written as “{wanted.format}”. "
            f"Choose one of: {', '.join(kind.formats)}."
        )


def write_health(reading: Reading, name: str, wanted: Wanted) -> bytes:
    """One kind as bytes for a file. Raises Refused."""
    check(name, wanted)
    return KINDS[name].make(reading, wanted)


def write_health_file(reading: Reading, file: FileWanted, name: str, wanted: Wanted) -> Path:
    """The same into a file, in the format that was chosen with it; where it is. Raises Refused."""
    return write_wanted(file, write_health(reading, name, replace(wanted, format=file.format)))


def health_stem(name: str, wanted: Wanted) -> str:
    """How its file is called, without the ending: `health-members-2025-12-02-to-2026-12-01`."""
    period = wanted.period
    days = f"{period.last}" if KINDS[name].as_of_today else f"{period.first}-to-{period.last}"
    return f"health-{name}-{days}"

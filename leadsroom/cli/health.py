"""`leadsroom health`: the page, or one of its kinds printed or written to a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.looked_after import looked_after
from leadsroom.cli.meeting import at_terminal
from leadsroom.cli.place import clock_here, desk_of, opened_chapter, opened_or_asked
from leadsroom.cli.report import day_typed
from leadsroom.cli.speech import deliver, refuse_workbook_on_terminal, say
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.ids import PersonId
    from leadsroom.domain.rules.windows import Period
    from leadsroom.exchange.health.wanted import Wanted
    from leadsroom.store.reading import Reading
    from leadsroom.store.store import Store


def give(words: Namespace) -> int:
    """Open the page on a terminal where nothing else is asked for, or else write the kind."""
    from leadsroom.exchange.health.write import check, check_given, kind_named, write_health

    name = words.kind or "members"
    kind = kind_named(name)
    shows_page = words.kind is None and words.format is None and words.output is None and at_terminal()
    words.format = words.format or kind.formats[0]
    refuse_workbook_on_terminal(words)
    if shows_page and not any(
        (words.since, words.until, words.member, words.other, words.profession, words.own)
    ):
        return _show_usual_page(words)
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        wanted = desk.read(_wanted, words)
        has_days = words.since is not None or words.until is not None
        if name == "renewal" and wanted.member is None:
            check_given(name, wanted, has_days=has_days)
            return _renewals_near(words, desk, wanted)
        check(name, wanted, has_days=has_days)
        if shows_page:
            _show_page(store, chapter, wanted.period if has_days else None, officers=wanted.officers)
            return 0
        written = desk.read(write_health, name, wanted)
    return deliver(words, written.decode("utf-8") if words.format in ("text", "md", "html") else written)


def _show_usual_page(words: Namespace) -> int:
    """The page of the usual days; of several chapters it is asked there which one."""
    with opened_or_asked(words) as (store, chapter):
        _show_page(store, chapter, None, officers=words.officers)
    return 0


def _renewals_near(words: Namespace, desk: SyncDesk, wanted: Wanted) -> int:
    """A sheet for each member whose seat renews within 90 days, into a folder."""
    from leadsroom.domain.text.wording import counted
    from leadsroom.exchange.health.renewal import write_renewals

    if words.output in (None, "", "-"):
        raise Refused(
            "leadsroom health renewal needs --for MEMBER, or -o FOLDER for a sheet of each seat that renews "
            "within 90 days."
        )
    folder = Path(str(words.output)).expanduser().absolute()
    written = desk.read(write_renewals, folder, wanted, replaces=words.overwrite)
    say(f"Wrote {counted(len(written), 'renewal sheet')} into {folder}.")
    return 0


def _show_page(store: Store, chapter: Chapter | None, period: Period | None, *, officers: bool) -> None:
    """`period` is None for the usual days, which go on with each day."""
    from leadsroom.app import run_app
    from leadsroom.domain.rules.windows import Stretch

    clock = clock_here()
    days = None if period is None else Stretch(period.first, period.last)
    with looked_after(store, clock, "leadsroom health") as backups:
        run_app(store, clock, start="health", chapter=chapter, days=days, officers=officers, backups=backups)


def _wanted(reading: Reading, words: Namespace) -> Wanted:
    """What was typed, people by their numbers. Raises Refused."""
    from leadsroom.exchange.health.wanted import Wanted

    return Wanted(
        period=_days(reading, words),
        format=words.format,
        member=_person(reading, words.member),
        other=_person(reading, words.other),
        profession=words.profession,
        officers=words.officers,
        own=words.own,
    )


def _days(reading: Reading, words: Namespace) -> Period:
    from leadsroom.views.health.days import days_of_health

    today, country = reading.today, reading.chapter.country
    first, last = (day_typed(typed, today, country) for typed in (words.since, words.until))
    return days_of_health(reading, first, last)


def _person(reading: Reading, typed: str | None) -> PersonId | None:
    from leadsroom.exchange.my_page import member_ever_called

    return None if typed is None else member_ever_called(reading, typed)

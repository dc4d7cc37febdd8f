"""The commands around a meeting: open the app, the sample chapter, meet, review, minutes."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.looked_after import looked_after
from leadsroom.cli.place import (
    chosen_or_asked,
    clock_here,
    command_here,
    desk_of,
    has_chapter,
    opened,
    opened_chapter,
    opened_or_asked,
    place_of,
    warn_of_backups,
)
from leadsroom.cli.speech import choose, deliver, refuse_workbook_on_terminal, say
from leadsroom.cli.which_chapter import chapter_named, chosen
from leadsroom.clock import WatchfulClock
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.exchange.minutes.audience import Audience
    from leadsroom.store.readonly import LookedAt
    from screens.kit.listing import Line

TEXT_WIDTH = 100  # cells of what is printed instead of being shown
_PREPARING = "Preparing the sample chapter"


def open_app(words: Namespace) -> int:
    """The first run, or home."""
    _need_terminal()
    with opened(place_of(words)) as store:
        is_asked, chapter = chosen_or_asked(store, words)
        clock = clock_here()
        if chapter is None and not is_asked:
            warn_of_backups(store)  # to be read, and copied, once the screen is left
        from leadsroom.app import run_app

        with looked_after(store, clock, "leadsroom") as backups:
            run_app(store, clock, start="home", chapter=chapter, meeting_id=None, backups=backups)
    return 0


def meet(words: Namespace) -> int:
    """The moderator's screen of the live meeting, or of today's or the next one."""
    with opened_or_asked(words) as (store, chapter):
        _need_terminal()
        from leadsroom.app import run_app

        clock = clock_here()
        with looked_after(store, clock, "leadsroom meet") as backups:
            run_app(store, clock, start="meet", chapter=chapter, meeting_id=None, backups=backups)
    return 0


def review(words: Namespace) -> int:
    """The review of a meeting, from which it can be corrected at its table; or the page of a member."""
    if words.member is not None:
        return _page_of(words)
    if words.own:
        raise Refused("Own costs are of one member. Add --for MEMBER, or leave --own out.")
    if words.format == "json":
        raise Refused("A review is a text. Leave --format out; leadsroom minutes writes JSON.")
    as_text = words.format is not None or words.output is not None or not at_terminal()
    if words.since is not None or words.until is not None:
        return _review_of_days(words, as_text=as_text)
    from leadsroom.views.meeting.find_meeting import find_meeting

    if words.meeting == "last" and not as_text:
        return _last_review(words)
    with opened_chapter(words) as (store, chapter):
        desk, clock = desk_of(store, chapter), clock_here()
        meeting_id = desk.read(find_meeting, words.meeting)
        if as_text:
            from leadsroom.views.health.review import meeting_review
            from screens.review.sections import review_lines

            seen = desk.read(meeting_review, meeting_id)
            lines = review_lines(seen, TEXT_WIDTH, unfolded=True)
            return deliver(words, in_lines(f"{chapter.name} · {seen.summary.meeting.name.in_full}", lines))
        from leadsroom.app import run_app

        with looked_after(store, clock, "leadsroom review") as backups:
            run_app(store, clock, start="review", chapter=chapter, meeting_id=meeting_id, backups=backups)
    return 0


def _last_review(words: Namespace) -> int:
    """The review of the last meeting, on a screen; of several chapters it is asked there which one."""
    with opened_or_asked(words) as (store, chapter):
        from leadsroom.app import run_app
        from leadsroom.views.meeting.find_meeting import find_meeting

        clock = clock_here()
        meeting_id = None if chapter is None else desk_of(store, chapter).read(find_meeting, "last")
        with looked_after(store, clock, "leadsroom review") as backups:
            run_app(store, clock, start="review", chapter=chapter, meeting_id=meeting_id, backups=backups)
    return 0


def _review_of_days(words: Namespace, *, as_text: bool) -> int:
    """The meetings of some days as one review."""
    from leadsroom.cli.report import period_typed
    from leadsroom.domain.rules.windows import Stretch

    if words.meeting != "last":
        raise Refused(
            "A review is of one meeting or of some days. Leave out the meeting, or --from and --to."
        )
    with opened_chapter(words) as (store, chapter):
        desk, clock = desk_of(store, chapter), clock_here()
        period = desk.read(period_typed, words)
        if as_text:
            from leadsroom.domain.text.wording import full_days
            from leadsroom.views.health.period_review import period_review
            from screens.review.period import period_lines

            lines = period_lines(desk.read(period_review, period), TEXT_WIDTH)
            title = f"{chapter.name} · {full_days(period.first, period.last)}"
            return deliver(words, in_lines(title, lines))
        from leadsroom.app import run_app

        days = Stretch(period.first, period.last)
        with looked_after(store, clock, "leadsroom review") as backups:
            run_app(store, clock, start="review", chapter=chapter, days=days, backups=backups)
    return 0


def in_lines(title: str, lines: Iterable[Line]) -> str:
    """A list as text to be printed, below a title."""
    return "\n".join([title, "", *(line.text.rstrip() for line in lines), ""])


def _page_of(words: Namespace) -> int:
    """A member's page: in a terminal on a screen, else as text; or in the format that was asked for."""
    from leadsroom.exchange.my_page import person_called, write_my_page
    from leadsroom.views.health.my_page import my_page
    from leadsroom.views.health.own_costs import own_costs

    if words.meeting != "last" or words.since is not None or words.until is not None:
        raise Refused("A member's page is as of today, and of no one meeting. Leave the dates out.")
    with opened_chapter(words) as (store, chapter):
        desk, clock = desk_of(store, chapter), clock_here()
        person_id = desk.read(person_called, words.member)
        if words.format is None and words.output is None and not words.own and at_terminal():
            from leadsroom.app import run_app

            with looked_after(store, clock, "leadsroom review"):
                run_app(store, clock, start="review", chapter=chapter, person_id=person_id)
            return 0
        format = words.format or "text"
        own = desk.read(own_costs, person_id) if words.own else None
        written = write_my_page(desk.read(my_page, person_id), format, own)
    return deliver(words, written.decode("utf-8") if format == "text" else written)


def timekeeper(words: Namespace) -> int:
    """The clock of whatever meeting is live; read-only, and it waits where there is none yet."""
    place = place_of(words)
    _need_terminal()
    from leadsroom.app import Timekeeping, run_app
    from leadsroom.store.readonly import store_to_look_at
    from leadsroom.views.meeting.chapter_follower import Audience

    store = store_to_look_at(place)
    audience = Audience(store, lambda seen: chosen(seen, chapter_named(words), asks=False))
    wish = Timekeeping(audience, words.theme, words.sound, _has_to_ask(store, words))
    clock = clock_here()
    with looked_after(store, clock, "leadsroom timekeeper"):
        run_app(store, clock, start="timekeeper", timekeeping=wish)
    return 0


def _has_to_ask(store: LookedAt, words: Namespace) -> bool:
    """Whether there are several chapters to follow; nothing is asked while the database cannot be read."""
    try:
        store.need_our_schema()
        return chosen_or_asked(store, words)[0]
    except Refused:
        return False


def minutes(words: Namespace) -> int:
    """The minutes of a meeting, as a file."""
    from leadsroom.exchange.minutes.formats import Wanted, minutes_written
    from leadsroom.views.meeting.find_meeting import find_meeting

    refuse_workbook_on_terminal(words)
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        meeting_id = desk.read(find_meeting, words.meeting)
        wanted = Wanted(words.format, _audience(words), with_journal=words.with_journal)
        written = desk.read(minutes_written, meeting_id, wanted)
        deliver(words, written.decode() if words.format in ("md", "html", "json") else written)
        if words.output not in (None, "-"):
            from leadsroom.exchange.written_files import remember_files

            desk.read(remember_files, meeting_id, [Path(words.output).expanduser()])
    return 0


def _audience(words: Namespace) -> Audience:
    """For whom the minutes are: as was said, else as is answered, else the secretary's."""
    from leadsroom.exchange.minutes.audience import Audience

    if words.audience is not None or words.format not in ("md", "html", "pdf"):
        return Audience(words.audience or Audience.SECRETARY)
    choices = {each.value: each.words for each in Audience}
    return Audience(choose("For whom?", choices, otherwise=Audience.SECRETARY.value))


def demo(words: Namespace) -> int:
    """The sample chapter: in a temporary database, or filled into the one that --db names, if it is empty."""
    from leadsroom.cli.progress import shown_progress

    clock = clock_here()
    if getattr(words, "db", None) is None:
        _need_terminal()
        with shown_progress(_PREPARING, "meeting") as progress:
            from leadsroom.demo.cache import demo_database

            place = demo_database(clock.now(), progress=progress)
        return _visit(place, clock)
    with opened(place_of(words)) as store:
        if has_chapter(store):
            raise Refused(
                f"{store.place} is not empty, so the sample chapter was not put there. "
                f"{command_here(words)} opens what is in it."
            )
        warn_of_backups(store)
        with shown_progress(_PREPARING, "meeting") as progress:
            from leadsroom.demo.season import fill_demo

            chapter = fill_demo(store, clock.now(), progress=progress)
        say(f"Filled {store.place} with the sample chapter {chapter.name}.")
        if at_terminal():
            from leadsroom.app import run_app

            with looked_after(store, clock, "leadsroom demo") as backups:
                run_app(store, clock, start="home", chapter=chapter, meeting_id=None, backups=backups)
    return 0


def _visit(place: str, clock: WatchfulClock) -> int:
    """Open the sample, and throw it away afterwards."""
    from leadsroom.app import run_app

    try:
        with opened(place) as store:
            run_app(store, clock, start="home", chapter=chosen(store, None), meeting_id=None)
    finally:
        shutil.rmtree(Path(place).parent, ignore_errors=True)
    return 0


def at_terminal() -> bool:
    """Whether somebody sits there who can be shown a screen."""
    # Textual's other drivers (a browser's) do not need one.
    streams = (sys.stdin, sys.stdout)
    return "TEXTUAL_DRIVER" in os.environ or all(stream and stream.isatty() for stream in streams)


def _need_terminal() -> None:
    if not at_terminal():
        raise Refused(
            "The screens need a terminal. For a file, use leadsroom minutes or leadsroom roster export."
        )

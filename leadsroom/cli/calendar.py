"""`leadsroom calendar`: the season's next dates and who speaks on them, shown, and one of them changed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, timedelta

from leadsroom.acts.act import Done
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.season.commands import CancelTalk, ClearDate, MarkDate, PlanTalk, SetPlace
from leadsroom.cli.place import clock_here, opened_chapter
from leadsroom.cli.speech import complain, deliver, say
from leadsroom.domain.season.calendar import DateKind, schedule_in_words
from leadsroom.domain.season.public_holidays import PublicHolidays
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.typed_time import read_block
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.exchange import calendar as out
from leadsroom.exchange.ics import ics_dates
from leadsroom.station import command_line
from leadsroom.views.season import (
    Season,
    SeasonToSend,
    holidays_ahead,
    note_of_holiday,
    season,
    season_to_send,
    speakers,
)

_KINDS = {"holiday": DateKind.HOLIDAY, "open_house": DateKind.OPEN_HOUSE, "extra": DateKind.EXTRA}
_OF_A_TALK = ("topic", "company", "minutes", "questions")
_NOBODY = "none"
_FAR = 520  # dates ahead


def show_or_mark(words: Namespace) -> int:
    """Print when the chapter meets, or who speaks, after changing the date that was named.

    With answers to letters, take these.
    """
    if words.replies is not None:
        from leadsroom.cli.answers import take_answers

        return take_answers(words)
    with opened_chapter(words) as (store, chapter):
        clock = clock_here()
        desk = SyncDesk(store, chapter.id, clock, command_line())
        today = chapter.today(clock.now())
        _refuse_what_is_of_nothing(words)
        done = [
            *_mark(desk, words, today, chapter.country),
            *_set_speaker(desk, words, today, chapter.country),
        ]
        sent = desk.read(season_to_send, words.weeks * 2)
        until = sent.season.today + timedelta(weeks=words.weeks)
        is_text = words.format == "text" and words.speaker is None
        holidays = desk.read(holidays_ahead, until) if is_text else {}
    # A table or JSON on stdout is for another program: what was done stands beside it.
    tell = complain if words.format != "text" and words.output in (None, "-") else say
    tell(*done)
    if done and tell is say and words.output in (None, "-"):
        say("")
    _show(words, sent, until, holidays)
    return 0


def _show(words: Namespace, sent: SeasonToSend, until: date, holidays: PublicHolidays) -> None:
    found = sent.season
    if words.format == "csv":
        deliver(words, out.csv_dates(found, until))
    elif words.format == "json":
        deliver(words, out.json_dates(found, until))
    elif words.format == "ics":
        deliver(words, ics_dates(sent, until))
    else:
        schedule = schedule_in_words(found.chapter.schedule, found.chapter.weekday)
        lines = out.text_rota(found, until) if words.speaker is not None else _dates(found, until, holidays)
        text = "\n".join((f"{found.chapter.name} meets {schedule}.", "", *lines))
        deliver(words, f"{text}\n")


def _dates(found: Season, until: date, holidays: PublicHolidays) -> Iterator[str]:
    """The dates, and how one on a public holiday, or beside one, is taken out."""
    proposed = found.proposed(holidays, until)
    yield from out.text_dates(found, until, proposed)
    if proposed:
        yield ""
        yield f"leadsroom calendar --holiday {min(proposed)} makes that date one without a meeting."


def _refuse_what_is_of_nothing(words: Namespace) -> None:
    """Before anything is done: a note is of a date, a topic or a length of a talk."""
    if words.note and all(getattr(words, name) is None for name in _KINDS):
        raise Refused("Name the date of the note: --holiday, --open-house or --extra DATE.")
    about = [name for name in _OF_A_TALK if getattr(words, name) is not None]
    if about and not words.speaker:
        raise Refused(f"Say whose talk --{about[0]} is about: --speaker DATE NAME.")
    if about and fold(" ".join(words.speaker[1:])) == _NOBODY:
        raise Refused(f"Nobody's talk has a {about[0]}. Leave --{about[0]} out, or name who speaks.")


def _mark(desk: SyncDesk, words: Namespace, today: date, country: str) -> Iterator[str]:
    if words.at is not None:
        yield _sentence(desk.do(_place(words.at, today)))
    named = {name: getattr(words, name) for name in (*_KINDS, "clear")}
    name, typed = next(((name, typed) for name, typed in named.items() if typed is not None), ("", ""))
    if name == "clear":
        yield _sentence(desk.do(ClearDate(read_day_ahead(typed, today, country))))
    elif name:
        on, kind, note = read_day_ahead(typed, today, country), _KINDS[name], words.note
        if note is None:
            note = desk.read(note_of_holiday, on) if kind is DateKind.HOLIDAY else ""
        yield _sentence(desk.do(MarkDate(on, kind, note)))


def _place(typed: list[str], today: date) -> SetPlace:
    if len(typed) < 2:
        raise Refused(
            "Name the date and the place, like --at 2026-12-09 City library; none is the usual one."
        )
    place = " ".join(typed[1:])
    return SetPlace(read_day_ahead(typed[0], today), "" if fold(place) == _NOBODY else place)


def _sentence(done: Done) -> str:
    return f"{done.words.removesuffix('.')}."


def _set_speaker(desk: SyncDesk, words: Namespace, today: date, country: str) -> Iterator[str]:
    typed = words.speaker or []
    if not typed:
        return
    if len(typed) < 2:
        raise Refused("Name the date and the speaker, like --speaker 2026-12-09 Ann Chu.")
    on, name = read_day_ahead(typed[0], today, country), " ".join(typed[1:])
    seen = desk.read(season, _FAR)
    talks = [*(each.talk for each in seen.dates), *seen.undated]
    talk = next((each for each in talks if each is not None and each.on == on), None)
    if fold(name) == _NOBODY:
        if talk is None:
            raise Refused(f"Nobody speaks on {near_date(on, today)} as it is.")
        yield _sentence(desk.do(CancelTalk(talk.id)))
        return
    if all(fold(person.name) != fold(name) for person in desk.read(speakers).people):
        yield f"Nobody on record is called “{clean(name)}”: taken as a new speaker, from outside."
    is_same = talk is not None and fold(talk.speaker.name) == fold(name)
    same = talk if is_same else None
    topic = (same.topic if same else "") if words.topic is None else words.topic
    plan = PlanTalk(
        on,
        name,
        topic,
        words.company or "",
        _length(words.minutes, same.length if same else None),
        _length(words.questions, same.questions if same else None),
        corrects=same.id if same else None,
    )
    yield _sentence(desk.do(plan))


def _length(typed: str | None, before: timedelta | None) -> timedelta | None:
    """As before where nothing was typed; with 0, as the agenda has it."""
    if typed is None:
        return before
    return read_block(typed) or None

"""The calendar's dates as lines, a table or JSON: when the chapter meets, who speaks, who leads what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.public_holidays import NOTHING_PROPOSED, Proposal
from leadsroom.domain.season.rota import Talk, leads_in_words
from leadsroom.domain.text.wording import near_date
from leadsroom.exchange.outgoing import csv_file, json_file
from leadsroom.views.season import DateRecord, Season

COLUMNS = (
    "date",
    "meets",
    "kind",
    "note",
    "state",
    "speaker",
    "company",
    "topic",
    "minutes",
    "questions",
    "place",
)


def text_dates(
    season: Season, until: date, proposed: Mapping[date, Proposal] = NOTHING_PROPOSED
) -> Iterator[str]:
    """One line for each date up to a day; the year where it is another than today's."""
    dates = [each for each in season.dates if each.on <= until]
    if not dates:
        yield "There is no meeting in this time."
        return
    yield from _aligned(
        [(near_date(each.on, season.today), _remarks(each, proposed.get(each.on))) for each in dates]
    )


def text_rota(season: Season, until: date) -> Iterator[str]:
    """Who speaks on each date to come, why nobody does where nobody meets, and who waits for a date."""
    dates = [x for x in season.dates if season.today <= x.on <= until and not x.was_held]
    rows = [(near_date(x.on, season.today), _speaks(x)) for x in dates]
    yield from _aligned(rows) if rows else ("There is no meeting in this time.",)
    for talk in season.undated:
        had = f" (was to be on {near_date(talk.on, season.today)})" if talk.on is not None else ""
        yield f"Without a date: {talk_in_words(talk)}{had}"


def _speaks(record: DateRecord) -> str:
    if not record.what.meets:
        return _remarks(record)
    return talk_in_words(record.talk) if record.talk else "nobody yet"


def talk_in_words(talk: Talk) -> str:
    """`Ann Chu — Reading a lease · Chu Flowers · 10 min, 3 min for questions`."""
    return " · ".join(part for part in (talk.words, talk.speaker.company, talk.times) if part)


def _aligned(rows: list[tuple[str, str]]) -> Iterator[str]:
    wide = max(len(day) for day, _ in rows)
    return (f"{day:<{wide}}  {words}".rstrip() for day, words in rows)


def _remarks(record: DateRecord, proposal: Proposal | None = None) -> str:
    kind = "" if record.what.kind is None else record.what.kind.value
    speaker = "" if record.talk is None else f"speaker {record.talk.words}"
    leaders = "; ".join(leads_in_words(leader) for leader in record.leaders)
    notices = "; ".join(notice.words for notice in record.notices)
    more = "; ".join(f"extra meeting {_MORE[x.state]}" for x in record.more)
    place = f"at {record.what.place}" if record.what.place else ""
    holiday = proposal.remark if proposal is not None else ""
    parts = (_state(record), kind, record.what.note, place, holiday, speaker, leaders, notices, more)
    return " · ".join(part for part in parts if part)


_MORE = {MeetingState.CLOSED: "held", MeetingState.LIVE: "live now"}


def _state(record: DateRecord) -> str:
    return "held" if record.was_held else "live now" if record.state is MeetingState.LIVE else ""


def csv_dates(season: Season, until: date) -> bytes:
    """One line for each date, then the talks without one."""
    rows = [_fields(each) for each in season.dates if each.on <= until]
    rows += [{"date": None, **_of_talk(talk)} for talk in season.undated]
    return csv_file(COLUMNS, ([_cell(row.get(name)) for name in COLUMNS] for row in rows))


def _cell(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def json_dates(season: Season, until: date) -> bytes:
    """The dates, each with who leads what, and the talks for which one is to be found."""
    dates = [
        {
            **_fields(each),
            "led_by": {kind_in_words(x.kind): x.leader.name for x in each.leaders},
            "extra_meetings": [{"name": str(x.name), "state": _MORE[x.state]} for x in each.more],
        }
        for each in season.dates
        if each.on <= until
    ]
    waiting = [{**_of_talk(talk), "was_on": talk.on} for talk in season.undated]
    whole = {"chapter": season.chapter.name, "dates": dates, "talks_without_date": waiting}
    return json_file(whole)


def _fields(record: DateRecord) -> dict[str, Any]:
    kind = record.what.kind.value if record.what.kind is not None else None
    what = {"date": record.on.isoformat(), "meets": record.what.meets, "kind": kind}
    return {
        **what,
        "note": record.what.note or None,
        "place": record.what.place or None,
        "state": _state(record) or None,
        **_of_talk(record.talk),
    }


def _of_talk(talk: Talk | None) -> dict[str, Any]:
    if talk is None:
        return dict.fromkeys(("speaker", "company", "topic", "minutes", "questions"))
    return {
        "speaker": talk.speaker.name,
        "company": talk.speaker.company or None,
        "topic": talk.topic or None,
        "minutes": _minutes(talk.length),
        "questions": _minutes(talk.questions),
    }


def _minutes(length: timedelta | None) -> float | None:
    if length is None:
        return None
    minutes = length / timedelta(minutes=1)
    return int(minutes) if minutes.is_integer() else minutes

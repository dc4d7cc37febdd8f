"""The season: a line for each date, and below it who speaks, who leads what, and who is away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from textual.content import Content

from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.public_holidays import NOTHING_PROPOSED, Proposal
from leadsroom.domain.season.rota import StepLeader, Talk
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import short_date
from leadsroom.views.season import DateRecord, Season
from screens.kit.listing import Column, Line, fits
from screens.kit.styled import accent, amber, quiet, words

SEASON_COLUMNS = (Column(), Column(), Column(least=10, most=60, fills=True))

_SHAPES = {DateKind.HOLIDAY: "✕", DateKind.OPEN_HOUSE: "◆", DateKind.EXTRA: "+"}


def season_lines(
    season: Season, wanted: str = "", proposed: Mapping[date, Proposal] = NOTHING_PROPOSED
) -> list[Line]:
    """What was, the talks without a date, what is to come: where all that is wanted is found in a line.

    The keys: a date in ISO, or that of a notice, a talk, or who leads.
    """
    shown = [x for x in season.dates if fits(wanted, _in_text(x, season.today, proposed.get(x.on)))]
    undated = [line for line in map(_undated_line, season.undated) if fits(wanted, line.text)]
    past = [record for record in shown if _is_over(record, season.today)]
    coming = [record for record in shown if not _is_over(record, season.today)]
    waiting = [Line("", heading=quiet("Talks without a date")), *undated] if undated else []
    parts = (
        list(_under("Before", past, season, proposed)),
        waiting,
        list(_under("To come", coming, season, proposed)),
    )
    return [line for part in parts if part for line in (Line("", heading=Content("")), *part)][1:]


def _is_over(record: DateRecord, today: date) -> bool:
    """Whether a date is behind the chapter: that of today is once its meeting was held."""
    return record.on < today or record.was_held


def _in_text(record: DateRecord, today: date, proposal: Proposal | None) -> str:
    return " ".join(line.text for line in (_line(record, today, proposal), *_below(record)))


def _below(record: DateRecord) -> Iterator[Line]:
    """Who speaks on a date, who leads what, who is away, and one more meeting of the day."""
    if record.talk is not None:
        yield _talk_line(record.talk, is_away=_is_away(record))
    yield from map(_leader_line, record.leaders)
    yield from map(_notice_line, record.notices)
    yield from map(_more_line, record.more)


def _under(
    title: str, dates: Iterable[DateRecord], season: Season, proposed: Mapping[date, Proposal]
) -> Iterator[Line]:
    """A heading, and the dates of this year; those of another one stand under its number."""
    shown = None
    for record in dates:
        if shown is None:
            yield Line("", heading=quiet(title))
            shown = season.today.year
        if record.on.year != shown:
            shown = record.on.year
            yield Line("", heading=quiet(str(shown)))
        yield _line(record, season.today, proposed.get(record.on))
        yield from _below(record)


def _line(record: DateRecord, today: date, proposal: Proposal | None) -> Line:
    is_to_come = record.on >= today and record.what.meets and not record.was_held
    day = short_date(record.on)
    shown = words(day) if is_to_come else quiet(day)
    note = quiet(_note(record, today))
    if proposal is not None:
        parts = [part for part in (note, _proposal(proposal)) if part]
        note = quiet(" · ").join(parts)
    return Line(record.on.isoformat(), (shown, _kind(record, today), note))


def _proposal(proposal: Proposal) -> Content:
    """That nobody may want to meet then; louder on the holiday itself than beside it."""
    return amber(proposal.remark) if proposal.is_holiday else quiet(proposal.remark)


def _note(record: DateRecord, today: date) -> str:
    """Why it is special; of a past date without a meeting also what it would have been."""
    kind, note = record.what.kind, record.what.note
    note = "" if kind is not None and _only_repeats(note, kind) else note
    place = f"at {record.what.place}" if record.what.place else ""
    parts = (kind.value if kind is not None and _is_missed(record, today) else "", note, place)
    return " · ".join(part for part in parts if part)


def _only_repeats(note: str, kind: DateKind) -> bool:
    """Whether a reason says no more than what the date is: `holidays` of a holiday."""
    return fold(note).removesuffix("s") == fold(kind.value)


def _is_missed(record: DateRecord, today: date) -> bool:
    """Whether the chapter was to meet on a day before today and nothing is on record."""
    held = record.state in (MeetingState.CLOSED, MeetingState.LIVE)
    return record.on < today and record.what.meets and not held


def _kind(record: DateRecord, today: date) -> Content:
    kind = record.what.kind
    if record.state is MeetingState.LIVE:
        return accent("▶ live now")
    if kind is DateKind.HOLIDAY:
        return amber("✕ holiday")
    special = "" if kind is None else f"{_SHAPES[kind]} {kind.value}"
    if record.was_held:
        return quiet(f"✓ held · {special[2:]}" if special else "✓ held")
    if _is_missed(record, today):
        return quiet("– no meeting on record")
    if kind is DateKind.OPEN_HOUSE:
        return words(special, "visitor")
    return accent(f"{special} meeting") if special else quiet("· meeting")


def _notice_line(notice: Notice) -> Line:
    """Who is away, and the substitute."""
    name, note = words(notice.member.name), quiet(f" · {notice.note}" if notice.note else "")
    if notice.substitute is not None:
        how, who = words("  ⇄ substitute", "good"), Content.assemble(words(notice.words), note)
    else:
        shape = "◔" if notice.mark is Mark.LATE else "○"
        how, who = amber(f"  {shape} {notice.mark.words}"), Content.assemble(name, note)
    return Line(notice_key(notice), (Content(""), how, who))


def _is_away(record: DateRecord) -> bool:
    """Whether the speaker of a date announced to be away on it."""
    speaker = record.talk.speaker.id if record.talk is not None else None
    return any(x.member.id == speaker and x.mark is not Mark.LATE for x in record.notices)


def _talk_line(talk: Talk, *, is_away: bool) -> Line:
    """Who speaks, about what, how long; and where they announced to be away."""
    company = f" · {talk.speaker.company}" if talk.speaker.company else ""
    times = f" · {talk.times}" if talk.times else ""
    away = amber("away · ") if is_away else Content("")
    about = Content.assemble(away, words(talk.words), quiet(f"{company}{times}"))
    return Line(talk_key(talk), (Content(""), accent("  ❝ speaker"), about))


def _undated_line(talk: Talk) -> Line:
    """A talk for which a date is to be found, with the one that it had."""
    had = f"was to be on {short_date(talk.on)}" if talk.on is not None else "no date yet"
    return Line(talk_key(talk), (words(talk.speaker.name), quiet(had), quiet(talk.topic)))


def _leader_line(leader: StepLeader) -> Line:
    what = quiet(f"  ▸ {kind_in_words(leader.kind).lower()}")
    return Line(leader_key(leader), (Content(""), what, words(leader.leader.name)))


def _more_line(meeting: Meeting) -> Line:
    """One more meeting of a date, beside that of the calendar."""
    is_live = meeting.state is MeetingState.LIVE
    how = accent("  ▶ live now") if is_live else quiet("  ✓ held")
    return Line(more_key(meeting), (Content(""), how, quiet(f"extra meeting #{meeting.number}")))


def more_key(meeting: Meeting) -> str:
    """The key of the line of one more meeting."""
    return f"meeting{meeting.id}"


def talk_key(talk: Talk) -> str:
    """The key of the line of a talk."""
    return f"talk{talk.id}"


def leader_key(leader: StepLeader) -> str:
    """The key of the line of who leads a step."""
    return f"leader{leader.id}"


def notice_key(notice: Notice) -> str:
    """The key of the line of who announced something."""
    return f"notice{notice.id}"

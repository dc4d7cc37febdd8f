"""What home is made of: the next meeting, a line for each past one, who waits, what asks for attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.fit import fit_of_agenda, parts_in_words
from leadsroom.domain.rules.chapter_rules import NO_RULES
from leadsroom.domain.season.rota import agenda_with
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import (
    days_waited,
    full_day,
    late_in_words,
    length_in_words,
    long_date,
    seconds_or_minutes,
    short_date,
    whole_minutes,
)
from leadsroom.views.home import (
    AttentionPicture,
    BrokenRules,
    HomePicture,
    LeadNews,
    MeetingLine,
    RotaLine,
    WaitingKind,
    WaitingLine,
)
from screens.kit.clock_face import PAUSED_SHAPE
from screens.kit.listing import Column, Line, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import accent, amber, key, quiet, strong, words

_MINUTE = timedelta(minutes=1)
_AWAY_AT_MOST = 3
_NO_SPEAKER = "nobody yet"


class NextPicture(Struct, frozen=True):
    """The meeting that is on or next. `when` is in how long, or how long it has run.

    `notes` are what the calendar says and members announced, `advice` what should be done before it, `hint`
    what could be; `speakers` are the next dates, each with who speaks.
    """

    heading: str
    day: str
    when: str
    facts: str
    live: bool
    advice: str = ""
    notes: tuple[str, ...] = ()
    hint: str = ""
    speakers: tuple[RotaLine, ...] = ()


def next_picture(home: HomePicture, now: datetime) -> NextPicture:
    """The picture of the meeting at a moment."""
    chapter, live = home.chapter, home.live
    people = f"{home.members} member{'' if home.members == 1 else 's'}"
    length = length_in_words(chapter.length)
    facts = f"{people} · {length} · pitches of {seconds_or_minutes(chapter.pitch)}"
    open_house = " · open house" if home.is_open_house else ""
    if live is not None and live.started_at is not None:
        began = clock_time(live.started_at, chapter, half=True)
        when = f"▶ running for {_rough(now - live.started_at)} · since {began}"
        if home.paused_since is not None:
            paused = clock_time(home.paused_since, chapter, half=True)
            when = f"{PAUSED_SHAPE} paused since {paused} · began {began}"
        advice = _handed_over(home)
        return NextPicture(f"Live now{open_house}", long_date(live.on), when, facts, live=True, advice=advice)
    if chapter.archived_on is not None:
        since = f"since {full_day(chapter.archived_on)}"
        return NextPicture("Archived", since, "no meeting is ahead", facts, live=False)
    day = f"{long_date(home.next_on)} · {clock_time(home.next_starts_at, chapter, half=True)}"
    when, heading = _in_how_long(home, now), f"Next meeting{open_house}"
    advice, notes, hint = _advice(home), tuple(_notes(home)), _hint(home)
    return NextPicture(
        heading, day, when, facts, live=False, advice=advice, notes=notes, hint=hint, speakers=home.rota
    )


def _notes(home: HomePicture) -> Iterator[str]:
    """Who announced to be away, what the meeting is about, and the dates on which there is none."""
    if home.next_date is not None and home.next_date.note:
        yield home.next_date.note
    if home.next_date is not None and home.next_date.place:
        yield f"This time at {home.next_date.place}."
    for holiday in home.holidays:
        why = f": {holiday.note}" if holiday.note else ", a holiday"
        yield f"No meeting on {short_date(holiday.on)}{why}."
    if home.away:
        more = len(home.away) - _AWAY_AT_MOST
        announced = ", ".join(notice.words for notice in home.away[:_AWAY_AT_MOST])
        yield f"Announced: {announced}{f', and {more} more' if more > 0 else ''}."


def _hint(home: HomePicture) -> str:
    if home.members and home.chapter.rules == NO_RULES and home.handed_over is None:
        return "No rules yet. Press s, then r, to take those of a group like yours."
    return ""


def _advice(home: HomePicture) -> str:
    """What should be done before the meeting, if anything."""
    if away := _handed_over(home):
        return away
    chapter, starts_at = home.chapter, home.next_starts_at
    if not home.members:
        return "Nobody is on the roster yet. Press r to add members or to take in a file."
    due_at = starts_at + chapter.length
    talk = home.rota[0].talk if home.rota else None
    fit = fit_of_agenda(
        agenda_with(chapter.agenda, talk), home.members, chapter.changeover, starts_at, due_at
    )
    if fit.minutes_past < 1:
        return ""
    return f"The agenda {parts_in_words(fit, chapter).ends}. Press a to make it fit."


def _handed_over(home: HomePicture) -> str:
    return "" if home.handed_over is None else home.handed_over.notice(home.take_back)


def _in_how_long(home: HomePicture, now: datetime) -> str:
    days = (home.next_on - home.chapter.today(now)).days
    if days > 1:
        return f"in {days} days"
    if days == 1:
        return "tomorrow"
    ahead = home.next_starts_at - now
    return f"today, in {_rough(ahead)}" if ahead >= _MINUTE else "today, starting now"


def _rough(length: timedelta) -> str:
    """Whole minutes, with hours from one on: `38 min`, `1 h 05`."""
    hours, minutes = divmod(whole_minutes(length), 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes} min"


class NextMeeting(TallPane[NextPicture]):
    """The meeting that Enter opens."""

    can_focus = True

    def draw(self, picture: NextPicture, width: int) -> Content:
        when = accent(picture.when) if picture.live else quiet(picture.when)
        advice = amber(picture.advice).wrap(width) if picture.advice else []
        notes = [line for note in picture.notes for line in words(note).wrap(width)]
        hint = quiet(picture.hint).wrap(width) if picture.hint else []
        is_low = self.screen.has_class("-narrow")
        rota = speakers_in_line(picture, width) if is_low else speakers_in_lines(picture, width)
        return lines(strong(picture.day), when, quiet(picture.facts), *rota, *notes, *advice, *hint)


def speakers_in_line(picture: NextPicture, width: int) -> list[Content]:
    """`Speaker: Ann Chu — Leases, then nobody yet, Bo Diaz`, in one line."""
    if not picture.speakers:
        return []
    first, *others = picture.speakers
    then = ", ".join(each.talk.speaker.name if each.talk else _NO_SPEAKER for each in others)
    now = first.talk.words if first.talk else _NO_SPEAKER
    line = Content.assemble(words(f"Speaker: {now}"), quiet(f", then {then}" if then else ""))
    return [line.truncate(width, ellipsis=True)]


def speakers_in_lines(picture: NextPicture, width: int) -> list[Content]:
    """A line for each date, under a heading."""
    rows: list[Row] = [
        (
            quiet("" if number else "Speaker"),
            quiet(short_date(each.on)),
            words(each.talk.words) if each.talk else quiet(_NO_SPEAKER),
        )
        for number, each in enumerate(picture.speakers)
    ]
    columns = (Column(), Column(), Column(least=10, most=60))
    return list(table_lines(rows, columns, width)) if rows else []


LAST_COLUMNS = (
    Column(),
    Column(right=True),
    Column(right=True, rank=5),
    Column(right=True, rank=4),
    Column(right=True),
    Column(right=True, rank=2),
    Column(right=True),
    Column(right=True, rank=3),
    Column(right=True, rank=1),
)
LAST_HEAD = Line(
    "",
    tuple(
        quiet(title)
        for title in ("Date", "At table", "Subs", "Visitors", "Leads", "Raw", "Closed", "", "Ended")
    ),
)


def last_line(line: MeetingLine, country: str, year: int) -> Line:
    """A past meeting in its key numbers; zeros are shown, the year only where it is not this one."""
    ended = late_in_words(line.ended_late)
    cells: Row = (
        words(line.name.near(year)),
        Content.assemble(words(str(line.at_table)), quiet(f" of {line.seats}")),
        quiet(str(line.substitutes)),
        quiet(str(line.visitors)),
        strong(str(line.qualified)),
        quiet(str(line.leads - line.qualified)),
        words(show_money(line.closed_business, country)),
        quiet(_own(line, country)),
        amber(ended) if whole_minutes(line.ended_late) > 5 else quiet(ended),
    )
    return Line(str(line.id), cells)


def _own(line: MeetingLine, country: str) -> str:
    """What of the dollars of a meeting givers bought themselves."""
    return f"{show_money(line.dollars.own_purchases, country)} own" if line.dollars.own else ""


_WAITING_AT_MOST = 8  # lines of one sort where it is the only one; fewer where there are several
_WITH_ABOUT = 4  # so few that there is room to say what it is about
_WAITING_COLUMNS = (Column(least=8, fills=True), Column(right=True), Column(right=True))
# The sign that a sort has also on the page of leads, its tone there, its title, and in few words.
_KINDS = {
    WaitingKind.LEADS_NOT_HEARD_FROM: ("■", "wrong", "Overdue, not contacted", "overdue"),
    WaitingKind.TO_CALL: ("▶", "accent", "To call by {by}", "to call by {by}"),
    WaitingKind.FOLLOW_UP_DUE: ("◆", "amber", "Follow-ups due", "to follow up"),
    WaitingKind.WAITING_FOR_NEWS: ("▲", "amber", "Waiting for news", "without news"),
    WaitingKind.STALE: ("▽", "amber", "Stale", "stale"),
    WaitingKind.PROSPECT_CALLS: ("▷", "quiet", "Prospects who are to call", "prospects to call"),
    WaitingKind.VISITOR_DECIDES: ("", "visitor", "Visitors deciding", ""),
}
_NOBODY = "Nobody is waiting for anything."


class WaitingPane(TallPane[tuple[WaitingLine, ...]]):
    """Who is waited for: the most pressing first, of each sort the longest."""

    can_focus = True

    def draw(self, picture: tuple[WaitingLine, ...], width: int) -> Content:
        if not picture:
            return lines(quiet("Waiting"), Content(""), *words(_NOBODY).wrap(width))
        kinds = [kind for kind in WaitingKind if any(line.kind is kind for line in picture)]
        drawn: list[Content] = []
        for kind in kinds:
            of_kind = [line for line in picture if line.kind is kind]
            drawn += [
                *([Content("")] if drawn else []),
                _title(kind, of_kind),
                *_waiting(of_kind, width, _at_most(len(kinds), of_kind)),
            ]
        if kinds != [WaitingKind.VISITOR_DECIDES]:
            drawn += [Content(""), Content.assemble(key("l"), quiet(" opens the leads"))]
        return lines(*drawn)


class WaitingRow(TallPane[tuple[WaitingLine, ...]]):
    """The same in one row, in numbers of leads and of visitors, as far as they fit."""

    def draw(self, picture: tuple[WaitingLine, ...], width: int) -> Content:
        kinds = [kind for kind in WaitingKind if any(line.kind is kind for line in picture)]
        of_leads = kinds[:1] not in ([], [WaitingKind.VISITOR_DECIDES])
        end = Content.assemble("   ", key("l"), quiet(" leads")) if of_leads else Content("")
        parts = [_in_few_words(kind, picture) for kind in kinds] or [quiet("nobody")]
        rows = (
            Content.assemble(quiet("Waiting  "), quiet(" · ").join(parts[:most]), end)
            for most in range(len(parts), 0, -1)
        )
        fitting = (row for row in rows if row.cell_length <= width)
        return next(fitting, Content(""))


def _in_few_words(kind: WaitingKind, picture: Sequence[WaitingLine]) -> Content:
    of_kind = [line for line in picture if line.kind is kind]
    if kind is WaitingKind.VISITOR_DECIDES:
        return words(f"{len(of_kind)} visitor{'' if len(of_kind) == 1 else 's'} deciding")
    sign, tone, _, in_short = _KINDS[kind]
    in_short = in_short.format(by=of_kind[0].by)
    return Content.assemble(words(f"{sign} ", tone), words(f"{_leads_of(of_kind)} {in_short}"))


def _leads_of(of_kind: Sequence[WaitingLine]) -> int:
    return sum(line.count for line in of_kind)


def _title(kind: WaitingKind, of_kind: Sequence[WaitingLine]) -> Content:
    """What is waited for, with how many leads there are of it."""
    sign, tone, title, _ = _KINDS[kind]
    title = title.format(by=of_kind[0].by)
    return words(f"{sign} {title} · {_leads_of(of_kind)}" if sign else title, tone)


def _at_most(kinds: int, of_kind: Sequence[WaitingLine]) -> int:
    """The lines that one sort may take; one more would only say that there is one more."""
    most = {1: _WAITING_AT_MOST, 2: _WAITING_AT_MOST, 3: 5}.get(kinds, 3)
    return len(of_kind) if len(of_kind) == most + 1 else most


def _waiting(of_kind: Sequence[WaitingLine], width: int, most: int) -> Iterator[Content]:
    shown = of_kind[:most]
    heads = table_lines([_waiting_row(line) for line in shown], _WAITING_COLUMNS, width)
    for head, line in zip(heads, shown, strict=True):
        yield head
        if len(of_kind) <= _WITH_ABOUT <= most:
            yield quiet(f"  {_about(line)}").truncate(width, ellipsis=True)
    if len(of_kind) > len(shown):
        yield quiet(f"and {len(of_kind) - len(shown)} more")


def _waiting_row(line: WaitingLine) -> Row:
    thing = "visit" if line.kind is WaitingKind.VISITOR_DECIDES else "lead"
    count = f"{line.count} {thing}{'' if line.count == 1 else 's'}"
    return words(line.who), quiet(count), quiet(f"by {line.by}" if line.by else days_waited(line.days))


def _about(line: WaitingLine) -> str:
    if line.kind is WaitingKind.VISITOR_DECIDES:
        return " · ".join(
            part for part in (line.about, f"invited by {line.giver}" if line.giver else "") if part
        )
    return f"{line.about or 'no name'}, from {line.giver}"


_LABEL = 9
_AT_MOST = 3  # one more would only say that there is one more


class AttentionPane(TallPane[tuple[AttentionPicture, str]]):
    """The picture, and the country in which sums are written. Empty where nothing asks for attention."""

    def draw(self, picture: tuple[AttentionPicture, str], width: int) -> Content:
        return lines(*(line.truncate(width, ellipsis=True) for line in _lines(*picture)))


def asks_for_attention(attention: AttentionPicture) -> bool:
    """Whether there is a line to draw."""
    people = attention.limits or attention.applying or attention.waiting or attention.offices
    broken = attention.broken.rules or attention.broken.earlier
    to_do = attention.owing or attention.news or attention.to_follow_up or attention.handed_down
    return bool(people or broken or to_do)


def _lines(attention: AttentionPicture, country: str) -> Iterator[Content]:
    limits = [
        Content.assemble(words(f"{near.name} "), words(near.mark, "wrong" if near.past else "amber"))
        for near in attention.limits
    ]
    yield from _rows("Limits", "", limits)
    if (broken := _broken_in_words(attention.broken)) is not None:
        yield from _rows("Rules", "g x", [broken])
    if attention.owing:
        verb = "owes" if attention.owing == 1 else "owe"
        owe = f"{attention.owing} {verb} {show_money(attention.owed, country)}"
        yield from _rows("Money", "m", [words(owe)])
    seats = (
        *(words(f"{name} applies") for name in attention.applying),
        *(words(f"{name} waits") for name in attention.waiting),
    )
    yield from _rows("Seats", "r", seats)
    yield from _rows("Offices", "r", [words(remark) for remark in attention.offices])
    if attention.to_follow_up:
        yield from _rows("Visitors", "g f", [words(f"{attention.to_follow_up} to follow up")])
    if attention.handed_down:
        yield from _rows("Decide", "j", [quiet(attention.handed_down)])
    if attention.news is not None:
        yield from _rows("News", "l", [words(_news_in_words(attention.news))])


def _broken_in_words(broken: BrokenRules) -> Content | None:
    """`3 broken by 2 people, first Ann Chu · 4 earlier`: one line, and the page of all of them."""
    if broken.rules:
        by = "1 person" if broken.people == 1 else f"{broken.people} people"
        who = broken.name if broken.people == 1 else f"{by}, first {broken.name}"
        earlier = quiet(f" · {broken.earlier} earlier") if broken.earlier else Content("")
        return Content.assemble(words(f"{broken.rules} broken by {who}"), earlier)
    return quiet(f"none broken today, {broken.earlier} earlier") if broken.earlier else None


def _news_in_words(news: LeadNews) -> str:
    """`6 leads heard from since Wed 25 Nov, 1 closed`."""
    closed = f", {news.closed} closed" if news.closed else ""
    leads = f"{news.leads} lead{'' if news.leads == 1 else 's'}"
    return f"{leads} heard from since {short_date(news.since)}{closed}"


def _rows(label: str, opens: str, parts: Sequence[Content]) -> Iterator[Content]:
    """A row for each, and at the first one the key that opens more; a long list says how many are left."""
    shown = list(parts)
    if len(parts) > _AT_MOST + 1:
        shown[_AT_MOST:] = [quiet(f"and {len(parts) - _AT_MOST} more")]
    for place, each in enumerate(shown):
        opened = [quiet("  "), key(opens)] if opens and not place else []
        yield Content.assemble(quiet(("" if place else label).ljust(_LABEL)), each, *opened)

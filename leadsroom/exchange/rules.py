"""The rules, where the members stand with them, and which were broken: as text, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.breaches import Breach
from leadsroom.domain.people.openings import Opening
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.standing import Level, QuotaStanding
from leadsroom.domain.people.standing_words import (
    NOTHING_COUNTED,
    period_in_words,
    share_standing_sentence,
    standing_lines,
    standing_sentence,
)
from leadsroom.domain.people.substitutes import SubstituteRecord
from leadsroom.domain.rules.rule_words import limit_sentence, rule_lines, share_sentence
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import near_day
from leadsroom.exchange.outgoing import FileWanted, csv_file, json_file, write_wanted
from leadsroom.store.read.chapter import lead_rules_as_data, rules_as_data
from leadsroom.store.reading import Reading
from leadsroom.views.rules import BreachList, MemberMeaning, breach_list

_LEVELS = {
    Level.PAST: "  ■ past a limit",
    Level.LIMIT: "  ▲ none left",
    Level.WARNING: "  △ one left",
    Level.NOTICE: "  ○ two left",
    Level.REMINDER: "  ◇ reminder due",
}
_FEW_LEFT = {0: Level.LIMIT, 1: Level.WARNING}


class Standings(Struct, frozen=True):
    """The table as it stands on a day: all members or those asked for, and the breaches among them.

    `substitutes` are empty where somebody is asked for alone. `before` is what an earlier program counted for
    each.
    """

    chapter: Chapter
    today: date
    members: tuple[MemberMeaning, ...]
    broken: BreachList
    substitutes: tuple[SubstituteRecord, ...] = ()
    one_to_ones: tuple[tuple[str, QuotaStanding], ...] = ()
    before: Mapping[Person, Sequence[Opening]] = field(default_factory=dict)


def write_standings(found: Standings, form: str) -> str | bytes:
    """As text, csv or json."""
    if form == "text":
        return text_standings(found)
    return csv_standings(found) if form == "csv" else json_standings(found)


def write_list(broken: BreachList, form: str) -> str | bytes:
    """The breaches alone as text, csv or json."""
    if form == "text":
        return text_breaches(broken)
    return csv_breaches(broken) if form == "csv" else json_breaches(broken)


# The rules themselves

RULE_COLUMNS = ("Part", "Rule")


def csv_rules(chapter: Chapter) -> bytes:
    """A line for each rule, as it is read back."""
    lines = rule_lines(chapter.rules, chapter.currency, chapter.country)
    return csv_file(RULE_COLUMNS, ((line.part.value, line.sentence) for line in lines))


def json_rules(chapter: Chapter) -> bytes:
    """The rules as sentences and as data; sums are in minor units of the currency."""
    lines = rule_lines(chapter.rules, chapter.currency, chapter.country)
    return json_file(
        {
            "chapter": chapter.name,
            "currency": chapter.currency,
            "sentences": [{"part": line.part, "rule": line.sentence} for line in lines],
            "rules": rules_as_data(chapter.rules),
            "lead_rules": lead_rules_as_data(chapter.lead_rules),
        }
    )


# Text


def text_standings(found: Standings) -> str:
    """Each member under whose name something counts, then what was broken, ending in a newline."""
    parts = [_members(found), _broken(found.broken)]
    parts += [_titled("Substitutes", map(_substitute, (each for each in found.substitutes if each.times)))]
    met = found.one_to_ones
    if met:
        rows = (f"  {clean(name)}: {standing.given}" for name, standing in met)
        parts.append(_titled(f"One-to-ones {period_in_words(met[0][1])}", rows))
    country = found.chapter.country
    before = [
        f"  {clean(who.name)}: {each.sentence(country)}" for who, of in found.before.items() for each in of
    ]
    parts.append(_titled("Figures of an earlier program, which no rule counts", before))
    return "\n\n".join(filter(None, parts)) + "\n"


def _members(found: Standings) -> str:
    rules = found.chapter.rules
    if not rules.limits and not rules.shares:
        return _NO_RULE if not rules.quotas else ""
    shown, nothing = [], 0
    for member in found.members:
        sentences = standing_lines(member.standing, found.today)
        if sentences == [NOTHING_COUNTED]:
            nothing += 1
        else:
            shown += [f"{clean(member.name)}{_level(member.level)}", *(f"  {each}" for each in sentences)]
    return "\n".join([*shown, *_rest(found.members, nothing)])


_NO_RULE = "The chapter has no attendance rule yet. `leadsroom rules --preset NAME` takes published ones."


def _rest(members: Sequence[MemberMeaning], nothing: int) -> list[str]:
    """That nothing counts, once for all of whom that is true."""
    if not nothing:
        return []
    if len(members) == 1:
        return [clean(members[0].name), f"  {NOTHING_COUNTED}"]
    if nothing == len(members):
        return ["Nothing counts against anybody."]
    others = "1 other" if nothing == 1 else f"{nothing} others"
    return [f"Nothing counts against {others}."]


def _level(level: Level) -> str:
    return _LEVELS.get(level, "")


def text_breaches(broken: BreachList) -> str:
    """What was broken, the most pressing first, ending in a newline."""
    if not broken.rules:
        return "The chapter has no rule yet. `leadsroom rules --preset NAME` takes published ones.\n"
    return (_broken(broken) or f"No rule was broken in {_months(broken)}.") + "\n"


def _broken(broken: BreachList) -> str:
    groups = (
        ("Broken today", [line.breach for line in broken.lines if line.breach.stands]),
        (
            f"Broken earlier, in {_months(broken)}",
            [line.breach for line in broken.lines if not line.breach.stands],
        ),
    )
    titled = (_titled(title, [_breach(each, broken.today) for each in group]) for title, group in groups)
    return "\n\n".join(filter(None, titled))


def _months(broken: BreachList) -> str:
    return "the last month" if broken.months == 1 else f"the last {broken.months} months"


def _breach(breach: Breach, today: date) -> str:
    until = "" if breach.until is None else f" until {near_day(breach.until, today)}"
    time = f"since {near_day(breach.since, today)}{until}"
    parts = (f"{clean(breach.who)}: {breach.figures}", time, breach.decided)
    return f"  {'; '.join(filter(None, parts))}."


def _titled(title: str, rows: Iterator[str] | Sequence[str] | map[str]) -> str:
    listed = list(rows)
    return "\n".join([title, *listed]) if listed else ""


def _substitute(record: SubstituteRecord) -> str:
    """Above zero that are left there is nothing to warn of but the last."""
    left = record.left
    level = Level.FINE
    if left is not None:
        level = Level.PAST if left < 0 else _FEW_LEFT.get(left, Level.FINE)
    return f"  {clean(record.person.name)}{_level(level)}: {record.sentence}"


# Tables


STANDING_COLUMNS = ("Member", "Rule", "Counted", "Allowed", "Left", "Level", "Dates", "Until")
BREACH_COLUMNS = (
    "Who", "Kind", "Rule", "Counted", "Allowed or asked", "Since", "Until", "Dates", "Decided", "In words",
)  # fmt: skip


def csv_standings(found: Standings) -> bytes:
    """A line for each member and attendance rule; zeros are shown. `Until` is when the oldest falls out."""
    return csv_file(STANDING_COLUMNS, (row for member in found.members for row in _rows(member)))


def _rows(member: MemberMeaning) -> Iterator[tuple[object, ...]]:
    for limit in member.standing.limits:
        yield (
            *(member.name, limit_sentence(limit.rule), limit.count, limit.rule.allowed, limit.left),
            *(limit.level.name.lower(), _days(limit.dates), _day(limit.falls_out_on)),
        )
    for share in member.standing.shares:
        rule = share.rule
        counted = None if share.percent is None else f"{share.percent}%"
        level = share.level.name.lower()
        yield member.name, share_sentence(rule), counted, f"{rule.percent}%", None, level, "", None


def write_breaches(reading: Reading, wanted: FileWanted) -> Path:
    """Write the breaches into a file; where it is. Raises Refused."""
    return write_wanted(wanted, csv_breaches(breach_list(reading)))


def csv_breaches(broken: BreachList) -> bytes:
    """A line for each breach, the most pressing first."""
    return csv_file(BREACH_COLUMNS, (_breach_row(line.breach) for line in broken.lines))


def _breach_row(each: Breach) -> tuple[object, ...]:
    return (
        *(each.who, each.kind, each.rule, each.counted, each.allowed, each.since.isoformat()),
        *(_day(each.until), _days(each.dates), each.decided, each.figures),
    )


def _days(dates: Sequence[date]) -> str:
    return " ".join(day.isoformat() for day in dates)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


# JSON


def json_standings(found: Standings) -> bytes:
    """Everything, as JSON."""
    return json_file(
        {
            "on": found.today,
            "members": [_member(each, found.today) for each in found.members],
            "substitutes": [
                {
                    "name": each.person.name,
                    "times": len(each.times),
                    "allowed": each.allowed,
                    "dates": [one.on for one in each.times],
                }
                for each in found.substitutes
            ],
            "one_to_ones": [{"name": name, "given": standing.given} for name, standing in found.one_to_ones],
            "before": [
                {
                    "name": who.name,
                    "since": one.since,
                    "until": one.until,
                    "figures": one.figures,
                    "source": one.source,
                }
                for who, of in found.before.items()
                for one in of
            ],
            **_broken_as_data(found.broken),
        }
    )


def json_breaches(broken: BreachList) -> bytes:
    """The breaches as JSON, with the first day that is looked at."""
    return json_file({"on": broken.today, **_broken_as_data(broken)})


def _broken_as_data(broken: BreachList) -> dict[str, Any]:
    names = ("who", "kind", "rule", "counted", "allowed", "since", "until", "dates", "decided", "figures")
    listed = [{name: getattr(line.breach, name) for name in names} for line in broken.lines]
    return {"since": broken.since, "breaches": listed}


def _member(member: MemberMeaning, today: date) -> dict[str, Any]:
    standing = member.standing
    return {
        "name": member.name,
        "level": member.level.name.lower(),
        "limits": [
            {
                "rule": limit_sentence(limit.rule),
                "counted": limit.count,
                "allowed": limit.rule.allowed,
                "level": limit.level.name.lower(),
                "dates": limit.dates,
                "falls_out_on": limit.falls_out_on,
                "in_words": standing_sentence(limit, today),
            }
            for limit in standing.limits
        ],
        "shares": [
            {
                "rule": share_sentence(share.rule),
                "there": share.there,
                "of": share.of,
                "percent": share.percent,
                "level": share.level.name.lower(),
                "in_words": share_standing_sentence(share),
            }
            for share in standing.shares
        ],
    }

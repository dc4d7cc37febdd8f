"""What is handed down, out of files and into them: also those that `rules` and `scorecard` write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import DecodeError, ValidationError
from msgspec.json import decode
from msgspec.structs import replace

from leadsroom.domain.agenda.plan import AgendaPlan, length_of_step
from leadsroom.domain.association.differences import Difference, OwnValues
from leadsroom.domain.association.handed_down import HandedDown
from leadsroom.domain.association.templates import (
    LEAD_RULES,
    RULE_PARTS,
    Body,
    DateSpan,
    HandedDates,
    HandedRules,
    HandedText,
    TemplateKind,
    parts_in_words,
)
from leadsroom.domain.rules.lead_rules import lead_rules_in_words
from leadsroom.domain.rules.rule_words import RuleLine, RulePart, rule_lines
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import full_day, length_in_words, listed
from leadsroom.errors import Refused
from leadsroom.exchange.outgoing import FileWanted, csv_file, json_file, write_wanted
from leadsroom.store.read.association.templates import body_as_data, body_from_data
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.reading import Reading
from leadsroom.views.association.template_chapters import TemplateChapters
from leadsroom.views.association.templates import (
    HandedDownPicture,
    TemplateDetail,
    TemplateLine,
    TemplateList,
    handed_down,
    template_list,
)

# Made of what a chapter has


def body_of_chapter(kind: TemplateKind, own: OwnValues, parts: Sequence[str] = ()) -> Body:
    """What a chapter has of a kind, to be handed down; of rules the `parts`, or all but its very own.
    Raises Refused for scores of a chapter that has chosen none.
    """
    if kind is TemplateKind.RULES:
        wanted = tuple(parts) or tuple(part for part in RULE_PARTS if part not in _OF_ONE_CHAPTER)
        lead_rules = own.lead_rules if LEAD_RULES in wanted else None
        return HandedRules(own.rules, wanted, own.currency, lead_rules)
    if kind is TemplateKind.AGENDA:
        return own.agenda
    if kind is TemplateKind.HOLIDAYS:
        special = (each for on, each in sorted(own.calendar.special.items()) if on >= own.today)
        found = (DateSpan(x.on, x.on, x.kind, x.note) for x in special if x.kind in _HANDED_DATES)
        return HandedDates(tuple(found))
    if kind.scores is not None and not own.has_chosen(kind):
        raise Refused(
            f"That chapter has chosen no {kind.noun}: it goes by the usual one. Choose one there first "
            "(leadsroom scorecard use), or hand down a file."
        )
    return HandedText(own.text(kind))


# Who holds an office, how a meeting is run at the table, and a remark are the affair of each chapter.
_OF_ONE_CHAPTER = frozenset({"offices", "meeting", "remark"})
_HANDED_DATES = (DateKind.HOLIDAY, DateKind.OPEN_HOUSE)


def parts_ruled(body: Body) -> tuple[str, ...]:
    """Which parts of the rules a template rules, for its next version; nothing of all else."""
    return body.parts if isinstance(body, HandedRules) else ()


# Read from a file


def read_body(kind: TemplateKind, data: bytes, parts: Sequence[str] = ()) -> Body:
    """What a file hands down. Raises Refused.

    JSON as `rules`, `chapter` and `templates show` write it, a table of dates as `calendar` does, a scorecard
    or a catalogue in TOML. Of rules what the file leaves out is left to each chapter, and with `parts` all
    but these.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The file is no text in UTF-8. Write it with a plain editor.") from None
    try:
        return _read(kind, text, parts)
    except (ValidationError, DecodeError, KeyError, TypeError, AttributeError, OverflowError) as wrong:
        raise Refused(f"The file has no {kind.noun} in it: {_why(wrong)}. {_HOW[kind]}") from None


def _why(wrong: Exception) -> str:
    if isinstance(wrong, KeyError):
        return f"it has no “{wrong.args[0]}”"
    # What Python itself says of a list in the place of a table helps nobody.
    return clean(str(wrong)) if isinstance(wrong, DecodeError) else "it is put together in another way"


_HOW = {
    TemplateKind.RULES: "leadsroom rules --format json writes such a file.",
    TemplateKind.MEMBER_SCORECARD: "leadsroom scorecard show writes such a file.",
    TemplateKind.CHAPTER_SCORECARD: "leadsroom scorecard show --of chapter writes such a file.",
    TemplateKind.HOLIDAYS: "leadsroom calendar --format csv writes such a file.",
    TemplateKind.AGENDA: "leadsroom templates show NAME --format json writes such a file.",
    TemplateKind.CATALOGUE: "leadsroom catalogue show writes such a file.",
}


def _read(kind: TemplateKind, text: str, parts: Sequence[str]) -> Body:
    is_json = text.lstrip().startswith(("{", "["))
    if _is_text(kind) and not is_json:
        return HandedText(text)
    if kind is TemplateKind.HOLIDAYS and not is_json:
        return HandedDates(tuple(_spans(csv.DictReader(io.StringIO(text)))))
    found = decode(text)
    if kind is TemplateKind.HOLIDAYS and "dates" in found:
        return HandedDates(tuple(_spans(found["dates"])))
    body = body_from_data(kind, found)
    if isinstance(body, HandedRules):
        read = rules_as_data(body.rules)
        for part, given in found["rules"].items():
            _refuse_unread(given, read.get(part))
    if isinstance(body, HandedRules) and parts:
        if absent := [part for part in RULE_PARTS if part in parts and part not in body.parts]:
            raise Refused(f"The file has nothing of {listed(absent)}. Name only what it has.")
        return only_parts(body, parts)
    return body


def only_parts(body: HandedRules, parts: Sequence[str]) -> HandedRules:
    """Of rules these parts alone."""
    return replace(body, parts=tuple(parts), lead_rules=body.lead_rules if LEAD_RULES in parts else None)


def _refuse_unread(given: Any, read: Any) -> None:
    """Refuse a name within a part from which nothing is read: the usual would hold there in its stead."""
    if isinstance(given, Mapping) and isinstance(read, Mapping):
        for name, value in given.items():
            if name not in read:
                raise Refused(f"“{clean(name)}” is nothing that a rule says. Check how it is written.")
            _refuse_unread(value, read.get(name))
    elif isinstance(given, list) and isinstance(read, list):
        for one, other in zip(given, read, strict=False):
            _refuse_unread(one, other)


def _is_text(kind: TemplateKind) -> bool:
    """Whether a template of a kind is a text in TOML."""
    return kind.scores is not None or kind is TemplateKind.CATALOGUE


_FIRST, _LAST = ("date", "first", "from"), ("last", "to", "until")


def _spans(rows: Iterable[Mapping[str, Any]]) -> Iterator[DateSpan]:
    """The lines that make a date special; the others are regular meetings."""
    for number, row in enumerate(rows, 1):
        cells = {fold(str(name)): clean(str(value or "")) for name, value in row.items()}
        first = next((cells[name] for name in _FIRST if cells.get(name)), "")
        kind = cells.get("kind") or ("holiday" if "kind" not in cells else "")
        if first and kind in [each.value for each in _HANDED_DATES]:
            last = next((cells[name] for name in _LAST if cells.get(name)), "") or first
            yield DateSpan(_day(first, number), _day(last, number), DateKind(kind), cells.get("note", ""))


def _day(typed: str, number: int) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(f"Line {number}: “{typed}” is not a date like 2026-12-24.") from None


# In words


def body_in_words(body: Body, kind: TemplateKind, country: str = "US") -> list[str]:
    """What a template hands down, a line each."""
    if isinstance(body, HandedRules):
        return list(_rules_in_words(body, country))
    if isinstance(body, HandedDates):
        return [span.words for span in body.spans]
    if isinstance(body, AgendaPlan):
        steps = [f"{step.title}: {length_of_step(step)}" for step in body.steps]
        return [*steps, f"{length_in_words(body.changeover)} between two turns"]
    return body.text.rstrip("\n").split("\n")


def _rules_in_words(body: HandedRules, country: str) -> Iterator[str]:
    named = frozenset(body.parts)
    for line in rule_lines(body.rules, body.currency, country):
        if _part_of(line) in named:
            yield line.sentence
    if body.lead_rules is not None:
        yield lead_rules_in_words(body.lead_rules)
    if left := [part for part in RULE_PARTS if part not in named]:
        yield f"Left to each chapter: {parts_in_words(left)}."


def _part_of(line: RuleLine) -> str:
    """The field of the rules that a sentence is about."""
    several = {RulePart.LIMIT: "limits", RulePart.SHARE: "shares", RulePart.QUOTA: "quotas"}
    money = {RulePart.DUES: "money", RulePart.FEES: "money", RulePart.FINES: "money"}
    return (several | money).get(line.part, line.part.value)


def change_lines(changes: Iterable[Difference]) -> Iterator[str]:
    """What taking it changes: the chapter's own, then what is handed down in its place."""
    for change in changes:
        if not change.was:
            yield from change.now
            continue
        yield from (f"was {sentence}" for sentence in change.was)
        yield from (f"now {sentence}" for sentence in change.now or ("no such rule",))


# Lists

_COLUMNS = (
    "Kind",
    "Name",
    "For",
    "Version",
    "Since",
    "Chapters",
    "By version",
    "Differ",
    "Withdrawn",
    "Note",
)


def write_templates(found: TemplateList, form: str) -> str | bytes:
    """The association's list as text, csv or json."""
    if form == "json":
        return json_file([_as_data(line) for line in found.lines])
    if form == "csv":
        return csv_file(_COLUMNS, (tuple(_as_data(line).values())[1:] for line in found.lines))
    if not found.lines:
        return f"{NOTHING}\n"
    return "\n".join([*(_line(line) for line in found.lines), "", _DIFFER]) + "\n"


def write_templates_to(reading: Reading, wanted: FileWanted) -> Path:
    """Write the association's list into a file; where it is. Raises Refused."""
    written = write_templates(template_list(reading), wanted.format)
    return write_wanted(wanted, written.encode("utf-8") if isinstance(written, str) else written)


NOTHING = (
    "Nothing is handed down yet. Hand down what a chapter has: "
    "leadsroom templates issue rules NAME --from-chapter CHAPTER"
)
_DIFFER = (
    "Chapters differ where they have something else by now than what they took: leadsroom templates chapters "
    "NAME names them. Of holidays only that list says so."
)


def _line(line: TemplateLine) -> str:
    each = line.template
    taken = "no chapter has it" if not line.number else _taken(line)
    state = "" if each.in_force else f" · withdrawn {_on(each.withdrawn_at)}"
    note = f" · {each.note}" if each.note else ""
    head = f"{each.called} (#{each.id}), for {each.whose}: version {each.version} since {_on(each.at)}"
    return clean(f"{head}; {taken}{state}{note}")


def _taken(line: TemplateLine) -> str:
    verb = "differs" if line.differing == 1 else "differ"
    differ = "" if line.differing is None else f", {line.differing} of them {verb}"
    who = f"{line.number} {'chapter has' if line.number == 1 else 'chapters have'}"
    return f"{who} it ({line.by_version}){differ}"


def _on(moment: Any) -> str:
    return full_day(moment.date())


def _as_data(line: TemplateLine) -> dict[str, Any]:
    each = line.template
    return {
        "id": each.id,
        "kind": each.kind.value,
        "name": each.name,
        "for": each.area or None,
        "version": each.version,
        "since": each.at.date().isoformat(),
        "chapters": line.number,
        "by_version": line.by_version or None,
        "differ": line.differing,
        "withdrawn": None if each.withdrawn_at is None else each.withdrawn_at.date().isoformat(),
        "note": each.note or None,
    }


def write_template(found: TemplateDetail, form: str) -> str | bytes:
    """One version of a template as text, as JSON that can be handed down again, or its own text in TOML."""
    if form == "json":
        return json_file(body_as_data(found.body))
    if form == "toml":
        if not isinstance(found.body, HandedText):
            raise Refused(f"{found.template.called} is no text in TOML. Write it by --format json.")
        return found.body.text
    each = found.template
    words = body_in_words(found.body, each.kind)
    versions = [
        f"version {one.version} of {_on(one.at)}{f': {one.note}' if one.note else ''}"
        for one in found.versions
    ]
    head = f"{each.called}, for {each.whose}: version {found.version}"
    ended = [] if each.in_force else [f"It was withdrawn on {_on(each.withdrawn_at)}."]
    return "\n".join([head, *ended, "", *(f"  {line}" for line in words), "", *versions]) + "\n"


_TAKER_COLUMNS = ("Number", "Chapter", "Version", "Taken", "Differs")


def write_template_chapters(found: TemplateChapters, form: str, *, differing: bool = False) -> str | bytes:
    """Which chapters have it, or with `differing` have something else by now, as text, csv or json."""
    if form == "csv":
        return csv_file(
            _TAKER_COLUMNS,
            (
                (x.chapter_id, x.name, x.version, x.since.isoformat(), "yes" if x.differs else "no")
                for x in found.lines
            ),
        )
    if form == "json":
        return json_file(
            [
                {"id": x.chapter_id, "chapter": x.name, "version": x.version, "taken": x.since}
                | {"differs": x.differs}
                for x in found.lines
            ]
        )
    if not found.lines:
        return f"No chapter {'differs from' if differing else 'has'} {found.template.words}.\n"
    lines = [
        clean(f"{x.name}: version {x.version}, taken {full_day(x.since)}{'; differs' if x.differs else ''}")
        for x in found.lines
    ]
    more = ["", "There are more: --most N, or --all."] if found.more else []
    return "\n".join([*lines, *more]) + "\n"


# A chapter's side

_OWN_COLUMNS = ("Kind", "Name", "For", "Version", "Since", "Taken", "Standing", "To decide", "Changes")


def write_handed_down(found: HandedDownPicture, form: str) -> str | bytes:
    """What a chapter is offered and has taken, as text, csv or json."""
    if form == "json":
        return json_file([_own_as_data(each) for each in found.lines])
    if form == "csv":
        return csv_file(_OWN_COLUMNS, (_own_row(each) for each in found.lines))
    if not found.lines:
        return "Nothing is handed down to this chapter.\n"
    lines = [line for each in found.lines for line in handed_down_lines(each)]
    hint = [
        "",
        "leadsroom chapter take NAME takes one; leadsroom chapter let-go NAME goes its own way.",
    ]
    return "\n".join([*lines, *hint]) + "\n"


def write_handed_down_to(reading: Reading, wanted: FileWanted) -> Path:
    """Write what a chapter is offered and has taken into a file; where it is. Raises Refused."""
    written = write_handed_down(handed_down(reading), wanted.format)
    return write_wanted(wanted, written.encode("utf-8") if isinstance(written, str) else written)


def handed_down_lines(each: HandedDown) -> Iterator[str]:
    """How a chapter stands with a template, and what is different, each in a line."""
    yield clean(
        f"{'▲' if each.asks else ' '} {each.template.called}, for {each.template.whose}: "
        f"{each.in_words}; {each.in_short}"
    )
    for change in each.changes if each.asks or each.own else ():
        yield from (f"    {line}" for line in change_lines([change]))


def _own_row(each: HandedDown) -> tuple[object, ...]:
    taken = None if each.taken is None or not each.is_followed else each.taken.version
    changes = "; ".join(line.removesuffix(".") for line in change_lines(each.changes))
    template = each.template
    return (
        *(template.kind.value, template.name, template.area or None, template.version),
        *(each.since, taken, each.standing.value, "yes" if each.asks else "no", changes),
    )


def _own_as_data(each: HandedDown) -> dict[str, Any]:
    return {
        "id": each.template.id,
        "kind": each.template.kind.value,
        "name": each.template.name,
        "for": each.template.area or None,
        "version": each.template.version,
        "since": each.since,
        "taken": each.taken.version if each.taken is not None and each.is_followed else None,
        "standing": each.standing.value,
        "to_decide": each.asks,
        "changes": [{"was": list(change.was), "now": list(change.now)} for change in each.changes],
    }

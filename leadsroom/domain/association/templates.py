"""What an association hands down: templates of rules, scorings, holidays, agendas and catalogues.

A template belongs to an area, or to the whole, and is offered to the chapters of that area. It has versions;
a chapter takes one, and what it has of it from then on is its own. Whether the two still are the same is
found by comparing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.plan import AgendaPlan, checked_plan
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.association.rules_in_files import checked_lead_rules, checked_rules
from leadsroom.domain.health.chapter.spheres import read_catalogue
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.health.scorecards.reader import read_scorecard
from leadsroom.domain.health.toml_text import as_stored
from leadsroom.domain.ids import AreaId, TemplateId
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.lead_rules import LeadRules
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import counted, listed, short_date
from leadsroom.errors import Refused


class TemplateKind(StrEnum):
    """What a template is of; the value is its name as data, and in a shell."""

    RULES = "rules"
    MEMBER_SCORECARD = "member scorecard"
    CHAPTER_SCORECARD = "chapter scorecard"
    HOLIDAYS = "holidays"
    AGENDA = "agenda"
    CATALOGUE = "catalogue"

    @property
    def heading(self) -> str:
        """As the beginning of a line: `Scorecard of members`."""
        return _HEADINGS[self]

    @property
    def noun(self) -> str:
        """Within a sentence: `scorecard of members`."""
        return f"{self.heading[:1].lower()}{self.heading[1:]}"

    @property
    def scores(self) -> Of | None:
        """Whom a scorecard scores; None of anything else."""
        return {self.MEMBER_SCORECARD: Of.MEMBERS, self.CHAPTER_SCORECARD: Of.CHAPTER}.get(self)


_HEADINGS = {
    TemplateKind.RULES: "Rules",
    TemplateKind.MEMBER_SCORECARD: "Scorecard of members",
    TemplateKind.CHAPTER_SCORECARD: "Scorecard of the chapter",
    TemplateKind.HOLIDAYS: "Holidays",
    TemplateKind.AGENDA: "Agenda",
    TemplateKind.CATALOGUE: "Catalogue of professions",
}

LEAD_RULES = "lead_rules"
MONEY = "money"
RULE_PARTS: tuple[str, ...] = (*ChapterRules.__struct_fields__, LEAD_RULES)
_PARTS_IN_WORDS = {"multi_level": "multi-level marketing", LEAD_RULES: "what makes a slip a lead"}
LONGEST_NAME = 60
LONGEST_NOTE = 200
_MOST_SPANS = 200
_LONGEST_SPAN = timedelta(days=366)
_SHOWN_SPANS = 8
_SHOWN = 20  # letters of what cannot be read


def parts_in_words(parts: Iterable[str]) -> str:
    """`quotas, money and what makes a slip a lead`, in the order of the rules."""
    named = frozenset(parts)
    return listed(_PARTS_IN_WORDS.get(part, part) for part in RULE_PARTS if part in named)


# What each hands down


class HandedRules(Struct, frozen=True, tag="rules"):
    """Rules for some `parts` of a chapter's, by their names in `RULE_PARTS`; all others are its own affair.

    Sums are in minor units of the `currency`: a chapter that counts in another one has all of its own money.
    """

    rules: ChapterRules
    parts: tuple[str, ...]
    currency: str
    lead_rules: LeadRules | None = None

    def taken_by(self, own: ChapterRules, currency: str) -> ChapterRules:
        """A chapter's rules with these in the place of its own."""
        named = (part for part in self.parts if part != LEAD_RULES)
        leaves = () if currency == self.currency else (MONEY,)
        return replace(own, **{part: getattr(self.rules, part) for part in named if part not in leaves})

    def leaves_money(self, currency: str) -> bool:
        """Whether its sums are in another money than a chapter's, so that they do not hold there."""
        return MONEY in self.parts and currency != self.currency


class HandedText(Struct, frozen=True, tag="text"):
    """A scorecard or a catalogue, as TOML."""

    text: str


class DateSpan(Struct, frozen=True):
    """Days, both ends among them, on which a chapter's regular meeting is no usual one, and why."""

    first: date
    last: date
    kind: DateKind = DateKind.HOLIDAY
    note: str = ""

    @property
    def words(self) -> str:
        """`Thu 24 Dec to Fri 1 Jan: holiday, Christmas`."""
        until = "" if self.first == self.last else f" to {short_date(self.last)}"
        why = f", {self.note}" if self.note else ""
        return f"{short_date(self.first)}{until}: {self.kind.value}{why}"


class HandedDates(Struct, frozen=True, tag="dates"):
    """The holidays and open houses of a year, by spans of days: chapters meet on different weekdays."""

    spans: tuple[DateSpan, ...]

    def on(self, day: date) -> DateSpan | None:
        """What is on a day; where several spans have it, the shortest one says so."""
        found = (span for span in self.spans if span.first <= day <= span.last)
        return min(found, key=lambda span: span.last - span.first, default=None)


Body: TypeAlias = HandedRules | HandedText | HandedDates | AgendaPlan

BODIES: Mapping[TemplateKind, type[Body]] = {
    TemplateKind.RULES: HandedRules,
    TemplateKind.MEMBER_SCORECARD: HandedText,
    TemplateKind.CHAPTER_SCORECARD: HandedText,
    TemplateKind.HOLIDAYS: HandedDates,
    TemplateKind.AGENDA: AgendaPlan,
    TemplateKind.CATALOGUE: HandedText,
}


def is_the_same(one: Body, other: Body | None) -> bool:
    """Whether two bodies hand down the same: in which money a chapter counts is nothing of rules without
    sums.
    """
    if isinstance(one, HandedRules) and isinstance(other, HandedRules) and MONEY not in other.parts:
        one = replace(one, currency=other.currency)
    return one == other


def new_and_gone(before: Body | None, after: Body) -> str:
    """What a version has that the one before had not, and the other way; empty where nothing came or went.

    `New in it: money. No longer in it: visitors, left to each chapter.`
    """
    if isinstance(before, HandedRules) and isinstance(after, HandedRules):
        new, gone = (
            parts_in_words(set(one.parts) - set(other.parts))
            for one, other in ((after, before), (before, after))
        )
        left = ", left to each chapter"
    elif isinstance(before, HandedDates) and isinstance(after, HandedDates):
        new, gone = (
            listed((span.words for span in one.spans if span not in other.spans), most=_SHOWN_SPANS)
            for one, other in ((after, before), (before, after))
        )
        left = ""
    else:
        return ""
    sentences = (f"New in it: {new}." if new else "", f"No longer in it: {gone}{left}." if gone else "")
    return " ".join(filter(None, sentences))


def checked_body(kind: TemplateKind, body: Body) -> Body:
    """A body as it is put on record. Raises Refused for one that no chapter could take."""
    if not isinstance(body, BODIES[kind]):
        raise Refused(f"That is not what {kind.noun} are made of.")
    if isinstance(body, HandedRules):
        return _checked_rules(body)
    if isinstance(body, HandedDates):
        return _checked_dates(body)
    if isinstance(body, HandedText):
        text = as_stored(body.text)
        if kind.scores is None:
            read_catalogue(text)
        else:
            read_scorecard(text, kind.scores)
        return HandedText(text)
    return checked_plan(body)


def _checked_rules(body: HandedRules) -> HandedRules:
    parts = tuple(part for part in RULE_PARTS if part in body.parts)
    if unknown := [part for part in body.parts if part not in RULE_PARTS]:
        raise Refused(f"“{clean(unknown[0])}” is no part of the rules. Choose some of {listed(RULE_PARTS)}.")
    if not parts:
        raise Refused("These rules rule nothing. Name a part of them.")
    if (LEAD_RULES in parts) is (body.lead_rules is None):
        raise Refused("What makes a slip a lead has to be among the parts, and in the rules.")
    if not re.fullmatch("[A-Z]{3}", body.currency):
        raise Refused(f"“{clean(body.currency)[:_SHOWN]}” is no currency. Write its three letters, like USD.")
    others = {part: getattr(body.rules, part) for part in parts if part != LEAD_RULES}
    lead_rules = None if body.lead_rules is None else checked_lead_rules(body.lead_rules)
    rules = checked_rules(replace(ChapterRules(), **others))
    return replace(body, rules=rules, parts=parts, lead_rules=lead_rules)


def _checked_dates(body: HandedDates) -> HandedDates:
    if not body.spans:
        raise Refused("No date is named. Name at least one holiday.")
    if len(body.spans) > _MOST_SPANS:
        raise Refused(f"A template has up to {_MOST_SPANS} dates; this one would have {len(body.spans)}.")
    return HandedDates(tuple(sorted(map(_checked_span, body.spans), key=lambda s: (s.first, s.last))))


def _checked_span(span: DateSpan) -> DateSpan:
    span = replace(span, note=clean(span.note))
    if not timedelta() <= span.last - span.first <= _LONGEST_SPAN:
        raise Refused(f"{span.words}: it ends before it begins, or lasts longer than a year.")
    if span.kind is DateKind.EXTRA:
        raise Refused(f"{span.words}: only holidays and open houses can be handed down.")
    if len(span.note) > LONGEST_NAME:
        raise Refused(f"A note has up to {LONGEST_NAME} characters; this one has {len(span.note)}.")
    return span


def checked_name(typed: str) -> str:
    """The name of a template. Raises Refused."""
    name = clean(typed)
    if not name:
        raise Refused("The template needs a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has up to {LONGEST_NAME} characters; this one has {len(name)}. Shorten it.")
    return name


def checked_note(typed: str) -> str:
    """Why a version was made. Raises Refused."""
    note = clean(typed)
    if len(note) > LONGEST_NOTE:
        raise Refused(f"A note has up to {LONGEST_NOTE} characters; this one has {len(note)}. Shorten it.")
    return note


# On record


class Template(Struct, frozen=True):
    """A template with its latest version; `area_id` is None where it is for all chapters.

    `area` is the name of its area, empty for all. One that was `withdrawn_at` a moment is no longer offered.
    """

    id: TemplateId
    kind: TemplateKind
    name: str
    version: int
    at: datetime
    note: str = ""
    area_id: AreaId | None = None
    area: str = ""
    withdrawn_at: datetime | None = None

    @property
    def in_force(self) -> bool:
        """Whether it is offered."""
        return self.withdrawn_at is None

    @property
    def called(self) -> str:
        """`Rules “Attendance”`."""
        return f"{self.kind.heading} “{self.name}”"

    @property
    def words(self) -> str:
        """The same within a sentence: `rules “Attendance”`."""
        return f"{self.kind.noun} “{self.name}”"

    @property
    def whose(self) -> str:
        """For whom it is: `North`, or `all chapters`."""
        return self.area or "all chapters"


class TakenVersion(Struct, frozen=True):
    """The version of a template that a chapter has taken last; it was let go of where it is withdrawn."""

    template_id: TemplateId
    version: int
    at: datetime
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether the chapter still goes by it."""
        return self.withdrawn_at is None


def parts_of(kind: TemplateKind, body: Body) -> frozenset[str]:
    """What of a chapter a template sets. Two that set the same cannot both be followed; dates add up."""
    if isinstance(body, HandedRules):
        return frozenset(body.parts)
    return frozenset() if kind is TemplateKind.HOLIDAYS else frozenset({kind.value})


def is_settled(parts: frozenset[str], settled: frozenset[str]) -> bool:
    """Whether all that a template sets is settled by others; dates never are."""
    return bool(parts) and parts <= settled


def path_up(tree: Tree, area_id: AreaId | None) -> tuple[AreaId | None, ...]:
    """The area of a chapter, those above it, and at last None, which stands for all chapters."""
    return (*(area.id for area in reversed(tree.path(area_id))), None)


class Choice(Struct, frozen=True):
    """What a chapter takes of all that it is offered, and of what it has to choose itself."""

    taken: tuple[Template, ...] = ()
    open: tuple[Template, ...] = ()


def first_choice(
    offered: Iterable[Template],
    bodies: Mapping[TemplateId, Body],
    path: Sequence[AreaId | None],
    settled: frozenset[str] = frozenset(),
) -> Choice:
    """What a new chapter takes: of each part what its nearest area hands down. `path` goes up from there.

    What is `settled` already is not taken. Where one area hands down several of the same, or a farther one
    sets some of what is settled and something else beside it, nobody but the chapter can choose.
    """
    by_area = {area_id: [each for each in offered if each.area_id == area_id] for area_id in path}
    taken: list[Template] = []
    unclear: list[Template] = []
    for here in by_area.values():
        parts = {each.id: parts_of(each.kind, bodies[each.id]) for each in here}
        new = [each for each in here if not is_settled(parts[each.id], settled)]
        for each in new:
            rivals = [one for one in new if one is not each and parts[one.id] & parts[each.id]]
            (unclear if rivals or parts[each.id] & settled else taken).append(each)
        settled = settled.union(*(parts[each.id] for each in new))
    return Choice(tuple(taken), tuple(unclear))


def template_called(found: Sequence[Template], typed: str) -> Template:
    """The one that is meant by a name, a part of one, or its number like #3. Raises Refused."""
    wanted = fold(clean(typed))
    by_number = [each for each in found if wanted == f"#{each.id}"]
    exact = by_number or [each for each in found if fold(each.name) == wanted]
    meant = exact or [each for each in found if wanted and wanted in fold(f"{each.kind.heading} {each.name}")]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise Refused(f"No template is called “{clean(typed)}”.{_choose(found)}")
    raise Refused(f"{counted(len(meant), 'template')} could be “{clean(typed)}”.{_choose(meant)}")


def _choose(found: Sequence[Template]) -> str:
    if not found:
        return ""
    names = [f"{each.words} of {each.whose} (#{each.id})" for each in found]
    return f" Choose one of {listed(names, 'or', most=8)}."

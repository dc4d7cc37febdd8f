"""Forms of who sits at the table: substitutes, visitors, applicants; and what no figure says."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    SubstitutePitch,
    SubstituteRules,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.rule_edit import read_count_or_none
from leadsroom.domain.rules.windows import Window, WindowKind
from leadsroom.domain.text.plain_text import clean
from screens.dialogs.rule_at import (
    COUNTS,
    SPANS,
    Answers,
    RuleAt,
    figure,
    window_lines,
    window_of,
)
from screens.dialogs.rule_form import Asked, Chosen, RuleForm, Typed

_PITCH = (
    (SubstitutePitch.MEMBERS, "the member's"),
    (SubstitutePitch.OWN_AT_END, "own, at the end"),
    (SubstitutePitch.BOTH, "both"),
)


def substitutes_form(at: RuleAt) -> RuleForm:
    """Whose pitch a substitute gives, and how often one person may stand in."""
    was = at.rules.substitutes
    window = was.same_person_window or Window(WindowKind.ROLLING_MONTHS, 6)

    def build(answers: Answers) -> ChapterRules:
        often = answers["same_person"]
        where = window_of(answers) if often is not None else None
        return replace(at.rules, substitutes=SubstituteRules(answers["pitch"], often, where))

    asked: list[Asked] = [
        Chosen("pitch", "Pitch", _PITCH, was.pitch),
        Typed(
            "same_person",
            "One person",
            figure(was.same_person),
            read_count_or_none,
            "times at most",
        ),
        *window_lines(window, SPANS),
    ]
    return at.form("Substitutes", asked, build)


def visitors_form(at: RuleAt) -> RuleForm:
    """How often somebody may visit."""
    was = at.rules.visitors

    def build(answers: Answers) -> ChapterRules:
        return replace(at.rules, visitors=VisitorRules(**answers))

    asked: list[Asked] = [
        Typed(
            "visits", "Visits", figure(was.visits), partial(read_count_or_none, least=1), "empty: no limit"
        ),
        Chosen("open_house_counts", "Open houses", COUNTS, was.open_house_counts),
        Chosen(
            "silent_if_taken",
            "Seat taken",
            ((False, "has a turn all the same"), (True, "has no turn")),
            was.silent_if_taken,
        ),
    ]
    return at.form("Visitors", asked, build)


def vote_form(at: RuleAt) -> RuleForm:
    """When a vote refuses an applicant."""
    was = at.rules.vote

    def build(answers: Answers) -> ChapterRules:
        return replace(at.rules, vote=VoteRule(**answers))

    one = partial(read_count_or_none, least=1)
    percent = partial(read_count_or_none, least=1, most=100)
    asked: list[Asked] = [
        Typed("refusing_no", "NO votes", figure(was.refusing_no), one, "refuse; empty: more NO than yes"),
        Typed(
            "refusing_percent",
            "Percent NO",
            figure(was.refusing_percent),
            percent,
            "refuse",
        ),
        Typed("from_members", "Large from", figure(was.from_members), one, "members"),
    ]
    return at.form("The vote on an applicant", asked, build)


def remark_form(at: RuleAt) -> RuleForm:
    """What no figure says."""

    def build(answers: Answers) -> ChapterRules:
        return replace(at.rules, remark=answers["remark"])

    return at.form(
        "Remark", [Typed("remark", "Remark", at.rules.remark, clean, "what no figure says")], build
    )

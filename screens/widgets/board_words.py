"""The two lines below the check-in board: where the chosen one stands, and what the keys do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from textual.content import Content

from leadsroom.domain.member_standing import Level, MemberStanding, RuleStanding
from leadsroom.domain.money import Money, show_money
from leadsroom.domain.rule_words import counted_in_words, ordinal, then_in_words
from leadsroom.domain.snapshot import Snapshot
from leadsroom.domain.standing_words import share_standing_sentence, standing_sentence
from screens.widgets.pane import Pane


@dataclass(frozen=True, slots=True)
class Saying:
    """One line in several lengths, the longest first."""

    lengths: tuple[str, ...]
    style: str = "$quiet"


_MARKING = (
    "p present  a absent  l late  m medical  s stand-in  e left  b back  d money  M name  / find  u undo",
    "p here  a away  l late  m medical  s stand-in  e left  b back  d money  / find  u undo",
    "p a l m mark  s stand-in  e left  b back  d money  / find  u undo",
)
MARKING = Saying(_MARKING)
FINDING = Saying(("type some letters   ↑↓ choose   ⏎ these, then mark   esc everybody",))


class OneLine(Pane[Saying]):
    """The longest words that fit."""

    def draw(self, picture: Saying, width: int) -> Content:
        words = next((w for w in picture.lengths if Content(w).cell_length <= width), picture.lengths[-1])
        return Content.styled(words, picture.style).truncate(width, ellipsis=True)


def where_they_stand(snapshot: Snapshot, standing: MemberStanding, owed: Money | None) -> Saying:
    """What somebody owes, and where they stand with the attendance rules."""
    owes = f"Owes {show_money(owed, snapshot.chapter.country)}.  " if owed and owed.minor > 0 else ""
    style = "$text-warning" if standing.level >= Level.LIMIT else "$quiet"
    where = _where(standing, snapshot.meeting.on)
    return Saying((*(f"{owes}{sentence}" for sentence in where), where[-1] or owes), style)


def _where(standing: MemberStanding, on: date) -> tuple[str, ...]:
    """The rule that is nearest to its limit, else the first, as a sentence; then in fewer words."""
    share = next((share for share in standing.shares if share.level > Level.FINE), None)
    if standing.nearest is None and share is not None:
        return (share_standing_sentence(share),)
    limit = standing.nearest or next(iter(standing.limits), None)
    if limit is None:
        return ("",)
    whole = standing_sentence(limit, on)
    return whole, standing_sentence(replace(limit, falls_out_on=None), on), _in_short(limit)


def _in_short(standing: RuleStanding) -> str:
    rule = standing.rule
    said = f"{standing.count} of {counted_in_words(rule.counts, rule.allowed)} {rule.window.words}"
    if standing.left > 0:
        return f"{said}."
    next_one = f"with the {ordinal(rule.allowed + 1)} " if not standing.left else ""
    return f"{said}: {next_one}{then_in_words(rule.then)}."

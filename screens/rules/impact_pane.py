"""What the rules mean for the table today: who is past a limit, who is near, and what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.standing import Level
from leadsroom.domain.people.standing_words import standing_mark
from leadsroom.views.rules import MemberMeaning
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, quiet, strong, words

_COLUMNS = (Column(), Column(least=8, fills=True), Column(right=True), Column(rank=2, most=18))
_WORDS = {
    Level.PAST: ("■", "past", "wrong"),
    Level.LIMIT: ("▲", "none left", "amber"),
    Level.WARNING: ("△", "one left", "amber"),
    Level.NOTICE: ("○", "two left", "quiet"),
    Level.REMINDER: ("◇", "reminder", "amber"),
    Level.FINE: ("●", "clear", "quiet"),
}


class MeaningPicture(Struct, frozen=True):
    """The table by the rules as they are drawn up, and how near each was by the rules on record."""

    table: tuple[MemberMeaning, ...]
    before: Mapping[PersonId, Level]
    saved: bool


class MeaningPane(TallPane[MeaningPicture]):
    """One line for each member who is near a limit, or whom the change moves."""

    def draw(self, picture: MeaningPicture, width: int) -> Content:
        shown = [m for m in picture.table if m.level > Level.FINE or self._moves(picture, m)]
        head = "The table today" if picture.saved else "The table today, if this is saved"
        drawn = [strong(head) if picture.saved else amber(head), Content("")]
        drawn += table_lines([_row(picture, member) for member in shown], _COLUMNS, width)
        if shown:
            drawn.append(Content(""))
        drawn += quiet(_rest(len(picture.table) - len(shown), bool(shown))).wrap(width)
        return lines(*drawn)

    @staticmethod
    def _moves(picture: MeaningPicture, member: MemberMeaning) -> bool:
        return picture.before.get(member.member_id, Level.FINE) is not member.level


def level_words(level: Level) -> tuple[str, str, str]:
    """How near, as a sign, in words, and its tone."""
    return _WORDS[level]


def _row(picture: MeaningPicture, member: MemberMeaning) -> Row:
    sign, level, tone = level_words(member.level)
    was = picture.before.get(member.member_id, Level.FINE)
    change = f"was {level_words(was)[1]}" if was is not member.level else ""
    mark, nearest = standing_mark(member.standing), member.standing.nearest
    # A count says itself how near it is, unless something else is nearer, such as the share of meetings.
    level = "" if nearest is not None and nearest.level is member.level else level
    return (
        words(sign, tone),
        words(member.name),
        words(" · ".join(filter(None, (mark, level))), tone),
        quiet(change),
    )


def _rest(others: int, some: bool) -> str:
    if not others:
        return "Nobody is at the table yet." if not some else ""
    if not some:
        return (
            "Everybody is well within the limits."
            if others > 1
            else "The one member is well within the limits."
        )
    return (
        f"{others} others are well within the limits." if others > 1 else "1 other is well within the limits."
    )


def levels(table: Sequence[MemberMeaning]) -> dict[PersonId, Level]:
    """How near each member is."""
    return {member.member_id: member.level for member in table}

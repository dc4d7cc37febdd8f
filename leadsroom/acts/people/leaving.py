"""Who leaves before their dues were charged: what was not charged is named, and asked for as was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from leadsroom.acts.act import Act
from leadsroom.domain.money.dues import Due, Uncharged, uncharged, uncharged_in_words
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.money import dues_charged
from leadsroom.store.read.people.absences import leaves_by_membership


def ask_dues(act: Act, leavers: Sequence[Member], on: date, choice: Share | None = None) -> list[str]:
    """Charge with this act what was not charged to those who leave; a sentence for each of whom that is so.

    `choice` is the share that is asked; None: as the chapter's rules have it. Whoever is let off although the
    rules ask for a share is so for good: the charge and its reversal stand in the account.
    """
    dues = act.chapter.rules.money.dues
    if not leavers or dues is None or dues.per is Period.MEETING:
        return []
    connection, chapter_id = act.unit.connection, act.chapter.id
    one = leavers[0].person.id if len(leavers) == 1 else None
    charged = dues_charged(connection, chapter_id, one)
    leaves = {} if dues.on_leave else leaves_by_membership(connection, chapter_id)
    sentences = []
    for leaver in leavers:
        found = uncharged(replace(leaver, ended_on=on), dues, charged.of(leaver), leaves)
        if found is not None:
            share = _asked(found, dues.leaving) if choice is None else choice
            _ask(act, found, share, is_waived=choice is Share.NONE and dues.leaving is not Share.NONE)
            words = uncharged_in_words(found, act.chapter.currency, act.chapter.country, share)
            sentences.append(f"{words[:1].upper()}{words[1:]}.")
    return sentences


def _asked(found: Uncharged, leaving: Share) -> Share:
    """What is asked by itself: of what was taken back before nothing."""
    return Share.NONE if found.is_reversed else leaving


def _ask(act: Act, found: Uncharged, share: Share, *, is_waived: bool) -> None:
    due = Due(found.member, found.period, found.minor(share))
    if due.minor:
        act.dues_of_leavers.append(due)
    elif is_waived and not found.is_reversed:
        act.dues_let_off.append(replace(due, minor=found.whole))

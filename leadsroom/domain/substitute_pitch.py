"""Whose pitch a substitute gives, in the words of a moderator who reminds them."""

from __future__ import annotations

from leadsroom.domain.chapter_rules import SubstitutePitch


def pitch_reminder(rule: SubstitutePitch, member: str) -> str:
    """Whose pitch a substitute gives, as the moderator reminds them (FIELD §3), in few words."""
    return {
        SubstitutePitch.MEMBERS: f"{member}'s pitch, not own",
        SubstitutePitch.OWN_AT_END: "Own pitch, at the round's end",
        SubstitutePitch.BOTH: f"{member}'s pitch, then own",
    }[rule]

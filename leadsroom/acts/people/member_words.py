"""A member in the words of the journal."""

from __future__ import annotations

from leadsroom.domain.people.roster import Member


def standing(member: Member) -> str:
    """`active, seat 3`, or `waiting`."""
    return f"{member.status.value}, seat {member.seat}" if member.status.holds_seat else member.status.value


def difference(before: Member, after: Member) -> str:
    """What is different, from what to what: `company – → Petal & Stem, seat 3 → 5`."""
    said = {
        "name": (before.person.name, after.person.name),
        "company": (before.person.company, after.person.company),
        "profession": (before.profession, after.profession),
        "sphere": (before.sphere, after.sphere),
        "status": (before.status.value, after.status.value),
        "seat": (str(before.seat), str(after.seat)),
        "offices": (", ".join(before.offices), ", ".join(after.offices)),
        "joined": (str(before.joined_on or ""), str(after.joined_on or "")),
        "phone": (
            before.person.phone or before.person.phone_typed,
            after.person.phone or after.person.phone_typed,
        ),
        "mail": (before.person.email, after.person.email),
    }
    return ", ".join(f"{what} {old or '–'} → {new or '–'}" for what, (old, new) in said.items() if old != new)

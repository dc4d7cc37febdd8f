"""What is asked of a file about the chapter's health."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period


class Wanted(Struct, frozen=True, kw_only=True):
    """Of which days it is, in which format, and about whom.

    `other` is the one beside `member` where two are compared. `profession` is as it was typed. `officers`: it
    is for officers, and may say what only they read; `own`: the member writes it, with what only they read.
    `before` are other days than those just before, which a matrix is to stand beside.
    """

    period: Period
    format: str = "text"
    member: PersonId | None = None
    other: PersonId | None = None
    profession: str = ""
    officers: bool = False
    own: bool = False
    before: Period | None = None

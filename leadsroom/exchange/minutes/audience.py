"""For whom minutes are."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """For whom minutes are: members see no prospect; all is the whole with its appendix."""

    MEMBERS = "members"
    SECRETARY = "secretary"
    ALL = "all"

    @property
    def words(self) -> str:
        """What they are, in a few words."""
        return _IN_WORDS[self]


_IN_WORDS = {
    Audience.MEMBERS: "one page for the members, without prospects",
    Audience.SECRETARY: "everything that was noted",
    Audience.ALL: "everything, with every turn and the journal",
}

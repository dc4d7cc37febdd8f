"""Whether a profession that is typed is a seat that the chapter has by another name: asked, never decided."""

from __future__ import annotations

from collections.abc import Sequence

from leadsroom.domain.people.professions import Profession, close_entries, is_same_profession
from leadsroom.domain.text.plain_text import fold
from leadsroom.views.people import Roster
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Misfilled

_OPEN, _OWN = "?", "its own"
_WHICH = "Is it {seat}, or a seat of its own? ← → choose."
_MOST = 2  # entries that are offered


class SeatField(ChoiceField[str]):
    """In view while the chapter has the profession by another name, or one that may be it.

    What is the same is proposed; what is only likely has to be answered.
    """

    def __init__(self, roster: Roster, profession: str = "") -> None:
        self._roster, self._was, self._asked_of = roster, profession, ""
        self.offered = ""  # `Web design (Maria Lopez) or Web developer`
        super().__init__("same_as", "Same as", ((_OWN, ""),))
        self.is_away = True

    def follow(self, typed: str) -> None:
        """Offer what the chapter has for the profession as it is typed."""
        if fold(typed) == self._asked_of:
            return
        self._asked_of = fold(typed)
        entries = self._entries(typed)
        self.is_away = not entries
        is_same = bool(entries) and is_same_profession(typed, entries[0].name)
        options = [(entry.name, entry.name) for entry in entries]
        self.offered = " or ".join(map(self._called, entries))
        asks = [] if is_same or not entries else [(_OPEN, "not decided")]
        self.offer((*asks, *options, (_OWN, "none")))

    def _entries(self, typed: str) -> Sequence[Profession]:
        listed = self._roster.professions
        if any(fold(entry.name) == fold(typed) for entry in listed):
            return ()
        others = [entry for entry in listed if fold(entry.name) != fold(self._was)]
        return close_entries(typed, others)[:_MOST]

    def _called(self, entry: Profession) -> str:
        holder = self._roster.holder(entry.id)
        return f"{entry.name} ({holder.person.name})" if holder is not None else entry.name

    @property
    def is_open(self) -> bool:
        """Whether it has to be said still."""
        return not self.is_away and self.chosen == _OPEN

    def meant(self, typed: str) -> str:
        """The profession whose seat it is, so far."""
        return typed if self.is_away or self.chosen in (_OPEN, _OWN) else self.chosen

    def final(self, typed: str) -> str:
        """The same once it is decided. Raises Misfilled."""
        if self.is_open:
            raise Misfilled(self, _WHICH.format(seat=self.offered))
        return self.meant(typed)

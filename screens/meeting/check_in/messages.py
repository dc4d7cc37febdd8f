"""What the check-in board asks for: a form about somebody, and that a refused mark is heard."""

from __future__ import annotations

from textual.message import Message

from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.money import Money


class SubstituteWanted(Message):
    """A substitute is wanted for a member."""

    def __init__(self, member_id: PersonId) -> None:
        super().__init__()
        self.member_id = member_id


class MoneyWanted(Message):
    """The treasurer's form is wanted for a member; `owed` None: not known yet."""

    def __init__(self, member_id: PersonId, owed: Money | None) -> None:
        super().__init__()
        self.member_id = member_id
        self.owed = owed


class MarkRefused(Message):
    """A mark was not set, and whoever looks elsewhere would not see that."""

"""What is said of a substitute while they are entered: at the table, on its board, and on the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.substitutes import PastSubstitutes, refusal_by_profession, remarks
from leadsroom.domain.rules.chapter_rules import SubstituteRules
from screens.kit.form.field import Misfilled, TextField

_OVERRULES = "Enter once more overrules it."


def side_by_side(parts: Sequence[tuple[str, bool]]) -> Content:
    """Sentences side by side, those beyond what was agreed with a sign."""
    drawn = [
        Content.styled(f"▲ {sentence}", "$text-warning") if beyond else Content.styled(sentence, "$quiet")
        for sentence, beyond in parts
    ]
    return Content.styled(" · ", "$quiet").join(drawn)


class Substitution(Struct, frozen=True):
    """Who is to stand in for whom, and on which day, as far as it is typed; `recorded` as in `remarks`."""

    name: str
    profession: str
    member_id: PersonId
    on: date
    recorded: bool = False

    def in_words(self, past: PastSubstitutes, rules: SubstituteRules) -> list[tuple[str, bool]]:
        """All there is to say of it, and whether that is beyond the rules."""
        found = remarks(
            past,
            rules,
            name=self.name,
            profession=self.profession,
            member_id=self.member_id,
            on=self.on,
            recorded=self.recorded,
        )
        return [(remark.sentence, remark.beyond) for remark in found]

    def refusal(self, past: PastSubstitutes, rules: SubstituteRules) -> str:
        """Why the rule on professions refuses it; empty where it does not."""
        substitute = past.called(self.name)
        on_record = substitute.person.profession if substitute else ""
        return refusal_by_profession(rules, self.profession or on_record, self.member_id, past.seats)


class Overruling:
    """The rule refuses once; whoever gives the same once more has read why, and overrules it."""

    def __init__(self) -> None:
        self._refused: Substitution | None = None

    def overrules(self, wanted: Substitution, refusal: str, field: TextField) -> bool:
        """Whether the rule is overruled; False where it has nothing against it. Raises Misfilled at first."""
        if not refusal:
            return False
        if self._refused != wanted:
            self._refused = wanted
            raise Misfilled(field, f"{refusal} {_OVERRULES}")
        return True

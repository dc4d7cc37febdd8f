"""The rules for leads: the parts of the definition, the usual rules, and rules as they are typed.

Source: the published definition (FIELD §2): a named prospect, a real need, expecting the call, knows who
will call, soon; the form has a name and a phone.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused


class Fact(StrEnum):
    """One part of the definition of a lead, in the order of the slip."""

    NAME = "name"
    PHONE = "phone"
    NEED = "need"
    EXPECTING = "expecting the call"
    KNOWS_CALLER = "knows who calls"
    SOON = "soon"
    OUTSIDE = "outside the household"
    MONEY = "money from the own household"


class LeadRules(Struct, frozen=True):
    """What a chapter asks of a lead: facts that `must` be said, and facts that only may not be denied."""

    must: frozenset[Fact]
    unless_denied: frozenset[Fact] = frozenset()

    @property
    def with_money(self) -> LeadRules:
        """The same, and a lead of the giver's own household waits until money is reported for it."""
        return LeadRules(self.must | {Fact.MONEY}, self.unless_denied)

    def fails(self, fact: Fact, holds: bool | None) -> bool:
        """Whether a slip on which a fact holds so is no lead; None is a fact that was left open."""
        return (fact in self.must and not holds) or (fact in self.unless_denied and holds is False)


# The last two seldom come up at the table: they count against a slip only when they were denied.
PUBLISHED = LeadRules(
    frozenset({Fact.NAME, Fact.PHONE, Fact.NEED, Fact.EXPECTING}), frozenset({Fact.KNOWS_CALLER, Fact.SOON})
)
STRICT = LeadRules(frozenset(Fact) - {Fact.MONEY})
LOOSE = LeadRules(frozenset({Fact.NAME, Fact.PHONE}))
LEAD_RULES = {"published": PUBLISHED, "strict": STRICT, "loose": LOOSE}


_TYPED = {
    "name": Fact.NAME,
    "phone": Fact.PHONE,
    "need": Fact.NEED,
    "expecting": Fact.EXPECTING,
    "knows": Fact.KNOWS_CALLER,
    "soon": Fact.SOON,
    "outside": Fact.OUTSIDE,
}
_MUST = {
    Fact.NAME: "a name",
    Fact.PHONE: "a phone",
    Fact.NEED: "a need",
    Fact.EXPECTING: "a prospect who expects the call",
    Fact.KNOWS_CALLER: "a prospect who knows who calls",
    Fact.SOON: "a sale that is likely soon",
    Fact.OUTSIDE: "a customer outside the giver's household",
    Fact.MONEY: "money reported, if it is for the giver's household",
}
_DENIED = {
    Fact.EXPECTING: "the prospect does not expect the call",
    Fact.KNOWS_CALLER: "the prospect does not know who calls",
    Fact.SOON: "it is not soon",
}
DENIABLE = frozenset(_DENIED)  # facts of which a slip may say nothing


def read_lead_rules(typed: str) -> LeadRules:
    """`published`, `strict`, `loose`, or facts: `name,phone,expecting,soon?`. Raises Refused.

    A fact with `?` counts only when it was denied; of a name, a phone, a need or a household nobody can say
    nothing, so there the mark changes nothing.
    """
    named = LEAD_RULES.get(fold(clean(typed)))
    if named is not None:
        return named
    words = [word.strip() for word in fold(clean(typed)).split(",")]
    facts = [(_fact(word.removesuffix("?").strip(), typed), word.endswith("?")) for word in words if word]
    if not facts:
        raise Refused(f"“{clean(typed)}” names no rule for leads. {_HOW}")
    must = frozenset(fact for fact, asked in facts if not asked or fact not in _DENIED)
    return LeadRules(must, frozenset(fact for fact, _ in facts) - must)


def _fact(word: str, typed: str) -> Fact:
    found = {fact for key, fact in _TYPED.items() if word and key.startswith(word)}
    if word in _TYPED:
        return _TYPED[word]
    if len(found) != 1:
        raise Refused(f"“{word or clean(typed)}” is not a rule for leads. {_HOW}")
    return found.pop()


_HOW = f"Choose published, strict or loose, or some of {', '.join(_TYPED)}; with ? it only may not be denied."


def lead_rules_in_words(rules: LeadRules) -> str:
    """`A lead needs a name and a phone; it is raw when it is not soon (published definition).`."""
    needs = [_MUST[fact] for fact in Fact if fact in rules.must]
    raw = [_DENIED[fact] for fact in Fact if fact in rules.unless_denied - rules.must and fact in _DENIED]
    parts = [f"A lead needs {listed(needs)}"] if needs else []
    parts += [f"{'it' if needs else 'A slip'} is raw when {listed(raw, 'or')}"] if raw else []
    name = next((name for name, preset in LEAD_RULES.items() if preset == rules), "")
    return f"{'; '.join(parts) or 'Every slip is a lead'}{f' ({_NAMES[name]})' if name else ''}."


_NAMES = {"published": "the published definition", "strict": "strict", "loose": "loose"}

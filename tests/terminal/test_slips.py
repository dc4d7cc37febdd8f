"""Leads recorded at the speed of speech: slips of mixed quality in a running bucket round."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.terminal.moderator import Moderator
from tests.terminal.script import SCRIPT, TABLE

MOST_KEYS = 6  # beside the words of a slip
BEFORE_PITCHES, AFTER_PITCHES = 4, 3  # steps that are held without taking turns


@dataclass(frozen=True)
class Dictated:
    """What a holder says, as it is typed: some letters of whom it is for, and the slip."""

    to: str
    receiver: str
    prospect: str = ""
    phone: str = ""
    need: str = ""
    answer: str = "y"
    e164: str = ""
    missing: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What is pressed, the words as one key each."""
        lines = ((self.to, "enter"), *map(_line, (self.prospect, self.phone, self.need)))
        return tuple(key for key in ("l", *(key for line in lines for key in line), self.answer) if key)

    @property
    def beside_words(self) -> int:
        """How many keys are no letters of the slip."""
        typed = (self.to, self.prospect, self.phone, self.need)
        return len(self.keys) - sum(bool(words) for words in typed)


def _line(words: str) -> tuple[str, str]:
    """A line of the slip and what goes on behind it; Enter upon Enter at once would be one that is held."""
    return words, "enter" if words else "tab"


_CALL, _PHONE, _NEED, _NAME = "expecting the call", "phone", "need", "name"
SLIPS = (
    Dictated("bank", "Robert Diaz", "Jane Doe", "4155550142", "business account", e164="+14155550142"),
    Dictated("ann", "Ann Chu", "Harbor Hotel", "(415) 555-0143", "lobby flowers", e164="+14155550143"),
    Dictated("fox", "Dee Fox", "Piet de Groot", "415 555 0144", "a will", e164="+14155550144"),
    Dictated("tomas", "Tomás Rivera", "the Okafors", "", "outside walls", missing=(_PHONE,)),
    Dictated("bea", "Bea Katz", "Yuki Sato", "4155550145", "lunch for 60", "n", "+14155550145", (_CALL,)),
    Dictated("print", "Ruth Abara", "Q. Marsh", "415.555.0146", "brochures", e164="+14155550146"),
    Dictated("vince", "Vince DeLuca", "Alma Reyes", missing=(_PHONE, _NEED)),
    Dictated("maria", "Maria Lopez", "Tea House", "+1 415 555 0147", "web shop", e164="+14155550147"),
    Dictated("mortg", "Grace O'Neill", "the Lindqvists", "4155550148", "first home", e164="+14155550148"),
    Dictated(
        "oneill", "Grace O'Neill", "A. Osei", "4155550149", "refinancing", "n", "+14155550149", (_CALL,)
    ),
    Dictated("rivera", "Tomás Rivera", "", "4155550150", "two bedrooms", "n", "+14155550150", (_NAME, _CALL)),
    Dictated(
        "fernandez", "Luis Fernández-Ortiz", "Zoë Müller", "4155550151", "shop cover", e164="+14155550151"
    ),
    Dictated("ingrid", "Ingrid Sørensen", "[/] Ltd", "4155550152", "office chairs", e164="+14155550152"),
    Dictated("travel", "Keiko Tanaka", "Hana Mori", "4155550153", "Kyoto in May", e164="+14155550153"),
    Dictated("dent", "Paul Whitfield", "Sam Tull", "555-0154", "a crown", e164=""),
    Dictated("photo", "Jonas Weiss", "Riverside School", "4155550155", "class pictures", e164="+14155550155"),
    Dictated("omar", "Omar Aziz", "Baker & Sons", "4155550156", "slow network", e164="+14155550156"),
    Dictated("helen", "Helen Park", "Ines Prado", "", "", "n", missing=(_PHONE, _NEED, _CALL)),
    Dictated("ng", "Cyrus Ng", "Ruben Katz", "4155550157", "tax return", e164="+14155550157"),
    Dictated("cater", "Bea Katz", "Union Hall", "4155550158", "spring dinner", e164="+14155550158"),
    Dictated(
        "insur", "Luis Fernández-Ortiz", "Ola Berg", "4155550159", "boat", "n", "+14155550159", (_CALL,)
    ),
    Dictated("flor", "Ann Chu", "St. Mark's", "4155550160", "Easter lilies", e164="+14155550160"),
    Dictated("mov", "Vince DeLuca", "Nell Adeyemi", "4155550161", "a piano", e164="+14155550161"),
    Dictated("web", "Maria Lopez", "Petra Novak", "4155550162", "menu online", e164="+14155550162"),
)


def _go_to_bucket(moderator: Moderator) -> None:
    """Start the meeting and skip all that comes before the bucket."""
    moderator.terminal.press("enter")
    moderator.terminal.wait_for("on to Welcome")
    for _ in range(BEFORE_PITCHES + len(TABLE) + AFTER_PITCHES):
        # One after the other: pressed all at once they would be one key that is held down.
        before = moderator.next_is
        moderator.terminal.press("n")
        moderator.terminal.wait_for(lambda before=before: moderator.next_is != before)  # type: ignore[misc]
    moderator.terminal.wait_for("Leads bucket · 1 of")


@pytest.mark.parametrize(
    "slips", [SLIPS[:6], pytest.param(SLIPS, marks=pytest.mark.soak)], ids=["six", "all"]
)
def test_slips_in_a_running_round(moderator: Moderator, slips: tuple[Dictated, ...]) -> None:
    """Each takes at most six keys beside its words and is on record as said, while the clock goes on."""
    assert max(dictated.beside_words for dictated in SLIPS) <= MOST_KEYS
    moderator.sit_down()
    _go_to_bucket(moderator)
    for number, dictated in enumerate(slips, start=1):
        if number % 2 and number > 1:
            moderator.terminal.press("enter")
            moderator.terminal.wait_for(f"Leads bucket · {number // 2 + 1} of")
        moderator.set_clock(moderator.now + 7)
        moderator.terminal.press(*dictated.keys)
        raw = sum(bool(each.missing) for each in slips[:number])
        leads = number - raw
        moderator.terminal.wait_for(f"{leads} lead{'' if leads == 1 else 's'} · {raw} raw")
    of_minutes = moderator.minutes()["leads"]
    fields = ("giver", "receiver", "prospect", "need", "missing")
    assert [tuple(lead[name] for name in fields) for lead in of_minutes] == [
        (TABLE[at // 2], dictated.receiver, dictated.prospect, dictated.need, list(dictated.missing))
        for at, dictated in enumerate(slips)
    ]
    assert [lead["phone"] for lead in of_minutes] == [dictated.e164 or dictated.phone for dictated in slips]
    assert [lead["qualified"] for lead in of_minutes] == [not dictated.missing for dictated in slips]


def test_a_slip_typed_ahead_of_the_screen_arrives_whole_and_once(moderator: Moderator) -> None:
    """Keys faster than the form opens and moves land where they belong; the last one twice is one lead."""
    moderator.sit_down()
    moderator.terminal.type("lgrace\rbank\rJane Doe\r4155550142\rhouse account\ryy")
    moderator.terminal.wait_for("1 lead ")
    moderator.do(SCRIPT[0])
    (lead,) = moderator.minutes()["leads"]
    shown = {key: lead[key] for key in ("giver", "receiver", "prospect", "phone", "need", "qualified")}
    assert shown == {
        "giver": "Grace O'Neill",
        "receiver": "Robert Diaz",
        "prospect": "Jane Doe",
        "phone": "+14155550142",
        "need": "house account",
        "qualified": True,
    }

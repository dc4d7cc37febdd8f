"""One field of each kind, with what is typed into it and what Enter makes of that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.typed_time import read_length
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, MoneyField, OfferField, PhoneField, TextField
from screens.kit.form.names import NameField
from screens.kit.form.people import PeopleField, PersonField
from screens.kit.form.read_fields import DayField, EmailField, LengthField, NumberField, PathField
from screens.setup.chapter_form import ZoneField

TODAY = date(2026, 11, 18)
PEOPLE = tuple(
    Person(PersonId(number), name, profession)
    for number, (name, profession) in enumerate(
        (("Ann Chu", "Florist"), ("Dee Fox", "Catering"), ("Robert Diaz", "Banking"), ("Sam Lee", "Baker")),
        start=1,
    )
)


class Stage(StrEnum):
    """How far something is."""

    CALLED = "called"
    WORKING = "working"
    WON = "won"


STAGES = tuple((stage, stage.value) for stage in Stage)


class Kind(Struct, frozen=True):
    """A kind of field: how one is made, what somebody types, and what stands there after Enter.

    `before` is something else that may stand there.
    """

    makes: Callable[[], Field]
    typed: str
    written: str
    before: str


def _name() -> NameField:
    field = NameField("field", "Field")
    field.expect(PEOPLE)
    return field


TYPED = {
    "text": Kind(lambda: TextField("field", "Field"), "a new shop", "a new shop", "a logo"),
    "on offer": Kind(
        lambda: OfferField("field", "Field", placeholder="who", offer="law offices", since="last week"),
        "dentists",
        "dentists",
        "printers",
    ),
    "day": Kind(
        lambda: DayField("field", "Field", None, TODAY, read_day_ahead, country="US"), "fri", "fri", "1 dec"
    ),
    "number": Kind(lambda: NumberField("field", "Field"), "12", "12", "7"),
    "money": Kind(lambda: MoneyField("field", "Field", Money(0, "USD"), "US"), "4.2k", "4.2k", "1,000"),
    "length": Kind(lambda: LengthField("field", "Field", "", read_length), "90 s", "90 s", "2 min"),
    "email": Kind(
        lambda: EmailField("field", "Field"), "ann@petals.example", "ann@petals.example", "dee@fox.example"
    ),
    "path": Kind(lambda: PathField("field", "Field"), "~/roster.csv", "~/roster.csv", "~/old.csv"),
    "time zone": Kind(
        lambda: ZoneField("field", "Field", "America/Los_Angeles", lambda: "US"),
        "berlin",
        "Europe/Berlin",
        "Europe/Paris",
    ),
    "phone": Kind(
        lambda: PhoneField("field", "Field", lambda: "US"), "4155550101", "(415) 555-0101", "(415) 555-0199"
    ),
    "one person": Kind(lambda: PersonField("field", "Field", PEOPLE), "flor", "Ann Chu", "Sam Lee"),
    "several people": Kind(
        lambda: PeopleField("field", "Field", PEOPLE), "ann, dee", "Ann Chu + Dee Fox", "Sam Lee"
    ),
    "name from outside": Kind(_name, "Eve Stone", "Eve Stone", "Tom Ray"),
}
ANSWERED = {
    "choice": Kind(lambda: ChoiceField("field", "Field", STAGES, Stage.CALLED), "w", "working", "won"),
    "yes or no": Kind(lambda: YesNoField("field", "Field", "expecting the call?"), "y", "y", "n"),
}
KINDS = TYPED | ANSWERED

HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    "[bold red on $primary]Ada",
    "$quiet",
    "\\[/] \\",
    "\x1b[31mRed\x1b[0m\x07 Bell",
    "\x1b]0;owned\x07Name",
    "👩‍👩‍👧‍👦 Ann 🇺🇸",
    "日本語の名前",
    "Zoe\u0308 A\u0301\u0302",
    "\u202eevil\u202c Bob",
)

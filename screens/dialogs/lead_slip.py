"""The whole slip as a form, between meetings: completing one, correcting one, or taking down a new one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.lead import Lead, verdict
from leadsroom.domain.phone import Phone, read_phone, show_phone
from leadsroom.domain.roster import Person
from leadsroom.domain.slip import Slip, When, WhoCalls
from leadsroom.errors import Refused
from leadsroom.leads.commands import PassLead
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.lead_word import LOOKS, row
from screens.dialogs.plan_step import FormDialog
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput
from screens.widgets.words import amber, quiet, words

_SAID: tuple[bool | None, ...] = (None, True, False)
_SAID_WORDS = ("not said", "yes", "no")
_WHENS: tuple[When | None, ...] = (None, *When)
_CALLERS = tuple(WhoCalls)
_CALLER_WORDS = ("receiver", "prospect", "giver joins them")


class LeadSlipDialog(FormDialog[PassLead | None]):
    """Every field of a slip. What the chapter's rules make of it stands above while it is filled in."""

    CSS_PATH = LOOKS

    def __init__(
        self,
        heading: str,
        chapter: Chapter,
        people: Sequence[Person],
        *,
        lead: Lead | None = None,
        filled: PassLead | None = None,
        refusal: str = "",
    ) -> None:
        """`lead` is corrected; `filled` is what was typed before it was refused."""
        super().__init__(heading, refusal)
        self._title = heading
        self._chapter = chapter
        self._people = tuple(people)
        self._lead = lead
        self._slip = filled.slip if filled else lead.slip if lead else Slip()
        who = filled or lead
        self._giver_id: PersonId | None = who.giver_id if who else None
        self._receiver_id: PersonId | None = who.receiver_id if who else None

    def rows(self) -> ComposeResult:
        slip = self._slip
        yield PersonRow("giver", "Giver", self._people, self._giver_id)
        yield PersonRow("receiver", "Receiver", self._people, self._receiver_id)
        yield row("prospect", "Prospect", slip.prospect)
        yield row("company", "Company", slip.company)
        yield row("phone", "Phone", self._phone_shown(slip))
        yield row("need", "Need", slip.need)
        yield _choice("expecting", "Expecting", _SAID_WORDS, _SAID.index(slip.expecting_call), "the call")
        yield _choice("knows", "Knows", _SAID_WORDS, _SAID.index(slip.knows_caller), "who will call")
        yield _choice("calls", "Who calls", _CALLER_WORDS, _CALLERS.index(slip.who_calls))
        whens = tuple("not said" if when is None else when.value for when in _WHENS)
        yield _choice("when", "When", whens, _WHENS.index(slip.when))
        yield _choice("inside", "Household", ("outside", "the giver's own"), int(slip.inside))
        yield row("email", "Mail", slip.email)
        yield row("address", "Address", slip.address)
        yield row("note", "Note", slip.note)

    def on_mount(self) -> None:
        super().on_mount()
        if self._lead is None and self._giver_id is None:
            self.query_one("#giver-row", PersonRow).focus_line()
        else:
            self.query_one("#prospect", LineInput).focus()
        self._judge()

    def _phone_shown(self, slip: Slip) -> str:
        phone = Phone(slip.phone or None, slip.phone_typed)
        return show_phone(phone, self._chapter.country) if slip.has_phone else ""

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", LineInput).value

    def _chosen(self, name: str) -> int:
        return self.query_one(f"#{name}", Choice).chosen

    @on(Input.Changed)
    @on(Choice.Changed)
    def _judge(self) -> None:
        """Say in the heading what the slip would count as."""
        slip = self._filled_slip()
        missing = self._chapter.lead_rules.missing(slip)
        standing = self._lead.standing if self._lead else None
        said = Content("") if slip.blank else (amber if missing else quiet)(verdict(slip, missing, standing))
        gap = Content("   ") if said.plain else Content("")
        self.query_one("#heading", Static).update(Content.assemble(words(self._title), gap, said))

    def _filled_slip(self) -> Slip:
        typed = self._typed("phone")
        was = self._slip
        same = typed == self._phone_shown(was)
        phone = (
            Phone(was.phone or None, was.phone_typed) if same else read_phone(typed, self._chapter.country)
        )
        return Slip(
            prospect=self._typed("prospect"),
            phone=phone.e164 or "",
            phone_typed=phone.typed,
            need=self._typed("need"),
            expecting_call=_SAID[self._chosen("expecting")],
            inside=bool(self._chosen("inside")),
            company=self._typed("company"),
            address=self._typed("address"),
            email=self._typed("email"),
            who_calls=_CALLERS[self._chosen("calls")],
            knows_caller=_SAID[self._chosen("knows")],
            when=_WHENS[self._chosen("when")],
            note=self._typed("note"),
        )

    def action_save(self) -> None:
        try:
            self.dismiss(self._filled())
        except Refused:
            return

    def _filled(self) -> PassLead:
        lead = self._lead
        return PassLead(
            giver_id=self.query_one("#giver-row", PersonRow).person_id("gives the lead"),
            receiver_id=self.query_one("#receiver-row", PersonRow).person_id("receives it"),
            slip=self._filled_slip(),
            from_lead_id=lead.from_lead_id if lead else None,
            answers_id=lead.answers_id if lead else None,
            corrects=lead.id if lead else None,
        )


def _choice(name: str, label: str, options: Sequence[str], chosen: int, hint: str = "") -> FormRow:
    return FormRow(label, Choice(options, chosen, id=name), hint, id=f"{name}-row")

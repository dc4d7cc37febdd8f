"""The whole slip as a form, between meetings: completing one, correcting one, or taking down a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.acts.leads.commands import PassLead
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import Lead, passed_before, verdict
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.text.phone import Phone, not_read, read_phone, show_phone
from leadsroom.errors import Refused
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.lead_row import LeadRow
from screens.dialogs.lead_word import LOOKS, row
from screens.dialogs.plan_step import FormDialog
from screens.dialogs.slip_table import Options, SlipTable
from screens.kit.styled import amber, quiet, words
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput
from screens.widgets.type_ahead import TypeAhead

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
        table: SlipTable,
        *,
        lead: Lead | None = None,
        leads: Sequence[Lead] = (),
        draft: Mapping[str, str] | None = None,
        refusal: str = "",
    ) -> None:
        """`lead` is corrected; `leads` are those on record; `draft` is what was typed before."""
        super().__init__(heading, refusal)
        self._title = f"{heading} · draft from before" if draft and not refusal else heading
        self._table = table
        self._chapter = table.chapter
        self._lead = lead
        self._leads = tuple(leads)
        self._slip = lead.slip if lead else Slip()
        self._draft = dict(draft or {})
        self._fresh: dict[str, str] = {}
        self._warned = ""

    def rows(self) -> ComposeResult:
        slip = self._slip
        lead = self._lead
        yield PersonRow("giver", "Giver", self._table.givers, lead.giver_id if lead else None)
        yield PersonRow("receiver", "Receiver", self._table.receivers, lead.receiver_id if lead else None)
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
        options = self._came_from(lead.giver_id if lead else None)
        yield LeadRow("from", "Came from", options, lead.from_lead_id if lead else None)
        yield row("note", "Note", slip.note)

    def on_mount(self) -> None:
        super().on_mount()
        self._fresh = self._values()
        for row_id, value in self._draft.items():
            _put_back(self.query_one(f"#{row_id}", FormRow), value)
        giver = self.query_one("#giver-row", PersonRow)
        if giver.meant is None:
            giver.focus_line()
        else:
            self.query_one("#prospect", LineInput).focus()
        self._judge()

    # Drafts

    @property
    def draft(self) -> dict[str, str]:
        """What was typed or chosen here, by the ids of the rows; of a correction only what differs."""
        return self._draft

    def _values(self) -> dict[str, str]:
        return {row.id or "": _value(row) for row in self.query(FormRow)}

    def _keep_draft(self) -> None:
        values = self._values()
        self._draft = {name: value for name, value in values.items() if value != self._fresh[name]}

    def action_leave(self) -> None:
        self._keep_draft()
        super().action_leave()

    # What follows from what is typed

    def _came_from(self, giver_id: PersonId | None) -> Options:
        besides = self._lead.id if self._lead else None
        return self._table.leads_to_grow_from(giver_id, self._leads, besides)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _moved(self) -> None:
        """Who gives and who receives is settled when their lines are left."""
        self.query_one(LeadRow).offer(self._came_from(self._meant("giver")))
        self._judge()

    def _meant(self, role: str) -> PersonId | None:
        return self.query_one(f"#{role}-row", PersonRow).meant

    def _warn(self, slip: Slip, receiver_id: PersonId | None) -> None:
        """Say below the rows that the receiver has this prospect already; it stands in nobody's way."""
        besides = self._lead.id if self._lead else None
        before = passed_before(slip, receiver_id, self._leads, besides=besides) if receiver_id else None
        warning = f"▲ {self._table.passed(before)}" if before is not None else ""
        if warning != self._warned:
            self._warned = warning
            self.query_one("#refusal").set_class(bool(warning), "-warning")
            self.refuse(warning)

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
        missing = slip.missing(self._chapter.lead_rules)
        self.query_one("#phone-row", FormRow).hint(not_read(Phone(slip.phone or None, slip.phone_typed)))
        self._warn(slip, self._meant("receiver"))
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
        self._keep_draft()
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
            from_lead_id=self.query_one(LeadRow).lead_id(),
            answers_id=lead.answers_id if lead else None,
            corrects=lead.id if lead else None,
        )


def _value(row: FormRow) -> str:
    choice = row.query(Choice)
    return str(choice.first().chosen) if choice else row.query_one(Input).value


def _put_back(row: FormRow, value: str) -> None:
    for choice in row.query(Choice):
        choice.chosen = int(value)
    for line in row.query(TypeAhead):
        line.value = value
    for typed in row.query_children(".control").first().query_children(LineInput):
        typed.value = value


def _choice(name: str, label: str, options: Sequence[str], chosen: int, hint: str = "") -> FormRow:
    return FormRow(label, Choice(options, chosen, id=name), hint, id=f"{name}-row")

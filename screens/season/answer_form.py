"""What a member has written in an email: pasted, read, and looked at before it counts."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from leadsroom.acts.command import Command
from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.domain.people.roster import Person
from leadsroom.exchange.letters.answers import Answer, read_pasted
from leadsroom.exchange.letters.emails import pasted_email, pasted_on_one_line
from screens.kit.form.field import Field, Misfilled, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.people import PersonField
from screens.kit.styled import quiet, warned

_LONGEST = 2_000
_READING = "It is still being read. Press Enter again."
_FORGED = "Anybody can write any sender into an email."


class PastedField(TextField):
    """An email on one line: what was pasted loses what is quoted in it, its lines' ends stay to be seen."""

    def paste(self, pasted: str) -> str:
        return pasted_on_one_line(pasted)


class AnswerForm(Form[Command]):
    """One email, and whose it is where it does not say so itself."""

    save_word = "take it in"

    def __init__(self, members: Sequence[Person]) -> None:
        self._found: tuple[Question, Answer] | None = None
        self.email = PastedField("email", "Email", placeholder="paste its text here", limit=_LONGEST)
        self.member = PersonField("member", "It is of", members, placeholder="blank: its sender")
        super().__init__("An answer by email", (self.email, self.member), draft_name="answer")

    @property
    def line(self) -> str:
        """The line of the calendar that it is about; empty where it is about none."""
        command = self._found[1].command if self._found is not None else None
        return command.on.isoformat() if isinstance(command, AnnounceAbsence) else ""

    def question(self) -> Question | None:
        """What it comes to."""
        if not self.email.text.strip():
            return None
        member = self.member.person
        return Question(read_pasted, (pasted_email(self.email.text), member.id if member else None))

    def learn(self, question: Question, found: Answer) -> None:
        self._found = question, found

    @property
    def _answer(self) -> Answer | None:
        """What it comes to as it stands; None while that is being read."""
        return self._found[1] if self._found is not None and self._found[0] == self.question() else None

    @property
    def can_be_saved(self) -> bool:
        return self._answer is not None and self._answer.command is not None

    def remark(self, _here: Field) -> Remark:
        answer = self._answer
        if answer is None:
            return Remark()
        if answer.command is None:
            return Remark(warned(f"{answer.words}: {answer.why}." if answer.words else self._why(answer)))
        sender = f" From {answer.email.address}. {_FORGED}" if answer.email.address else ""
        return Remark(Content.assemble(Content(f"{answer.words}."), quiet(sender)))

    def build(self) -> Command:
        if not self.email.text.strip():
            raise Misfilled(self.email, "Paste the text of the email here.")
        if self._answer is None:
            raise Misfilled(self.email, _READING)
        if self._answer.command is None:
            raise Misfilled(self.email, self._why(self._answer))
        return self._answer.command

    def _why(self, answer: Answer) -> str:
        return f"{answer.why[:1].upper()}{answer.why[1:]}."

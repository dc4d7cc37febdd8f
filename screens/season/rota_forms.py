"""The forms of the rota: who speaks, and who leads a step, in the calendar and at the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from textual.content import Content

from leadsroom.acts.season.commands import NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.ids import TalkId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import StepLeader, Talk, can_be_led, check_times, checked_topic
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.typed_time import read_block
from leadsroom.domain.text.wording import length_in_words, near_date
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, Misfilled, ReadField, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.names import NameField
from screens.kit.form.people import PersonField
from screens.kit.form.read_fields import DayField


class TalkForm(Form[PlanTalk]):
    """Who speaks on a date, about what, and how long; of a talk that is on the rota, what is different."""

    def __init__(
        self,
        on: date | None,
        today: date,
        country: str,
        talk: Talk | None = None,
        usual: timedelta | None = None,
    ) -> None:
        """`usual` is what the agenda gives a speaker; without `on` a date is still to be found."""
        self._on, self._talk = on, talk
        self._waiting: tuple[Talk, ...] = ()
        self._offered: Talk | None = None
        who = talk.speaker if talk else None
        self.speaker = NameField(
            "speaker", "Speaker", who.name if who else "", placeholder="a name, or ↓ for who is due"
        )
        self.company = TextField("company", "Company", who.company if who else "", placeholder="of a visitor")
        topic = talk.topic if talk else ""
        self.topic = ReadField("topic", "Topic", topic, checked_topic, placeholder="of the talk", width=WIDE)
        hint = f"blank for the agenda's {length_in_words(usual)}" if usual else "how long the talk takes"
        length, questions = (talk.length, talk.questions) if talk else (None, None)
        self.length = ReadField("minutes", "Minutes", _typed(length), _read, hint=hint)
        self.questions = ReadField(
            "questions", "Questions", _typed(questions), _read, hint="how many of these minutes"
        )
        self.day = DayField(
            "day",
            "On",
            on,
            today,
            read_day_ahead,
            country=country,
            placeholder="no date yet",
            hint="blank: still to be found",
        )
        self.day.is_away = talk is None and on is not None
        self.speaker.expect([who] if who else [])
        where = f"Speaker on {near_date(on, today)}" if on else "A speaker without a date"
        super().__init__(
            where,
            (self.speaker, self.company, self.topic, self.length, self.questions, self.day),
            about=who.name if who else "",
            draft_name=f"talk {talk.id}" if talk else f"talk on {on}",
            corrects=talk is not None,
        )

    def question(self) -> Question:
        """Who may be asked, and when each spoke last."""
        from leadsroom.views.season import speakers

        return Question(speakers, (self._on,))

    def learn(self, _question: Question, found: Any) -> None:
        self.speaker.expect(found.people, found.why)
        self._waiting = found.waiting

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field is self.speaker and not refused and self._talk is None:
            self._offer(next((x for x in self._waiting if fold(x.speaker.name) == self._name), None))
        return refused

    @property
    def _name(self) -> str:
        return fold(self.speaker.called)

    def _offer(self, talk: Talk | None) -> None:
        """Write out the talk of the speaker that waits for a date; that of another one is gone again."""
        before, self._offered = self._offered, talk
        if before != talk:
            for field, was, now in zip(self._of_talk, _as_typed(before), _as_typed(talk), strict=True):
                if field.text in ("", was):
                    field.text = now

    @property
    def _of_talk(self) -> tuple[TextField, ...]:
        return self.topic, self.length, self.questions

    def follow(self) -> None:
        """Somebody on record has a company already; that of whoever was to speak is not the new speaker's."""
        chosen, was = self.speaker.person, self._talk.speaker if self._talk else None
        if was and was.company and self.company.text == was.company and self.speaker.called != was.name:
            self.company.text = ""
        self.company.is_away = chosen is not None and (was is None or chosen.id != was.id)

    def remark(self, _here: Field) -> Remark:
        offered = self._offered
        if offered is not None and fold(offered.speaker.name) == self._name:
            return Remark(Content.styled("The talk that waited for a date", "$quiet"), self.topic)
        return Remark(self.speaker.or_else, self.speaker)

    def build(self) -> PlanTalk:
        if not clean(self.speaker.called):
            raise Misfilled(self.speaker, "Type who speaks, or choose with ↓.")
        length, questions = self.length.value, self.questions.value
        try:
            check_times(length, questions)
        except Refused as no:
            raise Misfilled(self.questions if questions else self.length, str(no)) from None
        chosen = self.speaker.person
        return PlanTalk(
            self._on if self.day.is_away else self.day.value,
            self.speaker.final,
            self.topic.value,
            "" if self.company.is_away else self.company.text,
            length,
            questions,
            chosen.id if chosen else None,
            self._corrected,
        )

    @property
    def _corrected(self) -> TalkId | None:
        """The talk that is written out here: of the date, or one that waited and is of this speaker."""
        if self._talk is not None or self._offered is None:
            return self._talk.id if self._talk is not None else None
        return self._offered.id if fold(self._offered.speaker.name) == self._name else None


def _as_typed(talk: Talk | None) -> tuple[str, str, str]:
    """Topic, minutes and questions of a talk as they would be typed."""
    return ("", "", "") if talk is None else (talk.topic, _typed(talk.length), _typed(talk.questions))


def _typed(length: timedelta | None) -> str:
    """A length as it would be typed: a bare number is minutes."""
    if not length:
        return ""
    minutes, rest = divmod(length, timedelta(minutes=1))
    return length_in_words(length) if rest else str(minutes)


def _read(typed: str) -> timedelta | None:
    return read_block(typed) if clean(typed) else None


class LeaderForm(Form[NameLeader]):
    """Which step of a date a member leads; blank for nobody in particular."""

    def __init__(
        self,
        on: date,
        today: date,
        kinds: Sequence[StepKind],
        members: Sequence[Person],
        leaders: Mapping[StepKind, StepLeader],
        *,
        besides: str = "",
    ) -> None:
        """`kinds` are the steps that it may be about; `besides` says what is found elsewhere."""
        if not kinds:
            raise Refused("The agenda has no step that somebody could lead.")
        self._on, self._leaders, self._besides = on, leaders, besides
        kinds_in_words = [(kind, kind_in_words(kind)) for kind in kinds]
        now = leaders.get(kinds[0]) if len(kinds) == 1 else None
        self.kind = ChoiceField("kind", "Step", kinds_in_words, kinds[0])
        self.leader = PersonField("leader", "Led by", members, now.leader if now else None)
        self.kind.is_away = len(kinds) == 1
        what = kind_in_words(kinds[0]) if len(kinds) == 1 else "Who leads what"
        super().__init__(
            f"{what} on {near_date(on, today)}",
            (self.kind, self.leader),
            draft_name=f"leader on {on} {kinds[0] if len(kinds) == 1 else ''}",
            first=self.leader if len(kinds) == 1 else self.kind,
            corrects=now is not None,
        )

    def remark(self, _here: Field) -> Remark:
        now = self._leaders.get(self.kind.chosen)
        if self.kind.is_away or now is None:
            return Remark(Content.styled(self._besides, "$quiet"))
        return Remark(Content.styled(f"{now.leader.name} leads it as it is", "$quiet"), self.kind)

    def build(self) -> NameLeader:
        chosen = self.leader.value
        return NameLeader(self._on, self.kind.chosen, chosen.id if chosen else None)


def steps_to_lead(agenda: Iterable[PlannedStep]) -> tuple[StepKind, ...]:
    """The kinds of steps of an agenda that somebody may lead, each once, education before the others."""
    kinds = dict.fromkeys(step.kind for step in agenda if can_be_led(step.kind))
    return tuple(sorted(kinds, key=lambda kind: kind is not StepKind.EDUCATION))

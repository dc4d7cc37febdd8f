"""The forms of the rota: what is typed, and the command that it means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.season.commands import NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import StepKind, classic_90
from leadsroom.domain.ids import PersonId, StepLeaderId, TalkId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import StepLeader, Talk
from leadsroom.errors import Refused
from leadsroom.views.season import Speakers
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.season.rota_forms import LeaderForm, TalkForm, steps_to_lead

TODAY, NEXT = date(2026, 11, 18), date(2026, 11, 25)
MINUTE = timedelta(minutes=1)
ANN, BO = Person(PersonId(1), "Ann Chu", "Florist"), Person(PersonId(2), "Bo Diaz", "Banking")
ZOE = Person(PersonId(3), "Zoe Hart", company="Hart & Co")


def fill(form: Form[Any], **texts: str) -> None:
    """Type into fields by their names."""
    for name, text in texts.items():
        form.named(name).draft = text
        form.edited()


def meant(form: Form[Any]) -> Any:
    """The command that a form means, without the id that is its own."""
    return replace(form.build(), command_id="")


def test_somebody_from_outside_speaks() -> None:
    """With a company; what is blank is left to the agenda, whose minutes stand beside the field."""
    form = TalkForm(NEXT, TODAY, "US", usual=10 * MINUTE)
    assert form.length.hint == "blank for the agenda's 10 min"
    fill(form, speaker="Zoe Hart", company="Hart & Co", topic="Wills [b]")
    assert meant(form) == PlanTalk(NEXT, "Zoe Hart", "Wills [b]", "Hart & Co", command_id="")


def test_whoever_is_due_is_proposed() -> None:
    """Down takes the one who never spoke first; a member is asked for no company."""
    form = TalkForm(NEXT, TODAY, "US")
    question = form.question()
    form.learned(question, Speakers((ANN, BO), {1: "never spoke", 2: "spoke last on Wed 4 Mar"}))
    assert "never spoke" in form.speaker.beside(True, 80).plain
    form.speaker.press("down", None)
    form.edited()
    assert form.company.is_away
    assert meant(form) == PlanTalk(NEXT, "Ann Chu", speaker_id=PersonId(1), command_id="")


def test_the_talk_that_waits_is_written_out() -> None:
    """Once its speaker is named, to be seen and changed; with another speaker it is gone again."""
    waits = Talk(TalkId(7), ANN, None, "Leases", 10 * MINUTE, 3 * MINUTE)
    form = TalkForm(NEXT, TODAY, "US")
    form.learned(form.question(), Speakers((ANN, BO), {}, (waits,)))
    fill(form, speaker="Ann Chu")
    assert form.finish(form.speaker) == ""
    assert (form.topic.text, form.length.text, form.questions.text) == ("Leases", "10", "3")
    assert "waited for a date" in form.remark(form.topic).words.plain
    fill(form, topic="")
    assert meant(form) == PlanTalk(
        NEXT, "Ann Chu", "", "", 10 * MINUTE, 3 * MINUTE, ANN.id, TalkId(7), command_id=""
    )
    fill(form, speaker="Bo Diaz")
    form.finish(form.speaker)
    assert meant(form) == PlanTalk(NEXT, "Bo Diaz", speaker_id=BO.id, command_id="")


def test_a_talk_is_changed_and_gets_another_date() -> None:
    """Everything stands there; a blank day leaves it without one; another speaker has another company."""
    form = TalkForm(NEXT, TODAY, "US", Talk(TalkId(7), ZOE, NEXT, "Wills", 10 * MINUTE, 3 * MINUTE))
    same = PlanTalk(
        NEXT, "Zoe Hart", "Wills", "Hart & Co", 10 * MINUTE, 3 * MINUTE, ZOE.id, TalkId(7), command_id=""
    )
    assert meant(form) == same
    fill(form, day="", minutes="12:30")
    assert meant(form) == replace(same, on=None, length=timedelta(minutes=12, seconds=30))
    fill(form, speaker="Max Roy", minutes="10")
    assert meant(form) == replace(same, on=None, name="Max Roy", company="", speaker_id=None)


@pytest.mark.parametrize(
    ("texts", "field", "wrong"),
    [
        ({"speaker": ""}, "speaker", "Type who speaks"),
        ({"minutes": "x"}, "minutes", "is not a length"),
        ({"minutes": "5", "questions": "5"}, "questions", "part of the talk's 5 min"),
        ({"topic": "x" * 81}, "topic", "up to 80 letters"),
        ({"day": "yesterday"}, "day", "past"),
    ],
)
def test_a_form_stays_on_the_field_that_is_wrong(texts: dict[str, str], field: str, wrong: str) -> None:
    """With a sentence that says what to do."""
    form = TalkForm(None, TODAY, "US", Talk(TalkId(7), ANN))
    fill(form, **texts)
    with pytest.raises(Misfilled, match=wrong) as no:
        form.build()
    assert no.value.field is form.named(field)


def test_who_leads_a_step() -> None:
    """One of the agenda's kinds and a member by letters; blank is nobody; a talk of the agenda is not led."""
    kinds = steps_to_lead(classic_90().steps)
    assert (kinds[0], StepKind.SPEAKER in kinds) == (StepKind.EDUCATION, False)
    now = StepLeader(StepLeaderId(4), NEXT, StepKind.EDUCATION, BO)
    form = LeaderForm(NEXT, TODAY, kinds, (ANN, BO), {now.kind: now})
    fill(form, kind="education", leader="ann")
    assert "Bo Diaz leads it as it is" in form.remark(form.kind).words.plain
    assert meant(form) == NameLeader(NEXT, StepKind.EDUCATION, ANN.id, command_id="")
    only = LeaderForm(NEXT, TODAY, (StepKind.EDUCATION,), (ANN, BO), {now.kind: now})
    assert [field.name for field in only.fields] == ["leader"]
    fill(only, leader="")
    assert meant(only) == NameLeader(NEXT, StepKind.EDUCATION, None, command_id="")
    with pytest.raises(Refused, match="no step that somebody could lead"):
        LeaderForm(NEXT, TODAY, (), (ANN,), {})

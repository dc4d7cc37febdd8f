"""The read-back check, from the rule to both minutes; and the giver's answer, which only officers read."""

from __future__ import annotations

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.commands import CheckSlip, NoteGiverAnswer
from leadsroom.acts.meeting.commands import MarkAttendance, Withdraw
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.leads.slip_check import CheckCount, Served
from leadsroom.domain.meeting.bucket_list import OnCheck, at_bucket
from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import ChapterRules, MeetingRules
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.views.health.review import meeting_review
from leadsroom.views.leads import lead_story, leads_picture
from leadsroom.views.meeting.lookups import answer_of_giver
from screens.kit.form.dock import Opening
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Form
from screens.leads.answer_forms import GiverAnswerForm
from screens.meeting.bucket_keys import BucketKeys
from screens.review.figures import numbers
from tests.databases import ON_BOTH
from tests.desks import desk_at
from tests.meeting.table import Table, rebuilt
from tests.screens.filling import fill, learn

pytestmark = ON_BOTH
RULES = ChapterRules()  # of which two slips are checked at each meeting
TO = ("Maria Lopez", "Robert Diaz", "Dee Fox")


def after_two_weeks(table: Table, harborview: Chapter, rules: ChapterRules = RULES) -> Table:
    """Ann gave a slip to each of three, a meeting without a lead was held since, and another one is on."""
    table.do(SetRules(rules))
    table.go()
    for name in TO:
        table.do(table.lead("Ann Chu", name, Slip(f"Prospect of {name}", need="a shop")))
    table.go_to_end()
    for _ in range(2):
        table.clock.pass_by(days=6, hours=23)
        table = Table.lay(table.store, harborview, table.clock)
        table.go()
        if _ == 0:
            table.go_to_end()
    return table


def proposed(table: Table) -> list[tuple[str, OnCheck]]:
    """Going round the bucket: at whose turn which slip is proposed."""
    found = []
    table.go_to(StepKind.BUCKET)
    while (at := at_bucket(table.now)) is not None and at.turn is not None:
        found += [(table.now.name(at.turn.member_id), check) for check in at.checks]
        table.go(seconds=5)
    return found


def test_two_slips_of_two_weeks_ago_are_proposed_to_their_receivers(
    table: Table, harborview: Chapter
) -> None:
    """Each at the turn of its receiver, who is here; nothing where the chapter checks none."""
    later = after_two_weeks(table, harborview)
    later.do(MarkAttendance(later.person("Dee Fox"), Mark.ABSENT))
    found = proposed(later)
    assert sorted((name, check.lead.prospect) for name, check in found) == [
        (name, f"Prospect of {name}") for name in TO[:2]
    ]
    assert all(check.pending for _, check in found)


def test_nothing_is_proposed_where_the_chapter_checks_none(table: Table, harborview: Chapter) -> None:
    """The rule can be switched off."""
    later = after_two_weeks(table, harborview, ChapterRules(meeting=MeetingRules(slip_checks=0)))
    assert later.now.to_check == ()
    assert proposed(later) == []


def test_what_a_receiver_says_is_noted_once_and_told(table: Table, harborview: Chapter) -> None:
    """By whichever station; in the record, in both minutes and in the lead's story; undone and withdrawn."""
    later = after_two_weeks(table, harborview)
    lead = later.now.to_check[0]
    noted = CheckSlip(lead.id, called=True, expecting=False, is_real=True)
    seen = later.do(noted)
    line = record_lines(seen)[0]
    assert (line.word, line.who) == ("Slip checked", "Maria Lopez")
    assert line.detail.startswith("called · not expecting the call · a real lead")
    assert rebuilt(later.store, later.meeting_id) == seen
    beside = desk_at(later.store, later.meeting_id, later.clock, "beside")
    seen = beside.sync.do(CheckSlip(lead.id, called=True, expecting=True, is_real=True)).picture
    (check,) = seen.entries["slip_check"]
    assert check.expecting is True
    beside.sync.do(Undo())
    assert later.now.entries["slip_check"][0].expecting is False
    beside.sync.do(Redo())
    page, data = (write_minutes(later.now, kind) for kind in ("md", "json"))
    assert "## Slips checked" in page
    assert "1 slip checked: 1 called, 1 expecting, 1 real" in page
    assert '"slip_checks": [' in data
    assert '"slips_checked": 1,' in data
    assert '"slips_real": 1,' in data
    *_, checked = numbers(later.desk.sync.read(meeting_review, later.meeting_id), 200)
    assert " ".join(checked.drawn.plain.split()) == "1 slip checked: 1 called, 1 expecting, 1 real"
    assert later.desk.sync.read(leads_picture).checks == CheckCount(1, 1, 1, 1)
    story = later.desk.sync.read(lead_story, lead.id)
    assert [each.in_words for each in story.checks] == ["called · expecting the call · a real lead"]
    assert later.do(Withdraw("slip_check", check.id)).entries["slip_check"] == ()
    assert later.desk.sync.read(leads_picture).checks == CheckCount()
    with pytest.raises(Refused, match="Answer one of the three"):
        later.do(CheckSlip(lead.id))


def test_a_checked_slip_is_not_proposed_at_another_meeting(table: Table, harborview: Chapter) -> None:
    """There it is another one's turn; nor is a slip that was withdrawn or does not count."""
    later = after_two_weeks(table, harborview)
    first, second, third = later.now.to_check
    later.do(CheckSlip(first.id, called=True))
    assert len(later.now.to_check) == 3
    later.do(Withdraw("lead", third.id))
    later.go_to_end()
    later.clock.pass_by(days=1)
    later.do(MarkDate(later.now.chapter.today(later.clock.now()), DateKind.EXTRA))
    again = Table.lay(table.store, harborview, table.clock)
    assert [lead.id for lead in again.now.to_check] == [second.id]


def test_9_asks_what_the_moment_asks(table: Table, harborview: Chapter) -> None:
    """The three questions about the first slip to check that waits, wherever the cursor is."""
    later = after_two_weeks(table, harborview)
    later.go_to(StepKind.BUCKET)
    keys = BucketKeys()
    while not (at := at_bucket(later.now)) or not at.checks:
        later.go(seconds=5)
    keys.follow(later.now)
    if at.leads:
        keys.cursor = at.leads[0].key
    opening = keys.meant_by(9, later.now)
    assert isinstance(opening, Opening)
    assert isinstance(opening.form, Form)
    form = opening.form
    fill(form, called="y", expecting="y", real="n")
    meant = form.build()
    assert (meant.lead_id, meant.called, meant.expecting, meant.is_real) == (
        at.checks[0].lead.id,
        True,
        True,
        False,
    )


def test_the_giver_s_answer_is_for_officers_alone(table: Table, harborview: Chapter) -> None:
    """A later one takes its place; its words are in no minutes and in no journal that the room reads."""
    lead = table.do(table.lead()).leads[0]
    for served, words in ((Served.WELL, "came at once"), (Served.COMPLAINT, "NOBODY-CAME")):
        table.do(NoteGiverAnswer(lead.id, served, words))
    answer = table.desk.sync.read(answer_of_giver, lead.id)
    assert answer is not None
    assert (answer.served, answer.words) == (Served.COMPLAINT, "NOBODY-CAME")
    form = GiverAnswerForm(lead.id, "Jane Doe")
    with pytest.raises(Misfilled, match="Choose how they were served"):
        form.build()
    learn(form, table)
    assert (form.served.chosen, form.words.text) == (Served.COMPLAINT, "NOBODY-CAME")
    seen = table.now
    assert seen.journal[-1].is_private
    everything = [write_minutes(seen, kind) for kind in ("md", "json")]
    everything += [entry.what for entry in seen.journal]
    assert not any("NOBODY" in text or "giver's answer" in text for text in everything[:2])
    assert not any("NOBODY" in text for text in everything)
    assert "private" in table.do(Undo()).journal[-1].public_words
    answer = table.desk.sync.read(answer_of_giver, lead.id)
    assert answer is not None
    assert answer.served is Served.WELL

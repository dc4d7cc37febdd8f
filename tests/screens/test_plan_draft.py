"""The agenda between the page and the record: what is written when, and what taking back brings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.domain.agenda.agenda import agenda_for
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.errors import Refused
from screens.agenda.draft import PlanDraft, Stand, Unsaved

A = AgendaPlan(agenda_for(timedelta(minutes=90), timedelta(seconds=60)))
B, C, D = (A.removed(step) for step in range(3))


def test_changes_are_written_one_after_the_other() -> None:
    """However many came before the first was on record, each is an act of its own."""
    draft = PlanDraft(A)
    for plan in (B, C, D):
        draft.change(plan, 0)
    written = []
    while not draft.is_written:
        written.append(draft.next_to_write)
        draft.wrote(written[-1])
    assert written == [B, C, D]
    assert draft.take_back(0) is None


def test_what_is_not_written_is_taken_back_here() -> None:
    """The newest first, with the cursor where it was, and done again; then nothing is left to write."""
    draft = PlanDraft(A)
    draft.change(B, 3)
    draft.change(C, 4)
    assert draft.take_back(7) == Stand(B, 4)
    assert draft.next_to_write == B
    assert draft.take_back(8) == Stand(A, 3)
    assert draft.is_written
    assert [draft.do_again(0), draft.do_again(0), draft.do_again(0)] == [Stand(B, 8), Stand(C, 7), None]


def test_what_somebody_else_wrote_gives_way_to_yours_when_asked() -> None:
    """Theirs is shown, nothing is left to write; taken back, yours is a change of theirs."""
    draft = PlanDraft(A)
    draft.change(B, 2)
    draft.give_way(D, 5)
    assert (draft.plan, draft.is_written) == (D, True)
    assert draft.take_back(0) == Stand(B, 5)
    assert (draft.on_record, draft.next_to_write) == (D, B)
    draft.wrote(B)
    assert draft.is_written


def test_what_was_overtaken_waits_for_a_later_visit() -> None:
    """Theirs is shown then too, and taken back yours is a change of whatever they have written by then."""
    draft = PlanDraft(A)
    draft.change(B, 2)
    draft.give_way(D, 5)
    unsaved = draft.unsaved(0)
    assert unsaved is not None
    again = PlanDraft(C)
    assert again.put_back(unsaved) == Stand(C, 5)
    assert again.unsaved(0) == unsaved
    assert again.take_back(1) == Stand(B, 5)
    assert (again.on_record, again.next_to_write, again.is_overtaken) == (C, B, False)


def test_the_cursor_goes_back_with_what_the_desk_undoes() -> None:
    """Only where the record is as it was before a change that was made here."""
    draft = PlanDraft(A)
    draft.change(B, 6)
    draft.wrote(B)
    draft.take_record(A)
    assert draft.reversed(Stand(B, 1), undone=True) == 6
    draft.take_record(B)
    assert draft.reversed(Stand(A, 2), undone=False) == 1
    draft.take_record(D)
    assert draft.reversed(Stand(B, 3), undone=True) is None


def _unsaved() -> Unsaved:
    """B and C, of which A was on record when the page was left, the cursor at the fifth step."""
    draft = PlanDraft(A)
    draft.change(B, 3)
    draft.change(C, 4)
    unsaved = draft.unsaved(5)
    assert unsaved is not None
    return unsaved


def test_what_was_not_written_is_gone_on_with_when_the_page_is_opened_again() -> None:
    """Each change is an act of its own still, and taken back as before."""
    draft = PlanDraft(A)
    assert draft.put_back(_unsaved()) == Stand(C, 5)
    assert (draft.plan, draft.next_to_write) == (C, B)
    assert draft.take_back(7) == Stand(B, 4)


def test_what_was_written_after_all_is_not_written_again() -> None:
    """The program ended while the first of two changes was on its way."""
    draft = PlanDraft(B)
    assert draft.put_back(_unsaved()) == Stand(C, 5)
    assert draft.next_to_write == C
    draft.wrote(C)
    assert draft.unsaved(5) is None


def test_over_another_agenda_nothing_is_put_back() -> None:
    """Somebody else has changed it since."""
    draft = PlanDraft(D)
    assert draft.put_back(_unsaved()) is None
    assert draft.is_written


def test_no_plan_is_put_back_by_which_no_meeting_could_be_held() -> None:
    """Whatever a file of drafts says."""
    unsaved = Unsaved((Stand(A, 0),), Stand(AgendaPlan(()), -7))
    draft = PlanDraft(A)
    with pytest.raises(Refused, match="at least one step"):
        draft.put_back(unsaved)
    assert draft.is_written

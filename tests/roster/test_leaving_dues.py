"""Who leaves before their dues were charged: it is said, asked for as was chosen, and taken back by undo."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.people.commands import EndMembership
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import Dues, MoneyRules, Share
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.exchange.roster.import_export import import_roster
from leadsroom.store.store import Store
from leadsroom.views.money import dues_record
from screens.people.leaving import LeavingForm
from tests.databases import ON_BOTH
from tests.harborview import SetClock
from tests.meeting.money_rules import entries_of, rule_money
from tests.offices import Office
from tests.roster.sheets import seat_all
from tests.treasurer import Treasurer

FOURTH = period_of(PeriodKind.QUARTER, date(2026, 11, 18))
WHOLE = "Dues 2026-Q4 were not charged: $120"


@pytest.fixture
def treasury(store: Store, clock: SetClock) -> Treasurer:
    """The door to the accounts."""
    return Treasurer(store, clock, "money")


@pytest.fixture
def ruled(store: Store, office: Office, chapter: Chapter) -> Chapter:
    """Ann, Bea and Cy, dues of $120 a quarter; who leaves before the charge pays for the days."""
    seat_all(office, chapter, "Ann", "Bea", "Cy")
    return _asks(store, chapter, Share.DAYS)


def _asks(store: Store, chapter: Chapter, leaving: Share) -> Chapter:
    return rule_money(store, chapter.id, MoneyRules(dues=Dues(12_000, PeriodKind.QUARTER, leaving=leaving)))


def member(office: Office, chapter: Chapter, name: str) -> Member:
    """The member of this name."""
    return next(m for m in office.members(chapter.id) if m.person.name == name)


def sums(store: Store, chapter: Chapter) -> list[int]:
    """What stands in the accounts, in the order in which it was written."""
    return [entry.amount.minor for entry in entries_of(store, chapter)]


@pytest.mark.parametrize(
    ("leaving", "choice", "says", "charged"),
    [
        (Share.NONE, None, f"{WHOLE}; nothing of it is asked.", []),
        (Share.DAYS, None, f"{WHOLE}; charged $63.91, for the days stayed.", [6_391]),
        (Share.MONTHS, None, f"{WHOLE}; charged $40, for the months stayed.", [4_000]),
        (Share.NONE, Share.WHOLE, f"{WHOLE}; charged $120.", [12_000]),
        (Share.DAYS, Share.NONE, f"{WHOLE}; nothing of it is asked.", [12_000, -12_000]),
    ],
)
def test_nobody_leaves_their_dues_in_silence(
    office: Office,
    ruled: Chapter,
    store: Store,
    leaving: Share,
    choice: Share | None,
    says: str,
    charged: list[int],
) -> None:
    """By the chapter's rule or as was chosen; what is let off against the rule stands so in the account."""
    _asks(store, ruled, leaving)
    done = office.desk(ruled.id).do(EndMembership(member(office, ruled, "Ann").id, dues=choice))
    assert done.words == f"Ann has left the chapter. {says} Their record stays."
    assert sums(store, ruled) == charged


@ON_BOTH
def test_leaving_charges_once(office: Office, ruled: Chapter, store: Store, treasury: Treasurer) -> None:
    """Undone and done again, and when the quarter is charged afterwards: each has paid their part once."""
    ann, desk = member(office, ruled, "Ann"), office.desk(ruled.id)
    desk.do(EndMembership(ann.id, date(2026, 10, 31)))
    desk.do(Undo())
    assert sum(sums(store, ruled)) == 0
    desk.do(Redo())
    assert sum(sums(store, ruled)) == 4_043
    treasury.charge_dues(ruled.id, FOURTH)
    assert sum(sums(store, ruled)) == 4_043 + 24_000
    bea = desk.do(EndMembership(member(office, ruled, "Bea").id))
    assert bea.words == "Bea has left and owes $120. Their record stays."


def test_leaving_is_undone_where_dues_were_let_off(office: Office, ruled: Chapter, store: Store) -> None:
    """The charge and its reversal come to nothing already: they stay, whichever way."""
    ann, desk = member(office, ruled, "Ann"), office.desk(ruled.id)
    desk.do(EndMembership(ann.id, dues=Share.NONE))
    for command in (Undo(), Redo(), Undo()):
        desk.do(command)
        assert sums(store, ruled) == [12_000, -12_000]
    assert member(office, ruled, "Ann").status.holds_seat


def test_who_was_let_off_or_forgotten_at_the_charge(
    office: Office, ruled: Chapter, store: Store, treasury: Treasurer
) -> None:
    """Charging a quarter names who left in it uncharged, by the rule as it is; who was let off stays so."""
    desk = office.desk(ruled.id)
    desk.do(EndMembership(member(office, ruled, "Ann").id, dues=Share.NONE))
    _asks(store, ruled, Share.NONE)
    desk.do(EndMembership(member(office, ruled, "Bea").id))
    _asks(store, ruled, Share.MONTHS)
    plan = treasury.dues_plan(ruled.id, FOURTH)
    assert [(each.member.person.name, each.minor(plan.leaving)) for each in plan.left] == [("Bea", 4_000)]
    assert treasury.charge_dues(ruled.id, FOURTH) == "Dues 2026-Q4: 1 member × $120 + Bea $40"
    assert treasury.dues_plan(ruled.id, FOURTH).left == ()


def test_who_leaves_by_a_file(office: Office, ruled: Chapter, store: Store) -> None:
    """Named in the report before and after, and charged by the rule, or as the command line says."""
    data = b"Name,Profession,Status\nAnn,Trade of Ann,left\nBea,Trade of Bea,active\n"
    tried = import_roster(office.desk(ruled.id), data, dry_run=True)
    words = "Ann leaves; dues 2026-Q4 were not charged: $120; charged $63.91, for the days stayed."
    assert words in tried.notes
    assert sums(store, ruled) == []
    assert words in import_roster(office.desk(ruled.id), data).notes
    assert sums(store, ruled) == [6_391]
    other = b"Name,Profession,Status\nBea,Trade of Bea,left\n"
    report = import_roster(office.desk(ruled.id), other, dues=Share.WHOLE)
    assert "Bea leaves; dues 2026-Q4 were not charged: $120; charged $120." in report.notes
    assert sums(store, ruled) == [6_391, 12_000]


def test_the_form_offers_the_shares(office: Office, ruled: Chapter) -> None:
    """That of the rule comes first; another day counts other days, and one that cannot be read is named."""
    ann = member(office, ruled, "Ann")
    form = LeavingForm(ann, office.desk(ruled.id).read(dues_record), date(2026, 11, 18))
    assert form.remark(form.share).words.plain == f"{WHOLE}; charged $63.91, for the days stayed."
    form.day.typed("31 Oct")
    form.share.draft = Share.MONTHS.value
    form.edited()
    assert form.remark(form.share).words.plain == f"{WHOLE}; charged $40, for the months stayed."
    leave = form.build()
    assert (leave.membership_id, leave.on, leave.dues) == (ann.id, date(2026, 10, 31), Share.MONTHS)
    form.day.typed("soon")
    form.edited()
    assert "soon" in form.remark(form.day).words.plain

"""An example of each kind of command, to be carried out on the sample chapter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.agenda import commands as agenda
from leadsroom.acts.association.template_commands import (
    ChangeTemplate,
    IssueTemplate,
    LetGoTemplate,
    TakeHandedDown,
    TakeTemplate,
    WithdrawTemplate,
)
from leadsroom.acts.chapter.commands import (
    ArchiveChapter,
    ChangeChapter,
    FoundChapter,
    NewChapter,
    PlaceInArea,
    ReopenChapter,
    SetCatalogue,
    SetScorecard,
    habits_of,
)
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.leads import commands as leads
from leadsroom.acts.meeting import commands as meeting
from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.acts.meeting.letters import BeginLetter, EndLetter
from leadsroom.acts.money import commands as money
from leadsroom.acts.people import commands as people
from leadsroom.acts.people.commands import (
    AnnounceAbsence,
    ApplicationSheet,
    Decide,
    LeaveSheet,
    MemberSheet,
    ProfessionSheet,
    TakeBackDecision,
    VoteSheet,
    WithdrawNotice,
)
from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.acts.rules.commands import SetLeadRules, SetRules
from leadsroom.acts.season.commands import (
    CancelTalk,
    ClearDate,
    MarkDate,
    NameLeader,
    PlanTalk,
    SetPlace,
    SetSchedule,
)
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.health.scorecards.presets import text_of
from leadsroom.domain.ids import (
    DecisionId,
    LeadId,
    LeaveId,
    LedgerId,
    LetterId,
    MembershipId,
    NoticeId,
    OwnCostId,
    PersonId,
    ProfessionId,
    TalkId,
)
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.meeting.letters import LetterKind, LetterState
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.money.account import AccountKind, Method
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.openings import Figures
from leadsroom.domain.people.roster import Contact, MembershipStatus
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.rules.chapter_rules import FineEvent, SubstituteProfession
from leadsroom.domain.rules.lead_rules import STRICT
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.season.calendar import DateKind, Schedule, ScheduleKind
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.letters import letters_sent
from tests.acts import association_examples, template_examples
from tests.acts.demo_desks import SLIP, Demo, new, subject_of
from tests.sample import closed_meetings

MINUTE = timedelta(minutes=1)


class Example(Struct, frozen=True):
    """One act: the name of its desk, and the command once what it needs has been prepared.

    `for_each` says why it writes many rows; empty for an act about one person, lead or clock.
    """

    command: Callable[[Demo], Command]
    desk: str = "home"
    for_each: str = ""


def at_table(command: Callable[[Demo], Command], for_each: str = "") -> Example:
    """An act at the table of the meeting."""
    return Example(command, "table", for_each)


def between(command: Callable[[Demo], Command], for_each: str = "") -> Example:
    """An act between meetings."""
    return Example(command, "home", for_each)


def of_association(command: Callable[[Demo], Command], for_each: str = "") -> Example:
    """An act of the association."""
    return Example(command, "association", for_each)


def after(first: Callable[[Demo], object], command: Callable[[Demo], Command]) -> Callable[[Demo], Command]:
    """A command once something else was done."""

    def made(demo: Demo) -> Command:
        first(demo)
        return command(demo)

    return made


def _step(demo: Demo) -> Any:
    """A step that is still to come, with others on both sides."""
    return demo.now.steps[-3]


def _still_to_speak(demo: Demo) -> Any:
    return [turn for turn in demo.up().turns if turn.outcome is None and turn.clock.started_at is None][1]


def _began_at(demo: Demo) -> Command:
    now = demo.now.meeting
    assert now.step_id is not None
    return meeting.BeganAt(demo.clock.now() - timedelta(seconds=1), now.step_id, now.turn_id)


def _caught_up(demo: Demo) -> Command:
    bucket = next(step for step in demo.now.steps if step.kind is StepKind.BUCKET)
    pitches = next(step for step in demo.now.steps if step.kind is StepKind.PITCHES)
    return agenda.CatchUp((agenda.StepLength(bucket.id, 10 * MINUTE),), (pitches.id,), MINUTE / 2)


def _passed_over(demo: Demo) -> Any:
    demo.up()
    demo.table.do(meeting.Skip())
    return next(turn for turn in demo.now.turns if turn.outcome is Outcome.SKIPPED)


def _skipped_step(demo: Demo) -> Any:
    step = _step(demo)
    demo.table.do(agenda.SkipStep(step.id))
    return step


def _visit(demo: Demo) -> Any:
    demo.table.do(meeting.WelcomeVisitor(name=new("Eve Stone"), host_id=demo.seated[0]))
    return demo.now.visits[-1]


def _refund(demo: Demo) -> money.RefundMember:
    """Of what was paid ahead."""
    _paid(demo)
    return money.RefundMember(demo.member.person.id, Money(1_00, "USD"), Method.CASH)


def _own_cost_withdrawn(demo: Demo) -> Command:
    done = demo.home.do(money.EnterOwnCost(demo.member.person.id, Money(12_50, "USD")))
    return money.WithdrawOwnCost(OwnCostId(done.subject or 0))


def _paid(demo: Demo) -> LedgerId:
    demo.home.do(money.TakePayment(demo.member.person.id, Money(100_00, "USD")))
    return LedgerId(demo.last(t.ledger_entry))


def _office_ended(demo: Demo) -> people.EndOffice:
    sheet = people.TermSheet("Librarian")
    demo.home.do(people.GiveOffice(demo.member.id, sheet, own=people.OtherTerms.STAYS))
    return people.EndOffice(demo.member.id, "Librarian")


def _letter(demo: Demo) -> BeginLetter:
    """To a member who has none about the last meeting."""
    last = closed_meetings(demo.store)[0]
    with demo.store.reading() as connection:
        sent = {each.person_id for each in letters_sent(connection, demo.chapter.id, last)}
    receiver = next(each for each in demo.seated if each not in sent)
    return BeginLetter(last, receiver, LetterKind.MEMBER, "ann@example.org")


def _letter_over(demo: Demo) -> EndLetter:
    letter_id = LetterId(subject_of(demo.home.do(_letter(demo))))
    return EndLetter(letter_id, LetterState.REFUSED, "550 no such user")


def _second_slip(demo: Demo) -> Command:
    return leads.PassLead(demo.seated[2], demo.seated[1], SLIP)


def _slip_passed_three_times(demo: Demo) -> LeadId:
    """The one that counts."""
    first = demo.lead()
    for giver_id in demo.seated[2:4]:
        demo.table.do(leads.PassLead(giver_id, demo.seated[1], SLIP))
    return first


def _of_another(demo: Demo, lead_id: LeadId) -> Command:
    slip = replace(SLIP, prospect="Jack Roe", phone_typed="+14155550102")
    return leads.PassLead(demo.seated[0], demo.seated[1], slip, corrects=lead_id)


def _before_education_in_turn(demo: Demo) -> None:
    rules = demo.chapter.rules
    in_turn = replace(rules.meeting, education_due=True, testimonials_due=2)
    demo.home.do(SetRules(replace(rules, meeting=in_turn)))

    def is_next(now: Snapshot) -> bool:
        steps = iter(now.steps)
        return (
            any(step.id == now.meeting.step_id for step in steps) and next(steps).kind is StepKind.EDUCATION
        )

    demo.go(is_next)


def _no_seat_of_another(demo: Demo) -> None:
    rules = demo.chapter.rules
    strict = replace(rules.substitutes, profession=SubstituteProfession.NO_HELD_SEAT)
    demo.home.do(SetRules(replace(rules, substitutes=strict)))


def _talk(demo: Demo, days: int = 0) -> TalkId:
    on = demo.today + timedelta(days=days)
    demo.home.do(PlanTalk(on, demo.member.person.name, "Reading a lease", length=12 * MINUTE))
    return TalkId(demo.last(t.talk))


def _leave(demo: Demo) -> LeaveId:
    demo.home.do(people.TakeLeave(demo.member.id, LeaveSheet(demo.today + timedelta(days=10))))
    return LeaveId(demo.last(t.leave))


def _begun(demo: Demo) -> None:
    _leave(demo)
    demo.clock.moment += timedelta(days=12)


def _accepted(demo: Demo) -> MembershipId:
    applicant = demo.apply(new("Beekeeping"))
    demo.home.do(people.VoteOn(applicant, VoteSheet(votes_for=9, votes_against=0, decided_by="the group")))
    return applicant


def _waiting(demo: Demo) -> MembershipId:
    member = demo.member
    waiting = demo.apply(member.profession)
    demo.home.do(people.EndMembership(member.id))
    return waiting


def _to_close(demo: Demo) -> None:
    def is_last(now: Snapshot) -> bool:
        return now.meeting.step_id == now.steps[-1].id

    demo.go(is_last)


def _profession(demo: Demo) -> ProfessionId:
    return ProfessionId(subject_of(demo.home.do(people.AddProfession(ProfessionSheet(new("Beekeeping"))))))


def _merged_people(demo: Demo) -> Command:
    command = AnnounceAbsence(
        demo.member.person.id, demo.today, substitute=new("Eve Stone"), profession=new("Beekeeping")
    )
    demo.home.do(command)
    return people.MergePeople(PersonId(demo.last(t.person)), demo.roster[-1].person.id)


def _imported(demo: Demo) -> Command:
    """Everybody has another company, some another profession, phone or office, and some are new."""
    country, members = demo.chapter.country, [each for each in demo.roster if each.status.holds_seat]
    sheets = [(each, sheet_of(each, country)) for each in members]
    changed = [
        people.ImportedSheet(replace(sheet, company=f"{sheet.company} Ltd."), each.id, sheet)
        for each, sheet in sheets
    ]
    for number in range(3):
        sheet = replace(
            changed[number].sheet, profession=new("Beekeeping"), phone_typed=f"+1415555020{number}"
        )
        changed[number] = replace(changed[number], sheet=sheet)
        in_office = replace(changed[number + 3].sheet, offices=("Treasurer",), sphere=new("Health"))
        changed[number + 3] = replace(changed[number + 3], sheet=in_office)
    for number, status in ((6, MembershipStatus.ON_LEAVE), (7, MembershipStatus.ENDED)):
        left = replace(changed[number].sheet, status=status)
        changed[number] = replace(changed[number], sheet=left)
    added = [
        people.ImportedSheet(MemberSheet(name=new("Jo Park"), profession=new("Tiling"), status=status))
        for status in (MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE, MembershipStatus.WAITING) * 3
    ]
    return people.ImportRoster((*added[:5], *changed, *added[5:]), "all of them changed, and nine are new")


BEFORE = (date(2020, 3, 1), date(2020, 8, 31))


def _opening_figures(demo: Demo) -> people.RecordOpenings:
    figures = Figures(present=24, absent=1, given_inside=7, closed=Money(482_000, demo.chapter.currency))
    members = [people.MemberFigures(each.person.id, figures) for each in demo.roster[:5]]
    return people.RecordOpenings(*BEFORE, tuple(members), "palms.xls")


def _visits_of_a_file(demo: Demo) -> people.ImportVisits:
    """Somebody new on two days before the program, somebody on record, and somebody who is expected."""
    when = (date(2020, 3, 4), date(2020, 3, 11))
    who, host = new("Eve Stone"), demo.member.person.id
    visits = [
        people.ImportedVisit(name=who, on=on, profession=new("Beekeeping"), host_id=host) for on in when
    ]
    returning = people.ImportedVisit(name=demo.roster[-1].person.name, on=when[0], note="came early")
    return people.ImportVisits((*visits, returning, people.ImportedVisit(name=new("Kit Moss"))), "3 visits")


HABITS = NewChapter(
    name="Elsewhere",
    timezone="UTC",
    country="US",
    clock_24h=True,
    weekday=2,
    starts=time(7),
    length=timedelta(minutes=90),
    pitch=MINUTE,
)
OF_THE_OLD_SCHEDULE = "every date and absence of the old schedule is cleared"
EVERYBODY_MOVES_UP = "everybody at the table moves up to the next gap"
FOR_EACH_PLACE = "the table is laid: a row for each member and each step"

EXAMPLES: dict[type[Command], Example] = {
    Undo: at_table(after(Demo.lead, lambda _: Undo())),
    Redo: at_table(after(lambda demo: (demo.lead(), demo.table.do(Undo())), lambda _: Redo())),
    agenda.SetAgenda: between(
        lambda demo: agenda.SetAgenda(AgendaPlan(demo.chapter.agenda[:-2] + demo.chapter.agenda[-1:]))
    ),
    agenda.SetPitchLength: at_table(
        lambda demo: agenda.SetPitchLength(None, 2 * MINUTE), "every pitch to come"
    ),
    agenda.CatchUp: at_table(
        after(Demo.up, _caught_up), "every pitch that is left, and every step that has slack"
    ),
    agenda.GivePitch: at_table(lambda demo: agenda.GivePitch(demo.seated[-1], 2 * MINUTE)),
    agenda.GiveStep: at_table(lambda demo: agenda.GiveStep(_step(demo).id, MINUTE)),
    agenda.MoveStep: at_table(lambda demo: agenda.MoveStep(_step(demo).id, -1)),
    agenda.SkipStep: at_table(lambda demo: agenda.SkipStep(_step(demo).id)),
    agenda.BringBackStep: at_table(lambda demo: agenda.BringBackStep(_skipped_step(demo).id)),
    agenda.MoveTurn: at_table(lambda demo: agenda.MoveTurn(_still_to_speak(demo).id, 1)),
    agenda.StartWith: at_table(lambda demo: agenda.StartWith(demo.seated[3])),
    agenda.SkipTurn: at_table(lambda demo: agenda.SkipTurn(_still_to_speak(demo).id)),
    agenda.BringBackTurn: at_table(lambda demo: agenda.BringBackTurn(_passed_over(demo).id)),
    FoundChapter: Example(lambda _: FoundChapter(HABITS), "nowhere"),
    PlaceInArea: between(lambda demo: PlaceInArea(association_examples.Association.beside(demo).at("Leeds"))),
    ArchiveChapter: between(lambda _: ArchiveChapter()),
    ReopenChapter: between(after(lambda demo: demo.home.do(ArchiveChapter()), lambda _: ReopenChapter())),
    ChangeChapter: between(
        lambda demo: ChangeChapter(replace(habits_of(demo.chapter), weekday=4)), OF_THE_OLD_SCHEDULE
    ),
    leads.CheckSlip: at_table(lambda demo: leads.CheckSlip(demo.lead(), called=True, is_real=True)),
    leads.NoteGiverAnswer: at_table(
        lambda demo: leads.NoteGiverAnswer(demo.lead(), Served.COMPLAINT, "Nobody came.")
    ),
    leads.PassLead: at_table(lambda demo: leads.PassLead(demo.seated[0], demo.seated[1], SLIP)),
    leads.NoteOutcome: at_table(
        lambda demo: leads.NoteOutcome(demo.lead(), LeadOutcome.OUTSIDE, passed_outside="Dentist")
    ),
    leads.ThankForBusiness: at_table(
        lambda demo: leads.ThankForBusiness(demo.seated[1], demo.seated[0], Money(500_00, "USD"), demo.lead())
    ),
    leads.GiveTestimonial: at_table(
        lambda demo: leads.GiveTestimonial(demo.seated[1], demo.seated[0], "a week early", demo.lead())
    ),
    leads.LogOneToOne: between(lambda demo: leads.LogOneToOne(demo.seated[0], demo.seated[1], demo.today)),
    meeting.Withdraw: at_table(lambda demo: meeting.Withdraw("lead", demo.lead())),
    MakeAnnouncement: at_table(lambda demo: MakeAnnouncement(demo.seated[0], "The cellar is open again.")),
    meeting.OpenMeeting: between(
        after(
            lambda demo: setattr(demo.clock, "moment", demo.clock.moment + timedelta(days=7)),
            lambda _: meeting.OpenMeeting(),
        ),
        FOR_EACH_PLACE,
    ),
    meeting.OpenExtraMeeting: between(
        after(
            lambda demo: setattr(demo.clock, "moment", demo.clock.moment + timedelta(days=2)),
            lambda _: meeting.OpenExtraMeeting(),
        ),
        FOR_EACH_PLACE,
    ),
    meeting.Go: at_table(after(Demo.up, lambda _: meeting.Go())),
    meeting.Pause: at_table(after(Demo.up, lambda _: meeting.Pause())),
    meeting.Resume: at_table(
        after(lambda demo: (demo.up(), demo.table.do(meeting.Pause())), lambda _: meeting.Resume())
    ),
    meeting.GoBack: at_table(after(Demo.up, lambda _: meeting.GoBack())),
    meeting.AddTime: at_table(after(Demo.up, lambda _: meeting.AddTime(MINUTE))),
    meeting.BeganEarlier: at_table(after(Demo.up, lambda _: meeting.BeganEarlier(timedelta(seconds=1)))),
    meeting.BeganAt: at_table(after(Demo.up, _began_at)),
    meeting.Skip: at_table(after(Demo.up, lambda _: meeting.Skip())),
    meeting.SkipRest: at_table(
        after(Demo.up, lambda _: meeting.SkipRest()), "every turn that is left in the round"
    ),
    meeting.CallBack: at_table(lambda demo: meeting.CallBack(_passed_over(demo).id)),
    meeting.LeaveOut: at_table(after(Demo.up, lambda _: meeting.LeaveOut(timedelta(seconds=5)))),
    meeting.OpenQuestions: at_table(after(Demo.up, lambda _: meeting.OpenQuestions(MINUTE))),
    meeting.CloseQuestions: at_table(
        after(
            lambda demo: (demo.up(), demo.table.do(meeting.OpenQuestions(MINUTE))),
            lambda _: meeting.CloseQuestions(),
        )
    ),
    meeting.PromptSpeaker: at_table(after(Demo.up, lambda _: meeting.PromptSpeaker("Time", MINUTE))),
    meeting.FollowClock: at_table(
        after(Demo.up, lambda _: meeting.FollowClock(MINUTE)), "every moment of tonight is read again"
    ),
    meeting.MarkAttendance: at_table(lambda demo: meeting.MarkAttendance(demo.seated[0], Mark.LATE)),
    meeting.MarkOthersPresent: at_table(lambda demo: meeting.MarkOthersPresent()),
    meeting.AttendOnline: at_table(lambda demo: meeting.AttendOnline(demo.seated[0])),
    meeting.LeaveEarly: at_table(after(Demo.up, lambda demo: meeting.LeaveEarly(demo.seated[-1]))),
    meeting.SeatSubstitute: at_table(
        lambda demo: meeting.SeatSubstitute(demo.seated[2], new("Eve Stone"), new("Beekeeping"))
    ),
    meeting.NoteVisitor: at_table(lambda demo: meeting.NoteVisitor(_visit(demo).id, Became.APPLIES)),
    meeting.WelcomeVisitor: at_table(
        lambda demo: meeting.WelcomeVisitor(
            name=new("Eve Stone"),
            profession=new("Beekeeping"),
            host_id=demo.seated[0],
            contact=Contact(phone_typed="415 555 0177", email="eve@bees.example", may_write=True),
        )
    ),
    BeginLetter: between(_letter),
    EndLetter: between(_letter_over),
    meeting.KeepAsk: at_table(lambda demo: meeting.KeepAsk(demo.up().turns[0].id, "dental offices")),
    meeting.GiveNothing: at_table(lambda demo: meeting.GiveNothing(demo.up().turns[0].id)),
    money.TakePayment: between(lambda demo: money.TakePayment(demo.member.person.id, Money(100_00, "USD"))),
    money.ChargeMember: between(
        lambda demo: money.ChargeMember(demo.member.person.id, AccountKind.DUES, Money(10_00, "USD"))
    ),
    money.RefundMember: between(_refund),
    money.CreditMember: between(
        lambda demo: money.CreditMember(demo.member.person.id, Money(5_00, "USD"), "goodwill")
    ),
    money.EnterOwnCost: between(
        lambda demo: money.EnterOwnCost(demo.member.person.id, Money(12_50, "USD"), new("parking"))
    ),
    money.WithdrawOwnCost: between(_own_cost_withdrawn),
    money.PayOut: between(lambda demo: money.PayOut("Pier 9", Money(90_00, "USD"), "the diner's bill")),
    money.TakeIncome: between(lambda demo: money.TakeIncome(Money(40_00, "USD"), "a raffle")),
    money.ReverseEntry: between(lambda demo: money.ReverseEntry(_paid(demo))),
    money.ChargeDues: between(
        lambda demo: money.ChargeDues(period_of(PeriodKind.QUARTER, demo.today + timedelta(days=100))),
        "an entry in each member's account",
    ),
    money.ChargeDuesUntil: between(
        lambda demo: money.ChargeDuesUntil(demo.today + timedelta(days=100)),
        "an entry in each member's account",
    ),
    people.FollowUpVisitor: between(
        lambda demo: people.FollowUpVisitor(_visit(demo).id, Became.COMES_AGAIN, new("in March"))
    ),
    people.ChangeVisitor: between(
        lambda demo: people.ChangeVisitor(
            _visit(demo).id,
            people.VisitorSheet(
                name=new("Eva Stone"),
                profession=new("Beekeeping"),
                host_id=demo.seated[1],
                contact=Contact(phone_typed="415 555 0178", may_write=False),
                became=Became.NOT_INTERESTED,
            ),
        )
    ),
    people.AddMember: between(
        lambda _: people.AddMember(MemberSheet(name=new("Jo Park"), profession=new("Beekeeping")))
    ),
    people.StopLetters: between(lambda demo: people.StopLetters(demo.member.person.id)),
    people.ChangeMember: between(
        lambda demo: people.ChangeMember(
            demo.member.id, replace(sheet_of(demo.member, "US"), seat=12, company="Of her own")
        )
    ),
    people.GiveOffice: between(
        lambda demo: people.GiveOffice(
            demo.member.id,
            people.TermSheet(new("Historian")),
            people.OtherTerms.ENDS,
            people.OtherTerms.STAYS,
        )
    ),
    people.EndOffice: between(_office_ended),
    people.EndMembership: between(lambda demo: people.EndMembership(demo.member.id)),
    people.ComeBack: between(
        after(
            lambda demo: demo.home.do(people.EndMembership(demo.member.id)),
            lambda demo: people.ComeBack(demo.roster[-1].id),
        )
    ),
    people.Apply: between(
        lambda demo: people.Apply(ApplicationSheet(name=new("Jo Park"), profession=demo.member.profession))
    ),
    people.ChangeApplication: between(
        lambda demo: people.ChangeApplication(
            demo.apply(new("Beekeeping")),
            ApplicationSheet(name=new("Joanna Park"), profession=demo.member.profession),
        )
    ),
    people.EndApplication: between(lambda demo: people.EndApplication(demo.apply(new("Beekeeping")))),
    people.VoteOn: between(
        lambda demo: people.VoteOn(
            demo.apply(new("Beekeeping")), VoteSheet(votes_for=9, votes_against=0, decided_by="the group")
        )
    ),
    people.OfferSeat: between(lambda demo: people.OfferSeat(_waiting(demo))),
    people.Induct: between(lambda demo: people.Induct(_accepted(demo))),
    people.TakeLeave: between(lambda demo: people.TakeLeave(demo.member.id, LeaveSheet(demo.today))),
    people.ChangeLeave: between(
        lambda demo: people.ChangeLeave(_leave(demo), LeaveSheet(demo.today + timedelta(days=11)))
    ),
    people.WithdrawLeave: between(lambda demo: people.WithdrawLeave(_leave(demo))),
    people.BackFromLeave: between(
        after(
            lambda demo: demo.home.do(people.TakeLeave(demo.member.id, LeaveSheet(demo.today))),
            lambda demo: people.BackFromLeave(demo.member.id),
        )
    ),
    people.BeginLeaves: between(after(_begun, lambda _: people.BeginLeaves())),
    people.MergePeople: between(_merged_people),
    people.AddProfession: between(lambda _: people.AddProfession(ProfessionSheet(new("Beekeeping")))),
    people.ChangeProfession: between(
        lambda demo: people.ChangeProfession(demo.member.profession_id, ProfessionSheet(new("Beekeeping")))
    ),
    people.RemoveProfession: between(lambda demo: people.RemoveProfession(_profession(demo))),
    people.MergeProfessions: between(
        lambda demo: people.MergeProfessions(demo.member.profession_id, _profession(demo))
    ),
    people.ImportRoster: between(_imported, "a sheet for each member"),
    people.ImportVisits: between(_visits_of_a_file, "a visit for each line of a file"),
    people.RecordOpenings: between(_opening_figures),
    people.WithdrawOpenings: between(
        after(
            lambda demo: demo.home.do(_opening_figures(demo)),
            lambda _: people.WithdrawOpenings(*BEFORE),
        )
    ),
    Decide: between(
        lambda demo: Decide(demo.member.person.id, DecisionKind.WARNED, decided_by="the committee")
    ),
    TakeBackDecision: between(
        after(
            lambda demo: demo.home.do(
                Decide(demo.member.person.id, DecisionKind.WARNED, decided_by="the committee")
            ),
            lambda demo: TakeBackDecision(DecisionId(demo.last(t.decision))),
        )
    ),
    AnnounceAbsence: between(
        lambda demo: AnnounceAbsence(
            demo.member.person.id, demo.today, substitute=new("Eve Stone"), profession=new("Beekeeping")
        )
    ),
    WithdrawNotice: between(
        after(
            lambda demo: demo.home.do(AnnounceAbsence(demo.member.person.id, demo.today)),
            lambda demo: WithdrawNotice(NoticeId(demo.last(t.notice))),
        )
    ),
    SetRules: between(
        lambda demo: SetRules(replace(demo.chapter.rules, money=type(demo.chapter.rules.money)()))
    ),
    SetLeadRules: between(lambda _: SetLeadRules(STRICT)),
    SetScorecard: between(lambda _: SetScorecard(Of.MEMBERS, text_of("india-2025"))),
    SetCatalogue: between(lambda _: SetCatalogue('[spheres]\nLaw = ["Attorney"]')),
    SetSchedule: between(
        lambda demo: SetSchedule(Schedule(ScheduleKind.EVERY_TWO_WEEKS, demo.today)), OF_THE_OLD_SCHEDULE
    ),
    MarkDate: between(lambda demo: MarkDate(demo.today + timedelta(days=14), DateKind.HOLIDAY)),
    SetPlace: between(lambda demo: SetPlace(demo.today + timedelta(days=14), "City library")),
    ClearDate: between(
        after(
            lambda demo: demo.home.do(MarkDate(demo.today + timedelta(days=14), DateKind.HOLIDAY)),
            lambda demo: ClearDate(demo.today + timedelta(days=14)),
        )
    ),
    PlanTalk: between(
        after(
            _talk,
            lambda demo: PlanTalk(
                demo.today, new("Eve Stone"), "Reading a lease", "Of her own", 12 * MINUTE, 3 * MINUTE
            ),
        )
    ),
    CancelTalk: between(lambda demo: CancelTalk(_talk(demo))),
    NameLeader: at_table(lambda demo: NameLeader(demo.today, StepKind.EDUCATION, demo.seated[0])),
    **{
        kind: of_association(association_examples.beside(example))
        for kind, example in association_examples.EXAMPLES.items()
    },
    IssueTemplate: of_association(template_examples.issue),
    ChangeTemplate: of_association(template_examples.change),
    WithdrawTemplate: of_association(template_examples.withdraw),
    TakeTemplate: between(template_examples.take, "rules and rules for leads are set together"),
    TakeHandedDown: between(template_examples.take_all, "all that is handed down is set together"),
    LetGoTemplate: between(template_examples.let_go),
}

MORE: dict[str, Example] = {
    "taking holidays": between(template_examples.take_dates, "a row for each date"),
    "taking an agenda in the place of another": between(
        template_examples.take_other_agenda, "one template is taken, and another one let go of"
    ),
    "a second slip": at_table(after(Demo.lead, _second_slip)),
    "withdrawing the slip that counts": at_table(
        lambda demo: meeting.Withdraw("lead", _slip_passed_three_times(demo))
    ),
    "a slip that counts is of another prospect": at_table(
        lambda demo: _of_another(demo, _slip_passed_three_times(demo))
    ),
    "a member of another chapter is here": at_table(
        lambda demo: meeting.WelcomeVisitor(name=new("Eve Stone"), home=HomeChapter(new("Riverside")))
    ),
    "a member of another chapter as substitute": at_table(
        lambda demo: meeting.SeatSubstitute(
            demo.seated[2], new("Eve Stone"), home=HomeChapter(new("Riverside"))
        )
    ),
    "a substitute who may take no seat of another": at_table(
        after(
            _no_seat_of_another,
            lambda demo: meeting.SeatSubstitute(demo.seated[2], new("Eve Stone"), new("Beekeeping")),
        )
    ),
    "an absence with a substitute who may take no seat of another": between(
        after(
            _no_seat_of_another,
            lambda demo: AnnounceAbsence(
                demo.member.person.id, demo.today, substitute=new("Eve Stone"), profession=new("Beekeeping")
            ),
        )
    ),
    "a talk that moves to another date": between(
        lambda demo: PlanTalk(
            demo.today + timedelta(days=21), demo.member.person.name, "Leases", corrects=_talk(demo)
        )
    ),
    "a holiday on the date of a talk": between(
        after(
            lambda demo: _talk(demo, days=14),
            lambda demo: MarkDate(demo.today + timedelta(days=14), DateKind.HOLIDAY),
        )
    ),
    "naming tonight's speaker at the table": at_table(
        lambda demo: PlanTalk(demo.today, new("Eve Stone"), "Leases", length=7 * MINUTE)
    ),
    "another schedule where absences were announced": between(
        after(
            lambda demo: [
                demo.home.do(AnnounceAbsence(member_id, demo.today + timedelta(days=days)))
                for member_id in demo.seated[1:4]
                for days in (21, 49)
            ],
            lambda demo: SetSchedule(Schedule(ScheduleKind.EVERY_TWO_WEEKS, demo.today)),
        ),
        OF_THE_OLD_SCHEDULE,
    ),
    "starting the meeting": at_table(lambda _: meeting.Go(), FOR_EACH_PLACE),
    "beginning a round": at_table(
        after(
            lambda demo: demo.go(
                lambda now: now.steps[now.steps.index(now.step) + 1].kind.is_round if now.step else False
            ),
            lambda _: meeting.Go(),
        ),
        "a turn for each member",
    ),
    "closing the meeting": at_table(
        after(_to_close, lambda _: meeting.Go()), "the table is settled: its marks, turns and charges"
    ),
    "a donation": between(
        lambda demo: money.TakePayment(
            demo.member.person.id,
            Money(20_00, "USD"),
            donated=True,
            method=Method.CHECK,
            reference="1042",
            cause="a party",
        )
    ),
    "a fine": between(
        lambda demo: money.ChargeMember(
            demo.member.person.id, AccountKind.FINE, Money(1_00, "USD"), FineEvent.PHONE
        )
    ),
    "a date that is special already": between(
        after(
            lambda demo: demo.home.do(MarkDate(demo.today + timedelta(days=14), DateKind.HOLIDAY)),
            lambda demo: MarkDate(demo.today + timedelta(days=14), DateKind.OPEN_HOUSE, "Dinner"),
        )
    ),
    "the date of a meeting that is planned": between(lambda demo: MarkDate(demo.today, DateKind.OPEN_HOUSE)),
    "somebody known instead of a member": between(
        after(
            lambda demo: demo.home.do(
                AnnounceAbsence(demo.member.person.id, demo.today + timedelta(days=14), substitute="Tom Ray")
            ),
            lambda demo: AnnounceAbsence(
                demo.member.person.id,
                demo.today + timedelta(days=28),
                substitute="Tom Ray",
                profession="Tiler",
            ),
        )
    ),
    "another word for a date": between(
        after(
            lambda demo: demo.home.do(
                AnnounceAbsence(demo.member.person.id, demo.today + timedelta(days=14), Mark.LATE)
            ),
            lambda demo: AnnounceAbsence(
                demo.member.person.id, demo.today + timedelta(days=14), Mark.MEDICAL, note="a cold"
            ),
        )
    ),
    "a taken seat for somebody new": between(
        lambda _: people.AddMember(MemberSheet(name=new("Jo Park"), profession=new("Beekeeping"), seat=3)),
        EVERYBODY_MOVES_UP,
    ),
    "a taken seat for an applicant": between(
        lambda demo: people.Induct(_accepted(demo), seat=3), EVERYBODY_MOVES_UP
    ),
    "undoing an import": between(
        after(lambda demo: demo.home.do(_imported(demo)), lambda _: Undo()), "a sheet for each member"
    ),
    "undoing a taken seat": between(
        after(
            lambda demo: demo.home.do(
                people.AddMember(MemberSheet(name=new("Jo Park"), profession=new("Beekeeping"), seat=3))
            ),
            lambda _: Undo(),
        ),
        EVERYBODY_MOVES_UP,
    ),
}

# Of the sample's agenda alone: that of the other chapters has no education.
LED_IN_TURN = at_table(after(_before_education_in_turn, lambda _: meeting.Go()))

"""The minutes as JSON. Its keys are a promise to other programs: one is only ever added."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.journal import Entry
from leadsroom.domain.leads.closed_business import ClosedBusiness, OneToOne
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.meeting.record_kind import EntryText
from leadsroom.domain.meeting.record_kinds import KINDS
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.meeting.step_state import StepState
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import Talk
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.phone import Phone, extension_of
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.members import NOTHING_NAMED, PublicWords
from leadsroom.exchange.outgoing import json_file
from leadsroom.views.health.between_meetings import NOTHING_BETWEEN, BetweenMeetings
from leadsroom.views.meeting.summary import Summary, public_entries
from leadsroom.views.meeting.summary_lines import (
    AttendanceLine,
    BusinessLine,
    LeadLine,
    OutcomeLine,
    StepLine,
    ThanksLine,
    Totals,
    TurnLine,
    VisitingMemberLine,
    VisitorLine,
)

_Json = dict[str, Any]
_Moment = Callable[[datetime | None], str | None]


SCHEMA_VERSION = 1  # of the keys: raised when one means something else, and not when one is added


def json_minutes(
    snapshot: Snapshot,
    summary: Summary,
    audience: Audience = Audience.SECRETARY,
    public: PublicWords = NOTHING_NAMED,
    between: BetweenMeetings = NOTHING_BETWEEN,
) -> str:
    """A JSON object. Moments are ISO 8601 with the chapter's offset, lengths seconds, amounts major units.

    The members' has the same keys: what is not for them is null, or an empty list.
    """

    def moment(at: datetime | None) -> str | None:
        return None if at is None else snapshot.chapter.local(at).isoformat()

    minutes: _Json = {
        "schema_version": SCHEMA_VERSION,
        "for": audience,
        "chapter": _chapter(summary),
        "meeting": _meeting(summary, moment),
        "speakers": [_talk(line.talk) for line in summary.steps if line.talk and line.is_talk_given],
        "steps": [_step(line, moment) for line in summary.steps],
        "turns": [_turn(line) for line in summary.turns],
        "attendance": [_attendance(line, moment) for line in summary.attendance],
        "visitors": [_visitor(line, moment) for line in summary.visitors],
        "visiting_members": [_visiting_member(line, moment) for line in summary.visiting_members],
        "leads": [_lead(line, moment, snapshot.chapter.country) for line in summary.leads],
        "closed_business": [_business(line, moment) for line in summary.closed],
        "thanks": [_thanks(line, moment) for line in summary.thanks],
        **{
            kind.telling.key: [_entry(line, moment) for line in summary.entries[kind.table]]
            for kind in KINDS
            if kind.telling is not None
        },
        "outcomes": [_outcome(line, moment) for line in summary.outcomes],
        "one_to_ones": [_one_to_one(one) for one in summary.one_to_ones],
        "totals": _totals(summary.totals) | {"one_to_ones": len(summary.one_to_ones)},
        "journal": _journal(public_entries(snapshot), moment),
        "corrections": _journal(summary.corrections, moment),
        "between_meetings": _between(between, snapshot.chapter, moment),
    }
    return json_file(_for_members(minutes, public) if audience is Audience.MEMBERS else minutes).decode()


_WHOLE_FOR_MEMBERS = ("schema_version", "for", "chapter", "meeting", "speakers", "steps", "turns", "totals")
# What members see of the lists; of one that is named in neither, nothing.
_FOR_MEMBERS = {
    "attendance": "member profession mark substitute substitute_home_chapter arrived_at left_at online",
    "visitors": "name host visit_number profession counts on",
    "visiting_members": "name home_chapter host profession",
    "leads": "id giver receiver giver_home_chapter receiver_home_chapter qualified at spoken_by counts "
    "same_as on",
    "closed_business": "reported_by credited_to amount currency lead at corrected_at on",
    "thanks": "by to lead at corrected_at",
    "testimonials": "by about text lead at corrected_at",
    "slip_checks": "receiver lead called expecting real at corrected_at",
    "outcomes": "lead by giver thanked at corrected_at",
    "one_to_ones": "first second on",
    "announcements": "by text at corrected_at",
}
_TYPED_FOR_ALL = ("text", "looking_for", "topic", "title", "step", "profession")


def _for_members(minutes: _Json, public: PublicWords) -> _Json:
    """The same without what is not for members: no prospect, no note, no journal."""
    seen = {}
    for part, whole in minutes.items():
        if part == "between_meetings":
            seen[part] = {each: _listed(each, found) for each, found in whole.items()}
            continue
        keys = _FOR_MEMBERS.get(part, "").split()
        seen[part] = _public(whole if part in _WHOLE_FOR_MEMBERS else _with_keys(whole, keys), public)
    return seen


def _listed(part: str, found: Any) -> Any:
    """A list of what is between meetings, as members see it; anything else as it is."""
    return _with_keys(found, _FOR_MEMBERS[part].split()) if isinstance(found, list) else found


def _with_keys(lines: list[_Json], shown: list[str]) -> list[_Json]:
    return [{key: x if key in shown else None for key, x in each.items()} for each in lines if shown]


def _public(value: Any, public: PublicWords) -> Any:
    """Words that are meant for all, wherever they stand, as far as they name no prospect."""
    if isinstance(value, list):
        return [_public(each, public) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: public.shown(each) if key in _TYPED_FOR_ALL and isinstance(each, str) else _public(each, public)
        for key, each in value.items()
    }


def _journal(entries: Iterable[Entry], moment: _Moment) -> list[_Json]:
    return [{"at": moment(each.at), "what": each.what, "kind": each.kind} for each in entries]


def _seconds(length: timedelta | None) -> float | None:
    """Exact to the microsecond; whole seconds as a whole number."""
    if length is None:
        return None
    seconds = length.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds


def _amount(money: Money) -> float:
    whole = money.amount == money.amount.to_integral_value()
    return int(money.amount) if whole else float(money.amount)


def _name(person: Person | None) -> str | None:
    return None if person is None else person.name


def _chapter(summary: Summary) -> _Json:
    chapter = summary.chapter
    return {"name": chapter.name, "timezone": chapter.timezone, "place": chapter.place}


def _meeting(summary: Summary, moment: _Moment) -> _Json:
    meeting = summary.meeting
    return {
        "id": meeting.id,
        "name": str(meeting.name),
        "date": meeting.on,
        "kind": meeting.kind,
        "state": meeting.state,
        "started_at": moment(meeting.started_at),
        "ended_at": moment(meeting.ended_at),
        "planned_start": moment(meeting.starts_at),
        "planned_end": moment(meeting.ends_at),
        "leads_as_of": moment(summary.seen_at),
    }


def _step(line: StepLine, moment: _Moment) -> _Json:
    return {
        "title": line.title,
        "kind": line.kind,
        "planned_seconds": _seconds(line.planned),
        "actual_seconds": _seconds(line.actual),
        "started_at": moment(line.started_at),
        "ended_at": moment(line.ended_at),
        "paused_seconds": _seconds(line.paused),
        "questions_seconds": _seconds(line.questions),
        "added_seconds": _seconds(line.added),
        "outcome": _became_of(line.standing.state),
        "led_by": _name(line.leader),
        "talk": None if line.talk is None else _talk(line.talk),
    }


def _talk(talk: Talk) -> _Json:
    return {
        "speaker": talk.speaker.name,
        "company": talk.speaker.company or None,
        "topic": talk.topic or None,
        "planned_seconds": _seconds(talk.length),
        "questions_seconds": _seconds(talk.questions),
    }


def _became_of(state: StepState) -> str | None:
    """`done`, `skipped`, `absent`, `left`, `ended early`; nothing while it is not over."""
    if not state.is_over:
        return None
    return Outcome.ABSENT.value if state is StepState.NOBODY else state.value


def _turn(line: TurnLine) -> _Json:
    return {
        "step": line.step,
        "member": line.member.name,
        "speaker": line.speaker.name,
        "substitute": line.by_substitute,
        "allotted_seconds": _seconds(line.allotted),
        "used_seconds": _seconds(line.used),
        "outcome": line.outcome,
        "looking_for": line.looking_for,
        "added_seconds": _seconds(line.added),
        "paused_seconds": _seconds(line.paused),
        "questions_seconds": _seconds(line.questions),
        "over_seconds": _seconds(line.over),
        "id": line.id,
        "answers": line.answers,
        "nothing_today": line.nothing_today,
    }


def _attendance(line: AttendanceLine, moment: _Moment) -> _Json:
    return {
        "member": line.member.name,
        "profession": line.member.profession,
        "mark": line.mark,
        "substitute": _name(line.substitute),
        "substitute_home_chapter": _home_chapter(line.substitute),
        "arrived_at": moment(line.arrived_at),
        "left_at": moment(line.left_at),
        "came_about": line.came_about,
        "marked_at": moment(line.marked_at),
        "station": line.station or None,
        "online": line.online,
        "member_id": line.member.id,
    }


def _home_chapter(person: Person | None) -> str | None:
    return None if person is None else person.home_chapter or None


def _visitor(line: VisitorLine, moment: _Moment) -> _Json:
    return {
        "name": line.visitor.name,
        "host": _name(line.host),
        "visit_number": line.number,
        "profession": line.visitor.profession,
        "seat": line.seat,
        "phone": line.visitor.phone or line.visitor.phone_typed,
        "email": line.visitor.email,
        "may_write": line.visitor.may_write,
        "corrected_at": moment(line.corrected_at),
        "counts": line.counts,
        "silent": line.silent,
        "became": line.became,
        "became_note": line.became_note,
        "host_id": None if line.host is None else line.host.id,
    }


def _visiting_member(line: VisitingMemberLine, moment: _Moment) -> _Json:
    return {
        "name": line.member.own_name,
        "home_chapter": line.member.home_chapter,
        "host": _name(line.host),
        "profession": line.member.profession,
        "phone": line.member.phone or line.member.phone_typed,
        "email": line.member.email,
        "corrected_at": moment(line.corrected_at),
        "person_id": line.member.id,
        "host_id": None if line.host is None else line.host.id,
    }


def _lead(line: LeadLine, moment: _Moment, country: str) -> _Json:
    slip, lead, stands = line.slip, line.lead, line.lead.standing
    phone = Phone(slip.phone or None, slip.phone_typed)
    return {
        "id": line.id,
        "giver": line.giver.name,
        "receiver": line.receiver.name,
        "giver_home_chapter": _home_chapter(line.giver),
        "receiver_home_chapter": _home_chapter(line.receiver),
        "prospect": slip.prospect,
        "phone": slip.phone or slip.phone_typed,
        "need": slip.need,
        "qualified": line.qualified and lead.counts,
        "missing": lead.missing,
        "inside": slip.inside,
        "from_lead": lead.from_lead_id,
        "at": moment(lead.passed_at),
        "expecting_call": slip.expecting_call,
        "spoken_by": _name(line.spoken_by),
        "verdict": line.verdict,
        "company": slip.company,
        "address": slip.address,
        "email": slip.email,
        "who_calls": slip.who_calls,
        "knows_caller": slip.knows_caller,
        "when": slip.when,
        "note": slip.note,
        "state": stands.state,
        "thanked": stands.thanked,
        "receiver_says": stands.receiver_says,
        "lead_since": moment(lead.lead_since),
        "family": lead.family_id or lead.id,
        "answers": lead.answers_id,
        "corrected_at": moment(lead.corrected_at),
        "phone_extension": extension_of(phone, country),
        "today": {
            "stands": line.today.stands,
            "at": moment(line.today.at),
            "words": line.today.words,
        },
        "counts": lead.counts,
        "same_as": lead.same_as_id,
        "giver_id": line.giver.id,
        "receiver_id": line.receiver.id,
    }


def _business(line: BusinessLine, moment: _Moment) -> _Json:
    return {
        "reported_by": line.reported_by.name,
        "credited_to": line.credited_to.name,
        "amount": _amount(line.amount),
        "currency": line.amount.currency,
        "lead": line.lead_id,
        "note": line.note,
        "at": moment(line.at),
        "corrected_at": moment(line.corrected_at),
        "own_purchase": line.is_own,
        "first_payment": None if line.payment is None else line.payment.is_first,
        "reported_by_id": line.reported_by.id,
        "credited_to_id": line.credited_to.id,
    }


def _thanks(line: ThanksLine, moment: _Moment) -> _Json:
    return {
        "by": line.by.name,
        "to": line.to.name,
        "lead": line.lead_id,
        "note": line.note,
        "at": moment(line.at),
        "about": line.about,
        "corrected_at": moment(line.corrected_at),
    }


def _entry(line: EntryText, moment: _Moment) -> _Json:
    return {
        key: moment(value) if isinstance(value, datetime) else value for key, value in line.as_json.items()
    }


def _outcome(line: OutcomeLine, moment: _Moment) -> _Json:
    return {
        "lead": line.lead_id,
        "by": line.receiver.name,
        "giver": line.giver.name,
        "about": line.about,
        "outcome": line.outcome,
        "note": line.note,
        "thanked": line.thanked,
        "follow_up_on": line.follow_up_on,
        "at": moment(line.at),
        "corrected_at": moment(line.corrected_at),
        "since_then": line.since_then,
        "passed_outside": line.passed_outside,
    }


def _between(between: BetweenMeetings, chapter: Chapter, moment: _Moment) -> _Json:
    """What was entered on the days `from` … `to` (null: open) at no meeting, each entry on its own day `on`.

    With it all one-to-ones of these days, and the visits of days before the chapter had this program.
    """
    name = between.names.__getitem__
    return {
        "has_days": between.is_of_days,
        "from": between.first,
        "to": between.last,
        "leads": [
            _lead_between(each, name) | {"on": chapter.today(each.passed_at), "at": moment(each.passed_at)}
            for each in between.leads
        ],
        "closed_business": [
            _dollars_between(each, name) | {"on": chapter.today(each.at), "at": moment(each.at)}
            for each in between.dollars
        ],
        "one_to_ones": [_one_to_one(one) for one in between.one_to_ones],
        "visitors": [
            {
                "name": name(visit.person_id),
                "host": None if visit.host_id is None else name(visit.host_id),
                "host_id": visit.host_id,
                "on": visit.on_date,
                "counts": visit.counts(chapter),
            }
            for visit in between.visits
        ],
    }


def _one_to_one(one: OneToOne) -> _Json:
    return {
        "first": one.first,
        "second": one.second,
        "on": one.on,
        "note": one.note,
        "first_id": one.first_id,
        "second_id": one.second_id,
    }


def _lead_between(lead: Lead, name: Callable[[PersonId], str]) -> _Json:
    return {
        "id": lead.id,
        "giver": name(lead.giver_id),
        "receiver": name(lead.receiver_id),
        "giver_id": lead.giver_id,
        "receiver_id": lead.receiver_id,
        "prospect": lead.slip.prospect,
        "qualified": lead.qualified and lead.counts,
        "inside": lead.slip.inside,
        "state": lead.standing.state,
        "receiver_says": lead.standing.receiver_says,
        "counts": lead.counts,
        "same_as": lead.same_as_id,
    }


def _dollars_between(report: ClosedBusiness, name: Callable[[PersonId], str]) -> _Json:
    return {
        "reported_by": name(report.reported_by_id),
        "credited_to": name(report.credited_to_id),
        "reported_by_id": report.reported_by_id,
        "credited_to_id": report.credited_to_id,
        "amount": _amount(report.amount),
        "currency": report.amount.currency,
        "lead": report.lead_id,
    }


def _totals(totals: Totals) -> _Json:
    return {
        "leads": totals.leads,
        "qualified": totals.qualified,
        "raw": totals.raw,
        "closed_business": _amount(totals.closed_business),
        "substitutes": totals.substitutes,
        "present": totals.present,
        "online": totals.online,
        "absent": totals.absent,
        "late": totals.late,
        "visitors": totals.visitors,
        "testimonials": totals.testimonials,
        "medical": totals.medical,
        "thanks": totals.thanks,
        "outcomes": totals.outcomes,
        "currency": totals.closed_business.currency,
        "own_purchases": _amount(totals.dollars.own_purchases),
        "first_payments": _amount(totals.dollars.first_payments),
        "after_first_payments": _amount(totals.dollars.since_then),
        "slips_checked": totals.checks.checked,
        "slips_called": totals.checks.called,
        "slips_expecting": totals.checks.expecting,
        "slips_real": totals.checks.real,
    }

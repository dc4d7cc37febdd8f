"""Typed row ids, so that a lead can never be handed where a person belongs."""

from __future__ import annotations

from typing import NewType

ChapterId = NewType("ChapterId", int)
PersonId = NewType("PersonId", int)
ProfessionId = NewType("ProfessionId", int)
MembershipId = NewType("MembershipId", int)
MeetingId = NewType("MeetingId", int)
StepId = NewType("StepId", int)
TurnId = NewType("TurnId", int)
QuestionsId = NewType("QuestionsId", int)
AttendanceId = NewType("AttendanceId", int)
VisitId = NewType("VisitId", int)
LeadId = NewType("LeadId", int)
BusinessId = NewType("BusinessId", int)
TestimonialId = NewType("TestimonialId", int)
AnnouncementId = NewType("AnnouncementId", int)
UpdateId = NewType("UpdateId", int)
SlipCheckId = NewType("SlipCheckId", int)
GiverAnswerId = NewType("GiverAnswerId", int)
OneToOneId = NewType("OneToOneId", int)
StationId = NewType("StationId", int)
EntryId = NewType("EntryId", int)
LeaveId = NewType("LeaveId", int)
VettingId = NewType("VettingId", int)
DecisionId = NewType("DecisionId", int)
NoticeId = NewType("NoticeId", int)
SpecialDateId = NewType("SpecialDateId", int)
TalkId = NewType("TalkId", int)
StepLeaderId = NewType("StepLeaderId", int)
LedgerId = NewType("LedgerId", int)

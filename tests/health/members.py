"""Members with figures for tests of tables: a record for each, without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.advice import Around, advice
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.meetings import MeetingInPeriod
from leadsroom.domain.health.member_health import HealthFigures, MemberHealth, added_up
from leadsroom.domain.ids import MeetingId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.windows import Period
from leadsroom.views.health.health_page import HealthPicture
from leadsroom.views.health.member_health import HealthOfMembers

TODAY = date(2026, 12, 1)
YEAR = Period(date(2025, 12, 2), TODAY)


def one_member(
    number: int, name: str, *, beside: dict[str, Any] | None = None, **counts: Any
) -> MemberHealth:
    """A member at 30 meetings with these counts, and whatever else of the line stands `beside` them."""
    person = Person(PersonId(number), name, "Florist")
    seat = Member(
        id=MembershipId(number),
        person=person,
        profession_id=ProfessionId(number),
        profession="Florist",
        sphere="",
        status=MembershipStatus.ACTIVE,
        seat=number,
        terms=(),
        joined_on=date(2020, 1, 1),
    )
    usual: dict[str, Any] = {"currency": "USD", "meetings": 30, "present": 30}
    figures = Figures(**(usual | counts))
    return MemberHealth(person=person, membership=seat, figures=figures, **(beside or {}))


def picture_of(chapter: Chapter, *members: MemberHealth, meetings: int = 0) -> HealthPicture:
    """The page of these members, who get their advice, after so many regular meetings."""
    total = added_up(members, "USD")
    around = Around(total, TODAY)
    lines = tuple(replace(each, advice=advice(each, around)) for each in members)
    nothing = HealthFigures(figures=Figures(currency="USD"))
    held = tuple(
        MeetingInPeriod(
            id=MeetingId(number), on=TODAY, number=1, kind=MeetingKind.REGULAR, state=MeetingState.CLOSED
        )
        for number in range(1, meetings + 1)
    )
    return HealthPicture(HealthOfMembers(chapter, YEAR, lines, nothing, total, held), TODAY)

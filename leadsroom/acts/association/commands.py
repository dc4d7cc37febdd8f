"""Commands of an association: its areas, its directors, and their visits."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Command
from leadsroom.domain.ids import AreaId, ChapterId, DirectorId, DirectorVisitId


class OfAssociation(Command, frozen=True):
    """What is done at the association's desk."""

    is_of_association = True


class AddArea(OfAssociation, frozen=True, tag="AddArea"):
    """One more area, under another one or at the top. Without a level it has the one that is proposed."""

    name: str
    level: str = ""
    parent_id: AreaId | None = None


class ChangeArea(OfAssociation, frozen=True, tag="ChangeArea"):
    """Give an area another name or level, or move it with all below it."""

    area_id: AreaId
    name: str
    level: str
    parent_id: AreaId | None


class RemoveArea(OfAssociation, frozen=True, tag="RemoveArea"):
    """Take an area away on which nothing hangs."""

    area_id: AreaId


class NameDirector(OfAssociation, frozen=True, tag="NameDirector"):
    """Somebody looks after an area, from today on or from a day."""

    area_id: AreaId
    name: str
    email: str = ""
    phone: str = ""
    since: date | None = None


class ChangeDirector(OfAssociation, frozen=True, tag="ChangeDirector"):
    """Correct what is on record of a director, the area and the days too."""

    director_id: DirectorId
    area_id: AreaId
    name: str
    email: str
    phone: str
    since: date | None
    until: date | None


class EndDirector(OfAssociation, frozen=True, tag="EndDirector"):
    """A director looks after the area no longer; the last day is today, or another one."""

    director_id: DirectorId
    until: date | None = None


class LogVisit(OfAssociation, frozen=True, tag="LogVisit"):
    """A director has visited a chapter, today or on a day before."""

    chapter_id: ChapterId
    director_id: DirectorId | None = None
    on: date | None = None
    note: str = ""


class CorrectVisit(OfAssociation, frozen=True, tag="CorrectVisit"):
    """Put right what is on record of a director's visit."""

    visit_id: DirectorVisitId
    director_id: DirectorId | None
    on: date
    note: str


class WithdrawVisit(OfAssociation, frozen=True, tag="WithdrawVisit"):
    """A director's visit that never was."""

    visit_id: DirectorVisitId

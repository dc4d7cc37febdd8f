"""Commands about what an association hands down, and what a chapter takes of it."""

from __future__ import annotations

from leadsroom.acts.command import Command
from leadsroom.domain.association.templates import Body, TemplateKind
from leadsroom.domain.ids import AreaId, TemplateId


class IssueTemplate(Command, frozen=True, tag="IssueTemplate"):
    """Hand something down to the chapters of an area, or of all where none is named. No chapter has it by
    that alone: each takes it itself.
    """

    is_of_association = True

    kind: TemplateKind
    name: str
    body: Body
    area_id: AreaId | None = None
    note: str = ""


class ChangeTemplate(Command, frozen=True, tag="ChangeTemplate"):
    """Make a new version of a template; chapters that have taken an older one see what it changes.

    With `seen`, only where that is still the latest version.
    """

    is_of_association = True

    template_id: TemplateId
    body: Body
    note: str = ""
    seen: int | None = None


class WithdrawTemplate(Command, frozen=True, tag="WithdrawTemplate"):
    """Hand a template down no longer. What chapters have taken of it stays theirs."""

    is_of_association = True

    template_id: TemplateId


class TakeTemplate(Command, frozen=True, tag="TakeTemplate"):
    """Have what a template says in the place of the chapter's own: its version has to be the latest one."""

    template_id: TemplateId
    version: int


class TakeHandedDown(Command, frozen=True, tag="TakeHandedDown"):
    """Take all that a new chapter is offered, of each part what its nearest area hands down.

    What it has taken or let go of before stays as it is.
    """


class LetGoTemplate(Command, frozen=True, tag="LetGoTemplate"):
    """Go by a template no longer, or not at all: what it has set stays, and its changes are no matter of the
    chapter's.
    """

    template_id: TemplateId

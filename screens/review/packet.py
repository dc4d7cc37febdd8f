"""What leaves after a meeting, asked for in one dialog: minutes, letters and reports; Enter writes it all."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from leadsroom.domain.meeting.snapshot import Meeting, MeetingState
from leadsroom.errors import Refused
from leadsroom.exchange.chapter_files import ChapterPlace
from leadsroom.exchange.document.to_pdf import needs_pdf
from leadsroom.exchange.packet import Packet, PacketWanted, PacketWritten, has_pdf, write_packet
from leadsroom.files import AlreadyThere
from leadsroom.paths import short_path
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field
from screens.kit.form.form import Question, Remark
from screens.kit.form.write_form import AsksWhere, FileSeen, FolderField, look_at

if TYPE_CHECKING:
    from screens.kit.form.form import Reads
    from screens.kit.page import Page

_NO = "no"
_NONE = (_NO, _NO)
_PDF, _MINUTES = ("pdf", "PDF"), (("html", "HTML"), ("md", "Markdown"))
_REPORT = (("xlsx", "xlsx"), ("csv", "csv"))
_REMEMBER = "packet"


class PacketForm(AsksWhere[PacketWanted]):
    """Enter writes it as it stands: at first minutes for members, a letter to each, and PALMS."""

    save_word = "write"

    def __init__(self, meeting: Meeting, place: ChapterPlace, *, can_pdf: bool) -> None:
        self._can_pdf = can_pdf
        minutes = (_PDF, *_MINUTES) if can_pdf else _MINUTES
        whole = (_NONE, *minutes, ("json", "JSON"))
        self.members = ChoiceField("members", "Members' minutes", (*minutes, _NONE))
        self.secretary = ChoiceField("secretary", "Secretary's", whole)
        self.journal = ChoiceField("journal", "Its journal", (_NONE, ("yes", "yes, as an appendix")))
        self.emails = ChoiceField("letters", "Letters", (("eml", "as emails"), _NONE))
        self.palms = ChoiceField("palms", "PALMS", (*_REPORT, _NONE))
        self.attendance = ChoiceField("attendance", "Attendance", (_NONE, *_REPORT))
        self.folder = FolderField(place)
        self._agreed: PacketWanted | None = None  # what would write over files, which was said
        self._choices = (
            *(self.members, self.secretary, self.journal),
            *(self.emails, self.palms, self.attendance),
        )
        for field in self._choices:
            if field.name in place.answers:
                field.draft = place.answers[field.name]
                field.draft = field.chosen  # one that is offered here
        is_closed = meeting.state is MeetingState.CLOSED
        for field in (self.emails, self.palms, self.attendance):
            field.is_away = not is_closed
        super().__init__("After the meeting", (*self._choices, self.folder), about=meeting.name.near())
        self.take_as_proposed(place)

    def follow(self) -> None:
        self.journal.is_away = not _chosen(self.secretary)
        self.save_word = (
            "replace them" if self._agreed is not None and self._agreed == self._meant() else "write"
        )

    def _meant(self) -> PacketWanted | None:
        try:
            return self._wanted()
        except Refused:
            return None

    def _wanted(self) -> PacketWanted:
        packet = Packet(
            _chosen(self.members),
            _chosen(self.secretary),
            bool(_chosen(self.journal)),
            bool(_chosen(self.emails)),
            _chosen(self.palms),
            _chosen(self.attendance),
        )
        return PacketWanted(self.folder.path, packet, makes_folder=self.folder.is_usual)

    def question(self) -> Question | None:
        """Whether the folder is there."""
        meant = self._meant()
        return None if meant is None else Question(look_at, (meant.folder / "x",))

    def learn(self, _question: Question, found: FileSeen) -> None:
        self.folder.is_there = found.has_folder

    def remark(self, here: Field) -> Remark:
        if self._can_pdf or here not in (self.members, self.secretary):
            return Remark()
        return Remark(Content.styled(needs_pdf(), "$quiet"), here)

    @property
    def answers(self) -> dict[str, str]:
        return {field.name: field.chosen for field in self._choices}

    @property
    def chosen_folder(self) -> Path:
        return self.folder.path

    def ask_to_replace(self, there: AlreadyThere) -> Refused:
        self._agreed = self._wanted()
        self.follow()
        return Refused(f"{there} Enter once more replaces what is there.")

    def build(self) -> PacketWanted:
        wanted = self._wanted()
        is_agreed = wanted == self._agreed
        return PacketWanted(wanted.folder, wanted.packet, is_agreed, wanted.makes_folder)


def _chosen(field: ChoiceField[str]) -> str:
    """What is chosen; nothing where that is none of it, or is not asked."""
    return "" if field.is_away or field.chosen == _NO else field.chosen


async def ask_for_packet(page: Page, reads: Reads, meeting: Meeting) -> bool:
    """Ask what is to be written of a meeting, write all of it, and say where it is; whether that was done."""

    def write(wanted: PacketWanted) -> Awaitable[PacketWritten]:
        return reads(write_packet, meeting.id, wanted)

    can_pdf = has_pdf()
    written = await page.ask_where(
        lambda place: PacketForm(meeting, place, can_pdf=can_pdf), write, _REMEMBER
    )
    if written is not None:
        without = f" {written.without_letter} get no letter: l says why." if written.without_letter else ""
        page.show_status(f"✓ {written.in_words} written to {short_path(written.folder)}.{without}")
    return written is not None

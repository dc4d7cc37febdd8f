"""What leaves a chapter after its meeting, all at once: minutes, letters and reports, into one folder."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted
from leadsroom.errors import Refused
from leadsroom.exchange.letters.letters import Letters, files_of, folder_stem, letters_of
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import Wanted, for_minutes, minutes_file, minutes_name
from leadsroom.exchange.reports.report import ReportKind
from leadsroom.exchange.reports.write import report_file, write_report
from leadsroom.exchange.written_files import remember_of
from leadsroom.files import is_folder, no_folder, write_with_folders
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary import summarise

_NOTHING = "Nothing is chosen. Choose at least one of them, or close the dialog."


def has_pdf() -> bool:
    """Whether the package that PDF is set with is there."""
    return find_spec("typst") is not None


class Packet(Struct, frozen=True):
    """What is to be written; an empty format is none of it. The whole of the secretary's minutes may be with
    its journal. Letters and reports are of closed meetings alone.
    """

    members: str = ""
    secretary: str = ""
    with_journal: bool = False
    letters: bool = False
    palms: str = ""
    attendance: str = ""


class PacketWanted(Struct, frozen=True):
    """A packet and its absolute folder; whether files there are written over, and it may be made."""

    folder: Path
    packet: Packet
    replaces: bool = False
    makes_folder: bool = False


class PacketWritten(Struct, frozen=True):
    """What has been written: the files that a person would open, how many emails, and how many get none."""

    folder: Path
    files: tuple[str, ...]
    emails: int
    without_letter: int = 0

    @property
    def in_words(self) -> str:
        """`3 files and 18 letters`."""
        parts = [counted(len(self.files), "file")] if self.files else []
        parts += [counted(self.emails, "letter")] if self.emails else []
        return " and ".join(parts)


def write_packet(reading: Reading, meeting_id: MeetingId, wanted: PacketWanted) -> PacketWritten:
    """Write all of it, or nothing. Raises Refused; AlreadyThere where files would be written over."""
    packet = wanted.packet
    minutes = for_minutes(reading, meeting_id)
    summary, meeting = summarise(minutes.snapshot, reading.now, minutes.later), minutes.snapshot.meeting
    files: dict[str, bytes] = {}
    for audience, form in ((Audience.MEMBERS, packet.members), (packet_audience(packet), packet.secretary)):
        if form:
            name = f"{minutes_name(minutes.snapshot, audience)}.{form}"
            files[name] = minutes_file(minutes, Wanted(form, audience), reading.now)
    if meeting.state is MeetingState.CLOSED:
        day = Period(meeting.on, meeting.on)
        for kind, form in ((ReportKind.PALMS, packet.palms), (ReportKind.ATTENDANCE, packet.attendance)):
            if form:
                files[report_file(kind, day, form)] = write_report(reading, kind, day, form)
    letters = letters_of(reading, meeting_id) if packet.letters else None
    emails = _in_own_folder(letters) if letters is not None else {}
    if not files and not emails:
        remarks = letters.remarks if letters is not None else ()
        raise Refused(" ".join(remarks) or _NOTHING)
    _write(wanted, files | emails)
    folders = dict.fromkeys(name.partition("/")[0] for name in emails)
    remember_of(summary, (wanted.folder / name for name in (*files, *folders)), reading.now)
    without = len(letters.lines) - len(letters.ready) if letters is not None else 0
    return PacketWritten(wanted.folder, tuple(files), len(emails), without)


def packet_audience(packet: Packet) -> Audience:
    """For whom the whole minutes of a packet are."""
    return Audience.ALL if packet.with_journal else Audience.SECRETARY


def _in_own_folder(letters: Letters) -> dict[str, bytes]:
    """The letters that may go, by their names in a folder of their own."""
    return {f"{folder_stem(letters)}/{name}": data for name, data in files_of(letters).items()}


def _write(wanted: PacketWanted, files: dict[str, bytes]) -> None:
    if not is_folder(wanted.folder) and not wanted.makes_folder:
        raise no_folder(wanted.folder)
    every = {wanted.folder / name: data for name, data in files.items()}
    write_with_folders(every, otherwise="Nothing was written.", replaces=wanted.replaces)

"""The sheet for a visitor who thinks of joining is written: which profession it is for, and where it goes."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

from leadsroom.acts.desk import Desk
from leadsroom.exchange.health.joining import PROFESSION, write_joining_file
from leadsroom.exchange.outgoing import FileWanted, file_stem
from screens.kit.form.field import TextField
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.page import Page

SHEET_FORMATS = (
    FileFormat("pdf", "PDF"),
    FileFormat("html", "page for browsers"),
    FileFormat("text", "text", "txt"),
    FileFormat("md", "Markdown"),
)


async def write_joining_sheet(page: Page, desk: Desk, profession: str) -> None:
    """Ask for which profession it is and where it goes, and write it."""
    asked = TextField(PROFESSION, "Profession", profession, placeholder="of the one who thinks of joining")

    def write_it(wanted: FileWanted) -> Awaitable[Path]:
        return desk.read(write_joining_file, wanted)

    choice = FileChoice(lambda: f"joining-{file_stem(asked.text)}", SHEET_FORMATS, first=[asked])
    await page.write_to_file("The sheet for a visitor who thinks of joining", choice, write_it)

"""What pages of the association have in common: they are about no one chapter, and act at its own desk."""

from __future__ import annotations

from typing import TypeVar

from textual.content import Content

from screens.kit.form.write_form import FileFormat
from screens.kit.list_page import ListPage
from screens.kit.page import TopWords
from screens.kit.styled import words

FORMATS_OF_LISTS = (FileFormat("csv"), FileFormat("text", "text", "txt"), FileFormat("json"))

P = TypeVar("P")
T = TypeVar("T")


class AssociationPage(ListPage[P, T]):
    """Its `desk` is the association's; `chapter` only says how days are typed and where files go."""

    @property
    def is_of_open_chapter(self) -> bool:
        return False

    @property
    def why_only_read(self) -> str:
        """Whether the chapter that is open is archived makes no difference."""
        return self.desk.only_read

    def _show_top(self, beside: Content) -> None:
        self.top_line.show(TopWords(words(self.heading), right=beside))

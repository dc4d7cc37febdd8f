"""`leadsroom letters`: what each member is to do after a meeting, as emails, to read, or as a list."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import complain, deliver, say
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.exchange.letters.letters import Letters


def write(words: Namespace) -> int:
    """Write the letters of a closed meeting, all of them or one."""
    from leadsroom.exchange.letters.letters import letter_called, letters_of
    from leadsroom.views.meeting.find_meeting import find_meeting

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        letters = desk.read(letters_of, desk.read(find_meeting, words.meeting))
    if words.member is not None:
        letters = letters.only_for(letter_called(letters, words.member))
    return _as_emails(words, letters) if words.format == "eml" else _to_read(words, letters)


def _to_read(words: Namespace, letters: Letters) -> int:
    """The one letter as text, or a list of all."""
    from leadsroom.exchange.letters.letters import list_as_csv, list_as_json, list_as_text
    from leadsroom.exchange.letters.to_email import text_of

    if words.format != "text":
        return deliver(words, list_as_csv(letters) if words.format == "csv" else list_as_json(letters))
    if words.member is None:
        return deliver(words, list_as_text(letters))
    letter = letters.lines[0].letter
    complain(*letters.remarks)
    return deliver(words, f"Subject: {letter.subject}\n\n{text_of(letter, letters.of)}")


def _as_emails(words: Namespace, letters: Letters) -> int:
    from leadsroom.exchange.letters.letters import usual_folder, write_letters

    if not letters.ready:
        raise Refused(" ".join(("There is no letter to write.", *letters.remarks)))
    typed = words.output
    folder = usual_folder(letters) if typed is None else Path(str(typed)).expanduser().absolute()
    written = write_letters(letters, folder, replaces=words.overwrite)
    where = written[0] if words.member is not None else folder
    say(f"Wrote {letters.in_words} into {where}." if words.member is None else f"Wrote {where}.")
    complain(*letters.remarks)
    return 0

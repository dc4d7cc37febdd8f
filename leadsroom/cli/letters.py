"""`leadsroom letters`: what each member is to do after a meeting, as emails, to read, or as a list."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.progress import shown_progress
from leadsroom.cli.speech import complain, deliver, say
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.act import Done
    from leadsroom.acts.command import Command
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.exchange.letters.letters import Letters
    from leadsroom.exchange.letters.sending import Result


def write(words: Namespace) -> int:
    """Write the letters of a closed meeting, all of them or one."""
    from leadsroom.exchange.letters.letters import letter_called, letters_of
    from leadsroom.views.meeting.find_meeting import find_meeting

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        letters = desk.read(letters_of, desk.read(find_meeting, words.meeting))
        if words.member is not None:
            letters = letters.only_for(letter_called(letters, words.member))
        if words.again:
            letters = letters.only_for(*(letter_called(letters, name) for name in words.again))
        if words.send or words.again or words.dry_run:
            return _send(words, desk, letters)
        if words.format == "eml":
            return _as_emails(words, desk, letters)
    return _to_read(words, letters)


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


def _as_emails(words: Namespace, desk: SyncDesk, letters: Letters) -> int:
    from leadsroom.exchange.letters.letters import usual_folder, write_letters
    from leadsroom.exchange.written_files import remember_files

    if not letters.ready:
        raise Refused(" ".join(("There is no letter to write.", *letters.remarks)))
    typed = words.output
    if typed == "-":
        return _on_stdout(words, letters)
    if typed == "":  # a variable of a shell that is not set
        raise Refused("There is no folder after -o. Name one, or leave -o out; nothing was written.")
    folder = usual_folder(letters) if typed is None else Path(str(typed)).expanduser().absolute()
    written = write_letters(letters, folder, replaces=words.overwrite)
    where = written[0] if words.member is not None else folder
    desk.read(remember_files, letters.of.meeting.id, [where])
    say(f"Wrote {letters.in_words} into {where}." if words.member is None else f"Wrote {where}.")
    complain(*letters.remarks)
    return 0


def _on_stdout(words: Namespace, letters: Letters) -> int:
    """The one email, for another program."""
    from leadsroom.exchange.letters.to_email import draft_of

    if words.member is None:
        raise Refused("Emails go into a folder. For one of them on stdout name its receiver, with --for.")
    (line,) = letters.ready
    complain(*letters.remarks)
    return deliver(words, draft_of(line.letter, line.person, letters.of))


def _send(words: Namespace, desk: SyncDesk, letters: Letters) -> int:
    """Send those that may go, each once; 1 where one of them did not surely go out."""
    from asyncio import run

    from leadsroom.exchange.letters.sending import (
        Sending,
        how_to_send_again,
        in_one_sentence,
        in_other_hands,
        not_tried,
        outgoing,
    )
    from leadsroom.exchange.letters.settings import smtp_settings

    if words.output is not None or words.format not in ("eml", "text"):
        raise Refused("Letters are sent, or written into a folder. Leave -o and --format out, or --send.")
    if not letters.ready:
        raise Refused(" ".join(("There is no letter to send.", *letters.remarks)))
    if words.dry_run:
        return _say_what_would_go(words, letters)
    settings = smtp_settings()

    async def do(command: Command) -> Done:
        return desk.do(command)

    mine = outgoing(letters.ready, letters.of, settings)
    again = {line.person.id for line in letters.ready} if words.again else ()
    sending = Sending(do, settings, letters.of.meeting.id, again)
    results: list[Result] = []
    with shown_progress("Sending", "letter") as progress:

        def hear(result: Result) -> None:
            results.append(result)
            progress(len(results), len(mine))

        try:
            run(sending.send(mine, hear))
        except (KeyboardInterrupt, Refused):
            if results:
                complain(f"Stopped. {in_one_sentence(results)} --dry-run says where each stands.")
            raise
    complain(*(f"{each.sentence}." for each in results if each.is_failure and each.is_tried))
    more = (not_tried(results), how_to_send_again(results), in_other_hands(results))
    complain(*letters.remarks, *filter(None, more))
    say(in_one_sentence(results))
    return 1 if any(each.is_failure for each in results) else 0


def _say_what_would_go(words: Namespace, letters: Letters) -> int:
    """Whose letter would go now; where sending is not set up yet, that too."""
    from leadsroom.exchange.letters.sending import why_not_sent
    from leadsroom.exchange.letters.settings import smtp_settings

    lack = ""
    try:
        say(f"From {smtp_settings().in_words} would go:")
    except Refused as no:
        lack = str(no)
        say("Once sending is set up would go:")
    for line in letters.ready:
        why = why_not_sent(line, letters, again=bool(words.again))
        say(f"  {line.person.name} <{line.person.email}>{f': no, {why}' if why else ''}")
    complain(*letters.remarks, *filter(None, [lack]))
    return 0

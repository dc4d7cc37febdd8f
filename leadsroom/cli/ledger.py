"""`leadsroom ledger`: who owes what, one member's account, or every entry as a table."""

from __future__ import annotations

from argparse import Namespace

from leadsroom.cli.place import clock_here, opened_chapter
from leadsroom.cli.speech import deliver, say
from leadsroom.station import command_line


def give(words: Namespace) -> int:
    """Tell who owes what, or hand the entries out."""
    from leadsroom.exchange.ledger_csv import csv_ledger
    from leadsroom.exchange.ledger_text import text_accounts, text_statement
    from leadsroom.exchange.slips import member_called
    from leadsroom.roster.treasury import Treasury

    with opened_chapter(words) as (store, chapter):
        treasury = Treasury(store, clock_here(), command_line())
        person = None
        if words.member is not None:
            person = member_called(words.member, treasury.account_holders(chapter.id))
        ledger = treasury.ledger(chapter.id, person.id if person else None)
        listed = treasury.accounts(chapter.id)
    if words.format == "csv":
        deliver(csv_ledger(ledger), words.output)
        return 0
    text = text_statement(ledger) if person else text_accounts(listed)
    if words.output in (None, "-"):
        say(text.rstrip("\n"))
    else:
        deliver(text.encode("utf-8"), words.output)
    return 0

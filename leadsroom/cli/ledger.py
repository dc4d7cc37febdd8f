"""`leadsroom ledger`: all balances, one member's account, or every entry as a table."""

from __future__ import annotations

from argparse import Namespace

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import deliver, deliver_text


def give(words: Namespace) -> int:
    """Print the balances, or all entries."""
    from leadsroom.exchange.money import csv_ledger, text_accounts, text_statement
    from leadsroom.exchange.slips.formats import member_called
    from leadsroom.views.money import account_holders, accounts, ledger

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        person = None
        if words.member is not None:
            person = member_called(words.member, desk.read(account_holders))
        written = desk.read(ledger, person.id if person else None)
        listed = desk.read(accounts)
    if words.format == "csv":
        deliver(csv_ledger(written), words.output, overwrite=words.overwrite)
        return 0
    text = text_statement(written) if person else text_accounts(listed)
    deliver_text(text, words.output, overwrite=words.overwrite)
    return 0

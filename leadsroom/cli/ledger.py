"""`leadsroom ledger`: balances, one account, every entry as a table, a receipt, the treasurer's summary."""

from __future__ import annotations

from argparse import Namespace

from leadsroom.acts.desk import SyncDesk
from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.report import period_typed
from leadsroom.cli.speech import deliver, refuse_workbook_on_terminal
from leadsroom.errors import Refused

_OF_SUMMARY = {"since": "--from", "until": "--to", "by": "--by"}


def give(words: Namespace) -> int:
    """Print what is asked for."""
    _refuse_what_is_of_nothing(words)
    with opened_chapter(words) as (store, chapter):
        written = _asked_for(words, desk_of(store, chapter))
    return deliver(words, written)


def _refuse_what_is_of_nothing(words: Namespace) -> None:
    """Before anything is opened: what belongs to the summary alone, and what a terminal cannot show."""
    alone = [option for name, option in _OF_SUMMARY.items() if getattr(words, name) is not None]
    if alone and not words.summary:
        raise Refused(f"{alone[0]} is about the summary. Add --summary, or leave it out.")
    if words.format == "xlsx" and not words.summary:
        raise Refused("Only the summary can be had as a workbook. Add --summary, or choose --format csv.")
    refuse_workbook_on_terminal(words)
    if words.receipt is not None and words.format != "text":
        raise Refused("A receipt is a text. Leave --format out.")
    if (words.summary or words.receipt is not None) and words.member is not None:
        raise Refused("--for is about one account. Leave it out, or ask for the account alone.")


def _asked_for(words: Namespace, desk: SyncDesk) -> str | bytes:
    from leadsroom.exchange.money import csv_ledger, json_ledger, receipt_text, text_accounts, text_statement
    from leadsroom.exchange.slips.formats import member_called
    from leadsroom.views.money import account_holders, accounts, ledger, receipt_called

    if words.summary:
        return _summary(words, desk)
    if words.receipt is not None:
        paid = desk.read(receipt_called, words.receipt)
        return receipt_text(paid, desk.read(accounts).chapter)
    person = None if words.member is None else member_called(words.member, desk.read(account_holders))
    if words.format == "text" and person is None:
        return text_accounts(desk.read(accounts))
    written = desk.read(ledger, person.id if person else None)
    if words.format == "text":
        return text_statement(written)
    return csv_ledger(written) if words.format == "csv" else json_ledger(written)


def _summary(words: Namespace, desk: SyncDesk) -> str | bytes:
    from leadsroom.domain.rules.windows import PeriodKind
    from leadsroom.exchange.money_summary import WRITERS, text_summary
    from leadsroom.views.money import summary

    period = desk.read(period_typed, words)
    found = desk.read(summary, period.first, period.last, PeriodKind(words.by) if words.by else None)
    return text_summary(found) if words.format == "text" else WRITERS[words.format](found)

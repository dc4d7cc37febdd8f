"""Taking entries of accounts back: with another entry, since nothing that was written goes away."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done
from leadsroom.acts.money.account_book import AccountBook
from leadsroom.acts.money.commands import ReverseEntry
from leadsroom.acts.money.meeting_charges import need_still_standing
from leadsroom.acts.registry import handles
from leadsroom.domain.text.money import Money, show_money
from leadsroom.errors import Refused
from leadsroom.store.read import money as read_money
from leadsroom.store.read.people.roster import names_of


@handles(ReverseEntry)
def reverse_entry(act: Act, command: ReverseEntry) -> Done:
    """Take an entry back; the one that does so is the subject. It belongs to no meeting: it is by hand."""
    connection, chapter = act.unit.connection, act.chapter
    entry = read_money.entry_in(connection, chapter.id, command.entry_id)
    if entry is None:
        raise Refused("That entry is none of this chapter.")
    need_still_standing(act.unit, entry)
    contrary = AccountBook(act.unit, chapter.id, act.now, act.today).take_back(entry, command.why)
    name = names_of(connection, chapter.id)[entry.member_id]
    amount = show_money(Money(abs(entry.amount.minor), entry.amount.currency), chapter.country)
    how, stays = ("put back", "Everything stays") if entry.took_back else ("took back", "Both stay")
    what = f"{how} {entry.named}, {amount}"
    return Done(f"{name}: {what}", f"{what[:1].upper()}{what[1:]}. {stays} in the account", subject=contrary)

"""A receipt as a text, to show again, print or send."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId
from leadsroom.domain.money.account import Receipt, owed_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import long_date
from leadsroom.exchange.safe_write import write_new_file
from leadsroom.store.reading import Reading
from leadsroom.views.money import receipt

_WIDE = 60
_LABEL = 14


def write_receipt(reading: Reading, typed: str, entry_id: LedgerId) -> Path:
    """Write the receipt of a payment into a new file, as it was typed; where it is. Raises Refused."""
    text = receipt_text(receipt(reading, entry_id), reading.chapter)
    return write_new_file(typed, text.encode("utf-8"))


def receipt_text(paid: Receipt, chapter: Chapter) -> str:
    """The receipt in 60 columns, ending in a newline. One that was taken back says so first."""
    rows = [
        ("Received from", paid.name),
        ("Amount", show_money(paid.amount, chapter.country)),
        ("Currency", paid.amount.currency),
        ("Date", long_date(paid.on)),
        ("For", paid.note),
        ("Account now", owed_in_words(paid.owed, chapter.country)),
    ]
    void = ["TAKEN BACK: this payment stands no longer.", ""] if paid.taken_back else []
    lines = [clean(chapter.name), f"Receipt {paid.number}", "-" * _WIDE, *void]
    for label, said in rows:
        if clean(said):
            lines += wrap(
                f"{label:<{_LABEL}}{clean(said)}", _WIDE, subsequent_indent=" " * _LABEL, drop_whitespace=True
            )
    return "\n".join(lines) + "\n"


def receipt_file(paid: Receipt) -> str:
    """The name of a file for it."""
    return f"receipt-{paid.number}.txt"

"""A receipt as a text, to show again, print or send."""

from __future__ import annotations

from textwrap import wrap

from leadsroom.domain.account import Receipt, owed_in_words
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.money import show_money
from leadsroom.domain.text import clean
from leadsroom.domain.wording import long_date

_WIDE = 60
_LABEL = 14


def receipt_text(receipt: Receipt, chapter: Chapter) -> str:
    """The receipt in 60 columns, ending in a newline. One that was taken back says so first."""
    rows = [
        ("Received from", receipt.name),
        ("Amount", show_money(receipt.amount, chapter.country)),
        ("Currency", receipt.amount.currency),
        ("Date", long_date(receipt.on)),
        ("For", receipt.note),
        ("Account now", owed_in_words(receipt.owed, chapter.country)),
    ]
    void = ["TAKEN BACK: this payment stands no longer.", ""] if receipt.taken_back else []
    lines = [clean(chapter.name), f"Receipt {receipt.number}", "-" * _WIDE, *void]
    for label, said in rows:
        if clean(said):
            lines += wrap(
                f"{label:<{_LABEL}}{clean(said)}", _WIDE, subsequent_indent=" " * _LABEL, drop_whitespace=True
            )
    return "\n".join(lines) + "\n"


def receipt_file(receipt: Receipt) -> str:
    """The name of a file for it."""
    return f"receipt-{receipt.number}.txt"

"""Slips to read: as plain text of 72 columns, and as Markdown."""

from __future__ import annotations

from textwrap import wrap

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.markdown import bullets, literal
from leadsroom.exchange.slips.wording import HandedSlip, Handover, facts, title

_WIDE = 72
_LABEL = 18


def text_slips(handover: Handover) -> str:
    """One slip after the other, ending in a newline."""
    head = [*_wrapped(clean(handover.heading)), *_wrapped(clean(handover.occasion))]
    if not handover.slips:
        return "\n".join([*head, "", *_wrapped(clean(handover.nothing))]) + "\n"
    slips = [_slip(slip, number, handover) for number, slip in enumerate(handover.slips, start=1)]
    return "\n\n".join(["\n".join(head), *slips]) + "\n"


def text_slip(slip: HandedSlip, handover: Handover) -> str:
    """One slip for a message: a line for each fact, as long as it is."""
    return "\n".join([title(slip), *(f"{label}: {words}" for label, words in facts(slip, handover))])


def _slip(slip: HandedSlip, number: int, handover: Handover) -> str:
    lines = ["-" * _WIDE, *_wrapped(f"{number}  {title(slip)}", under="   ")]
    for label, words in facts(slip, handover):
        lines += _wrapped(f"   {label:<{_LABEL}}{words}", under=" " * (_LABEL + 3))
    return "\n".join(lines)


def _wrapped(text: str, under: str = "") -> list[str]:
    return wrap(text, _WIDE, subsequent_indent=under, break_on_hyphens=False, replace_whitespace=False) or [
        ""
    ]


def markdown_slips(handover: Handover) -> str:
    """The same as a Markdown page; what people typed is shown literally."""
    head = f"# {literal(clean(handover.heading))}\n\n{literal(clean(handover.occasion))}"
    if not handover.slips:
        return f"{head}\n\n{literal(clean(handover.nothing))}\n"
    slips = [
        f"## {number}. {literal(title(slip))}\n\n"
        + bullets(f"**{label}:** {literal(words)}" for label, words in facts(slip, handover))
        for number, slip in enumerate(handover.slips, start=1)
    ]
    return "\n\n".join([head, *slips]) + "\n"

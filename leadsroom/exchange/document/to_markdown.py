"""A document as Markdown."""

from __future__ import annotations

from leadsroom.exchange.document.content import (
    Block,
    Bullets,
    Document,
    Facts,
    Line,
    Paragraph,
    Run,
    Section,
    Table,
    Trend,
)
from leadsroom.exchange.outgoing import bullets, literal, table, within_line


def markdown_document(document: Document) -> str:
    """A Markdown page. Typed text is shown literally."""
    about = "\\\n".join(_line(each) for each in document.about if each)
    parts = [f"# {literal(document.title)}", about, *map(_section, document.sections)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> str:
    heading = f"## {literal(section.heading)}\n\n" if section.heading else ""
    return heading + "\n\n".join(map(_block, section.blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return _line(text)
        case Bullets(items):
            return bullets(map(_line, items))
        case Facts(facts):
            return bullets(literal(f"{number} {words}") for number, words in facts)
        case Table(headings, rows, numbers):
            return table(headings, [[_cell(cell) for cell in row] for row in rows], numbers=numbers)
        case Trend(_, words):
            return literal(words)


def _line(line: Line) -> str:
    return "".join(_run(run, opens=place == 0) for place, run in enumerate(line))


def _cell(line: Line) -> str:
    return "".join(_run(run, opens=False) for run in line)


def _run(run: Run, *, opens: bool) -> str:
    """A stretch of text; `opens`: a line begins with it."""
    mark = "**" if run.strong else "*" if run.slanted else ""
    return f"{mark}{literal(run.text) if opens else within_line(run.text)}{mark}"

"""A document in the formats that there are."""

from __future__ import annotations

from leadsroom.errors import Refused
from leadsroom.exchange.document.content import Document

DOCUMENT_FORMATS = ("text", "md", "html", "pdf")


def write_document(document: Document, format: str) -> bytes:
    """A document in one of `DOCUMENT_FORMATS`. Raises Refused for another, or where there is no PDF."""
    match format:
        case "text":
            from leadsroom.exchange.document.to_text import text_document

            return text_document(document).encode()
        case "md":
            from leadsroom.exchange.document.to_markdown import markdown_document

            return markdown_document(document).encode()
        case "html":
            from leadsroom.exchange.document.to_html import html_document

            return html_document(document).encode()
        case "pdf":
            from leadsroom.exchange.document.to_pdf import pdf_document

            return pdf_document(document)
    raise Refused(f"There is no format “{format}”. Choose one of: {', '.join(DOCUMENT_FORMATS)}.")

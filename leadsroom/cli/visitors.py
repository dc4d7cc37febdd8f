"""`leadsroom visitors`: who has visited, whom to follow up, and what became of each."""

from __future__ import annotations

from argparse import Namespace

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import deliver, deliver_text


def give(words: Namespace) -> int:
    """Print the visitors, or write them to a file."""
    from leadsroom.exchange.visitors import csv_visitors, json_visitors, text_visitors
    from leadsroom.views.people import visitors

    with opened_chapter(words) as (store, chapter):
        picture = desk_of(store, chapter).read(visitors)
    if words.format == "text":
        deliver_text(text_visitors(picture), words.output, overwrite=words.overwrite)
    else:
        write = {"csv": csv_visitors, "json": json_visitors}[words.format]
        deliver(write(picture), words.output, overwrite=words.overwrite)
    return 0

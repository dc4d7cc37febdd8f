"""Figures of members from a folder of minutes as JSON, by nothing but these files and Python's own library.

    for on in DATES; do leadsroom minutes $on --format json --for all -o FOLDER/$on.json; done
    python from_minutes.py FOLDER [FIRST LAST]

It knows nothing of the program: what it counts are the lines of the minutes, by the rules in docs/health.md.
FIRST and LAST are days as YYYY-MM-DD, both counted; without them every day is.
"""

import json
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

MARKS = {"P": "present", "L": "late", "S": "substitutes", "M": "medical", "A": "absent", None: "unmarked"}
NOBODY = ("", 0)  # whose figures those of visits are that nobody hosted


def figures(folder, first="0001-01-01", last="9999-12-31"):
    """By name and number: counts, and dollars reported (`in`) and credited by currency, as exact decimals."""
    found: defaultdict = defaultdict(Counter)
    for path in sorted(Path(folder).glob("*.json")):
        minutes = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
        meeting, between = minutes["meeting"], minutes["between_meetings"]
        if meeting["state"] != "closed":
            continue
        if first <= meeting["date"] <= last:
            if meeting["kind"] != "extra meeting":
                count_places(found, minutes["attendance"])
            count_visitors(found, minutes["visitors"])
            count_leads(found, minutes["leads"])
            count_dollars(found, minutes["closed_business"])
        days = {
            key: [each for each in lines if first <= each["on"] <= last]
            for key, lines in between.items()
            if isinstance(lines, list)
        }
        count_visitors(found, days["visitors"])
        count_leads(found, days["leads"])
        count_dollars(found, days["closed_business"])
        for met in days["one_to_ones"]:
            for role in ("first", "second"):
                found[person(met, role)]["one_to_ones"] += 1
    counted = {who: {key: number for key, number in mine.items() if number} for who, mine in found.items()}
    return {who: mine for who, mine in counted.items() if mine}


def person(line, role):
    """Whoever has a role in a line; two of one name have two numbers."""
    return (line[role], int(line[f"{role}_id"])) if line[role] is not None else NOBODY


def count_places(found, attendance):
    """Who had a place, and how it was marked."""
    for place in attendance:
        mine = found[person(place, "member")]
        mine["meetings"] += 1
        mine[MARKS[place["mark"]]] += 1


def count_visitors(found, visitors):
    """Each visit for its host."""
    for visit in visitors:
        found[person(visit, "host")]["visitors"] += bool(visit["counts"])


def count_leads(found, leads):
    """Each lead for giver and receiver: raw, or a lead, which may be inside; a second slip is none."""
    for lead in leads:
        if lead["counts"]:
            for role, what in (("giver", "given"), ("receiver", "received")):
                mine = found[person(lead, role)]
                mine[what if lead["qualified"] else f"{what}_raw"] += 1
                mine[f"{what}_inside"] += bool(lead["qualified"] and lead["inside"])


def count_dollars(found, reports):
    """Each figure for who reports it and who is credited, by currency."""
    for each in reports:
        found[person(each, "reported_by")][f"in {each['currency']}"] += Decimal(each["amount"])
        found[person(each, "credited_to")][f"credited {each['currency']}"] += Decimal(each["amount"])


def main(words):
    """Print a line for each member: their name and number, and every figure that is not zero."""
    for (who, number), mine in sorted(figures(*words).items()):
        shown = (f"{key} {Decimal(count):f}" for key, count in sorted(mine.items()))
        sys.stdout.write(f"{who or 'nobody'} ({number}): {', '.join(shown)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

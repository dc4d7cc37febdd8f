"""The keys of the leads screen. The digits are those of the bucket round."""

from __future__ import annotations

from textual.binding import Binding


def _word(key: str, action: str, name: str, says: str) -> Binding:
    return Binding(key, action, says, id=name, show=False, tooltip=says)


BINDINGS = [
    Binding("enter", "open", "read", id="main", tooltip="Read the lead in full; again: back to the list"),
    Binding(
        "1",
        "say('contacted')",
        "outcome",
        id="contacted",
        key_display="1-7",
        tooltip="1 contacted, 2 working, 3 closed, 4 not needed, 5 bad, 6 outside my line, 7 it is a lead",
    ),
    _word("2", "say('working')", "working", "The receiver is working on it"),
    _word("3", "closed", "closed", "Closed, with the dollars"),
    _word("4", "say('not needed')", "not-needed", "The prospect does not need it"),
    _word("5", "bad", "bad", "A bad lead, with the reason"),
    _word("6", "say('outside my line')", "outside", "Outside the receiver's line of work"),
    _word("7", "say('is a lead')", "is-lead", "It is a lead, whatever the slip lacks"),
    Binding("n", "note", "note", id="note", tooltip="Write a note on it"),
    Binding("f", "follow_up", "follow up", id="follow-up", tooltip="A day to look at it again"),
    Binding("slash", "find", "find", id="find", key_display="/", tooltip="Find by any part of names or need"),
    Binding(
        "s", "state", "state", id="state", tooltip="Waiting, all, open, in work, closed, not needed or bad"
    ),
    Binding(
        "a", "age", "age", id="age", tooltip="Any age, past 24 hours, awaiting word, stale, follow-up due"
    ),
    Binding("e", "edit", "edit", id="edit", tooltip="Complete or correct the slip"),
    Binding("u", "undo", "undo", id="undo", tooltip="Take the last act back"),
    Binding(
        "p",
        "said",
        "said and paid",
        id="said",
        tooltip="Correct or withdraw what was said of it, or reported for it",
    ),
    Binding("delete", "withdraw", "withdraw", id="withdraw", tooltip="Withdraw the lead; u takes that back"),
    Binding("o", "one_to_one", "one-to-one", id="one-to-one", tooltip="Log a one-to-one of two members"),
    Binding("l", "new_lead", "new lead", id="new", tooltip="Take down a lead passed between meetings"),
    Binding("ctrl+y", "redo", "redo", id="redo", show=False, tooltip="Do again what was taken back"),
    Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to the list, or home"),
]

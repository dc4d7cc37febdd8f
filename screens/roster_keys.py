"""The keys of the roster."""

from __future__ import annotations

from textual.binding import Binding

BINDINGS = [
    Binding(
        "enter", "open", "open", id="main", tooltip="The member's page; of an applicant, the application"
    ),
    Binding("a", "add", "add", id="add", tooltip="Add a member"),
    Binding("n", "apply", "applicant", id="apply", tooltip="Somebody applies; a taken seat means waiting"),
    Binding("e", "edit", "edit", id="edit", tooltip="Change the sheet under the cursor"),
    Binding("l", "leave", "leave", id="leave", tooltip="On leave, or back from it, which is asked once"),
    Binding("v", "vote", "vote", id="vote", tooltip="Record the vote on an applicant"),
    Binding("y", "seat", "seat", id="seat", tooltip="Take in an applicant; offer an open seat to who waits"),
    Binding("delete", "end", "end", id="end", tooltip="The membership or application ends; asked once"),
    Binding(
        "p,o",
        "professions",
        "professions",
        id="professions",
        key_display="p",
        tooltip="The seats, and which lie close",
    ),
    Binding(
        "slash", "find", "find", id="find", key_display="/", tooltip="Find by name, profession or company"
    ),
    Binding("i", "take_in", "import", id="import", tooltip="Take members in from a CSV file"),
    Binding("g", "merge", "same person", id="merge", tooltip="Two spellings of one person become one"),
    Binding("L", "leaves", "leaves", id="leaves", tooltip="Every leave of a member: ahead, now, past"),
    Binding("r", "come_back", "return", id="return", tooltip="Somebody who left is back; asked once"),
    Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to home"),
]

"""A whole meeting as it happens to a moderator: late, interrupted, two away, visitors, second thoughts.

It is driven by keys in a real terminal, with the timekeeper's screen beside it, and read back a week later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.terminal.evening import Evening, laid_for

pytestmark = pytest.mark.soak

MOST_STEPS = 40  # keys that skip a meeting as it stands, rounds among its steps
MOST_KEYS = 12  # of a check-in, beside the letters of names
DATE = date(2026, 11, 18)
# Who speaks, one seat further than last time.
ROUND = (
    *("Isla Grant for Bea Katz", "Omar Aziz", "Helen Park", "Ruth Abara", "Jonas Weiss", "Maria Lopez"),
    *("Robert Diaz", "Ann Chu", "Tom Ray for Cyrus Ng", "Dee Fox", "Samir Haddad", "Grace O'Neill"),
    *("Tomás Rivera", "Ingrid Sørensen", "Keiko Tanaka", "Luis Fernández-Ortiz"),
)
PAUSED_IN, ADVISED_IN, PASSED_OVER = "Helen Park", "Maria Lopez", ("Keiko Tanaka", "Luis Fernández-Ortiz")


@pytest.fixture(params=[(80, 24), (120, 36)], ids=["80x24", "120x36"])
def evening(request: pytest.FixtureRequest, sample_file: str, tmp_path: Path) -> Iterator[Evening]:
    """Ten minutes before the start, on screens of one size; both are ended with the test."""
    evening = Evening(laid_for(sample_file, tmp_path), DATE)
    evening.at("12:00:00")
    wills = ("--topic", "Wills in ten minutes", "--minutes", "10", "--questions", "3")
    evening.run("calendar", "--speaker", f"{DATE}", "Dee Fox", *wills)
    evening.open(*request.param)
    yield evening
    evening.close()


def test_nothing_surprises_the_moderator(evening: Evening) -> None:
    """All of a meeting, then its minutes, review and lists, then the same a week later: one set of facts."""
    check_in(evening)
    visitors_come(evening)
    late_start(evening)
    pitches(evening)
    speaker(evening)
    praise(evening)
    bucket(evening)
    closed(evening)
    one_more(evening)
    read_back(evening)
    a_week_later(evening)


def check_in(e: Evening) -> None:
    """Two away, a late one, a substitute, the one who was announced, all the others: counted in keys."""
    e.sees("Before the meeting", "Starts 12:10 PM with Isla Grant", "0 visitors")
    e.keys = 0
    e.press("a")
    e.sees("18 to check in")
    e.press("Pau", "2")
    e.sees("17 to check in")
    e.press("Vi", "2")
    e.sees("16 to check in")
    e.press("In", "3")
    e.sees("Ingrid Sørensen: late.")
    e.press("Cy", "5")
    e.sees("Substitute", "their name")
    e.press("Tom R")
    e.sees("⏎ takes Tom Ray")
    e.press("enter")
    e.sees("Tax preparer", "close to Accounting", "✓")
    e.press("ctrl+s")
    e.sees("Tom Ray stands in for Cyrus Ng.")
    e.press("Be", "5")
    e.sees("Event planning")
    e.press("ctrl+s")
    e.sees("Isla Grant stands in for Bea Katz.", "13 to check in")
    e.press("*")
    e.sees("13 others present.", gone="to check in")
    e.press("escape")
    e.sees("start the meeting", gone="Attendance")
    assert e.keys <= MOST_KEYS


def visitors_come(e: Evening) -> None:
    """All the others were too many: one key takes them back. One is online; two visitors come."""
    e.at("12:05:00")
    e.press("u", "a")
    e.sees("13 to check in")
    e.press("Om", "6")
    e.sees("Omar Aziz: online.")
    e.press("escape")
    e.sees("start the meeting", gone="to check in")
    e.press("v")
    e.sees("Invited by")
    e.press("Leo Pap")
    e.sees("⏎ takes Leo Papadakis")
    e.press("enter")
    e.sees("third visit", "the same seat as Printer (Ruth Abara)?")
    e.press("ctrl+s")
    e.sees("1 visitor", "Sign making, seat perhaps")
    e.press("v")
    e.sees("Invited by")
    e.press("Iris Vale", "enter", "Interior decorator", "enter", "mar")
    e.sees("seat taken: Helen Park, Interior designer")
    e.press("f2")
    e.sees("Phone", "Email")
    e.press("4155550190", "tab", "iris@vale.example")
    e.sees("iris@vale.example")
    e.press("ctrl+s")
    e.sees("2 visitors")


def late_start(e: Evening) -> None:
    """It began three minutes before the key was pressed; a step ends early; somebody leads the education."""
    e.at("12:14:00")
    e.press("enter")
    e.sees("on to Welcome", "GO")
    e.press("<")
    e.press("<")
    e.sees("Began at", "12:13")
    e.press("12:11")
    e.sees("= 12:11 PM, 3 min ago")
    e.press("enter")
    e.sees("▶ 12:11", gone="Began at")
    e.at("12:26:00")
    e.press("enter")
    e.sees("on to Group business")
    e.at("12:29:00")
    e.press("enter")
    e.sees("on to Education")
    e.at("12:31:00")
    e.press("enter")
    e.sees("Maria Lopez leads", "on to Pitches")
    e.room_sees("Maria Lopez")


def pitches(e: Evening) -> None:
    """The unmarked are asked about; a pause of four minutes, what makes up for it; the last are skipped."""
    e.at("12:38:00")
    e.press("enter")
    e.sees("start Isla Grant", "12 not marked: y all here")
    e.press("y")
    e.sees("start Isla Grant", gone="not marked")
    start = 38 * 60 + 5
    for here, following in pairwise(ROUND):
        if following in PASSED_OVER:
            break
        _pitch(e, start, here, following)
        start += 4 * 60 + 65 if here == PAUSED_IN else 65
    e.at(_clock(start))
    e.press("enter")
    e.sees("finish, next is Keiko Tanaka")
    e.at(_clock(start + 50))
    e.press("enter")
    e.sees("start Keiko Tanaka")
    e.press("N")
    e.sees("on to Visitors")


def _clock(seconds: int) -> str:
    """So many seconds after noon."""
    return f"{12 + seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _pitch(e: Evening, start: int, here: str, following: str) -> None:
    e.at(_clock(start))
    e.press("enter")
    e.sees(f"finish, next is {following}", "GO")
    e.room_sees(here.split(" for ", maxsplit=1)[0], "GO")
    if here == PAUSED_IN:
        _pause(e, start + 20)
        start += 4 * 60
    elif here == ADVISED_IN:
        _advice(e)
    elif here == "Ruth Abara":
        e.press("s")
        e.sees("Substitute", "Ruth Abara is marked present")
        e.press("escape")
        e.sees("finish, next is", gone="their name")
    elif here == "Ann Chu":
        e.press("k", "wedding planners", "enter")
        e.sees("wedding planners", gone="Asks for")
    e.at(_clock(start + 55))
    e.press("enter")
    e.sees(f"start {following}")


def _pause(e: Evening, at: int) -> None:
    """The length of a pause counts on both screens; after two minutes both ring and say so."""
    e.at(_clock(at))
    e.press("space")
    e.sees("PAUSED 0:00")
    e.at(_clock(at + 90))
    e.sees("PAUSED 1:30")
    e.room_sees("PAUSED 1:30")
    e.at(_clock(at + 121))
    e.sees("PAUSED 2:01", "space goes on")
    e.room_sees("PAUSED 2:01")
    e.at(_clock(at + 240))
    e.sees("PAUSED 4:00")
    e.room_sees("PAUSED 4:00")
    e.press("space")
    e.sees("GO", gone="PAUSED")


def _advice(e: Evening) -> None:
    """What helps is said, done by one key and taken back by one."""
    e.sees("f  Leads bucket")
    e.press("f")
    e.sees("Leads bucket 24 → 20 min; ends on time", gone="f  Leads bucket")
    e.press("u")
    e.sees("f  Leads bucket")


def speaker(e: Evening) -> None:
    """Both visitors speak, with their seats; the speaker has a name and a topic; Enter ends the questions."""
    e.at("13:00:00")
    e.press("enter")
    e.sees("Visitors", "start Leo Papadakis")
    e.press("enter")
    e.sees("perhaps that of Printer", "third visit", "finish, next is Iris Vale")
    e.at("13:01:00")
    e.press("enter")
    e.sees("start Iris Vale", "taken by Helen Park")
    e.press("enter")
    e.sees("finish, on to Speaker")
    e.at("13:02:00")
    e.press("enter")
    e.sees("Dee Fox", "Wills in ten minutes", "on to Testimonials")
    e.room_sees("Dee Fox", "Wills in ten minutes")
    e.at("13:09:00")
    e.press("o")
    e.sees("questions", "end the questions")
    e.room_sees("Questions", "Dee Fox")
    e.at("13:11:30")
    e.press("enter")
    e.sees("on to Testimonials", "Wills in ten minutes", gone="end the questions")


def praise(e: Evening) -> None:
    """Who is due stands there, and is the first to be proposed."""
    e.at("13:12:00")
    e.press("enter")
    e.sees("Testimonials", "Due", "Ann Chu, Keiko Tanaka", "on to Leads bucket")
    e.room_sees("Ann Chu, Keiko Tanaka")
    e.press("t")
    e.sees("By", "Ann Chu", "About")
    e.press("jonas", "enter", "Pictures on the same evening")
    e.press("ctrl+s")
    e.sees("1 testimonial ", "Keiko Tanaka", gone="in a few words")


def bucket(e: Evening) -> None:
    """An ask is answered, two give one prospect; each slip to check is asked about before its receiver."""
    start, to_check = 77 * 60, e.receivers_to_ask()
    assert to_check
    e.at(_clock(start))
    e.press("enter")
    for number, (here, following) in enumerate(pairwise((*ROUND, ""))):
        e.sees(here.split(" for ")[0], f"finish, next is {following}" if following else "on to Close")
        if here.split(" for ")[-1] in to_check:
            _asked(e)
        if here in GIVES:
            GIVES[here](e)
        e.at(_clock(start + 50 * (number + 1)))
        e.press("enter")


def _asked(e: Evening) -> None:
    e.press("9")
    e.sees("have you called them?")
    e.press("y", "y", "y")
    e.sees("Slip checked", gone="have you called them?")


def _answers_an_ask(e: Evening) -> None:
    e.press("l")
    e.sees("To", "Prospect")
    e.press("ann", "enter", "Harbor Hotel", "enter", "4155550143", "enter", "wedding planners for June")
    e.sees("Ann Chu asks for wedding planners")
    e.press("f4")
    e.sees("answers")
    e.press("enter", "y")
    e.sees("1 lead ", "Harbor Hotel", gone="Prospect")


def _gives_it_again(e: Evening) -> None:
    e.press("1")
    e.sees("contacted, thanked")
    e.press("l")
    e.sees("To", "Prospect")
    e.press("ann", "enter", "Harbor Hotel", "enter", "4155550143", "enter", "flowers for the lobby", "enter")
    e.sees("does not count again", "no, the same lead")
    e.press("y")
    e.press("ctrl+s")
    e.sees("1 lead ", "Second slip", gone="Prospect")


def _gives_a_raw_lead(e: Evening) -> None:
    e.press("l")
    e.press("tomas", "enter", "the Okafors", "tab", "tab", "outside walls", "enter")
    e.sees("the Okafors", "outside walls")
    e.press("n")
    e.sees("1 raw", gone="Prospect")


GIVES = {ROUND[0]: _answers_an_ask, ROUND[1]: _gives_it_again, ROUND[2]: _gives_a_raw_lead}


def closed(e: Evening) -> None:
    """Enter after the close holds nothing again; one more meeting is asked for, and has a name of its own."""
    e.sees("close the meeting")
    e.at("13:32:00")
    e.press("enter")
    e.sees("The meeting is closed")
    e.room_sees("The meeting is closed")


def one_more(e: Evening) -> None:
    """However often Enter is pressed then, no meeting begins; asked for in so many words, one does, as #2."""
    for _ in range(4):
        e.press("enter")
        e.terminal.wait_for_quiet()
    e.reopen("meet")
    e.sees("Before the meeting", "25 Nov", gone="start the meeting")
    e.press("x")
    e.sees("Today's meeting is closed. Hold another one today?")
    e.terminal.wait_for_quiet()
    e.press("y")
    e.sees("extra meeting", "start the meeting")
    e.press("enter")
    e.sees("on to Welcome")
    for number in range(MOST_STEPS):
        if "close the meeting" not in e.terminal.text():
            e.press("nN"[number % 2])
            e.sees()
    e.sees("close the meeting")
    e.press("enter")
    e.sees("The meeting is closed")
    meeting = json.loads(e.run("minutes", f"{DATE}#2", "--format", "json"))["meeting"]
    assert (meeting["name"], meeting["kind"]) == (f"{DATE}#2", "extra meeting")


def read_back(e: Evening) -> None:
    """Minutes, lists and pages have the same figures, and `last` is the meeting with leads."""
    minutes = json.loads(e.run("minutes", "last", "--format", "json"))
    totals = minutes["totals"]
    expected = {
        "leads": 2,
        "qualified": 1,
        "raw": 1,
        "visitors": 2,
        "testimonials": 1,
        "present": 13,
        "online": 1,
        "absent": 2,
        "late": 1,
        "substitutes": 2,
    }
    assert {name: totals[name] for name in expected} == expected
    assert 0 < totals["slips_checked"] == totals["slips_called"] == totals["slips_real"]
    page = e.run("minutes", "last")
    for words in (
        "- 1 lead · 1 raw lead",
        "13 present, 1 late, 2 substitutes, 1 of them online; 2 absent",
        "- 2 visitors\n- 1 testimonial\n",
        "Dee Fox (Fox Family Law) spoke: Wills in ten minutes",
        "12 taken as here when that was asked",
        "same as Bea Katz's, not counted",
        "answers the ask: wedding planners",
    ):
        assert words in page
    assert "Call by           Thu 19 Nov, 1:17 PM" in e.run("slips", "--for", "Ann")
    assert "Harbor Hotel · wedding planners for June\n    to call until Thu 19" in e.run(
        "slips", "--from", "Bea"
    )
    assert "(415) 555-0190 · iris@vale.example" in e.run("visitors")
    assert "Tom Ray: 3 times" in e.run("standing")
    e.reopen("review", f"{DATE}")
    e.sees("Harbor Hotel", "wedding planners for June")
    e.reopen()
    e.sees("To call by Thu")


def a_week_later(e: Evening) -> None:
    """Of each lead it is said where it stands by then, and nothing is to be called in 24 hours any more."""
    e.at("12:00:00", days=7)
    page = e.run("minutes", f"{DATE}")
    assert "to call until" not in page
    assert "overdue" in page
    assert "overdue" in e.run("slips", "--from", "Bea")
    e.reopen()
    e.sees("Overdue, not contacted")
    e.reopen("review", f"{DATE}")
    e.sees("Harbor Hotel", "overdue")

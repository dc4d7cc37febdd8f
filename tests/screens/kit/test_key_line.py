"""Which keys the bottom line shows, as a function of the keys and the room."""

from __future__ import annotations

from msgspec.structs import replace

from screens.kit.key_line import Key, KeyLine, KeyWords, fitting

CALLED = Key("1", "contacted", "act('contacted')")
WANTED = Key("4", "not needed at all", "act('not_needed')")
NEW = Key("n", "new", "act('new')")
FIND = Key("/", "find", "find", gives_way=3)
UNDO = Key("u", "undo", "undo", gives_way=2)
ALL = Key("?", "keys", "keys", gives_way=0)
EVERY = (CALLED, WANTED, NEW, FIND, UNDO, ALL)
NAMED = replace(UNDO, more="Maria Lopez has left the chapter")


def line(room: int, *keys: Key) -> str:
    """What is shown in so many cells."""
    drawn = fitting(keys or EVERY, room)
    assert drawn.cell_length <= room
    return drawn.plain


def test_all_keys_stand_in_their_order_where_there_is_room() -> None:
    """Three cells apart."""
    assert line(80) == "1 contacted   4 not needed at all   n new   / find   u undo   ? keys"


def test_what_acts_on_the_chosen_line_is_the_last_to_go() -> None:
    """Then undo, then what only looks; the list of all keys stays, and they stand two cells apart."""
    assert line(66) == "1 contacted  4 not needed at all  n new  / find  u undo  ? keys"
    assert line(60) == "1 contacted  4 not needed at all  n new  u undo  ? keys"
    assert line(47) == "1 contacted  4 not needed at all  n new  ? keys"


def test_a_key_that_does_not_fit_does_not_end_the_line() -> None:
    """The next one may fit."""
    assert line(38) == "1 contacted  n new  u undo  ? keys"
    assert line(8) == "? keys"
    assert line(3) == ""


def test_what_undo_takes_back_is_named_in_the_room_that_is_left_over() -> None:
    """It costs no other key its place, and is cut to whole words that say something, or left out."""
    keys = (CALLED, WANTED, NEW, FIND, NAMED, ALL)
    others = "1 contacted   4 not needed at all   n new   / find   "
    assert line(120, *keys) == f"{others}u undo: Maria Lopez has left the chapter   ? keys"
    assert line(93, *keys) == f"{others}u undo: Maria Lopez has left…   ? keys"
    assert line(88, *keys) == f"{others}u undo: Maria Lopez has…   ? keys"
    assert line(81, *keys) == f"{others}u undo   ? keys"
    assert line(60, *keys) == "1 contacted  4 not needed at all  n new  u undo  ? keys"


def test_a_cut_name_never_ends_within_a_word() -> None:
    """Whatever the room."""
    name = NAMED.more
    for room in range(80, 130):
        shown = line(room, CALLED, NAMED, ALL)
        named = shown.partition("u undo: ")[2].partition("   ")[0]
        assert named in ("", name) or name.startswith(f"{named.removesuffix('…')} ")


def test_the_main_key_stands_at_the_left_and_leaves_half_the_line() -> None:
    """However long the name of what it opens."""
    main = Key("⏎", "open Bartholomew Featherstonehaugh-Cholmondeley of Lower Slaughter", "open")
    drawn = KeyLine().draw(KeyWords(main, (CALLED, NEW, ALL)), 76).plain
    assert drawn.startswith(" ⏎   open Bartholomew")
    assert drawn.endswith("   1 contacted   n new   ? keys")
    assert len(drawn) == 76

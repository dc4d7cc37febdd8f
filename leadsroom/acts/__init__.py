"""Everything that can be done: one door, one act, one undo; in each room commands and their handlers."""

"""The board of what is left of the meeting: lengths, order, who is skipped."""

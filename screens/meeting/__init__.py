"""The moderator's screen: the meeting as it runs."""

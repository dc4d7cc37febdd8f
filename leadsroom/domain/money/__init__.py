"""The members' accounts with the chapter."""

"""The members' accounts as files."""

"""The members' accounts."""

"""Scorecards: published ways to score members and chapters as data, what somebody scores, what is missing."""

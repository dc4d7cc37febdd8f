"""The people of a chapter and their seats: members, applicants, votes, leaves, professions."""

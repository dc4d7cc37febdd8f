"""Members, their seats and professions, applicants, leaves."""

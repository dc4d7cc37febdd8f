"""The agenda: as a chapter plans it, and what is still to come tonight."""

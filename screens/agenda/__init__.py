"""The plan of the meetings to come."""

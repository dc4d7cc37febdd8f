"""A meeting as others see it: followers, and what forms ask of the past."""

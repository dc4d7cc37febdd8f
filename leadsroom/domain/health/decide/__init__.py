"""What the chapter has to decide: the matters, and the line of each."""

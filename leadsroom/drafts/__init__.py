"""Text that was typed and not saved yet, in memory and on disk."""

"""The chapter's health as files: one module for each kind, and the table of them in `write`."""

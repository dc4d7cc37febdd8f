"""Documents: what a page says, before it is text, Markdown, HTML or PDF, and its writers."""

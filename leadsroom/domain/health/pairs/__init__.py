"""Two members: who passes leads to whom, who has met whom, and one beside the other."""

"""Keys: what each means, their order, held ones, and the manners of a terminal."""

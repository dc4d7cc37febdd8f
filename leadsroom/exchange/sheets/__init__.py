"""Files of any kind as sheets of cells: what an office has, read without knowing what it is about."""

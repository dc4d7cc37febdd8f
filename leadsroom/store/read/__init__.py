"""Reading: rows in, frozen pictures out. A module or a folder for each room."""

"""Between meetings: the chapter, its people and their seats."""

"""Reading across chapters: the only room whose queries are of more than one."""

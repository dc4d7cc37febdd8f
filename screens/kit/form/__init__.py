"""One form: a list of fields and one function to a command, docked at the table or in a box over a page."""

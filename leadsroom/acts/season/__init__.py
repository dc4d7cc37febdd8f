"""The calendar: when a chapter meets, and what is special about a date."""

"""The calendar: when a chapter meets, and which dates are special."""

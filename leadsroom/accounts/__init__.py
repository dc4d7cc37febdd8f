"""The members' accounts: entries written to them, at the table and between meetings."""

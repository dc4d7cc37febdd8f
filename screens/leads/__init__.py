"""The leads between meetings, the slip, and the forms about a lead."""

"""Everything that can be seen: frozen pictures for screens, exports and emails. Only reads."""

"""The agenda of a chapter: its steps, the presets that chapters publish, and changing it."""

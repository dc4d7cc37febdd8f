"""The agenda of a chapter: its steps, the presets that groups publish, and changing it."""

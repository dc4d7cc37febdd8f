"""The live meeting: commands in, snapshots out, the journal, following from another process."""

"""The live meeting: clock, round, table, bucket."""

"""Everything SQL: tables, types, engine, migrations, and the one way rows are read and written."""

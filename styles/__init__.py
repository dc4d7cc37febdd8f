"""The looks: `app.tcss` for what is shared, and one file for each screen."""

"""A screen of leadsroom in browsers, behind a PIN."""

"""Letters about a meeting, and what is answered to them.

`letters.letters_of(reading, meeting_id)` makes them, `compose` what stands in one, `to_email` the email it
becomes; `sending` gives them to the server of `settings`. `emails` reads those that come back, `answers` what
they come to.
"""

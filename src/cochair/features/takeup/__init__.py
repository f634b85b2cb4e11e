"""Taking up a forum that has met before: what both Parties attest of the time before Cochair."""

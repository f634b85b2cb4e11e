"""Requests for support to a programme: what is asked, for which commitments, by when, and what came."""

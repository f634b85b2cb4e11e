"""Word in, Word out: a text with its open proposals as tracked changes, and the way back.

Source: domain.md B.6; docs/decisions/0024.
"""

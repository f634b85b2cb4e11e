"""Word in, Word out: a text with its open proposals as tracked changes, and the way back.

Source: domain.md B.6; issue "From text to decision", Word in, Word out.
"""

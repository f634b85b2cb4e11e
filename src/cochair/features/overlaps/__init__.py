"""Where commitments and initiatives beside the forum overlap, and what both Parties decide of it."""

"""How commitments are followed: reports, assessments, owners, and the pages that show them."""

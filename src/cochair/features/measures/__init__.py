"""What is done for commitments, and how it is measured: actions, milestones, indicators."""

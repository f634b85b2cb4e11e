"""What is expected of a commitment and how it is measured, as both Parties agreed to it."""

"""The consensus map of a text: who is left to convince, where, and how that moved round by round."""

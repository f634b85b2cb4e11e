"""The home of those who come to a meeting: what they are invited to and what they must do."""

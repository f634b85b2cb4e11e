"""One index over what may be read: analysis in Python, the words in SQLite or PostgreSQL."""

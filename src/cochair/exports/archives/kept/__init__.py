"""The kinds of things in an archive, each a part of its own."""

"""The reading view: a text as its reader meets it, the same on every page."""

"""Decisions between meetings: a text under silence, who wrote against it, and what came of it."""

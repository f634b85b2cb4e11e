"""Decisions: a text under silence between meetings, or put to the room, and what came of it."""

"""Decisions between meetings: a document under silence until an instant."""

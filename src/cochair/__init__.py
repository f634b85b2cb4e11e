"""Cochair runs a meeting cycle between two equal Parties by its own working procedures."""

__version__ = "0.1.0"

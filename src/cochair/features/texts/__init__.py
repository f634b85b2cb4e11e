"""Texts under negotiation: paragraphs, proposals, positions, reservations, rounds, clearances."""

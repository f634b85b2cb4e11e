"""Sheets to be printed: the list of participants and the badges, as PDF."""

"""Texts as pages show them."""

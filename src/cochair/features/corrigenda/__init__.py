"""Corrigenda: what they may correct, and the joint act by which both correct what both agreed to."""

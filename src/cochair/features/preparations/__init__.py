"""Preparatory meetings of the co-chairs: what they covered, and what they left to do."""

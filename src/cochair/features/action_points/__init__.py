"""Points of action: what a meeting asked whom to do until when, and what became of it."""

from cochair.features.action_points.queries import Point, points_of

__all__ = ["Point", "points_of"]

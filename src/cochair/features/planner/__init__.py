"""Dates and venues of a cycle: what the planner is told, what people tell it, and its pages."""

"""What a meeting leaves behind: its record, and its points of action."""

from cochair.records.models.point import ActionPoint

__all__ = ["ActionPoint"]

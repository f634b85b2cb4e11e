"""What a meeting leaves behind: its record, and its points of action."""

from cochair.features.records.models.point import ActionPoint
from cochair.features.records.models.record import (
    CommentRound,
    EarlierWords,
    MeetingRecord,
    RecordAnswer,
    RecordComment,
    RecordDraft,
    RecordParagraph,
)

__all__ = [
    "ActionPoint",
    "CommentRound",
    "EarlierWords",
    "MeetingRecord",
    "RecordAnswer",
    "RecordComment",
    "RecordDraft",
    "RecordParagraph",
]

"""The review of the procedures: drafts of a version, the meeting that reviews, and what it adopted."""

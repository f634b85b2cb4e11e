"""What an office made of archives and answers, as sources of a person's copy."""

from cochair.archives.models import Answer, Archive
from cochair.personal.sources import Source, register
from cochair.procedure.refusal import _


def register_all() -> None:
    """Give it with everything else about a person; called once, when the app is ready."""
    register(ARCHIVES)
    register(ANSWERS)


ARCHIVES = Source(
    "archives",
    _("Archives of cycles made"),
    Archive,
    ("made_by__account",),
    ("forum__slug", "cycle__number", "party__code", "made_at", "digest"),
)
ANSWERS = Source(
    "answers",
    _("Answers to questions from outside given"),
    Answer,
    ("made_by__account",),
    ("forum__slug", "number", "party__code", "made_at", "digest"),
)

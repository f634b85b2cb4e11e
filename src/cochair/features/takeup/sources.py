"""What counts as the source of a line: words, whatever the line is about."""

from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _


def unnamed(source: str, missing: Refusal) -> Refusal | None:
    """A refusal of what names no source: `missing` where nothing is entered, else what is amiss with it."""
    if has_words(source):
        return None
    if not source.strip():
        return missing
    said = _("“{source}” does not name a source. Write in words where it is known from.")
    return Refusal(missing.clause, said, {"source": source.strip()})

"""Comments as pages show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as __

from cochair.features.circulation import queries
from cochair.features.circulation.actions import ANSWERS, OPEN, SHARED
from cochair.features.documents.models import Comment, Document
from cochair.features.parties.offices import ActingOffice
from cochair.formats.paragraphs import cited_in, from_json


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment with who made it and what became of it."""

    row: Comment
    can_answer: bool

    @property
    def title(self) -> str:
        """The office that commented, as the journal writes it."""
        office = self.row.by
        codes = (office.party, office.member, office.organisation)
        return " ".join([office.role, *(one.code for one in codes if one is not None)])

    @property
    def place(self) -> str:
        """What the paragraph is called on which it hangs; empty for the whole, or one that is gone."""
        return cited_in(from_json(self.row.expression.text)).get(self.row.paragraph, "")

    @property
    def is_private(self) -> bool:
        """Whether only one Party reads it."""
        return self.row.space != SHARED

    @property
    def answer_word(self) -> str:
        """What became of it; empty while it is open."""
        return __(ANSWERS[self.row.state]) if self.row.state in ANSWERS else ""


def comments(document: Document, hat: ActingOffice, *, is_own: bool) -> list[Shown]:
    """The comments that a hat reads; its own documents' it answers."""
    return [
        Shown(row, can_answer=is_own and row.state == OPEN)
        for row in queries.comments(document, hat)
    ]

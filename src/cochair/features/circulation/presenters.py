"""Comments as pages show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as __

from cochair.features.circulation import queries
from cochair.features.circulation.actions import ANSWERS, OPEN, SHARED
from cochair.features.documents.models import Comment, Document
from cochair.features.parties.offices import ActingOffice


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
    def place(self) -> int:
        """Which paragraph it hangs on, counted from 1; 0 for the whole, or one that is gone."""
        ids = [one["id"] for one in self.row.expression.text]
        return ids.index(self.row.paragraph) + 1 if self.row.paragraph in ids else 0

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

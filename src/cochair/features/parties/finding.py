"""The procedures as they are searched: clause by clause in every version whose page opens.

What is adopted and not in force yet is found by whoever reads what the Parties share; from its first
day anyone finds it.  The official words, which not everybody reads, are not among the words found.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.parties import queries
from cochair.features.parties.models import Forum, ProcedureText
from cochair.features.parties.offices import ActingOffice
from cochair.kernel.rows import Rows
from cochair.kernel.search import FORUM, Card, Passage
from cochair.procedure.refusal import _
from cochair.web.localize import in_all

ADOPTED = "procedures.adopted"


class Procedures(Rows):
    """The versions of the procedures of a forum; they are narrowed by their first civil day."""

    kind = "procedure-version"
    model = ProcedureText
    day = "effective_from"
    is_public = True

    def rows(self, forum: Forum) -> QuerySet[ProcedureText]:
        """All adopted versions of a forum."""
        return ProcedureText.objects.filter(forum=forum).select_related("forum").defer("text")

    def touched(self, forum: Forum, entries: Iterable[Any]) -> Collection[int]:
        """All versions, when the files of the forum were loaded or a version was adopted."""
        if any(entry.about_kind == FORUM or entry.verb == ADOPTED for entry in entries):
            return list(self.every(forum))
        return []

    def readable(
        self, forum: Forum, hat: ActingOffice | None, at: datetime, rows: QuerySet[ProcedureText]
    ) -> Iterable[int]:
        """Those whose page opens for an office, or for anyone."""
        known = [book.version for book in queries.readable_books(forum, hat, at)]
        return rows.filter(number__in=known).values_list("pk", flat=True)

    def title(self, row: ProcedureText) -> Mapping[str, str]:
        """What its page is called."""
        return in_all(_("Working procedures"))

    def more(self, row: ProcedureText) -> str:
        """Its number."""
        return row.number

    def texts(self, row: ProcedureText) -> Iterator[Passage]:
        """What the page of each clause says of it: our words, what it asks, and what would change it."""
        (book,) = (one for one in queries.books(row.forum) if one.version == row.number)
        for clause in book.clauses:
            for said in (clause.text, clause.asks, clause.remedy, clause.judged_by_people or {}):
                for language, words in said.items():
                    yield Passage(language, words, clause.id, clause.id, is_public=True)

    def shown(self, forum: Forum, row: ProcedureText) -> Card:
        """A version with its number and its first day; each clause has a page below its own."""
        return Card(
            title=self.title(row),
            symbol=row.number,
            day=row.effective_from,
            address=reverse("compliance:version", args=[forum.slug, row.number]),
            place="{paragraph}/",
        )

    def first(self, forum: Forum, day: date) -> date:
        """A version has a civil day."""
        return day

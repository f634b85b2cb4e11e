"""Commitments as they are searched: by their words, for whoever reads what the Parties share."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.commitments.following import queries
from cochair.commitments.models import Commitment
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.parties.models import Forum
from cochair.parties.offices import Hat, Power


class Commitments(Rows):
    """The commitments of a forum; the day by which they are narrowed is that of their instrument."""

    kind = "commitment"
    model = Commitment
    day = "instrument__day"
    is_loaded = True
    made_by = "commitments.taken"

    def rows(self, forum: Forum) -> QuerySet[Commitment]:
        """All commitments of a forum with their instruments."""
        return queries.commitments(forum)

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[Commitment]
    ) -> Iterable[int]:
        """All of them, for a reader of what the Parties share."""
        return rows.values_list("pk", flat=True) if hat.may(Power.READ_SHARED) else ()

    def more(self, row: Commitment) -> str:
        """Its number in the instrument."""
        return row.slug

    def shown(self, forum: Forum, row: Commitment) -> Card:
        """A commitment with its number."""
        return Card(
            title=row.text,
            symbol=row.slug,
            day=row.instrument.day,
            address=reverse("commitments:commitment", args=[forum.slug, row.slug]),
        )

    def first(self, forum: Forum, day: date) -> date:
        """The instrument has a civil day."""
        return day

"""The register as agendas know it: which papers an item may name, and how a reader sees them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from cochair.features.agendas.papers import Issue, Paper
from cochair.features.documents import agenda_documents, queries
from cochair.features.documents.marking import Marking
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import listings, presenters
from cochair.procedure.refusal import Refusal, _
from cochair.web.templatetags.facts import symbol_words

MOST = 20


class OnAgendas:
    """The answers of this register; see `agendas.papers.Register`."""

    def readable(
        self, forum: Forum, slugs: Collection[str], hat: ActingOffice | None, at: datetime
    ) -> frozenset[str]:
        """Those of some papers that a hat may read; one query."""
        rows = queries.visible(forum, hat, at).filter(slug__in=list(slugs))
        return frozenset(rows.values_list("slug", flat=True))

    def shown(
        self, forum: Forum, slugs: Collection[str], hat: ActingOffice | None, at: datetime
    ) -> Mapping[str, Paper]:
        """The papers that a hat may read, with the languages of their newest text."""
        book = parties.book(forum, at)
        rows = list(queries.with_rows(queries.visible(forum, hat, at).filter(slug__in=list(slugs))))
        own = listings.own_keys(forum, hat, rows) if hat else frozenset()
        lines = [presenters.line(row, book, book.languages, is_own=row.pk in own) for row in rows]
        return {
            one.row.slug: Paper(
                slug=one.row.slug,
                symbol=one.symbol,
                title=one.row.title,
                address=reverse("documents:document", args=[forum.slug, one.row.slug]),
                languages=one.languages,
            )
            for one in lines
        }

    def called(self, forum: Forum, said: str, hat: ActingOffice, at: datetime) -> tuple[str, ...]:
        """The papers that a number, or words of a title, mean; twenty at most."""
        by_number = queries.by_symbol(forum, [said], hat, at)
        if by_number:
            return tuple(row.slug for row in by_number.values())
        rows = listings.documents(forum, hat, at, {"q": said}).filter(withdrawn_at=None)
        return tuple(rows.values_list("slug", flat=True)[:MOST])

    def of_meeting(
        self, forum: Forum, meeting: str, hat: ActingOffice, at: datetime
    ) -> tuple[str, ...]:
        """The papers of a meeting that a hat may read and that stand, the newest first."""
        rows = queries.visible(forum, hat, at).filter(meeting__slug=meeting, withdrawn_at=None)
        return tuple(rows.order_by("-registered_at", "-pk").values_list("slug", flat=True))

    def stands_against(
        self, forum: Forum, slugs: Collection[str], hat: ActingOffice, at: datetime
    ) -> tuple[Refusal, ...]:
        """A refusal for a paper that is not there for whoever names it, and for one that the
        other Party will never read: both sign the agenda."""
        rows = queries.visible(forum, hat, at).filter(slug__in=list(slugs), withdrawn_at=None)
        there = set(rows.values_list("slug", flat=True))
        closed = rows.filter(Q(marking=Marking.INTERNAL)).exists()
        return (
            *(() if there.issuperset(slugs) else (NOT_THERE,)),
            *((OF_ONE_PARTY,) if closed else ()),
        )

    def name_of(self, slug: str) -> str:
        """The number that a slug is made of."""
        return symbol_words(slug)

    def read_by_all(self, meeting: Meeting, slugs: Collection[str], at: datetime) -> frozenset[str]:
        """The papers that went out to everybody who takes part; one query."""
        rows = queries.read_by_all_in(meeting, at, observers=False).filter(slug__in=list(slugs))
        return frozenset(rows.filter(withdrawn_at=None).values_list("slug", flat=True))

    def issue(self, issue: Issue, *, by: ActingOffice, at: datetime) -> str:
        """The agenda as a document; see `agenda_documents`."""
        return agenda_documents.issue(issue, by=by, at=at)


NOT_THERE = Refusal("practice", _("The register contains no such document that you may read."))
OF_ONE_PARTY = Refusal(
    "two-keys",
    _("A document of one Party alone may not be listed on an agenda that both Parties sign."),
)

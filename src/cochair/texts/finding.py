"""Texts under negotiation as they are searched: by what their page says, paragraph by paragraph.

Source: domain.md B.6, C.8.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.documents import queries as documents
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card, Passage
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure import text as core
from cochair.texts import queries
from cochair.texts.inline import without_notes
from cochair.texts.models import NegotiatedText

STALE, PROPOSED = "stale", "proposed"


class NegotiatedTexts(Rows):
    """The texts under negotiation of a forum; they are narrowed by the day on which they began."""

    kind = "text"
    model = NegotiatedText
    day = "begun_at"
    meeting = "document__meeting__slug"

    def rows(self, forum: Forum) -> QuerySet[NegotiatedText]:
        """All texts of a forum with their documents."""
        return queries.texts(forum)

    def readable(
        self, forum: Forum, hat: Hat, at: datetime, rows: QuerySet[NegotiatedText]
    ) -> Iterable[int]:
        """Those whose page opens for an office."""
        return queries.visible(forum, hat, at).order_by().values_list("pk", flat=True)

    def title(self, row: NegotiatedText) -> Mapping[str, str]:
        """The title of its document."""
        return dict(row.document.title)

    def more(self, row: NegotiatedText) -> str:
        """The symbol of its document."""
        return documents.name_of(row.document)

    def texts(self, row: NegotiatedText) -> Iterator[Passage]:
        """Each paragraph of the rolling text in its languages, and what is proposed in it."""
        text = queries.negotiated(row)
        there = {one.id: (str(place), one) for place, one in enumerate(text.current, start=1)}
        proposed: defaultdict[str, list[core.Proposal]] = defaultdict(list)
        for proposal in text.open_proposals:
            proposed[proposal.paragraph].append(proposal)
        for id in dict.fromkeys(line.paragraph for line in core.rolling(text)):
            number, paragraph = there.get(id, ("+", None))
            if paragraph is not None:
                stale = set(paragraph.stale(text.languages))
                for language, words in paragraph.words.items():
                    yield _passage(language, words, id, number, STALE if language in stale else "")
            for proposal in proposed[id]:
                for language, words in proposal.words.items():
                    yield _passage(language, words, id, number, PROPOSED)

    def shown(self, forum: Forum, row: NegotiatedText) -> Card:
        """A text with the symbol and the meeting of its document."""
        document = row.document
        return Card(
            title=document.title,
            symbol=documents.name_of(document),
            meeting=document.meeting.slug if document.meeting else "",
            day=row.begun_at,
            is_withdrawn=document.withdrawn_at is not None,
            address=reverse("texts:text", args=[forum.slug, document.slug]),
        )


def _passage(language: str, words: str, id: str, number: str, state: str) -> Passage:
    """Words of a paragraph with its footnotes behind them, and cells of a table in one line."""
    plain, notes = without_notes(words)
    said = "\n".join([plain, *(note for _place, note in notes)])
    return Passage(language, said.replace("\t", " · "), id, number, state)

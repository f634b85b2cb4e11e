"""The forms of a text that can be compared: revisions, ends of rounds, and how it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Expression
from cochair.features.texts import queries
from cochair.features.texts.models import NegotiatedText
from cochair.formats.inline import words_in_text
from cochair.formats.paragraphs import Text, from_json, plain
from cochair.procedure import text as core

NOW = "now"


@dataclass(frozen=True, slots=True)
class Version:
    """A form of the text: its words by language, paragraph by paragraph."""

    code: str
    name: str
    at: datetime | None
    words: Mapping[str, Mapping[str, str]]

    def text(self, language: str) -> Text:
        """Its paragraphs in a language, without looks: only words are compared."""
        return tuple(
            plain(id, said[language]) for id, said in self.words.items() if said.get(language)
        )


def versions(row: NegotiatedText) -> dict[str, Version]:
    """Everything that can be compared, by its code, the oldest first."""
    text = queries.negotiated(row, history=True)
    found = [*_revisions(row), *_rounds(text)]
    found.sort(key=lambda one: one.at or row.begun_at)
    found.append(Version(NOW, __("Current version"), None, _words(text.current)))
    return {one.code: one for one in found}


def _rounds(text: core.NegotiatedText) -> list[Version]:
    return [
        Version(
            f"round-{one.number}",
            __("End of round {number}").format(number=one.number),
            one.closed_at,
            _words(one.paragraphs),
        )
        for one in text.rounds
        if one.closed_at is not None
    ]


def _words(paragraphs: tuple[core.Paragraph, ...]) -> dict[str, Mapping[str, str]]:
    return {one.id: one.words for one in paragraphs if one.removed_at is None}


def _revisions(row: NegotiatedText) -> list[Version]:
    """The revisions that went out, in the languages that their readers have."""
    editions = Expression.objects.filter(
        revision__document=row.document,
        revision__circulated_at__isnull=False,
        released_at__isnull=False,
        replaced_at=None,
    ).select_related("revision", "file")
    words: dict[int, dict[str, dict[str, str]]] = {}
    rows = {}
    for one in editions.order_by("revision__number", "language"):
        if documents.is_held(one):
            continue
        rows[one.revision.number] = one.revision
        there = words.setdefault(one.revision.number, {})
        for said in from_json(one.text):
            there.setdefault(said.id, {})[one.language] = words_in_text(said)
    return [
        Version(
            f"rev-{number}",
            documents.name_of(row.document, number)
            or __("Revision {number}").format(number=number),
            rows[number].circulated_at,
            said,
        )
        for number, said in words.items()
    ]

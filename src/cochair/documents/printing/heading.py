"""The head of a document as it stands on the first page of whatever is made of it.

Number, day, languages of the original, subject codes, kind, who it comes from and goes to,
previous documents, subject: the order in which registers print them (domain.md B.10).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.documents import queries, vocabulary
from cochair.documents.models import Document, Expression
from cochair.documents.register import presenting
from cochair.meetings.titles import meeting_title
from cochair.parties import queries as parties
from cochair.web import formats
from cochair.web.saying import pick


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, in the language of the text; `lines` are labels with their words."""

    forum: str
    symbol: str
    day: str
    original: str
    codes: tuple[str, ...]
    kind: str
    title: str
    marking: str
    lines: tuple[tuple[str, str], ...]
    courtesy: str


def of(expression: Expression) -> Head:
    """The head of one language of a revision."""
    revision = expression.revision
    document = revision.document
    language = expression.language
    book = parties.book(document.forum, expression.made_at)
    with override(language):
        moment = revision.circulated_at or revision.made_at
        kinds = vocabulary.kinds(book)
        return Head(
            forum=str(pick(book.title, language)),
            symbol=queries.name_of(document, revision.number) or __("Without number"),
            day=formats.long_day(
                moment.astimezone(formats.zone_of(document.forum.zone)).date(), language
            ),
            original=f"(OR. {revision.source})",
            codes=tuple(document.subject_codes),
            kind=presenting.said(kinds, document.kind),
            title=expression.title or str(pick(document.title, language)),
            marking=presenting.marking(document, book),
            lines=tuple(_lines(document, language)),
            courtesy=__("Courtesy translation, not reviewed") if expression.courtesy else "",
        )


def _lines(document: Document, language: str) -> list[tuple[str, str]]:
    book = parties.book(document.forum, document.registered_at)
    lines = [(__("From"), presenting.originator(document, book))]
    if document.meeting is not None:
        lines.append((__("For"), meeting_title(document.meeting, book, language)))
    others = [alias.symbol for alias in document.aliases.all()]
    if others:
        lines.append((__("Other numbers"), ", ".join(others)))
    previous = [one.symbol for one in document.references.all() if one.kind == "previous"]
    if previous:
        lines.append((__("Previous documents"), ", ".join(previous)))
    return lines

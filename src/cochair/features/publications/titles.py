"""The names of joint acts on documents, in every interface language."""

from collections.abc import Mapping

from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression
from cochair.procedure.refusal import _
from cochair.web.localize import in_all

TITLE = _("Publish {symbol}: {title}")


def public(document: Document, editions: Mapping[str, Expression]) -> dict[str, str]:
    """What a document is called before anyone, in the languages of these editions.

    The public title where the document has one; else that of each edition, so that the title of
    a text which is being drafted is read by nobody.
    """
    if document.public_title:
        return dict(document.public_title)
    named = {code: row.title or document.title.get(code, "") for code, row in editions.items()}
    return {code: title for code, title in named.items() if title} or dict(document.title)


def publication(document: Document, revision: int) -> dict[str, str]:
    """What an act that publishes a document is called, in each language."""
    return titled(TITLE, document, revision)


def titled(message: str, document: Document, revision: int) -> dict[str, str]:
    """What an act on a revision of a document is called, in each language."""
    return in_all(message, **queries.words_of(document, revision))

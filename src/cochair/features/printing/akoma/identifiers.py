"""What a document is called in Akoma Ntoso: work, expression and manifestation, one in another.

    /akn/FORUM/doc/KIND/DAY/SYMBOL            the work
    /akn/FORUM/doc/KIND/DAY/SYMBOL/eng@rev-1-2    its second edition of REV 1 in English
    /akn/FORUM/doc/KIND/DAY/SYMBOL/eng@rev-1-2.xml    that edition as this file

What stands after the `@` is our own, since two editions may be of one day.
Source: OASIS Akoma Ntoso Naming Convention 1.0, chapter 4 (4.12: equivalent conventions).
"""

from datetime import date

from babel.core import get_global

from cochair.features.documents.models import Document, Expression, Revision
from cochair.procedure.symbol import revision_name
from cochair.web import formats

MAIN = "/!main"
FORMAT = ".xml"


def day_of(document: Document) -> date:
    """The day on which a work was registered, where its forum has its seat."""
    return document.registered_at.astimezone(formats.zone_of(document.forum.zone)).date()


def work(document: Document) -> str:
    """The name of a work."""
    forum, kind = document.forum.slug, document.kind.replace("_", "-")
    return f"/akn/{forum}/doc/{kind}/{day_of(document).isoformat()}/{document.slug}"


def version(revision: Revision, edition: int = 0) -> str:
    """The revision as addresses have it, with the edition where one is meant."""
    name = revision_name(revision.number).lower().replace(" ", "-")
    return f"{name}-{edition}" if edition else name


def of_revision(revision: Revision, language: str) -> str:
    """The name of a revision in one language, whichever edition."""
    return f"{work(revision.document)}/{three_letters(language)}@{version(revision)}"


def expression(one: Expression) -> str:
    """The name of one edition of a revision in one language."""
    return f"{of_revision(one.revision, one.language)}-{one.edition}"


def three_letters(language: str) -> str:
    """The code of ISO 639-2 for one of ISO 639-1; what has none stays as it is."""
    known = get_global("language_aliases").items()
    return next((long for long, short in known if short == language and len(long) == 3), language)

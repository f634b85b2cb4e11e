"""Documents in the small forum, for stories: entered, written, released and sent by the League.

Everything goes through the actions.  The Council is the meeting; the languages are en, es and pt.
"""

from collections.abc import Mapping
from datetime import datetime

import people
import signing
from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as register
from cochair.features.register import entry as entering
from cochair.formats.paragraphs import Text, plain
from played import played
from world import NOW

TITLE = {"en": "Safe harbours", "es": "Puertos seguros", "pt": "Portos seguros"}


def words(*said: str) -> Text:
    """A text of plain paragraphs, named p-1, p-2 ..."""
    return tuple(plain(f"p-{number}", one) for number, one in enumerate(said, start=1))


def entry(forum: Forum, **more: object) -> entering.Entry:
    """A working paper of the League's presidency for everybody; what is named is said otherwise."""
    said: dict[str, object] = {
        "kind": "note",
        "title": TITLE,
        "source": "en",
        "originator": "NONE",
        "marking": "forum",
    }
    return entering.Entry(**{**said, **more})  # type: ignore[arg-type]


def entered(
    forum: Forum, *, by: ActingOffice | None = None, at: datetime = NOW, **more: object
) -> Document:
    """A document with its number and no text."""
    by = by or signing.secretariat(forum, at)
    return entering.register(forum, entry(forum, **more), by=by, at=at)


def fresh(document: Document) -> Document:
    """The document as it now stands."""
    return queries.with_rows(Document.objects.filter(pk=document.pk)).get()


def last(document: Document) -> Revision:
    """Its newest revision."""
    return Revision.objects.filter(document=document).order_by("number").last()


def written(
    document: Document,
    language: str,
    text: Text,
    *,
    by: ActingOffice | None = None,
    at: datetime = NOW,
    released: bool = True,
    **more: object,
) -> Expression:
    """An edition of its newest revision in a language, released at once unless said otherwise."""
    by = by or signing.secretariat(document.forum, at)
    origin = Origin.ORIGINAL if last(document).source == language else Origin.TRANSLATED
    draft = languages.Draft(language, text, **{"origin": origin, **more})  # type: ignore[arg-type]
    made = languages.add_edition(last(document), draft, seen=fresh(document).version, by=by, at=at)
    if released:
        languages.release(made, seen=fresh(document).version, by=by, at=at)
    made.refresh_from_db()
    return made


def sent(
    document: Document,
    *,
    by: ActingOffice | None = None,
    at: datetime = NOW,
    purpose: str = "information",
    until: datetime | None = None,
) -> Document:
    """The document after its newest revision was circulated."""
    by = by or signing.secretariat(document.forum, at)
    register.circulate(
        fresh(document), purpose=purpose, until=until, seen=fresh(document).version, by=by, at=at
    )
    return fresh(document)


@played
def circulated(
    forum: Forum,
    texts: Mapping[str, Text] | None = None,
    *,
    by: ActingOffice | None = None,
    at: datetime = NOW,
    **more: object,
) -> Document:
    """A document that everybody who may read it has, in the languages given."""
    made = entered(forum, by=by, at=at, **more)
    for language, text in (texts or {"en": words("One.", "Two.")}).items():
        written(made, language, text, by=by, at=at)
    return sent(made, by=by, at=at)


def sees(document: Document, hat: ActingOffice | None, at: datetime = NOW) -> bool:
    """Whether a hat may read a document: the same by its row as among all others."""
    found = queries.visible(document.forum, hat, at).filter(pk=document.pk).exists()
    assert queries.is_visible(fresh(document), hat, at) is found
    return found


def somebody(forum: Forum, role: str, *who: str, at: datetime = NOW) -> ActingOffice:
    """The hat of somebody in an office, opened when there is none yet."""
    return people.hat(forum, people.person(forum, role, *who, start=NOW), at)

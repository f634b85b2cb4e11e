"""A text that both signed, entered in the register of documents in every language at once."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.documents.vocabulary import NOBODY, kinds, originators
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.register import actions as registering
from cochair.features.register import entry as entering
from cochair.formats.paragraphs import Text
from cochair.procedure.book import Book

JOINT, NOTE = "CO_PRESIDENCIES", "note"


def entered(
    act: JointAct,
    cycle: Cycle,
    *,
    kind: str,
    titles: Mapping[str, str],
    texts: Mapping[str, Text],
    at: datetime,
) -> Document:
    """Register, release, circulate and finish a text in the transaction of the last key.

    It goes to all members and institutions of the forum for their information, and belongs to the
    last meeting of its cycle where there is one.  A forum whose procedures name no such kind of
    document keeps it as a note.
    """
    forum, book = act.forum, parties.book(act.forum, at)
    key = act.keys.order_by("pk").last()
    assert key is not None
    by, meeting = parties.hat_of(forum, key.office, at), last_meeting(cycle, book)
    entry = entering.Entry(
        kind=kind if kind in kinds(book) else NOTE,
        title=titles,
        source=next(iter(texts)),
        originator=JOINT if JOINT in originators(book) else NOBODY,
        marking=Marking.FORUM,
        meeting=meeting.slug if meeting else "",
        phase="post" if meeting and meeting.closed_at else "pre",
    )
    made = entering.register(forum, entry, by=by, at=at)
    revision = made.revisions.get()
    for code, text in texts.items():
        origin = Origin.ORIGINAL if code == revision.source else Origin.TRANSLATED
        draft = languages.Draft(code, text, titles[code], origin=origin, signed=True)
        edition = languages.add_edition(revision, draft, seen=version_of(made), by=by, at=at)
        languages.release(edition, seen=version_of(made), by=by, at=at)
    registering.circulate(
        made, purpose="information", until=None, seen=version_of(made), by=by, at=at
    )
    registering.finish(made, seen=version_of(made), by=by, at=at)
    return made


def last_meeting(cycle: Cycle, book: Book) -> Meeting | None:
    """The meeting with which a cycle ends, by the pattern of the procedures; None where none is."""
    slots = book.pattern.slots if book.pattern else ()
    if not slots:
        return None
    rows = Meeting.objects.filter(cycle=cycle, configuration=max(slots)[1], cancelled_at=None)
    return rows.order_by("pk").last()


def version_of(document: Document) -> int:
    """The version of a document as it stands, for an act that follows another at once."""
    return int(Document.objects.values_list("version", flat=True).get(pk=document.pk))

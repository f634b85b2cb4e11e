"""What stands against submitting a document for adoption, in a meeting or by silence alike."""

from collections.abc import Collection
from datetime import datetime

from cochair.features.acts.kinds import Ended, ended
from cochair.features.documents import ends
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.procedure.refusal import Refusal, _

# What every delegation with a say reads, where it takes part in the meeting of the paper.
READ_BY_ALL = frozenset({Marking.PUBLIC, Marking.FORUM, Marking.PARTICIPANTS})
BEGUN = Refusal(
    "practice", _("A new revision has begun and was not circulated: circulate that revision first.")
)
FINAL = Refusal(
    "practice",
    _("The document is final: circulate another revision, which opens it again, then submit that."),
)
ADOPTED = ended("text.adopted", _("The text was adopted."))
MADE_FINAL = ended("document.final", _("The document is now final."))


def over(forum: Forum, slug: str, at: datetime) -> Ended | None:
    """Why an open act submits a document to nobody any more: it is gone, both have agreed to its
    words, or it is final.  A later revision, which opens a final document, is another act."""
    gone = ends.of_going_on(forum, slug)
    if gone is not None:
        return gone
    document = Document.objects.select_related("forum").get(forum=forum, slug=slug)
    if any(Verb.SUBMIT in one.stops for one in holds.agreed(document, at)):
        return ADOPTED
    return MADE_FINAL if document.final_at is not None else None


def unfit(document: Document, at: datetime) -> tuple[Refusal, ...]:
    """Both have agreed to its words already, it is final, or another revision is being written."""
    begun = document.revisions.filter(circulated_at=None).exists()
    return (
        *holds.refusals(document, Verb.SUBMIT, at),
        *((FINAL,) if document.final_at is not None else ()),
        *((BEGUN,) if begun else ()),
    )


def not_read_by_all(document: Document, deciding: Collection[str], at: datetime) -> Refusal | None:
    """Whoever may not read a text could not object to it: `deciding` are the Parties whose
    delegations have a say.  Papers of a meeting are read by those that take part in such meetings.
    """
    if document.marking in READ_BY_ALL and not _left_out(document, deciding, at):
        return None
    return Refusal(
        "practice",
        _(
            "Some delegations that take part in the decision may not read the document. "
            "Widen access to it first."
        ),
    )


def _left_out(document: Document, deciding: Collection[str], at: datetime) -> set[str]:
    """The Parties whose delegations have a say, and read no paper of the document's meeting."""
    if document.marking != Marking.PARTICIPANTS or document.meeting is None:
        return set()
    known = parties.book(document.forum, at).configurations
    return set(deciding) - set(known[document.meeting.configuration].parties)

"""Propose the letter on the outcome of a silence, and register it with the second key.

Source: domain.md B.5, CB-23.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import queries as signed
from cochair.features.acts.kinds import FINGERPRINT, Line, Reader
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.documents.vocabulary import MEMBER, NOBODY, ORGANISATION
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as registering
from cochair.features.register import entry as entering
from cochair.features.register.holds import Way
from cochair.features.silence import letter, queries, validators
from cochair.features.silence.acts import OnSilence
from cochair.formats import paragraphs
from cochair.formats.paragraphs import Text
from cochair.procedure.book import Book
from cochair.procedure.consent import ConsentState
from cochair.procedure.refusal import Refusal, _, require

KIND = "letter"


class Letter(OnSilence[JointAct | None]):
    """Tell in a letter how a silence ended; the last signature registers it (domain.md CB-23).

    Wanted is the act itself, once there is one: a letter that tells less than is kept by now is
    signed by nobody.
    """

    code, entry = queries.LETTER, "silence.letter_signed"
    name = _("Outcome letter of a silence procedure")
    title = _("Outcome letter of the silence procedure on {symbol}: {title}")
    does = _(
        "The outcome letter is registered in every language and sent to everyone who may "
        "read the text."
    )
    never = "How a silence procedure ended can be told at any time; a new fact voids it."

    def wanted(self, act: JointAct) -> JointAct:
        return act

    def locked(self, row: SilenceProcedure) -> SilenceProcedure:
        return queries.fresh(row)

    def refuse(
        self, row: SilenceProcedure, wanted: JointAct | None, at: datetime
    ) -> Iterable[Refusal | None]:
        told, now = wanted.body["facts"] if wanted else "", letter.facts(row)
        return (
            validators.to_letter(row, standing(row, wanted), at),
            validators.another_letter(told, now) if wanted else None,
        )

    def body(
        self, row: SilenceProcedure, wanted: JointAct | None, at: datetime
    ) -> Mapping[str, object]:
        written = letter.texts(row, at)
        return {
            "procedure": row.number,
            "facts": letter.facts(row),
            "titles": letter.titles(row, at),
            "languages": {code: paragraphs.digest_of_text(text) for code, text in written.items()},
            "texts": {code: paragraphs.as_json(text) for code, text in written.items()},
        }

    def effect(
        self, row: SilenceProcedure, wanted: JointAct | None, act: JointAct, at: datetime
    ) -> None:
        """Register the very words that both signed, in every language, for whoever reads the text."""
        # What was being received is finished by now: it may be a late comment.
        require(*self.refuse(row, wanted, at))
        _issue(row, act, at)

    def bound(self, act: JointAct) -> Mapping[str, object]:
        """What the letter tells, as it is now: whatever comes in meanwhile makes the keys void."""
        return {"facts": letter.facts(self.row(act))}

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        """Of which silence the letter tells, with the fingerprint of each language."""
        digests = act.body["languages"].items()
        lines = [(FINGERPRINT, f"{code.upper()} {one}") for code, one in digests]
        return (*super().lines(act, reader), *lines)

    def texts(self, act: JointAct) -> Mapping[str, Text]:
        return bound_texts.of_body(act)

    def until(self, act: JointAct, at: datetime) -> None:
        return None


LETTER = Letter()


@transaction.atomic
def propose(row: SilenceProcedure, *, by: ActingOffice, at: datetime) -> JointAct:
    """Write the letter on how a silence ended and put it before both; no key is turned by that.

    What waits for keys and tells less than is kept by now is void first.  Raises Refused while
    the silence runs or was withdrawn, and where a letter stands that tells the same.
    """
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    acts.void_what_changed(forum, by=by, at=at)
    return LETTER.propose(row, None, by=by, at=at)


def is_one(document: Document) -> bool:
    """Whether a document is the letter on the outcome of a silence: both co-presidencies sign it."""
    return document.kind == KIND and SilenceProcedure.objects.filter(letter=document).exists()


def standing(row: SilenceProcedure, but: JointAct | None = None) -> JointAct | None:
    """The act by which the letter that stands was signed; None where none stands.

    `but` is an act that takes effect just now, and has made none yet.
    """
    if row.letter is None or row.letter.withdrawn_at is not None:
        return None
    rows = signed.about(row.forum, "document", [row.revision.document.slug])
    found = rows.filter(kind=queries.LETTER, state=ConsentState.EFFECTIVE.value)
    found = found.exclude(pk=but.pk) if but else found
    return next((act for act in found if act.body["procedure"] == row.number), None)


def _issue(row: SilenceProcedure, act: JointAct, at: datetime) -> None:
    key = act.keys.order_by("pk").last()
    assert key is not None
    by, before = parties.hat_of(act.forum, key.office, at), row.letter
    made = _entered(row, act.body, by, at)
    revision = made.revisions.get()
    for code, text in act.body["texts"].items():
        origin = Origin.ORIGINAL if code == revision.source else Origin.TRANSLATED
        draft = languages.Draft(
            code, paragraphs.from_json(text), act.body["titles"][code], origin=origin, signed=True
        )
        edition = languages.add_edition(revision, draft, seen=_seen(made), by=by, at=at)
        languages.release(edition, seen=_seen(made), by=by, at=at)
    symbol = documents.name_of(row.revision.document)
    if symbol:
        registering.add_reference(made, symbol=symbol, kind="see", seen=_seen(made), by=by, at=at)
    registering.circulate(made, purpose="information", until=None, seen=_seen(made), by=by, at=at)
    registering.finish(made, seen=_seen(made), by=by, at=at)
    if before is not None and before.withdrawn_at is None:
        seen, way = _seen(before), Way.LETTER
        registering.supersede(before, successor=made, seen=seen, way=way, by=by, at=at)
    row.letter = made
    row.save(update_fields=["letter"])


def _entered(
    row: SilenceProcedure, said: Mapping[str, Any], by: ActingOffice, at: datetime
) -> Document:
    document = row.revision.document
    book = parties.book(row.forum, at)
    entry = entering.Entry(
        kind=KIND,
        title=said["titles"],
        source=next(iter(said["titles"])),
        originator=_originator(document, book),
        marking=document.marking,
        meeting=document.meeting.slug if document.meeting else "",
        phase=document.phase,
    )
    return entering.register(row.forum, entry, by=by, at=at)


def _originator(document: Document, book: Book) -> str:
    """In whose joint name the text itself is; otherwise nobody, for the letter says who signs."""
    apart = {MEMBER, ORGANISATION, *book.groups}
    return NOBODY if document.originator in apart else document.originator


def _seen(document: Document) -> int:
    return int(Document.objects.values_list("version", flat=True).get(pk=document.pk))

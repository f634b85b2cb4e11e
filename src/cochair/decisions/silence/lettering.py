"""Propose the letter on the outcome of a silence, and register it with the second key.

Source: domain.md B.5, CB-23.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cochair.acts import actions as acts
from cochair.acts import queries as signed
from cochair.acts.kinds import FINGERPRINT, Kind, Line, Never, Reader, register
from cochair.acts.models import JointAct
from cochair.decisions.models import SilenceProcedure
from cochair.decisions.silence import letter, locks, obstacles, queries, titles
from cochair.documents import html, paragraphs
from cochair.documents import queries as documents
from cochair.documents.languages import actions as languages
from cochair.documents.languages.states import Origin
from cochair.documents.models import Document
from cochair.documents.register import actions as registering
from cochair.documents.register import entering
from cochair.documents.vocabulary import MEMBER, NOBODY, ORGANISATION
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure.book import Book
from cochair.procedure.consent import ConsentState
from cochair.procedure.refusal import Refusal, Sentence, _, require

KIND = "letter"


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.LETTER,
            name=_("Letter on the outcome of a silence"),
            effect=lambda act: Sentence(
                _(
                    "The letter is registered in every language and goes to everybody who may read the text."
                )
            ),
            take_effect=_issue,
            entry="silence.letter_signed",
            over=Never(
                "How a silence procedure ended can be told at any time; a new fact voids it."
            ),
            bound=_facts,
            guard=_may_issue,
            describe=_lines,
            texts=html.of_body,
            same=lambda act: act.body["procedure"],
        )
    )


@transaction.atomic
def propose(row: SilenceProcedure, *, by: Hat, at: datetime) -> JointAct:
    """Write the letter on how a silence ended and put it before both; no key is turned by that.

    What waits for keys and tells less than is kept by now is void first.  Raises Refused while
    the silence runs or was withdrawn, and where a letter stands that tells the same.
    Source: domain.md CB-23.
    """
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    acts.void_what_changed(forum, by=by, at=at)
    row = queries.fresh(row)
    require(obstacles.to_letter(row, standing(row), at))
    written = letter.texts(row, at)
    body = {
        "procedure": row.number,
        "facts": letter.facts(row),
        "titles": letter.titles(row, at),
        "languages": {code: paragraphs.digest_of_text(text) for code, text in written.items()},
        "texts": {code: paragraphs.as_json(text) for code, text in written.items()},
    }
    return acts.propose(
        forum,
        kind=queries.LETTER,
        subject=("document", row.revision.document.slug),
        title=titles.title(titles.LETTER, row.revision),
        body=body,
        by=by,
        at=at,
    )


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


def _row(act: JointAct) -> SilenceProcedure:
    return queries.procedures(act.forum).get(number=act.body["procedure"])


def _facts(act: JointAct) -> Mapping[str, object]:
    """What the letter tells, as it is now: whatever comes in meanwhile makes the keys void."""
    return {"facts": letter.facts(_row(act))}


def _may_issue(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _row(act)
    return (
        obstacles.to_letter(row, standing(row, act), at),
        obstacles.another_letter(act.body["facts"], letter.facts(row)),
    )


def _issue(act: JointAct, at: datetime) -> None:
    """Register the very words that both signed, in every language, for whoever reads the text."""
    row = _row(act)
    # What is being received is finished first, and asked for once more: it may be a late comment.
    locks.exclusive(row)
    require(*_may_issue(act, at))
    row = queries.fresh(row)
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
        registering.supersede(before, successor=made, seen=_seen(before), by=by, at=at)
    row.letter = made
    row.save(update_fields=["letter"])


def _entered(row: SilenceProcedure, said: Mapping[str, Any], by: Hat, at: datetime) -> Document:
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


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Of which silence procedure the outcome letter tells, with the fingerprint of each language."""
    lines: list[Line] = [(_("Silence procedure"), str(act.body["procedure"]))]
    lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in act.body["languages"].items()]
    return tuple(lines)

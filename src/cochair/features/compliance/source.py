"""Attach the official text to a forum's procedures, so that it stands beside our own words."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from cochair.features.compliance import queries
from cochair.features.compliance.models import SourcePassage, SourceText
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, ProcedureText
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.source import Passage, PassageState, align, is_the_note, paragraphs

CLAUSE = "source"
LARGEST = 2_000_000
LONGEST_NAME = 200

# NUL, and halves of characters that no UTF-8 file holds.
_BINARY = re.compile("[\0\ud800-\udfff]")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attached:
    """How an attached text aligns: clause ids by what became of their paragraphs."""

    name: str
    total: int
    found: tuple[str, ...]
    missing: tuple[str, ...]
    changed: tuple[str, ...]


@transaction.atomic
def attach(forum: Forum, text: str, *, name: str, at: datetime) -> Attached:
    """Align a text with the clauses in force at `at` (UTC) and keep the official words.

    A new text takes the place of the one before, which stays in the records; the same text
    again changes nothing. Raises Refused, and changes nothing, for a file that is too large,
    that is no plain text, or in which too few clauses find their paragraph.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(_small_enough(text) or _plain(text))
    book = parties.book(forum, at)
    read = paragraphs(text)
    require(is_the_note(read, book))
    passages = align(book.clauses, read)
    procedures = ProcedureText.objects.get(forum=forum, number=book.version)
    digest = sha256(text.encode()).hexdigest()
    attached = _attached(name, passages)
    if not _attached_already(forum, procedures, digest):
        _keep(procedures, passages, attached, digest=digest, at=at)
    return attached


def _keep(
    procedures: ProcedureText,
    passages: tuple[Passage, ...],
    attached: Attached,
    *,
    digest: str,
    at: datetime,
) -> None:
    source = SourceText.objects.create(
        procedures=procedures, name=attached.name[:LONGEST_NAME], digest=digest, attached_at=at
    )
    SourcePassage.objects.bulk_create(
        SourcePassage(
            text=source,
            rule=passage.rule,
            state=passage.state.value,
            words=passage.words,
            line=passage.line,
        )
        for passage in passages
    )
    record(
        procedures.forum.slug,
        verb="source.attached",
        about=("source", str(source.pk)),
        by=None,
        at=at,
        # The digest says which file it was; its name may hold a person's.
        facts={
            "digest": digest,
            "procedures": procedures.number,
            "found": len(attached.found),
            "missing": list(attached.missing),
            "changed": list(attached.changed),
        },
    )


def _attached_already(forum: Forum, procedures: ProcedureText, digest: str) -> bool:
    last = queries.source_text(forum)
    return last is not None and (last.procedures_id, last.digest) == (procedures.pk, digest)


def _attached(name: str, passages: tuple[Passage, ...]) -> Attached:
    def rules(state: PassageState) -> tuple[str, ...]:
        return tuple(passage.rule for passage in passages if passage.state is state)

    return Attached(
        name,
        len(passages),
        rules(PassageState.FOUND),
        rules(PassageState.MISSING),
        rules(PassageState.CHANGED),
    )


def _small_enough(text: str) -> Refusal | None:
    if len(text) <= LARGEST and len(text.encode(errors="replace")) <= LARGEST:
        return None
    return Refusal(
        CLAUSE,
        _(
            "The file is larger than {megabytes} MB, which is too large for a note. "
            "Nothing was changed."
        ),
        {"megabytes": LARGEST // 1_000_000},
    )


def _plain(text: str) -> Refusal | None:
    if not _BINARY.search(text) and not text.startswith("%PDF") and not _HTML.search(text):
        return None
    return Refusal(
        CLAUSE,
        _("The file is not plain text. Save the note as text (UTF-8) first. Nothing was changed."),
    )

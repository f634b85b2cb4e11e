"""Issue the text as the next revision of its document, in every language that is abreast.

Everything goes through the register: a language that is behind is kept as a draft and not
released, so that what the clause on languages says stays true.

Source: domain.md B.6, CB-27, CB-28; clause on languages of the forum.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.documents import paragraphs
from cochair.documents import queries as documents
from cochair.documents.languages import actions as languages
from cochair.documents.languages.states import Origin
from cochair.documents.models import Document, Expression, Revision
from cochair.documents.paragraphs import Text
from cochair.documents.register import actions as register
from cochair.documents.register.holds import Way
from cochair.parties.offices import Hat
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.texts import keeping, models
from cochair.texts.beginning import HEADING, TITLE
from cochair.texts.dressing import dressed

PRACTICE = "practice"
DOCUMENT_KINDS = {TITLE: paragraphs.TITLE, HEADING: paragraphs.HEADING}


@dataclass(frozen=True, slots=True)
class Issued:
    """A revision that was issued, with the languages released and those that are behind."""

    revision: Revision
    released: tuple[str, ...]
    behind: tuple[str, ...]


@transaction.atomic
def issue(
    row: models.NegotiatedText,
    *,
    summary: str,
    purpose: str,
    until: datetime | None = None,
    seen: int,
    by: Hat,
    at: datetime,
) -> Issued:
    """Issue the words as they stand, without brackets, and circulate them to all readers.

    `seen` is the version of the document that was shown.  What is proposed stays with the text.
    What was adopted is issued in the words that were adopted, and in no other.  Raises
    StaleVersion, and Refused where the register refuses or nothing has changed.
    """
    row, text = keeping.locked(row)
    digest = core.text_digest(text)
    last = row.issues.last()
    if last is not None and last.digest == digest:
        raise Refused(Refusal(PRACTICE, _("No word has changed since the last revision.")))
    based = bases(row)
    way = Way.TEXT
    revision = register.revise(
        row.document, source=text.negotiation, summary=summary, seen=seen, way=way, by=by, at=at
    )
    released, behind = [], []
    for code in _in_order(text):
        said = laid_out(text, code, based)
        if not any(one.text.strip() for one in said):
            behind.append(code)
            continue
        origin = Origin.ORIGINAL if code == text.negotiation else Origin.TRANSLATED
        title = next((one.text for one in said if one.kind == paragraphs.TITLE), "")
        draft = languages.Draft(code, said, title=title, origin=origin)
        made = languages.add_edition(revision, draft, seen=_version(row), way=way, by=by, at=at)
        if any(code in one.stale(text.languages) for one in text.current):
            behind.append(code)
            continue
        languages.release(made, seen=_version(row), way=way, by=by, at=at)
        released.append(code)
    document = documents.with_rows(Document.objects.filter(pk=row.document_id)).get()
    register.circulate(document, purpose=purpose, until=until, seen=document.version, by=by, at=at)
    row.issues.create(revision=revision, digest=digest, languages=released, at=at, by_id=by.office)
    facts = {"revision": revision.number, "digest": digest, "languages": released}
    keeping.tell(row, "text.issued", by=by, at=at, facts=facts)
    return Issued(revision, tuple(released), tuple(behind))


def bases(row: models.NegotiatedText) -> Mapping[str, Text]:
    """The last words of each language in the register, with their looks, numbers and footnotes."""
    last = row.issues.select_related("revision").last()
    revision = last.revision if last else row.began_from
    rows = Expression.objects.filter(revision=revision, replaced_at=None).order_by("edition")
    return {one.language: paragraphs.from_json(one.text) for one in rows}


def laid_out(text: core.NegotiatedText, language: str, based: Mapping[str, Text]) -> Text:
    """The text in a language as the register keeps it, dressed as its last revision was.

    A paragraph that the language lacks keeps its number alone.
    """
    source = {one.id: one for one in based.get(text.negotiation, ())}
    own = {one.id: one for one in based.get(language, ())}
    found = []
    for one in text.current:
        like = own.get(one.id) or source.get(one.id)
        kind = DOCUMENT_KINDS.get(one.kind, paragraphs.PLAIN)
        plain = paragraphs.Paragraph(one.id, like.kind if like else kind)
        if like is not None:
            plain = paragraphs.Paragraph(one.id, like.kind, level=like.level, number=like.number)
        found.append(dressed(one.words.get(language, ""), own.get(one.id), plain))
    return tuple(found)


def _in_order(text: core.NegotiatedText) -> tuple[str, ...]:
    """The language of negotiation first: the others are translations of it."""
    rest = (code for code in text.languages if code != text.negotiation)
    return (text.negotiation, *rest)


def _version(row: models.NegotiatedText) -> int:
    return Document.objects.values_list("version", flat=True).get(pk=row.document_id)

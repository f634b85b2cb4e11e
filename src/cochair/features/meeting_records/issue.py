"""Send the draft out as a revision of its document, open the time for comments, add a language.

The document is made by the actions of the register, so that number, languages, circulation, Word and
PDF are those of every document.  Source: domain.md C.4 (Record), CB-39, CB-40.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.documents import vocabulary
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.meeting_records import frames, printed_text, queries
from cochair.features.meeting_records.drafts import PRACTICE, locked, tell
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import CommentRound, MeetingRecord, RecordParagraph
from cochair.features.register import actions as register
from cochair.features.register import entry as entering
from cochair.features.register.holds import Way
from cochair.formats.paragraphs import Text, digest_of_text
from cochair.procedure import record as core
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion

COMMENT, INFORMATION = "comment", "information"


@transaction.atomic
def issue(
    record: MeetingRecord, *, summary: str, seen: int | None, by: ActingOffice, at: datetime
) -> Revision:
    """Send the common draft out: registered at first, the next revision afterwards.

    Every language in which all is written goes out; what is missing is added later.  Comments that
    were not taken up are printed as footnotes.  `seen` is the number of the revision that was shown,
    None before the first: sent twice in the same words it goes out once.  Raises StaleVersion where
    another one went out meanwhile, and Refused while two drafts still differ, while comments run or
    have no answer, and when no language is whole.
    """
    record = fresh(record)
    last = queries.last_out(record)
    if last is not None and last.number != seen:
        return _sent_already(record, last, summary)
    rows = queries.paragraphs(record.draft)
    said = queries.said(record, queries.silences_on(record))
    book = parties.book(record.meeting.forum, at)
    missing = queries.lacking(rows, book.languages)
    whole = [code for code in book.languages if code not in missing]
    require(
        *core.may(core.ISSUE, queries.course(record, at), at),
        _chosen(rows),
        _something(whole, book.clause_for("languages_available")),
    )
    known = frames.of_meeting(record.meeting)
    texts = {code: printed_text.text(rows, code, said, known) for code in whole}
    document = _begun(record, printed_text.title(rows), whole[0], summary, by=by, at=at)
    revision = document.revisions.order_by("number").last()
    assert revision is not None
    for code, words in texts.items():
        _released(revision, code, words, printed_text.title(rows), by=by, at=at)
    document.refresh_from_db()
    register.circulate(
        document, purpose=COMMENT, until=None, seen=document.version, way=Way.RECORD, by=by, at=at
    )
    facts = {"revision": revision.number, "languages": whole, "missing": sorted(missing)}
    tell(record.meeting, "record.issued", by=by, at=at, facts=facts)
    revision.refresh_from_db()
    return revision


@transaction.atomic
def open_comments(
    record: MeetingRecord, *, until: datetime, by: ActingOffice, at: datetime
) -> CommentRound:
    """Open the time for comments on what went out, until an instant (aware UTC).

    By silence it is opened on the page of the document, by both keys.
    """
    record = fresh(record)
    out = queries.last_out(record)
    require(*core.may(core.COMMENT, queries.course(record, at), at), _to_come(until, at))
    assert out is not None
    made = CommentRound.objects.create(
        record=record, revision=out, at=at, until=until, by_id=by.office
    )
    facts = {"revision": out.number, "until": until.isoformat(), "round": made.pk}
    tell(record.meeting, "record.comments_opened", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def add_language(
    record: MeetingRecord, language: str, *, by: ActingOffice, at: datetime
) -> Revision:
    """Release the last revision in a language that it lacked, once all is written in it.

    Raises Refused while paragraphs lack the language, and where the draft says something else by
    now than what went out.
    """
    record = fresh(record)
    out = queries.last_out(record)
    rows = queries.paragraphs(record.draft)
    book = parties.book(record.meeting.forum, at)
    require(_is_out(out), _of_the_forum(language, book.languages))
    assert out is not None and record.document is not None
    missing = queries.lacking(rows, [language])
    require(_whole(missing, book.clause_for("languages_available")))
    require(says_the_same(record, out), _lacks(out, language))
    words = _printed(record, out, language)
    out.document = record.document
    _released(out, language, words, printed_text.title(rows), by=by, at=at)
    facts = {"revision": out.number, "language": language}
    tell(record.meeting, "record.language_added", by=by, at=at, facts=facts)
    return out


def says_the_same(record: MeetingRecord, out: Revision) -> Refusal | None:
    """Why a language could not be added to what went out: the draft says something else by now."""
    if not queries.lacking(queries.paragraphs(record.draft), [out.source]):
        now = {
            digest_of_text(_printed(record, out, out.source, inside=one)) for one in (False, True)
        }
        rows = out.expressions.filter(language=out.source, replaced_at=None)
        if any(one.digest in now for one in rows):
            return None
    return Refusal(
        PRACTICE, _("The draft has changed since it was circulated. Circulate a revision.")
    )


def _printed(record: MeetingRecord, out: Revision, language: str, *, inside: bool = False) -> Text:
    """The draft as a revision prints it: what was said of this very one, the next prints."""
    said = queries.said(record, queries.silences_on(record))
    return printed_text.text(
        queries.paragraphs(record.draft),
        language,
        [one for one in said if one.revision < out.number],
        frames.of_meeting(record.meeting),
        inside=inside,
    )


def fresh(record: MeetingRecord) -> MeetingRecord:
    """The record as it stands, its forum locked."""
    meeting = locked(record.meeting)
    found = queries.records(meeting.forum).get(pk=record.pk)
    found.meeting = meeting
    return found


def _sent_already(record: MeetingRecord, last: Revision, summary: str) -> Revision:
    """The revision that went out since the page was shown, where it says what the draft says."""
    if says_the_same(record, last) is None:
        return last
    said = Refusal(PRACTICE, _("Another revision was circulated while you were reading this page."))
    raise StaleVersion(said, theirs=last.summary, mine=summary)


def _begun(
    record: MeetingRecord,
    title: Mapping[str, str],
    source: str,
    summary: str,
    *,
    by: ActingOffice,
    at: datetime,
) -> Document:
    """The document with a revision that is not out yet."""
    if record.document is None:
        book = parties.book(record.meeting.forum, at)
        entry = entering.Entry(
            kind=vocabulary.RECORD,
            title=title,
            source=source,
            originator=(
                vocabulary.both_of(book)
                or vocabulary.presidency_of(book, by.party)
                or vocabulary.NOBODY
            ),
            marking=Marking.PARTICIPANTS,
            meeting=record.meeting.slug,
            phase="post",
            summary=summary,
        )
        record.document = entering.register(record.meeting.forum, entry, by=by, at=at)
        record.save(update_fields=["document"])
        return record.document
    document: Document = record.document
    register.revise(
        document,
        source=source,
        summary=summary,
        seen=document.version,
        way=Way.RECORD,
        by=by,
        at=at,
    )
    document.refresh_from_db()
    return document


def _released(
    revision: Revision,
    language: str,
    words: Text,
    title: Mapping[str, str],
    *,
    by: ActingOffice,
    at: datetime,
) -> None:
    """A language of a revision, added and released."""
    origin = Origin.ORIGINAL if language == revision.source else Origin.TRANSLATED
    draft = languages.Draft(language, words, title.get(language, ""), origin)
    document = Document.objects.select_related("forum").get(pk=revision.document_id)
    revision.document = document
    seen, way = document.version, Way.RECORD
    made = languages.add_edition(revision, draft, seen=seen, way=way, by=by, at=at)
    document.refresh_from_db()
    if made.released_at is None:
        languages.release(made, seen=document.version, way=way, by=by, at=at)


def _chosen(rows: list[RecordParagraph]) -> Refusal | None:
    count = sum(row.is_open for row in rows)
    if not count:
        return None
    message = _(
        "Paragraphs in which the two drafts differ and neither text has been selected: {number}."
    )
    return Refusal(PRACTICE, message, {"number": count})


def _something(whole: list[str], clause: str) -> Refusal | None:
    if whole:
        return None
    return Refusal(
        clause, _("No language version is complete: first write every paragraph in one language.")
    )


def _whole(missing: Mapping[str, list[str]], clause: str) -> Refusal | None:
    if not missing:
        return None
    ((language, keys),) = missing.items()
    message = _("Paragraphs without text in {language}: {number}.")
    return Refusal(clause, message, {"language": language, "number": len(keys)})


def _lacks(out: Revision, language: str) -> Refusal | None:
    rows = out.expressions.filter(language=language, replaced_at=None)
    if not rows.exclude(released_at=None).filter(courtesy=False).exists():
        return None
    return Refusal(PRACTICE, _("This language version has already been circulated."))


def _is_out(out: Revision | None) -> Refusal | None:
    return None if out is not None else Refusal(PRACTICE, _("First circulate the draft: nobody has " "received it yet."))  # fmt: skip


def _of_the_forum(language: str, known: tuple[str, ...]) -> Refusal | None:
    if language in known:
        return None
    return Refusal(PRACTICE, _("“{value}” is not a language of the forum."), {"value": language})


def _to_come(until: datetime, at: datetime) -> Refusal | None:
    if until > at:
        return None
    return Refusal("calendar", _("The round of comments would already have ended."))

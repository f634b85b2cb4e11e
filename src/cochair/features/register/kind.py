"""Document: everything that the rest of the house needs to know of this kind."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cochair.features.documents import archived, cycles, queries
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import (
    Alias,
    Counter,
    Document,
    Expression,
    Reference,
    Revision,
)
from cochair.features.documents.shared_turns import named, of_both, of_registrar
from cochair.features.languages.states import State
from cochair.features.parties.models import Forum
from cochair.features.publications import queries as publishing
from cochair.features.publications.actions import standing
from cochair.features.register import holds
from cochair.features.register.finding import Documents
from cochair.features.register.holds import Verb
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.refusal import _
from cochair.web import localize

# Whose turn it is on a document: to write, release, circulate or publish it.
WRITE = _("Add the text: {document}")
RELEASE = _("Release {language}: {document}")
CONFIRM = _("Bring {language} up to date: {document}")
CIRCULATE = _("Circulate: {document}")
PUBLISH = _("Publish: {document}")
DRAFTED = frozenset({State.IN_TRANSLATION, State.IN_REVISION})


def standing_papers(forum: Forum) -> Iterable[Document]:
    """The documents that stand, have not ended with a cycle, and on which somebody may have work to
    do, with their rows: nobody has on what went out in languages that are all released."""
    current = Expression.objects.filter(replaced_at=None)
    unwritten = ~Exists(current.filter(revision=OuterRef("pk")))
    of_it = Revision.objects.filter(document=OuterRef("pk"))
    unfinished = Exists(of_it.filter(Q(circulated_at=None) | unwritten)) | Exists(
        current.filter(revision__document=OuterRef("pk"), state__in=(*DRAFTED, State.STALE))
    )
    rows = Document.objects.filter(
        unfinished | Q(final_at__isnull=False, marking=Marking.PUBLIC),
        forum=forum,
        withdrawn_at=None,
        superseded_by=None,
        imported=False,
    ).exclude(cycles.of_closed(forum))
    return queries.with_rows(rows)


def turns(document: Document, at: datetime) -> Iterator[Turn]:
    """Who works on a document at an instant (aware UTC): whoever registered it, or both on its
    publication; nobody where it is held."""
    revision = queries.last_revision(document)
    if document.withdrawn_at or document.superseded_by_id or revision is None:
        return
    yield from _on_words(document, revision, at)
    if _is_to_be_circulated(document, revision, at):
        page = ("documents:document", document.slug, "#circulate")
        yield from of_registrar(document, CIRCULATE, page)
    if _is_to_be_published(document, at):
        page = ("documents:document", document.slug, "#publication")
        yield from of_both(document.forum, PUBLISH, named(document), page)


def _on_words(document: Document, revision: Revision, at: datetime) -> Iterator[Turn]:
    editions = queries.editions(revision)
    if not editions:
        if not holds.refusals(document, Verb.WRITE, at):
            address = ("documents:write", document.slug, revision.source)
            yield from of_registrar(document, WRITE, address)
        return
    source_is_out = revision.source in queries.released(revision)
    page = ("documents:document", document.slug, "#change")
    owed = {
        code: RELEASE if row.state in DRAFTED else CONFIRM
        for code, row in editions.items()
        if not (row.courtesy or row.corrigendum_id) and _is_owed(row, revision, source_is_out)
    }
    # What holds a document is asked of those alone on which somebody has work to do.
    held = holds.on(document, at) if owed else ()
    for code, says in owed.items():
        if not holds.against(held, Verb.RELEASE, language=code):
            yield from of_registrar(document, says, page, language=localize.languages([code])[0])


def _is_owed(row: Expression, revision: Revision, source_is_out: bool) -> bool:
    """Whether a language is to be released, once the source is, or to be brought up to date."""
    if row.state in DRAFTED:
        return source_is_out or row.language == revision.source
    return bool(row.state == State.STALE)


def _is_to_be_circulated(document: Document, revision: Revision, at: datetime) -> bool:
    words = queries.read_by_others(revision) if revision.circulated_at is None else {}
    return bool(words) and not holds.sending(document, Verb.CIRCULATE, words, at)


def _is_to_be_published(document: Document, at: datetime) -> bool:
    """Whether a final document that is marked public is not published in the revision that others
    read, nor sent for signature."""
    revision = queries.circulated_revision(document)
    if document.marking != Marking.PUBLIC or document.final_at is None or revision is None:
        return False
    done = publishing.publication(document.forum, document.slug)
    if done is not None and done.publication.revision_id == revision.pk:
        return False
    if publishing.is_proposed(document):
        return False
    words = standing(revision)
    return bool(words) and not holds.sending(document, Verb.PUBLISH, words, at)


DOCUMENT = Kind(
    code=queries.SUBJECT,
    label=_("document"),
    models=(Document, Revision, Expression, Alias, Reference, Counter),
    find=queries.of_subject,
    ends_with=cycles.ends_with,
    closed=queries.closed,
    verbs={
        "document.registered": _("A document was registered."),
        "document.revised": _("A new revision of a document was started."),
        "document.finished": _("A document became final."),
        "document.withdrawn": _("A document was withdrawn."),
        "document.superseded": _("A document was replaced by another document."),
        "document.alias_noted": _("Another number of a document was recorded."),
        "document.reference_noted": _("A reference of a document was recorded."),
        "document.widened": _("Access to a document was widened."),
        "document.corrected": _("Both Parties signed a corrigendum."),
        "language.text_added": _("The text of a language version was added or changed."),
        "language.released": _("A language version of a document was released."),
        "language.confirmed": _("A language version that was out of date was confirmed."),
    },
    archive=(
        Archive(
            "documents",
            _("Documents"),
            columns=((_("Number"), "symbol"), (_("Title"), "title"), (_("Meeting"), "meeting"),
                     (_("Circulated"), "circulated_at")),
            rows=archived.documents,
            files=archived.files,
            links="files",
        ),
    ),
    personal=(
        Person("registered", _("Documents registered"), Document, ("registered_by__account",),
               ("slug", "registered_at")),
        Person("revisions", _("Revisions of documents made"), Revision, ("made_by__account",),
               ("document__slug", "number", "summary", "made_at")),
        Person("languages", _("Language versions of documents made or released"), Expression,
               ("made_by__account", "released_by__account"),
               ("revision__document__slug", "language", "title", "made_at", "released_at")),
    ),
    texts=(
        Texts(Document, evidence="title public_title", name_nobody="subject_codes"),
        Texts(Revision, evidence="summary"),
        Texts(Expression, evidence="title text", name_nobody="stale_paragraphs"),
    ),
    handover=No("Not handed over yet: whoever presides reads the register."),
    search=Documents(),
    retention=No("Documents stay: they show what was decided."),
    turns=Turns(standing_papers, turns),
)  # fmt: skip

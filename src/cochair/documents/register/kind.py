"""Document: everything that the rest of the house needs to know of this kind."""

from cochair.documents import archived, cycles, queries
from cochair.documents.models import (
    Alias,
    Counter,
    Document,
    Expression,
    Reference,
    Revision,
)
from cochair.documents.register import turns
from cochair.documents.register.finding import Documents
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

DOCUMENT = Kind(
    code=queries.SUBJECT,
    label=_("document"),
    models=(Document, Revision, Expression, Alias, Reference, Counter),
    find=queries.of_subject,
    ends_with=cycles.ends_with,
    closed=queries.closed,
    verbs={
        "document.registered": _("A document was registered."),
        "document.revised": _("A new revision of a document began."),
        "document.finished": _("A document became final."),
        "document.withdrawn": _("A document was withdrawn."),
        "document.superseded": _("Another document took the place of one."),
        "document.alias_noted": _("Another number of a document was noted."),
        "document.reference_noted": _("A reference of a document was noted."),
        "document.widened": _("More people may read a document."),
        "document.corrected": _("Both Parties signed a corrigendum."),
        "language.text_added": _("The text of a language was added or changed."),
        "language.released": _("A language of a document was released."),
        "language.confirmed": _("A language that was behind was confirmed."),
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
    turns=Turns(turns.standing_papers, turns.turns),
)  # fmt: skip

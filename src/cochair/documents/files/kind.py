"""File: everything that the rest of the house needs to know of this kind."""

from cochair.documents.files import queries, turns
from cochair.documents.models import StoredFile
from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

FILE = Kind(
    code="file",
    label=_("file"),
    models=(StoredFile,),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=queries.closed,
    verbs={
        "file.stored": _("A file was stored."),
        "file.held": _("A file was stored and waits to be released."),
        "file.released": _("A file that waited was released."),
    },
    archive=No("Its octets lie with the document that it is an edition of."),
    personal=(
        Person("files", _("Files brought in"), StoredFile, ("stored_by__account",),
               ("name", "size", "stored_at")),
        Person("files_released", _("Files released after examination"), StoredFile,
               ("released_by__account",), ("name", "release_basis", "released_at")),
    ),
    texts=(
        Texts(StoredFile, evidence="name release_basis", name_nobody="markings findings"),
    ),
    handover=No("Not handed over yet: held files have a page of their own."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("A file stays as long as its document."),
    turns=Turns(turns.held, turns.turns),
)  # fmt: skip

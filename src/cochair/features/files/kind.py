"""File: everything that the rest of the house needs to know of this kind."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.features.documents.models import StoredFile
from cochair.features.files import queries
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.refusal import _

# Whose turn it is on a file that is held for a marking.
DECIDE = _("Decide on the file on hold: {name}")


def held(forum: Forum) -> Iterable[StoredFile]:
    """The files of a forum that wait to be released."""
    rows = StoredFile.objects.filter(forum=forum, held=True, released_at=None)
    return rows.select_related("forum", "party", "stored_by__organisation")


def turns(file: StoredFile, at: datetime) -> Iterator[Turn]:
    """The presidency of the Party that brought it releases it, or the organisation itself
    (`queries.may_release`)."""
    cycle = queries.ends_with(file)
    if not file.held or file.released_at is not None or (cycle and cycle.closed_at):
        return
    organisation = file.stored_by.organisation
    page, facts = ("documents:held",), {"name": file.name}
    if file.party is not None:
        yield Turn(Role.CO_PRESIDENCY.value, file.party.code, DECIDE, facts, None, "", page)
    elif organisation is not None:
        yield Turn(Role.INSTITUTION.value, organisation.code, DECIDE, facts, None, "", page)


FILE = Kind(
    code="file",
    label=_("file"),
    models=(StoredFile,),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=queries.closed,
    verbs={
        "file.stored": _("A file was stored."),
        "file.held": _("A file was stored and is on hold until it is released."),
        "file.released": _("A file on hold was released."),
    },
    archive=No("Its octets lie with the document that it is an edition of."),
    personal=(
        Person("files", _("Files uploaded"), StoredFile, ("stored_by__account",),
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
    turns=Turns(held, turns, frozenset({DECIDE})),
)  # fmt: skip

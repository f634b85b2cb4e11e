"""Who acts on a paper: what the turns of documents and of texts have in common."""

from collections.abc import Iterator, Mapping

from cochair.features.documents import queries
from cochair.features.documents.models import Document
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Turn


def registrar(document: Document) -> tuple[Role, str]:
    """The office that works on a paper of its own, and the code of whom it works for."""
    if document.organisation is not None:
        return Role.INSTITUTION, document.organisation.code
    if document.member is not None:
        return Role.DELEGATION_HEAD, document.member.code
    return Role.SECRETARIAT, document.party.code if document.party else ""


def of_registrar(
    document: Document, says: str, address: tuple[str, ...], **facts: object
) -> Iterator[Turn]:
    """The turn of whoever registered a paper; nobody's where no office did."""
    role, of = registrar(document)
    if of:
        yield Turn(role.value, of, says, {**named(document), **facts}, None, "", address)


def of_both(
    forum: Forum, says: str, facts: Mapping[str, object], address: tuple[str, ...]
) -> Iterator[Turn]:
    """The turn of every presidency, which its secretariat prepares."""
    for party in parties.roster(forum).party_codes:
        for role in (Role.SECRETARIAT, Role.CO_PRESIDENCY):
            prepares = role is Role.SECRETARIAT
            yield Turn(role.value, party, says, facts, None, "", address, prepares)


def named(document: Document) -> dict[str, object]:
    """What a document is called in the line of a turn: its title and symbol, by language."""
    return {"document": queries.called(document)}

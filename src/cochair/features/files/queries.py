"""Whose a file is, and who may release it; reads only."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from cochair.features.cycles.models import Cycle
from cochair.features.documents import cycles
from cochair.features.documents.models import Document, Expression, StoredFile
from cochair.features.documents.queries import IN_CHARGE
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role


def own(hat: ActingOffice) -> Q:
    """The files that a hat's side brought; those in charge of a Party see all that it has held."""
    if hat.role in IN_CHARGE and (hat.in_term or hat.role is Role.SECRETARIAT):
        return Q(party__code=hat.party) & (Q(stored_by__role__in=sorted(IN_CHARGE)) | Q(held=True))
    if hat.organisation:
        return Q(stored_by__organisation__code=hat.organisation)
    if hat.member and hat.role is not Role.CO_PRESIDENCY:
        mine = Q(stored_by__member__code=hat.member, party__code=hat.party)
        return mine & ~Q(stored_by__role=Role.CO_PRESIDENCY)
    return Q(pk__in=())


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some files, by their numbers, those that are not a hat's own at an instant (aware UTC).

    Others than whoever brought it know a file by the edition that it belongs to.
    """
    if hat is None:
        return frozenset(names)
    rows = StoredFile.objects.filter(own(hat), forum=forum, pk__in=names)
    return frozenset(names) - set(map(str, rows.values_list("pk", flat=True)))


def of_subject(forum: Forum, name: str) -> StoredFile | None:
    """The file that the journal names by its number, or None."""
    return StoredFile.objects.filter(forum=forum, pk=name).first()


def ends_with(file: StoredFile) -> Cycle | None:
    """The cycle with which a file ends: that of the paper of which it is an edition."""
    editions = Expression.objects.filter(file=file).values("revision__document")
    return cycles.first_to_end(Document.objects.filter(forum=file.forum_id, pk__in=editions))


def may_release(file: StoredFile, hat: ActingOffice) -> bool:
    """Whether a hat decides that a held file is released: for its Party, or its organisation."""
    if file.party is not None:
        return file.party.code == hat.party and hat.may(Power.DECIDE_FOR_PARTY)
    organisation = file.stored_by.organisation
    return (
        organisation is not None
        and hat.role is Role.INSTITUTION
        and organisation.code == hat.organisation
    )

"""What a pack holds, each a fixed number of queries; the texts come in small portions."""

from collections.abc import Collection, Iterator, Sequence
from itertools import batched

from django.db.models import Q

from cochair.features.agendas import papers as registered
from cochair.features.agendas import queries as agendas
from cochair.features.agendas.queries import Version
from cochair.features.delegations import queries as people
from cochair.features.delegations.queries import Side
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings import attendance
from cochair.features.meetings.models import ContactPoint, Session
from cochair.features.parties.offices import Power
from cochair.features.sessions import queries as sessions
from cochair.site.desk.pack.reader import Reader

# How many documents are in memory at once, with the words of all their languages.
PORTION = 8


def agenda(reader: Reader) -> Version | None:
    """The agenda that stands, as far as everybody concerned reads it; an observer reads none."""
    if attendance.observes(reader.meeting, reader.hat, reader.at):
        return None
    meeting = reader.meeting
    known = tuple(agendas.versions(meeting))
    for hat in reader.eyes:
        seen = tuple(agendas.visible(known, hat))
        known = registered.seen_by(seen, meeting.forum, hat, reader.at)
    return agendas.standing(known)


def planned(reader: Reader) -> tuple[Session, ...]:
    """The sessions of which the reader hears."""
    return sessions.seen_by(reader.meeting, reader.hat, reader.at)


def cited(version: Version | None) -> tuple[str, ...]:
    """The symbols that the items of an agenda name, each once, in their order."""
    items = version.items if version else ()
    return tuple(dict.fromkeys(symbol for item in items for symbol in item.documents))


def papers(reader: Reader, version: Version | None) -> dict[int, str]:
    """The documents of a meeting, and those that its agenda names or cites: key and slug, by number.

    Only what was circulated: a draft is no paper of a meeting, not even for its authors.
    """
    meeting, at = reader.meeting, reader.at
    cites = documents.by_symbol(meeting.forum, cited(version), reader.hat, at)
    wanted = Q(meeting=meeting) | Q(pk__in=[row.pk for row in cites.values()])
    wanted |= Q(slug__in=registered.named(version.items) if version else ())
    rows = Document.objects.filter(wanted, circulated_at__lte=at)
    for hat in reader.eyes:
        rows = rows.filter(pk__in=documents.visible(meeting.forum, hat, at).values("pk"))
    return dict(rows.values_list("pk", "slug"))


def on_items(
    reader: Reader, version: Version, carried: Collection[str]
) -> list[list[tuple[str, str]]]:
    """For each item of an agenda its papers: what each is called, and its slug where the pack
    carries it, else empty."""
    found = documents.by_symbol(reader.meeting.forum, cited(version), reader.hat, reader.at)
    cites = {symbol: row.slug for symbol, row in found.items()}
    return [
        [
            (name, slug if slug in carried else "")
            for name, slug in (
                *zip(registered.names(item.papers), item.papers, strict=True),
                *((symbol, cites.get(symbol, "")) for symbol in item.documents),
            )
        ]
        for item in version.items
    ]


def in_portions(keys: Sequence[int]) -> Iterator[Document]:
    """These documents with everything that is shown of them, a few at a time, in this order."""
    for portion in batched(keys, PORTION):
        rows = documents.with_rows(Document.objects.filter(pk__in=portion))
        known = {row.pk: row for row in rows}
        yield from (known[key] for key in portion if key in known)


def sides(reader: Reader, language: str) -> tuple[Side, ...]:
    """The delegations of the meeting with their people, in the order of its lists."""
    return people.sides(reader.meeting, language)


def contacts(reader: Reader) -> tuple[ContactPoint, ...]:
    """Where the reader's own delegation is reached; for a secretariat those of its Party."""
    hat = reader.hat
    rows = ContactPoint.objects.filter(forum=reader.meeting.forum, ended_at=None)
    if hat.may(Power.RECORD_FACTS):
        rows = rows.filter(member__party__code=hat.party)
    elif hat.reads_addresses:
        rows = rows.filter(member__party__code=hat.party, member__code=hat.member)
    else:
        rows = rows.none()
    return tuple(rows.select_related("member").order_by("member__code", "name", "pk"))

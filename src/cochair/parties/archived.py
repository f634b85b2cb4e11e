"""What an archive holds of a forum: its members, who presided its Parties, and the clauses in force."""

from collections.abc import Iterator

from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Row
from cochair.parties import queries


def members(reader: Reader) -> Iterator[Row]:
    """Every member with its Party and how long it is one."""
    roster = queries.roster(reader.forum)
    names = roster.names()
    for one in roster.memberships:
        yield {
            "party": one.party,
            "code": one.member,
            "name": dict(names.get(one.member, {})),
            "from": day(one.start),
            "to": day(one.end),
        }


def presidencies(reader: Reader) -> Iterator[Row]:
    """Every presidency that stands, of both Parties; an unknown day is null."""
    for row in queries.roster(reader.forum).term_rows:
        yield {
            "id": row.slug,
            "party": row.party.code,
            "holder": row.holder.code if row.holder else None,
            "start": instant(row.start),
            "end": instant(row.end),
            "certainty": row.certainty,
        }


def clauses(reader: Reader) -> Iterator[Row]:
    """The clauses of each version of the procedures, in our words."""
    for book in queries.books(reader.forum):
        for one in book.clauses:
            yield {
                "id": one.id,
                "procedure_version": book.version,
                "severity": one.severity.value,
                "text": dict(one.text),
            }

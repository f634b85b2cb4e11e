"""The texts that were negotiated on papers of the cycle: every wording, proposal and reservation.

Authors are named as both co-chairs decided that they are shown, one's own always.  What a Party
asked within itself is in its own archive alone, and a delegation's notes for its capital in none.
Source: domain.md C.6 (negotiated text), C.8; CB-26.
"""

from collections.abc import Iterator, Mapping

from cochair.documents import archived as papers
from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Row
from cochair.procedure import text as core
from cochair.texts import authors, queries, within
from cochair.texts.models import NegotiatedText, Position, Proposal, Reservation


def texts(reader: Reader) -> Iterator[Row]:
    """Each text with its paragraphs as they stand, and everything that led there."""
    rows = queries.visible(reader.forum, reader.hat, reader.at).filter(
        document__in=papers.of_cycle(reader).values("pk")
    )
    for row in rows.order_by("document__slug"):
        yield {
            "document": row.document.slug,
            "negotiation_language": row.negotiation_language,
            "languages": row.languages,
            "attribution": row.attribution,
            "begun_at": instant(row.begun_at),
            "paragraphs": [
                {
                    "id": one.stable_id,
                    "kind": one.kind,
                    "words": one.words,
                    "mark": one.mark,
                    "removed_at": instant(one.removed_at),
                }
                for one in row.paragraphs.all()
            ],
            "editions": [
                {
                    "of": one.of,
                    "language": one.language,
                    "number": one.number,
                    "words": one.words,
                    "at": instant(one.at),
                }
                for one in row.editions.all()
            ],
            "rounds": [
                {
                    "number": one.number,
                    "opened_at": instant(one.opened_at),
                    "closed_at": instant(one.closed_at),
                    "figures": one.figures,
                }
                for one in row.rounds.all()
            ],
            "issues": [
                {"revision": one.revision.number, "digest": one.digest, "at": instant(one.at)}
                for one in row.issues.select_related("revision")
            ],
            **_hanging(row, reader),
            "clearances": [
                {
                    "state": one.state,
                    "digest": one.digest,
                    "note": one.note,
                    "at": instant(one.at),
                }
                for one in within.clearances(row, reader.hat)
            ],
        }


def _hanging(row: NegotiatedText, reader: Reader) -> Row:
    """What was proposed, thought and reserved, by whom as both show it."""

    shows = authors.shown_to(row, reader.hat)

    def by(one: Proposal | Position | Reservation) -> Mapping[str, str] | None:
        seen = shows(core.Author(core.AuthorKind(one.author_kind), one.party, one.member))
        if seen is None:
            return None
        return {"kind": seen.kind.value, "party": seen.party, "member": seen.member}

    return {
        "proposals": [
            {
                "id": one.stable_id,
                "operation": one.operation,
                "paragraph": one.paragraph,
                "kind": one.kind,
                "words": one.words,
                "on": one.on,
                "after": one.after,
                "into": one.into,
                "state": one.state,
                "author": by(one),
                "at": instant(one.at),
                "settled_at": instant(one.settled_at),
            }
            for one in row.proposals.all()
        ],
        "positions": [
            {"on": one.on, "value": one.value, "author": by(one), "at": instant(one.at)}
            for one in row.positions.all()
        ],
        "reservations": [
            {
                "id": one.stable_id,
                "kind": one.kind,
                "paragraph": one.paragraph,
                "until": day(one.until),
                "language": one.language,
                "statement": one.statement,
                "author": by(one),
                "at": instant(one.at),
                "lifted_at": instant(one.lifted_at),
            }
            for one in row.reservations.all()
        ],
    }

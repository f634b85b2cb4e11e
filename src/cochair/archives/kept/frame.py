"""The frame of a cycle: its days and state, its Parties and members, the clauses in force."""

from collections.abc import Iterator

from cochair.archives.parts import Part, Reader, Row, day, instant, member, register
from cochair.cycles import queries as cycles
from cochair.parties import queries as parties
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "cycle",
            _("The cycle"),
            cycle,
            (
                (_("Cycle"), member("number")),
                (_("First day"), member("start")),
                (_("Last day"), member("end")),
                (_("State"), member("state")),
                (_("Closed"), member("closed_at")),
                (_("Abandoned"), member("abandoned_at")),
                (_("Decision"), member("decision")),
            ),
        )
    )
    register(
        Part(
            "members",
            _("Members"),
            members,
            (
                (_("Party"), member("party")),
                (_("Name"), member("name")),
                (_("Code"), member("code")),
            ),
        )
    )
    register(
        Part(
            "presidencies",
            _("Presidencies"),
            presidencies,
            (
                (_("Party"), member("party")),
                (_("Holder"), member("holder")),
                (_("From"), member("start")),
                (_("To"), member("end")),
            ),
        )
    )
    register(
        Part(
            "clauses",
            _("Clauses of the procedures"),
            clauses,
            ((_("Clause"), member("id")), (_("In our words"), member("text"))),
        )
    )


def cycle(reader: Reader) -> Iterator[Row]:
    """The cycle itself: its civil days, its state, and the decision by which both abandoned it."""
    row = reader.cycle
    act = cycles.abandonment(row)
    yield {
        "id": str(row),
        "number": row.number,
        "start": day(row.start),
        "end": day(row.end),
        "state": cycles.state_of(row, civil_day(reader.at, reader.forum.zone)).value,
        "closed_at": instant(row.closed_at),
        "abandoned_at": instant(row.abandoned_at),
        "act": act.number if act is not None else None,
        "decision": act.body["decision"] if act is not None else None,
        "reason": act.reason if act is not None else None,
    }


def members(reader: Reader) -> Iterator[Row]:
    """Every member with its Party and how long it is one."""
    roster = parties.roster(reader.forum)
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
    for row in parties.roster(reader.forum).term_rows:
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
    for book in parties.books(reader.forum):
        for one in book.clauses:
            yield {
                "id": one.id,
                "procedure_version": book.version,
                "severity": one.severity.value,
                "text": dict(one.text),
            }

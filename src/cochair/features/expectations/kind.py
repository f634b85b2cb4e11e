"""What is expected of a commitment: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cochair.features.commitments.models import Expectation
from cochair.features.expectations import queries
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import of_secretariat, signed_by
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.refusal import _

# Whose turn it is on what is expected of the commitments that both agreed to here.
WRITE = _("State what is expected of commitments ({n})")
SIGN = _("Sign what is expected of commitments ({n})")


@dataclass(frozen=True, slots=True)
class Unwritten:
    """How many commitments in force there are of which nothing is written."""

    forum: Forum
    number: int


@dataclass(frozen=True, slots=True)
class Unsigned:
    """How many drafts there are that no open act puts before both."""

    forum: Forum
    number: int


def open_rows(forum: Forum) -> Iterator[Unwritten | Unsigned]:
    """What is left to be written, and to be signed; three queries."""
    number = queries.unwritten(forum).count()
    if number:
        yield Unwritten(forum, number)
        return
    drafts = {one.number for one in queries.drafts(forum)}
    sent = {one for act in queries.waiting(forum) for one in act.body["expectations"]}
    if drafts - sent:
        yield Unsigned(forum, len(drafts - sent))


def turns(row: Unwritten | Unsigned, at: datetime) -> Iterable[Turn]:
    """The secretariats write it, then both sign; no clause says by when."""
    facts, where = {"n": str(row.number)}, ("commitments:expectations",)
    codes = parties.roster(row.forum).party_codes
    if isinstance(row, Unwritten):
        return (of_secretariat(party, WRITE, facts, where) for party in codes)
    return signed_by(codes, SIGN, facts, None, "", where)


EXPECTATION = Kind(
    code=queries.SUBJECT,
    label=_("expected result of a commitment"),
    models=(Expectation,),
    find=by_number(queries.expectation),
    ends_with=No("It holds as long as its commitment is in force."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "expectation.written": _("What is expected of a commitment was drafted."),
        "expectation.agreed": _("Both Parties agreed to what is expected of commitments."),
    },
    archive=(
        Archive(
            "expectations",
            _("Expected results"),
            columns=((_("Commitment"), "commitment"), (_("Expected result"), "expected"),
                     (_("How it is measured"), "measured")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("expectations", _("Expected results drafted"), Expectation, ("by__account",),
               ("commitment__slug", "number", "at")),
    ),
    texts=(Texts(Expectation, evidence="expected measured", name_nobody="levels"),),
    handover=No("Its commitment goes on, and nothing of it is left to be done."),
    search=No("The commitment of which it speaks is found."),
    retention=No("What both agreed stays as evidence."),
    turns=Turns(open_rows, turns),
)  # fmt: skip

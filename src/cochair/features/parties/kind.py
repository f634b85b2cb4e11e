"""The forum, its procedures, Parties, members, presidencies, organisations and offices: everything that
the rest of the house needs to know of these kinds."""

from collections.abc import Iterator

from cochair.features.parties import queries, turns
from cochair.features.parties.finding import Procedures
from cochair.features.parties.models import (
    Forum,
    Member,
    Office,
    Organisation,
    Party,
    PresidencyTerm,
    ProcedureText,
)
from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Archive, Kind, No, Person, Row, Texts, Turns
from cochair.procedure.refusal import _


# What an archive holds of a forum: its members, who presided its Parties, and the clauses in
# force.
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


OPEN_TO_ALL = No("Every reader of what the Parties share reads it.")
ALL_CYCLES = No("It belongs to no cycle: it goes on when one is closed.")
NOT_NAMED = No("The journal never names it: it comes with the files of the forum.")
NO_ENTRIES = No("No entry of the journal is about it.")
NOBODYS_TURN = No("It is a fact of the forum: nobody owes anything on it.")
NOT_FOUND = No("Not found yet: the search knows documents only.")
NOT_HANDED = No("The next presidency finds it where it stands.")
NOBODY = No("No person is kept with it.")
STAYS = No("A fact of the forum: it stays for good.")

FORUM = Kind(
    code="forum",
    label=_("forum"),
    models=(Forum,),
    find=queries.of_slug,
    ends_with=ALL_CYCLES,
    closed=OPEN_TO_ALL,
    verbs={
        "forum.loaded": _("The files of the forum were loaded."),
        "forum.looked_up": _("Public sources were looked up until a later day."),
    },
    archive=No("An archive is of one forum: each of its pages says which."),
    personal=NOBODY,
    texts=(Texts(Forum, name_nobody="title short_title about"),),
    handover=NOT_HANDED,
    search=No("Whoever searches is in a forum already."),
    retention=STAYS,
    turns=NOBODYS_TURN,
)  # fmt: skip

PROCEDURE_VERSION = Kind(
    code="procedure-version",
    label=_("version of the procedures with its clauses"),
    models=(ProcedureText,),
    find=No("The journal names its clauses and the proposal that it was, never itself."),
    ends_with=ALL_CYCLES,
    closed=OPEN_TO_ALL,
    verbs=NO_ENTRIES,
    archive=(
        Archive(
            "clauses",
            _("Clauses of the procedures"),
            columns=((_("Clause"), "id"), (_("In plain words"), "text")),
            rows=clauses,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(ProcedureText, name_nobody="text"),),
    handover=NOT_HANDED,
    search=Procedures(),
    retention=STAYS,
    turns=No("Once adopted it is in force from its day on: nobody acts."),
)  # fmt: skip

PARTY = Kind(
    code="party",
    label=_("Party"),
    models=(Party,),
    find=NOT_NAMED,
    ends_with=ALL_CYCLES,
    closed=OPEN_TO_ALL,
    verbs=NO_ENTRIES,
    archive=No("Its members and presidencies name it, each by its code."),
    personal=NOBODY,
    texts=(Texts(Party, name_nobody="name short presidency_title"),),
    handover=NOT_HANDED,
    search=NOT_FOUND,
    retention=STAYS,
    turns=NOBODYS_TURN,
)  # fmt: skip

MEMBER = Kind(
    code="member",
    label=_("member"),
    models=(Member,),
    find=queries.member_of,
    ends_with=ALL_CYCLES,
    closed=OPEN_TO_ALL,
    verbs={"member.recorded": _("A Party said since when, or until when, a State is its member.")},
    archive=(
        Archive(
            "members",
            _("Members"),
            columns=((_("Party"), "party"), (_("Name"), "name"), (_("Code"), "code")),
            rows=members,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(Member, name_nobody="source note name capital order"),),
    handover=NOT_HANDED,
    search=NOT_FOUND,
    retention=STAYS,
    turns=NOBODYS_TURN,
)  # fmt: skip

PRESIDENCY = Kind(
    code="presidency",
    label=_("presidency"),
    models=(PresidencyTerm,),
    find=queries.term_of,
    ends_with=ALL_CYCLES,
    closed=OPEN_TO_ALL,
    verbs={
        "presidency.designated": _("A presidency was designated."),
        "presidency.corrected": _("A Party corrected the days of one of its presidencies."),
        "presidency.settled": _("A Party settled who holds its disputed presidency."),
        "presidency.acknowledged": _("A Party took note of the presidency of the other " "Party."),
    },
    archive=(
        Archive(
            "presidencies",
            _("Presidencies"),
            columns=((_("Party"), "party"), (_("Holder"), "holder"), (_("From"), "start"),
                     (_("To"), "end")),
            rows=presidencies,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(PresidencyTerm, name_nobody="source note"),),
    handover=No("The file itself is made for the presidency that follows."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(turns.presided, turns.turns),
)  # fmt: skip

ORGANISATION = Kind(
    code="organisation",
    label=_("organisation"),
    models=(Organisation,),
    find=queries.organisation_of,
    ends_with=ALL_CYCLES,
    closed=OPEN_TO_ALL,
    verbs={
        "organisation.registered": _("An organisation was added."),
        "organisation.recorded": _("An organisation was added, or its name corrected."),
        "initiative.registered": _("A related initiative was registered."),
    },
    archive=No("Not kept in an archive yet: what it took part in names it."),
    personal=NOBODY,
    texts=(Texts(Organisation, name_nobody="source note name role"),),
    handover=NOT_HANDED,
    search=NOT_FOUND,
    retention=STAYS,
    turns=NOBODYS_TURN,
)  # fmt: skip

OFFICE = Kind(
    code="office",
    label=_("office"),
    models=(Office,),
    find=queries.office_of,
    ends_with=ALL_CYCLES,
    closed=No("Its entries lie in the space of the Party that grants it."),
    verbs={
        "office.granted": _("An office was granted."),
        "office.ended": _("An office was ended."),
    },
    archive=No("Who held which office is in the journal, which every archive holds."),
    personal=(
        Person("offices", _("Offices"), Office, ("account",),
               ("forum__slug", "role", "party__code", "member__code", "organisation__code",
                "start", "end")),
        Person("granted", _("Offices granted to others"), Office, ("granted_by",),
               ("forum__slug", "role", "start", "end")),
    ),
    texts=No("It has codes and instants, no words."),
    handover=No("The addresses of delegations and organisations are handed over instead."),
    search=No("People are found among the offices of their Party alone."),
    retention=No("It names nobody any more once its account is reduced."),
    turns=No("It begins and ends at an instant: nobody owes anything on it."),
)  # fmt: skip

KINDS = (FORUM, PROCEDURE_VERSION, PARTY, MEMBER, PRESIDENCY, ORGANISATION, OFFICE)

"""What stands of the world when a forum is taken up: members, presidencies, and the procedures in force.

What is known here is offered; both attest it as it stands.  What is wrong is corrected on the page of
the members first: such a line has no words of its own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cochair.features.acts.models import JointAct
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, PresidencyTerm
from cochair.features.parties.queries import Roster
from cochair.features.takeup.models import Line
from cochair.features.takeup.sources import unnamed
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.composition import belonging
from cochair.procedure.presidency import Edge, holder, incoming
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.procedure.view import A_MOMENT
from cochair.web.localize import Names, in_all

WORLD, ATTESTED, CLAUSE = "world-", "attested", "practice"
# General knowledge is no source for what both sign.
UNCITED = "uncited"
MEMBERS, PRESIDENCY, PROCEDURES = "members", "presidency", "procedures"
# A presidency that has ended: each is a line of its own.
TERM = "term"
TITLES = {
    MEMBERS: _("Members of {party}"),
    PRESIDENCY: _("Presidency of {party}"),
    PROCEDURES: _("Procedures in force"),
    TERM: _("Earlier presidency of {party}"),
}


@dataclass(frozen=True, slots=True)
class World:
    """One fact of the world: what it is, of which Party (a code; none for the procedures), and how it
    stands (codes, days and instants as texts, so that it can be signed)."""

    what: str
    party: str = ""
    stands: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its line."""
        own = self.stands["term"] if self.is_past else self.party
        return f"{WORLD}{self.what}{f'-{own}' if own else ''}"

    @property
    def is_past(self) -> bool:
        """Whether it is a presidency that has ended."""
        return self.what == TERM

    @property
    def is_known(self) -> bool:
        """Whether it is established: only then it can be attested."""
        return self.what != PRESIDENCY or self.stands.get("holder") is not None

    def body(self) -> dict[str, Any]:
        """As it is stored, and as both sign it."""
        return {"world": self.what, "party": self.party, "stands": dict(self.stands)}


def as_text(stands: Mapping[str, Any]) -> str:
    """How a fact stands, as a text that compares: a database may give its parts in another order."""
    return json.dumps(stands, sort_keys=True, default=str)


def world_of(body: Mapping[str, Any]) -> World:
    """What a stored line says."""
    return World(body["world"], body["party"], body["stands"])


def offers(forum: Forum, at: datetime) -> tuple[World, ...]:
    """How the facts of the world stand at an instant (aware UTC), in the order of the page."""
    roster, book = parties.read_roster(forum.pk), parties.book(forum, at)
    today = civil_day(at, forum.zone)
    zones = {row.slug: row.zone for row in roster.term_rows}
    found = []
    for code in roster.party_codes:
        members = sorted(belonging(roster.memberships, code, today))
        found.append(World(MEMBERS, code, {"members": members}))
        held = holder(roster.terms, code, at)
        after = [one.holder for one in incoming(roster.terms, code, at) if one.holder]
        term = held.term
        stands = {
            "holder": held.holder,
            "term": term.id if term else None,
            "from": _text(term.start) if term else None,
            "to": _text(term.end) if term else None,
            "zone": zones.get(term.id, forum.zone) if term else forum.zone,
            "next": after[0] if len(after) == 1 else None,
        }
        found.append(World(PRESIDENCY, code, stands))
    since = book.effective_from.isoformat()
    found.append(
        World(PROCEDURES, "", {"version": book.version, "since": since, "digest": book.digest})
    )
    return (*found, *_past(roster, at))


def _past(roster: Roster, at: datetime) -> Iterator[World]:
    """The presidencies that have ended, of each Party the latest first."""
    for code in roster.party_codes:
        rows = [row for row in roster.term_rows if row.party.code == code and row.holder]
        rows = [row for row in rows if row.superseded_at is None and _ended(row, at)]
        for row in sorted(rows, key=lambda one: _ends(one) or at, reverse=True):
            stands = {
                "holder": row.holder.code if row.holder else None,
                "term": row.slug,
                "from": _text(row.start),
                "to": _text(row.end),
                "zone": row.zone,
            }
            yield World(TERM, code, stands)


def _ends(row: PresidencyTerm) -> datetime | None:
    """The instant by which a term has ended for certain; None while that is open."""
    return row.end or row.end_not_after


def _ended(row: PresidencyTerm, at: datetime) -> bool:
    ends = _ends(row)
    return ends is not None and ends <= at


def sources(forum: Forum, one: World, at: datetime) -> list[Any]:
    """What says so, as the rows of a fact name it: texts, or words by language."""
    if one.what == PROCEDURES:
        document = parties.book(forum, at).source.get("document")
        return [document] if document else []
    roster = parties.roster(forum)
    if one.what in (PRESIDENCY, TERM):
        terms = [row for row in roster.term_rows if row.slug == one.stands.get("term")]
        return list(terms[0].source) if terms else []
    members = [row for row in roster.members if row.code in one.stands["members"]]
    if any(row.confidence == UNCITED for row in members):
        return []
    rows = [row.source for row in members]
    return (
        [source for source in rows[0] if all(source in others for others in rows)] if rows else []
    )


def against(
    forum: Forum, name: str, one: World, source: str, at: datetime
) -> Iterator[Refusal | None]:
    """What stands against attesting a fact at an instant (aware UTC)."""
    now = {each.name: each for each in offers(forum, at)}.get(name)
    title = title_of(forum, one)
    if now is None:
        yield Refusal(CLAUSE, _("There is no such fact to be attested."))
        return
    if not one.is_known:
        yield Refusal(CLAUSE, _("{fact}: it is not established. Record it first."), {"fact": title})
    yield unprinted(source)
    missing = Refusal(CLAUSE, _("{fact}: name the source of what is attested."), {"fact": title})
    yield unnamed(source, missing)
    if one != now:
        said = _("{fact}: it has changed meanwhile. Look at it again, and answer it anew.")
        yield Refusal(CLAUSE, said, {"fact": title})


def title_of(forum: Forum, one: World) -> Mapping[str, str]:
    """What a line is called, in every language."""
    words = {row.code: row.short for row in parties.roster(forum).parties}
    return in_all(TITLES[one.what], party=lambda code: words.get(one.party, {}).get(code, ""))


def told(one: World, names: Names) -> Iterator[Sentence]:
    """What a line says, in sentences; `names` are those of the States, by code."""
    stands = one.stands
    if one.what == MEMBERS:
        members = tuple(names.get(code, code) for code in stands["members"])
        yield Sentence(
            _("Members ({number}): {members}"), {"number": len(members), "members": members}
        )
    elif one.what == PROCEDURES:
        facts = {"version": stands["version"], "day": date.fromisoformat(stands["since"])}
        yield Sentence(_("Version {version}, since {day}"), facts)
    elif stands["holder"] is None:
        yield Sentence(_("It is not established who presides."))
    else:
        now, after = stands["holder"], stands.get("next")
        said = _("Presided: {member}") if one.is_past else _("Presides now: {member}")
        yield Sentence(said, {"member": names.get(now, now)})
        if stands["from"]:
            since = datetime.fromisoformat(stands["from"])
            yield Sentence(_("Since {day}"), {"day": civil_day(since, stands["zone"])})
        elif one.is_past:
            yield Sentence(_("The first day is not established."))
        if stands["to"]:
            # A term that ends at midnight ends with the day before.
            until = datetime.fromisoformat(stands["to"]) - A_MOMENT
            yield Sentence(_("Until {day}"), {"day": civil_day(until, stands["zone"])})
        elif one.is_past:
            yield Sentence(_("The last day is not established."))
        if after:
            yield Sentence(_("Presides next: {member}"), {"member": names.get(after, after)})


PAST = _("Earlier presidencies of {party}: {number}")
# What is said of a presidency that has ended, by whether its first and its last day are established.
OF_PAST = {
    (True, True): _("{member}: {start} to {end}. Source: {source}"),
    (True, False): _("{member}: since {start}; the last day is not established. Source: {source}"),
    (False, True): _("{member}: until {end}; the first day is not established. Source: {source}"),
    (False, False): _(
        "{member}: neither the first nor the last day is established. Source: {source}"
    ),
}


def is_past(body: Mapping[str, Any]) -> bool:
    """Whether what is stored of a line speaks of a presidency that has ended."""
    return body.get("world") == TERM


def title_of_past(forum: Forum, party: str, number: int) -> Mapping[str, str]:
    """What the ended presidencies of a Party are called together, in every language."""
    words = {row.code: row.short for row in parties.roster(forum).parties}
    return in_all(PAST, party=lambda code: words.get(party, {}).get(code, ""), number=number)


def told_of_past(body: Mapping[str, Any], names: Names) -> Sentence:
    """What a stored line says of one presidency that has ended, with its source."""
    stands = body["stands"]
    start, end = stands["from"], stands["to"]
    facts: dict[str, object] = {
        "member": names.get(stands["holder"], stands["holder"]),
        "source": body["source"],
    }
    if start:
        facts["start"] = civil_day(datetime.fromisoformat(start), stands["zone"])
    if end:
        # A term that ends at midnight ends with the day before.
        facts["end"] = civil_day(datetime.fromisoformat(end) - A_MOMENT, stands["zone"])
    return Sentence(OF_PAST[bool(start), bool(end)], facts)


def attest(line: Line, act: JointAct, at: datetime) -> None:
    """Write that both attested a fact: its rows say so, and the files no longer change them."""
    one, forum = world_of(line.body), line.take_up.forum
    if one.what == MEMBERS:
        rows = Member.objects.filter(party__forum=forum, code__in=one.stands["members"])
        rows.update(confidence=ATTESTED, entered_at=at)
    elif one.what in (PRESIDENCY, TERM):
        terms = PresidencyTerm.objects.filter(party__forum=forum, superseded_at=None)
        terms.filter(slug=one.stands["term"]).update(confidence=ATTESTED, entered_at=at)
    record(
        forum.slug,
        verb="takeup.fact_attested",
        about=("take-up", str(line.take_up.number)),
        by=None,
        at=at,
        facts={"act": act.number, "fact": one.name, "stands": dict(one.stands)},
    )


def _text(edge: Edge | None) -> str | None:
    return edge.isoformat() if isinstance(edge, datetime) else None

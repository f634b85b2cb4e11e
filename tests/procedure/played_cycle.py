"""A whole cycle of the forum that ships, played to its end: every clause that it is asked is met.

Cycle 3 as the core's facts: ministers on 8 October 2026 in Brussels, senior officials on 19 and
20 May 2027 in Vilnius, the institutional meeting on 9 November 2027 in Athens, hybrid.
"""

from dataclasses import replace
from functools import cache

from cochair.procedure.calendar import semesters_from
from cochair.procedure.facts import (
    Action,
    ActionPoint,
    Agenda,
    AgendaItem,
    Assessment,
    Chair,
    CoherenceNote,
    Cycle,
    Decision,
    Delegation,
    Document,
    DocumentRevision,
    Facts,
    Indicator,
    Invitation,
    JointFact,
    KeyTurn,
    LanguageVersion,
    Meeting,
    NewAreaProposal,
    Notice,
    Observer,
    Plan,
    Preparation,
    Procedure,
    Programme,
    Record,
    RelevanceList,
    Report,
    Schedule,
    Value,
)
from cochair.procedure.presidency import Term
from procedure.known_history import book, facts
from procedure.small_world import at, day

EU, CLASI = "EU", "CLASI"
BOTH = frozenset({EU, CLASI})
BRUSSELS = "Europe/Brussels"
MINISTERS, OFFICIALS, INSTITUTIONS = "min-4", "som-3", "im-3"
CYCLE, FORUM = "eu-clasi-cycle-3", "eu-clasi"
SECOND_CYCLE = "eu-clasi-cycle-2"
NOW = at("2028-01-17")
HANDOVERS = (("DO", "2027-03-04 14:00"), ("PE", "2028-03-01 00:00"))


def keys(on: str, eu: str, clasi: str) -> tuple[KeyTurn, ...]:
    """The signatures of both presidencies."""
    return KeyTurn(EU, eu, at(on)), KeyTurn(CLASI, clasi, at(on))


def members(party: str) -> list[str]:
    """The members of a Party, in the order of their codes."""
    return sorted(one.member for one in facts().memberships if one.party == party)


@cache
def played() -> Facts:
    """Everything that was recorded of the cycle."""
    before = tuple(
        replace(
            one,
            opened_at=one.schedules[0].starts,
            closed_at=one.schedules[0].ends,
            schedules=(replace(one.schedules[0], precision="day"),),
        )
        if one.id in ("eu-clasi-som-2", "eu-clasi-im-2")
        else one
        for one in facts().meetings
        if one.id != "eu-clasi-min-4"
    )
    meetings = (ministers(), officials(), institutions())
    return replace(
        facts(),
        terms=_terms(),
        cycles=(facts().cycles[0], _second(), _third(), _fourth()),
        meetings=(*before, *meetings, next_ministers()),
        commitments=tuple(
            replace(one, statuses=(at("2027-08-01"),)) for one in facts().commitments
        ),
        documents=tuple(_paper(one) for one in meetings),
        procedures=tuple(
            Procedure(
                f"procedure-{one.id}",
                one.decisions[0].at,
                one.id,
                dict.fromkeys((EU, CLASI), one.opened_at),
            )
            for one in meetings[:1]
        ),
        actions=tuple(
            Action(
                f"action-{one}",
                at("2027-02-01"),
                one,
                "in_progress",
                day("2027-02-01"),
                shown_at=at("2027-08-10"),
            )
            for one in ("strategic", "tactical", "operational")
        ),
        indicators=(
            Indicator(
                "exchange",
                at("2026-09-01"),
                "information_exchange",
                Value(at("2026-09-01"), day("2026-09-01"), "100"),
                (Value(at("2027-09-01"), day("2027-09-01"), "120"),),
                (JointFact("rise", at("2027-09-10"), value="increase"),),
            ),
        ),
    )


def _terms() -> tuple[Term, ...]:
    (first, one), (second, two) = HANDOVERS
    kept = tuple(
        replace(term, end=at(one)) if term.id == "clasi-bo" else term
        for term in facts().terms
        if term.id != "clasi-do"
    )
    return (*kept, Term("do", CLASI, first, at(one), at(two)), Term("pe", CLASI, second, at(two)))


def _cycle(number: int, start: str, end: str, known: str, **fields: object) -> Cycle:
    semesters = tuple((one.start, one.end) for one in semesters_from(day(start), 3))
    return Cycle(
        number, f"eu-clasi-cycle-{number}", at(known), day(start), day(end), semesters, **fields
    )


def _second() -> Cycle:
    plans = (
        _plan("plan-2-m", "2026-02-27", "ministerial", "2026-10-08", "brussels"),
        _plan("plan-2-s", "2026-02-27", "som", "2027-05-19", "vilnius"),
        _plan("plan-2-i", "2026-02-27", "im", "2027-11-09", "athens"),
    )
    return replace(facts().cycles[1], plans=plans)


def _third() -> Cycle:
    plans = (
        _plan("plan-3-m", "2027-11-09 14:00", "ministerial", "2028-04-05", "rome"),
        _plan("plan-3-s", "2027-11-09 14:00", "som", "2028-10-04", "riga"),
        _plan("plan-3-i", "2027-11-09 14:00", "im", "2029-04-04", "luxembourg"),
    )
    report = Report(
        "report",
        at("2027-11-09 13:00"),
        "stocktaking",
        frozenset(code for code, _words in book().taxonomy),
        "min-5",
        at("2027-12-15"),
    )
    return _cycle(
        3,
        "2026-07-01",
        "2027-12-31",
        "2026-02-27",
        plans=plans,
        reports=(report,),
        assessment=Assessment("assessment", at("2027-12-10"), BOTH, results=18),
    )


def _fourth() -> Cycle:
    return _cycle(4, "2028-01-01", "2029-06-30", "2027-11-09 14:00")


def _plan(name: str, on: str, code: str, start: str, place: str) -> Plan:
    return Plan(name, at(on), code, "agreed", "day", day(start), day(start), place)


def _schedule(known: str, first: str, last: str, place: str, country: str, form: str) -> Schedule:
    zone = book().places[place].zone
    return Schedule(at(known), at(first), at(last), zone, "day", place, country, form)


def _chairs(eu: str, clasi: str) -> tuple[Chair, ...]:
    since = at("2026-06-01")
    return (
        Chair(f"chair-{eu}", since, EU, eu, checked_in=True),
        Chair(f"chair-{clasi}", since, CLASI, clasi, checked_in=True),
    )


def _invited(on: str, there: str, *names: str, **fields: object) -> tuple[Invitation, ...]:
    return tuple(
        Invitation(f"to-{one}", at(on), one, arrived_at=at(there), **fields) for one in names
    )


def _lists(on: str) -> tuple[RelevanceList, ...]:
    return (
        RelevanceList("list-eu", at(on), "EU_AGENCIES", frozenset({"EUROPOL", "FRONTEX"})),
        RelevanceList("list-la", at(on), "LA_AGENCIES", frozenset({"AMERIPOL"})),
    )


def _delegations(on: str, there: str, function: str) -> tuple[Delegation, ...]:
    return tuple(
        Delegation(f"d-{one}", at(on), party, one, function, False, at(there))
        for party in (EU, CLASI)
        for one in members(party)
    )


def _notice(on: str, eu: str, clasi: str, *, to_members: bool = True) -> Notice:
    everybody = [*members(EU), *members(CLASI)] if to_members else []
    return Notice("notice", at(on), keys(on, eu, clasi), dict.fromkeys(everybody, at(on)))


def _prepared(on: str) -> tuple[Preparation, ...]:
    topics = frozenset({"discussions", "working_agenda", "consensus"})
    return (Preparation("preparation", at(on), BOTH, topics),)


def _item(number: int, tag: str, on: str, **fields: object) -> AgendaItem:
    return AgendaItem(f"item-{number}", number, frozenset({tag}), concluded_at=at(on), **fields)


def _record(on: str, eu: str, clasi: str) -> Record:
    return Record("record", at(on), keys(on, eu, clasi))


def _agreed(name: str, on: str, kind: str = "other", **fields: object) -> Decision:
    return Decision(name, at(on), kind, "adopted_by_consensus", declared_by=BOTH, **fields)


def _paper(one: Meeting) -> Document:
    circulated = one.agendas[0].at
    versions = tuple(LanguageVersion(code, circulated) for code in ("en", "es", "pt"))
    return Document(
        f"paper-{one.id}",
        circulated,
        "working_paper",
        "CO_PRESIDENCIES",
        "pre",
        one.id,
        revisions=(DocumentRevision(circulated, 0, versions),),
    )


def ministers() -> Meeting:
    """The ministerial meeting under Ireland and Bolivia, with a declaration and one observer."""
    noon, chaired = "2026-10-08 12:00", ("IE", "BO")
    return Meeting(
        MINISTERS,
        at("2026-02-27"),
        "ministerial",
        3,
        (
            _schedule(
                "2026-03-10", "2026-10-08 08:00", "2026-10-08 14:30", "brussels", "BE", "in_person"
            ),
        ),
        confirmed_at=at("2026-03-10"),
        opened_at=at("2026-10-08 08:00"),
        closed_at=at("2026-10-08 14:25"),
        procedure_version="1.0",
        chairs=_chairs(*chaired),
        preparations=_prepared("2026-07-10"),
        notices=(_notice("2026-08-05", *chaired),),
        invitations=_invited(
            "2026-08-05", "2026-10-08 07:40", "COM", "GSC", "EEAS", "EUROPOL", "FRONTEX", "AMERIPOL"
        ),
        relevance=_lists("2026-07-20"),
        observers=(
            Observer(
                "observer",
                at("2026-07-01"),
                "INTERPOL",
                dict.fromkeys((EU, CLASI), at("2026-07-20")),
                {},
                at("2026-08-06"),
                at("2026-10-08 07:45"),
            ),
        ),
        delegations=_delegations("2026-09-20", "2026-10-08 07:50", "minister"),
        agendas=(
            Agenda(
                "agenda",
                at("2026-09-24"),
                (
                    _item(1, "exchange_views", noon, commitments=frozenset({"JD22-01"})),
                    _item(2, "review_progress", noon),
                    _item(3, "final_document", noon, type="decision", has_decision=True),
                ),
            ),
        ),
        points=(ActionPoint("point-1", at("2026-07-02"), "item-2", answered_at=at("2026-09-01")),),
        coherence_notes=(CoherenceNote("coherence", at("2026-09-10"), day("2026-09-10")),),
        record=_record("2026-11-10", *chaired),
        decisions=(
            _agreed("declaration", noon, "final_document", document_kind="joint_declaration"),
        ),
    )


def officials() -> Meeting:
    """The senior officials' meeting under Lithuania and the Dominican Republic."""
    noon, chaired = "2027-05-20 12:00", ("LT", "DO")
    notes = frozenset({"good_practice:1"} | {f"action:{one.id}" for one in facts().commitments})
    return Meeting(
        OFFICIALS,
        at("2026-02-27"),
        "som",
        3,
        (
            _schedule(
                "2026-11-20", "2027-05-19 07:00", "2027-05-20 14:00", "vilnius", "LT", "in_person"
            ),
        ),
        confirmed_at=at("2026-11-20"),
        opened_at=at("2027-05-19 07:00"),
        closed_at=at("2027-05-20 14:00"),
        procedure_version="1.0",
        chairs=_chairs(*chaired),
        preparations=_prepared("2027-03-15"),
        notices=(_notice("2027-03-18", *chaired),),
        invitations=_invited(
            "2027-03-18", "2027-05-19 06:40", "COM", "GSC", "EEAS", "EUROPOL", "FRONTEX", "AMERIPOL"
        ),
        relevance=_lists("2027-03-10"),
        delegations=_delegations("2027-05-01", "2027-05-19 06:50", "director_general"),
        agendas=(
            Agenda(
                "agenda",
                at("2027-05-05"),
                (
                    _item(1, "implementation", noon, links=notes),
                    _item(2, "best_practices", noon, links=frozenset({"good_practice:1"})),
                    _item(3, "improvement_areas", noon),
                    _item(4, "new_areas", noon),
                    _item(5, "cycle_follow_up", noon),
                    _item(6, "procedures_review", noon, links=frozenset({"outcome:no_change"})),
                ),
            ),
        ),
        points=(ActionPoint("point-2", at("2026-10-09"), "item-3", answered_at=at("2027-04-20")),),
        coherence_notes=(CoherenceNote("coherence", at("2027-04-20"), day("2027-04-20")),),
        record=_record("2027-06-20", *chaired),
        proposals=(NewAreaProposal("area", at("2027-05-19 10:00"), frozenset({"SOCTA:2025"})),),
        decisions=(_agreed("new-area", noon),),
    )


def institutions() -> Meeting:
    """The institutional meeting under Greece and the Dominican Republic, with who comes next."""
    noon, chaired = "2027-11-09 13:00", ("GR", "DO")
    return Meeting(
        INSTITUTIONS,
        at("2026-02-27"),
        "im",
        3,
        (
            _schedule(
                "2027-06-01", "2027-11-09 09:00", "2027-11-09 16:00", "athens", "GR", "hybrid"
            ),
        ),
        confirmed_at=at("2027-06-01"),
        opened_at=at("2027-11-09 09:00"),
        closed_at=at("2027-11-09 16:00"),
        procedure_version="1.0",
        chairs=_chairs(*chaired),
        preparations=_prepared("2027-09-20"),
        notices=(_notice("2027-09-10", *chaired, to_members=False),),
        format_decision=JointFact("format", at("2027-06-01"), value="hybrid"),
        invitations=_invited(
            "2027-09-10",
            "2027-11-09 08:30",
            *("COM", "GSC", "EEAS", "EUROPOL", "FRONTEX", "AMERIPOL", "IT", "PE"),
        ),
        relevance=_lists("2027-09-01"),
        delegations=tuple(
            Delegation(
                f"d-{one}", at("2027-10-20"), party, one, None, False, at("2027-11-09 08:50")
            )
            for party, one in ((EU, "GR"), (CLASI, "DO"))
        ),
        agendas=(
            Agenda(
                "agenda",
                at("2027-10-26"),
                (
                    _item(1, "ministerial_programme", noon),
                    _item(2, "stocktaking", noon),
                    _item(3, "next_cycle_plan", noon),
                ),
            ),
        ),
        points=(ActionPoint("point-3", at("2027-05-21"), "item-2", answered_at=at("2027-10-10")),),
        coherence_notes=(CoherenceNote("coherence", at("2027-10-10"), day("2027-10-10")),),
        record=_record("2027-12-10", *chaired),
        programmes=(
            Programme("programme", at(noon), frozenset({"draft_agenda", "topics", "documents"})),
        ),
        decisions=(_agreed("programme", noon),),
    )


def next_ministers() -> Meeting:
    """The ministerial meeting of the next cycle, planned in Rome."""
    planned = _schedule(
        "2027-11-09 14:00", "2028-04-05 08:00", "2028-04-05 15:00", "rome", "IT", "in_person"
    )
    return Meeting("min-5", at("2027-11-09 14:00"), "ministerial", 4, (planned,))

"""Agreements: only by consensus, and a final document before the meeting closes.

Source: domain A.5, A.6 (AMB-16 to AMB-18, AMB-28) and C.11 (INV-1); corrections.md section 2
(I.2.4, I.2.5) and section 3 (INV-1).
"""

from datetime import datetime

from cochair.procedure.calendar import civil_day, start_of_day
from cochair.procedure.checks.arguments import texts
from cochair.procedure.checks.registry import CLOSED, Args, check
from cochair.procedure.facts import Decision, Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import A_MOMENT, Case, View

ADOPTED = "adopted"
FINAL_DOCUMENT = "final_document"
RECORD = "record"
DECIDING_ITEMS = frozenset({"decision", "adoption_without_debate"})
OPEN_LIST = "other"


def is_agreement(decision: Decision) -> bool:
    """Whether a decision claims that something was agreed."""
    return decision.outcome.startswith(ADOPTED)


def violation(decision: Decision, parties: frozenset[str]) -> Sentence | None:
    """Why an agreement is none: what INV-1 asks of it and it does not have."""
    facts = {"decision": decision.id}
    if decision.standing_objections:
        return Sentence(_("An objection to {decision} stands."), facts)
    if not decision.clean:
        return Sentence(_("The text of {decision} was not clean."), facts)
    if not decision.same_text:
        return Sentence(_("The text of {decision} is not the text that was submitted."), facts)
    who = decision.opened_by if decision.by_silence else decision.declared_by
    missing = tuple(sorted(parties - who))
    if missing and decision.by_silence:
        return Sentence(
            _("Silence procedure on {decision}: not opened by {party}."), facts | {"party": missing}
        )
    if missing:
        return Sentence(
            _("{decision} was not declared by the co-chair of {party}."),
            facts | {"party": missing},
        )
    return None


@check("decisions_by_consensus", scopes=["meeting"], settles=CLOSED)
def decisions_by_consensus(view: View, case: Case, args: Args) -> Finding:
    """Every agreement of the meeting was reached by consensus, and every one is recorded.

    A meeting without an agreement has nothing to ask about.
    """
    meeting = case.meeting
    assert meeting is not None
    parties = frozenset(party.code for party in case.book.parties)
    agreed = sorted(filter(is_agreement, meeting.decisions), key=lambda one: (one.at, one.id))
    for decision in agreed:
        fault = violation(decision, parties)
        if fault is not None:
            return Finding(False, final=True, evidence=(decision.id,), says=(fault,), contrary=True)
    items = meeting.agenda.items if meeting.agenda else ()
    unrecorded = [
        one
        for one in items
        if one.type in DECIDING_ITEMS and one.concluded_at is not None and not one.has_decision
    ]
    if unrecorded:
        said = Sentence(
            _("Items concluded by a decision that is not recorded: {number}."),
            {"number": tuple(one.number for one in unrecorded)},
        )
        evidence = tuple(one.id for one in unrecorded)
        return Finding(False, evidence=evidence, says=(said,))
    if not agreed:
        if (told := _agreed_before(meeting)) is not None:
            return Finding(None, says=(told,), unsure=True)
        if meeting.closed_at is not None and not case.imported:
            said = Sentence(_("The meeting reached no agreement."))
            return Finding(None, absent=True, says=(said,))
        said = Sentence(_("No agreement of the meeting is recorded."))
        return Finding(None, says=(said,), in_session=True)
    said = Sentence(_("Agreements reached by consensus: {number}."), {"number": len(agreed)})
    last = agreed[-1].at
    return Finding(
        True,
        # A silence that the meeting left behind ends after it, and is not late for that.
        decided_at=min(last, meeting.closed_at) if meeting.closed_at else last,
        evidence=tuple(one.id for one in agreed),
        says=(said,),
    )


def _agreed_before(meeting: Meeting) -> Sentence | None:
    """What both attest of texts that were adopted before Cochair; None where they attest none.

    Nobody attests how a text was agreed, and one of no known kind may be no agreement at all.
    """
    kinds = meeting.attested_texts - {RECORD}
    if meeting.attested_at is None or not kinds:
        return None
    if kinds == {""}:
        return Sentence(
            _("Kind of the document not known: whether it is an agreement is not established.")
        )
    return Sentence(
        _("Both Parties attest that a text was adopted. How it was agreed is not established.")
    )


@check(
    "final_document_agreed",
    scopes=["meeting"],
    args={"kinds": "text[]"},
    reads=["final_document.must_be_last_item"],
)
def final_document_agreed(view: View, case: Case, args: Args) -> Finding:
    """A final document of one of the kinds was agreed at the end of the meeting.

    That is its last session, or its last day where none is planned, and before the closing; by
    option its last item. Source: domain A.6 (AMB-28).
    """
    meeting = case.meeting
    assert meeting is not None
    parties = frozenset(party.code for party in case.book.parties)
    kinds = texts(args["kinds"])
    must_be_last = case.option("final_document.must_be_last_item", False)
    if meeting.attested_at is not None and meeting.attested_texts & set(kinds):
        told = Sentence(_("Both Parties attest that a final document was adopted."))
        return Finding(True, decided_at=meeting.closed_at, says=(told,), attested=True)
    said = Sentence(_("No final document is recorded."))
    evidence: tuple[str, ...] = ()
    for one in sorted(meeting.decisions, key=lambda one: (one.at, one.id)):
        if one.kind != FINAL_DOCUMENT:
            continue
        evidence = (one.id,)
        facts = {"at": one.at, "decision": one.id}
        if not is_agreement(one):
            said = Sentence(_("{decision} is not an adopted document."), facts)
        elif one.document_kind not in kinds:
            said = Sentence(
                _("{decision} is not one of the types of final document: {kind}."),
                facts | {"kind": kinds},
            )
        elif (fault := violation(one, parties)) is not None:
            said = fault
        elif meeting.opened_at is None or one.at < meeting.opened_at:
            said = Sentence(_("{decision} was adopted before the meeting opened."), facts)
        elif meeting.closed_at is not None and one.at > meeting.closed_at:
            said = Sentence(
                _("{decision} was adopted on {at}, after the meeting had closed."), facts
            )
        elif (end := _end_begins(view, meeting)) is not None and one.at < end:
            said = Sentence(
                _("{decision} was adopted on {at}; the end of the meeting began on {end}."),
                facts | {"end": end},
            )
        elif must_be_last and not one.last_item:
            said = Sentence(_("{decision} was not adopted at the end of the meeting."), facts)
        else:
            said = Sentence(_("The final document was adopted on {at}."), facts)
            return Finding(True, decided_at=one.at, evidence=evidence, says=(said,))
    found = bool(evidence)
    if not found and meeting.attested_at is not None and "" in meeting.attested_texts:
        said = Sentence(
            _("Kind of the document not known: whether it is a final document is not established.")
        )
        return Finding(None, says=(said,), unsure=True)
    return Finding(False, evidence=evidence, says=(said,), contrary=found, in_session=not found)


def _end_begins(view: View, meeting: Meeting) -> datetime | None:
    """The UTC instant of the last session that began before the closing, or of the last day.

    Closing a meeting later than planned, after midnight or the next morning, makes no further day.
    """
    closed = meeting.closed_at
    begun = [one for one in meeting.sessions if closed is None or one < closed]
    if begun:
        return max(begun)
    zone = view.zone_of(meeting)
    planned = view.last_day(meeting) if view.ends(meeting) is not None else None
    closing = civil_day(closed - A_MOMENT, zone) if closed is not None else None
    last = min((day for day in (planned, closing) if day is not None), default=None)
    return start_of_day(last, zone) if last is not None else None


@check("clearances_before_decision", scopes=["decision"], args={"parties": "party[]"})
def clearances_before_decision(view: View, case: Case, args: Args) -> Finding:
    """Each Party had cleared the text, or said that it need not, when the procedure opened."""
    procedure = case.procedure
    assert procedure is not None
    parties = texts(args["parties"])
    evidence = (procedure.id,)
    missing = tuple(
        party
        for party in parties
        if party not in procedure.clearances or procedure.clearances[party] > procedure.at
    )
    if missing:
        said = Sentence(
            _("Opened on {at} without the clearance of {party}."),
            {"at": procedure.at, "party": missing},
        )
        return Finding(False, final=True, evidence=evidence, says=(said,), contrary=True)
    said = Sentence(_("Cleared in advance by {party}."), {"party": parties})
    last = max((procedure.clearances[party] for party in parties), default=procedure.at)
    return Finding(True, decided_at=last, evidence=evidence, says=(said,))


@check("threats_cited", scopes=["meeting"], args={"registers": "text[]"}, settles=CLOSED)
def threats_cited(view: View, case: Case, args: Args) -> Finding:
    """Every proposal of a new area cites a threat assessment, or says why none is relevant.

    With `other` among the registers the list is open; otherwise the citation, `register` or
    `register:edition`, must name one of them.
    """
    meeting = case.meeting
    assert meeting is not None
    if not meeting.proposals:
        if meeting.closed_at is not None and not case.imported:
            said = Sentence(_("The meeting proposed no new area."))
            return Finding(None, absent=True, says=(said,))
        said = Sentence(_("No new area is proposed."))
        return Finding(None, says=(said,), in_session=True)
    registers = texts(args["registers"])
    bare = tuple(
        one.id
        for one in meeting.proposals
        if not one.not_relevant_reason
        and not any(
            OPEN_LIST in registers or threat.partition(":")[0] in registers
            for threat in one.threats
        )
    )
    evidence = tuple(one.id for one in meeting.proposals)
    facts = {"number": len(evidence), "missing": len(bare)}
    if bare:
        said = Sentence(
            _(
                "Proposals that neither cite a threat assessment nor give a reason: "
                "{missing} of {number}."
            ),
            facts,
        )
        return Finding(False, evidence=bare, says=(said,), contrary=True)
    said = Sentence(
        _("Proposals that cite a threat assessment or give a reason: all {number}."), facts
    )
    last = max(one.at for one in meeting.proposals)
    return Finding(True, decided_at=last, evidence=evidence, says=(said,))

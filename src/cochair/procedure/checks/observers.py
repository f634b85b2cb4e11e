"""Observers come only with the agreement of every Party, given beforehand.

Source: domain A.5 and A.6 (AMB-13); corrections.md section 2 (observers); domain C.11, INV-3.
"""

from datetime import datetime

from cochair.procedure.checks.arguments import text, texts
from cochair.procedure.checks.registry import Args, check
from cochair.procedure.facts import Meeting, Observer
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View


@check(
    "observers_prior_agreement",
    scopes=["meeting"],
    args={"prior_to": "invitation|opening", "parties": "party[]"},
)
def observers_prior_agreement(view: View, case: Case, args: Args) -> Finding:
    """Each observer was agreed by every Party before its invitation, or before the opening.

    A permission: used by an invitation or by a check-in. An agreement that was withdrawn before
    the observer was admitted is none.
    """
    meeting = case.meeting
    assert meeting is not None
    used = [
        one
        for one in meeting.observers
        if one.invited_at is not None or one.admitted_at is not None
    ]
    if not used:
        # What sources do not say is no fact.
        nobody = _("No observer is known to have been invited.")
        if not meeting.imported:
            nobody = _("No observer was invited.")
        return Finding(None, absent=True, says=(Sentence(nobody),))
    parties = texts(args["parties"])
    at_opening = text(args["prior_to"]) == "opening"
    for one in sorted(used, key=lambda one: one.id):
        limit = _limit(meeting, one, at_opening)
        for party in parties:
            fault = _fault(one, party, limit)
            if fault is not None:
                # With no opening yet, an agreement may still be given in time.
                final = limit is not None and (not at_opening or meeting.opened_at is not None)
                return Finding(
                    False,
                    final=final and (party not in one.withdrawn or one.admitted_at is not None),
                    evidence=(one.id,),
                    says=(fault,),
                    contrary=True,
                )
    moments = [one.invited_at or one.admitted_at for one in used]
    said = Sentence(
        _("Agreed in advance by {party}: {organisation}."),
        {"party": parties, "organisation": tuple(one.organisation for one in used)},
    )
    return Finding(
        True,
        decided_at=max(at for at in moments if at is not None),
        evidence=tuple(one.id for one in used),
        says=(said,),
    )


def _limit(meeting: Meeting, observer: Observer, at_opening: bool) -> datetime | None:
    """The instant before which every Party must have agreed; None while it has not come."""
    if at_opening:
        return meeting.opened_at
    moments = (observer.invited_at, observer.admitted_at)
    return min((at for at in moments if at is not None), default=None)


def _fault(observer: Observer, party: str, limit: datetime | None) -> Sentence | None:
    agreed, withdrawn = observer.agreements.get(party), observer.withdrawn.get(party)
    facts = {"party": party, "organisation": observer.organisation}
    if agreed is None or (limit is not None and agreed > limit):
        return Sentence(
            _("The agreement of {party} was missing when {organisation} was invited."), facts
        )
    if withdrawn is not None and (
        observer.admitted_at is None or withdrawn <= observer.admitted_at
    ):
        return Sentence(
            _("{party} withdrew its agreement to the invitation of {organisation}."), facts
        )
    return None

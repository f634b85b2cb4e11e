"""Documents in their languages, and the record of a meeting.

Source: domain A.5 and A.6 (AMB-19 to AMB-23), C.11 (INV-5); corrections.md section 2 (I.2.6,
I.2.7).
"""

from collections.abc import Mapping
from datetime import datetime

from cochair.procedure.checks.arguments import texts
from cochair.procedure.checks.registry import Args, check
from cochair.procedure.facts import Document, Meeting, Record
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

# Not documents of the presidencies, whoever circulates them.
KINDS = "languages.scope.kinds"
EXCLUDED_KINDS = frozenset({"non_paper", "presentation", "press_line"})


@check(
    "languages_available",
    scopes=["document"],
    args={"languages": "language[]"},
    reads=["languages.scope.originators", "languages.scope.kinds", "languages.due.*"],
)
def languages_available(view: View, case: Case, args: Args) -> Finding:
    """The current revision is released in every language; machine output does not count.

    Asked of documents of a meeting whose originator the presidencies answer for; of a corrigendum
    that corrects one language, that language is asked for alone.
    """
    document = case.document
    assert document is not None
    evidence = (document.id,)
    if not _in_scope(case, document):
        said = Sentence(_("Not a document for which the presidencies are responsible."))
        return Finding(None, absent=True, evidence=evidence, says=(said,))
    moments: dict[str, datetime] = {}
    for version in sorted(document.current, key=lambda one: (one.at, one.language)):
        if not version.courtesy and version.stale_at is None:
            moments.setdefault(version.language, version.at)
    wanted = (document.only,) if document.only else texts(args["languages"])
    missing = tuple(one for one in wanted if one not in moments)
    if missing:
        said = Sentence(_("Language versions missing: {language}."), {"language": missing})
        return Finding(False, evidence=evidence, says=(said,))
    last = max((moments[one] for one in wanted), default=document.at)
    said = Sentence(_("Available in {language} since {at}."), {"language": wanted, "at": last})
    return Finding(True, decided_at=last, evidence=evidence, says=(said,))


@check("record_approved", scopes=["meeting"], args={"by": "party[]"}, reads=["record.mode"])
def record_approved(view: View, case: Case, args: Args) -> Finding:
    """A record of the meeting is approved by each Party, or sealed.

    By option each Party keeps a record of its own and approves that one.
    """
    meeting = case.meeting
    assert meeting is not None
    by = texts(args["by"])
    if case.option("record.mode", "joint") == "two":
        return _own_records(meeting, by)
    record = meeting.record
    if record is None:
        return Finding(False, says=(Sentence(_("There is no record.")),))
    turned = {
        key.party: key.at for key in sorted(record.approvals, key=lambda key: key.at, reverse=True)
    }
    missing = tuple(party for party in by if party not in turned)
    if missing and record.sealed_at is None:
        said = Sentence(_("The approval of the record is missing: {party}."), {"party": missing})
        return Finding(False, evidence=(record.id,), says=(said,))
    if missing:
        decided = record.sealed_at
    else:
        decided = max((turned[party] for party in by), default=record.at)
    said = Sentence(_("The record was approved on {at}."), {"at": decided})
    return Finding(True, decided_at=decided, evidence=(record.id,), says=(said,))


def _own_records(meeting: Meeting, by: tuple[str, ...]) -> Finding:
    """Two records, each kept and approved by one Party."""
    decided: list[datetime] = []
    evidence: list[str] = []
    missing: list[str] = []
    unapproved: list[str] = []
    for party in by:
        own = [one for one in meeting.own_records if one.kept_by == party]
        approved = [(at, one.id) for one in own if (at := _approved(one, party)) is not None]
        if approved:
            at, name = min(approved)
            decided.append(at)
            evidence.append(name)
        elif own:
            unapproved.append(party)
        else:
            missing.append(party)
    if missing or unapproved:
        none = Sentence(_("No record is kept by {party}."), {"party": tuple(missing)})
        kept = Sentence(
            _("Records not approved by the Party that keeps them: {party}."),
            {"party": tuple(unapproved)},
        )
        says = (*((none,) if missing else ()), *((kept,) if unapproved else ()))
        return Finding(False, evidence=tuple(evidence), says=says)
    last = max(decided, default=None)
    said = Sentence(_("A record is kept by each of the following: {party}."), {"party": by})
    return Finding(True, decided_at=last, evidence=tuple(evidence), says=(said,))


def _approved(record: Record, party: str) -> datetime | None:
    """When a Party approved its own record, or sealed it."""
    turned = [key.at for key in record.approvals if key.party == party]
    return min(turned, default=record.sealed_at)


def _in_scope(case: Case, document: Document) -> bool:
    if document.meeting is None or document.kind in EXCLUDED_KINDS:
        return False
    originators = case.option("languages.scope.originators")
    if originators is not None and document.originator not in texts(originators):
        return False
    return document.kind not in _excepted(case)


def _excepted(case: Case) -> frozenset[str]:
    """The kinds that both left out of the option: each could be asked for, and is not.

    A kind that the option does not know is asked for like any other: who answers for a document
    is decided by its originator.
    """
    option = case.book.options.get(KINDS)
    known = option.allowed.get("of", ()) if option and isinstance(option.allowed, Mapping) else ()
    asked = case.option(KINDS)
    return frozenset(texts(known)) - frozenset(texts(asked)) if asked is not None else frozenset()

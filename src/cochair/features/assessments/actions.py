"""Begin a joint assessment, write its headings and its results, propose that both sign it (I.2.8.b)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.assessments import queries, refusals, results
from cochair.features.assessments.criteria import ASSESSED, CRITERIA, SIGN, SUBJECT, TITLE
from cochair.features.assessments.refusals import Sections
from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import (
    AssessedResult,
    Commitment,
    EffectivenessAssessment,
)
from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.stocktaking import refusals as cycles
from cochair.features.stocktaking.report_text import languages
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it is typed: words by language, and codes of `results.VIEWS` and `results.FOLLOWS`."""

    result: Mapping[str, str] = field(default_factory=dict)
    view: str = ""
    why: Mapping[str, str] = field(default_factory=dict)
    follows: str = ""
    follows_words: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def begin(cycle: Cycle, *, by: ActingOffice, at: datetime) -> EffectivenessAssessment:
    """Begin the assessment of a cycle; begun twice, it is one."""
    forum = Forum.objects.select_for_update().get(pk=cycle.forum_id)
    found = queries.assessment(forum, cycle.number)
    if found is not None:
        return found
    require(cycles.has_begun(cycle, at))
    row = EffectivenessAssessment.objects.create(
        forum=forum, cycle=cycle, begun_at=at, begun_by_id=by.office
    )
    _tell(row, "assessment.begun", by=by, at=at)
    return row


@transaction.atomic
def write(
    row: EffectivenessAssessment, sections: Sections, *, seen: int, by: ActingOffice, at: datetime
) -> EffectivenessAssessment:
    """Write the headings, in as many languages as there are words for yet.

    `seen` is the version that was shown; raises StaleVersion when it has changed.  Keys that were
    turned on other words are void.
    """
    row = _locked(row)
    given = {
        code: {language: said.strip() for language, said in sections.get(code, {}).items()}
        for code in CRITERIA
    }
    if row.version != seen:
        said = Refusal("practice", _("Someone changed the text while you were writing."))
        raise StaleVersion(said, theirs=_in_a_row(row.sections), mine=_in_a_row(given))
    require(refusals.not_signed(row), refusals.short(given))
    if given == row.sections:
        return row
    row.sections = given
    row.version += 1
    row.save(update_fields=["sections", "version"])
    _tell(row, "assessment.written", by=by, at=at)
    acts.void_what_changed(row.forum, by=by, at=at)
    return row


@transaction.atomic
def write_result(
    row: EffectivenessAssessment,
    commitment: Commitment,
    typed: Result,
    *,
    seen: int,
    by: ActingOffice,
    at: datetime,
) -> AssessedResult:
    """Set the result of a commitment beside what was expected of it, as far as it is known yet.

    `seen` is the version of the line that was shown, 0 without one; raises StaleVersion when it has
    changed.  Signatures on other words are void.
    """
    row = _locked(row)
    line = results.line(row.cycle, row, commitment.slug)
    given = {
        "result": _trimmed(typed.result),
        "view": typed.view,
        "why": _trimmed(typed.why) if typed.view == results.DIFFERENT else {},
        "follows": typed.follows,
        "follows_words": _trimmed(typed.follows_words),
    }
    held = line.row if line else None
    if (held.version if held else 0) != seen:
        said = Refusal("practice", _("Someone changed the text while you were writing."))
        theirs = "\n".join(held.result.values()) if held else ""
        raise StaleVersion(said, theirs=theirs, mine="\n".join(_trimmed(typed.result).values()))
    require(
        refusals.not_signed(row),
        refusals.is_expected(line, commitment),
        refusals.known(typed.view, typed.follows),
        refusals.short({"result": typed.result, "why": typed.why, "then": typed.follows_words}),
    )
    assert line is not None
    if held is not None and all(getattr(held, name) == value for name, value in given.items()):
        return held
    if held is None:
        held = AssessedResult(assessment=row, expectation=line.expectation)
    for name, value in given.items():
        setattr(held, name, value)
    held.at, held.by_id, held.version = at, by.office, held.version + 1
    held.save()
    _tell(row, "assessment.result_written", by=by, at=at, facts={"commitment": commitment.slug})
    acts.void_what_changed(row.forum, by=by, at=at)
    return held


@transaction.atomic
def propose_signing(row: EffectivenessAssessment, *, by: ActingOffice, at: datetime) -> JointAct:
    """Propose that both sign the assessment as it stands; no key is turned by that."""
    row = _locked(row)
    book = parties.book(row.forum, at)
    require(*refusals.to_sign(row, languages(book), book.clause_for(ASSESSED)))
    return acts.propose(
        row.forum,
        kind=SIGN,
        subject=(SUBJECT, str(row.cycle.number)),
        title=in_all(TITLE, number=row.cycle.number),
        body={"cycle": row.cycle.number},
        by=by,
        at=at,
    )


def _in_a_row(sections: Sections) -> str:
    return "\n".join(said for words in sections.values() for said in words.values() if said)


def _locked(row: EffectivenessAssessment) -> EffectivenessAssessment:
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    rows = EffectivenessAssessment.objects.select_for_update(of=("self",))
    found = rows.select_related("cycle").get(pk=row.pk)
    found.forum = found.cycle.forum = forum
    return found


def _trimmed(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: said.strip() for code, said in texts.items()}


def _tell(
    row: EffectivenessAssessment,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    about = (SUBJECT, str(row.cycle.number))
    tell(row.forum, verb, about, by=by, at=at, facts=facts or {})

"""Whose turn it is on a clause that is not met, or is at risk, and for which no other turn asks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.compliance import cycle_turns, queries
from cochair.features.compliance.names import names_of
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.documents.shared_turns import of_registrar
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import signed_by
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.kernel.kind import Turn
from cochair.procedure.clause import Clause, Severity
from cochair.procedure.refusal import _
from cochair.procedure.result import Ground, Outcome, Result
from cochair.web import localize

ADD = _("Add {language}: {document}")
CURE = _("Cure or agree an exception: {clause} ({target})")
EXCEPTION, RULE = "departure", "rule"
# The checks for which nobody is asked elsewhere: what they miss is entered by whoever has it.
ASKED_HERE = frozenset(
    {"actions_cover_levels", "indicator_present", "report_covers_areas", "threats_cited"}
)
NOT_ASKED = frozenset({Severity.HARD, Severity.INFORMATIVE, Severity.PERMISSION})


def forums(forum: Forum) -> tuple[Forum, ...]:
    """The forum itself: what its clauses say is computed, and kept nowhere."""
    return (forum,)


def turns(forum: Forum, at: datetime) -> Iterator[Turn]:
    """Who adds a language that a document lacks, and who cures what else is not met, at an instant (UTC)."""
    yield from _languages(forum, at)
    yield from _cures(forum, at)


def _languages(forum: Forum, at: datetime) -> Iterator[Turn]:
    """Whoever registered a document adds each language that the clause finds missing; one that somebody
    has written is released or brought up to date, which is asked for on the document."""
    owed = tuple(queries.lacking_languages(forum, at))
    rows = _documents(forum, [one.target.id for one in owed]) if owed else {}
    stopped = holds.stopped(tuple(rows.values()), Verb.WRITE, at)
    for result in owed:
        document = rows.get(result.target.id)
        if document is None or document.pk in stopped:
            continue
        lacking = _unwritten(document, queries.missing_languages(result))
        for language in lacking:
            where = ("documents:write", document.slug, language)
            for turn in of_registrar(
                document, ADD, where, language=localize.languages([language])[0]
            ):
                yield replace(turn, until=result.due, firm=RULE)


def _documents(forum: Forum, slugs: list[str]) -> Mapping[str, Document]:
    """Documents by their slugs, with what says who owes them and what was written; three queries."""
    rows = Document.objects.filter(forum=forum, slug__in=slugs)
    rows = rows.select_related("forum", "party", "member", "organisation")
    return {one.slug: one for one in rows.prefetch_related("revisions__expressions")}


def _unwritten(document: Document, missing: tuple[str, ...]) -> tuple[str, ...]:
    """Of some languages those in which nobody wrote the last revision; a machine's words are nobody's."""
    revision = documents.last_revision(document)
    editions = documents.editions(revision) if revision is not None else {}
    if document.imported:
        return ()
    return tuple(one for one in missing if one not in editions or editions[one].courtesy)


def _cures(forum: Forum, at: datetime) -> Iterator[Turn]:
    """Each Party that a clause concerns cures it, or both agree an exception, while its cycle is open;
    what contrary evidence decided cannot be cured."""
    asked = {one.id for book in parties.books(forum) for one in book.clauses if _is_asked(one)}
    rows = queries.results(forum, at).by_clause
    wanted = [one for rule in rows if rule in asked for one in rows[rule] if _is_lacking(one)]
    found = [one for one in queries.with_clauses(forum, wanted) if _is_asked(one[1])]
    if not found:
        return
    open_cycles = {cycle.number for cycle in cycle_turns.unclosed(forum)}
    names, waiting = names_of(forum), acts.sent(forum)
    languages, codes = parties.book(forum, at).languages, parties.roster(forum).party_codes
    for result, clause in found:
        subject = f"{result.rule}:{result.target.id}"
        if result.target.cycle not in open_cycles:
            continue
        if acts.Sent(EXCEPTION, EXCEPTION, subject) in waiting:
            continue
        facts = {
            "clause": {code: f"{clause.id} {clause.text.get(code, '')}" for code in languages},
            "target": names.get(result.target.id, dict.fromkeys(languages, result.target.id)),
        }
        where = ("compliance:clause", result.procedure_version, result.rule)
        firm = (result.due_basis or RULE) if result.due is not None else ""
        concerned = [code for code in codes if code in clause.parties] or codes
        yield from signed_by(concerned, CURE, facts, result.due, firm, where)


def _is_lacking(result: Result) -> bool:
    """Whether what a clause asks for is not there and may still come."""
    not_met = result.outcome is Outcome.NOT_MET and result.ground is Ground.NO_EVIDENCE
    return result.at_risk or not_met


def _is_asked(clause: Clause) -> bool:
    return clause.check.fn in ASKED_HERE and clause.severity not in NOT_ASKED

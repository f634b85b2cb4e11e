"""N13: a language is missing, or late: to whoever owes it.

Five days and one day before the languages are due, on that day, and every day after it, as long as
the clause finds one missing.  What is owed and until when is what the clause says; nothing is
worked out here.  Source: domain.md C.5 (N13), C.10 (US-04); clause I.2.6.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from cochair.features.compliance import queries
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.parties.queries import Holder
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Outcome, Result
from cochair.web import localize

EVENT = "N13"
DAYS = (0, 1, 5)
A_MOMENT = timedelta(microseconds=1)


def register_all() -> None:
    """Make this reminder known; called once, when the app is ready."""
    notifications.every("language-missing", of_missing)


def of_missing(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Documents that lack a language which is due within five days, or was."""
    found = [one for one in queries.lacking_languages(forum, at) if _step(one, forum, at)]
    if not found:
        return
    rows = documents_of(forum, found)
    holders = parties.holders(forum, at)
    for result in found:
        document = rows.get(result.target.id)
        if document is not None:
            for holder in holders:
                if owes(document, holder.hat):
                    yield _letter(forum, document, result, holder, at)


def owes(document: Document, hat: ActingOffice) -> bool:
    """Whether an office owes the languages of a document: its author, or its Party's secretariat."""
    party = document.party.code if document.party else ""
    if hat.role is Role.SECRETARIAT:
        return bool(party) and hat.party == party
    if document.organisation is not None:
        return hat.role is Role.INSTITUTION and hat.organisation == document.organisation.code
    if document.member is not None:
        of_state = hat.member == document.member.code and hat.party == party
        return hat.role is Role.DELEGATION_HEAD and of_state
    return hat.role is Role.CO_PRESIDENCY and hat.in_term and hat.party == party


def _last_day(result: Result, forum: Forum) -> date:
    assert result.due is not None
    return civil_day(result.due - A_MOMENT, forum.zone)


def _step(result: Result, forum: Forum, at: datetime) -> str:
    """Which of the reminders is due; empty when none is yet."""
    left = days_between(civil_day(at, forum.zone), _last_day(result, forum))
    if result.outcome is Outcome.NOT_MET:
        return f"late-{max(1, -left)}"
    return next((str(days) for days in DAYS if left <= days), "")


def documents_of(forum: Forum, found: Iterable[Result]) -> Mapping[str, Document]:
    """The documents that results speak of, by their slugs, with their rows."""
    slugs = [one.target.id for one in found]
    rows = documents.with_rows(Document.objects.filter(forum=forum, slug__in=slugs))
    return {row.slug: row for row in rows}


def _letter(
    forum: Forum, document: Document, result: Result, holder: Holder, at: datetime
) -> Letter:
    revision = documents.circulated_revision(document)
    number = revision.number if revision else 0
    step, day = _step(result, forum, at), _last_day(result, forum)
    facts = {
        "symbol": documents.name_of(document, number) or document.title,
        "languages": localize.languages(queries.missing_languages(result)),
        "day": day,
        "number": step.removeprefix("late-"),
    }
    late = result.outcome is Outcome.NOT_MET
    when = (
        Sentence(_("Language versions were due by the end of {day}. Days late: {number}."), facts)
        if late
        else Sentence(_("Language versions due by the end of {day}."), facts)
    )
    return Letter(
        key=f"language-missing:{document.key}:{number}:{day}:{step}",
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=Sentence(
            _("Language versions overdue: {symbol}")
            if late
            else _("Language versions missing: {symbol}"),
            facts,
        ),
        lines=(
            Sentence(_("{symbol} is not yet available in: {languages}."), facts),
            when,
            Sentence(_("A machine translation that no person has reviewed does not count.")),
        ),
        path=Page("documents:document", (forum.slug, document.slug)),
        event=EVENT,
        about=("document", document.key),
    )

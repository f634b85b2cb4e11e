"""Ask for a machine translation; hand it over; take what comes back, once and as a courtesy.

Source: domain.md B.8 (CB-37), AMB-21; architecture section 5 (jobs on leased rows).
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression, MachineTranslation, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.machine_translation import queries as machine
from cochair.features.machine_translation import refusals
from cochair.features.machine_translation.providers import Answer, Provider
from cochair.features.machine_translation.states import (
    LEASE,
    PASSING,
    PATIENCE,
    PAUSES,
    Failure,
    State,
)
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals as register
from cochair.features.register.mutation import locked, tell
from cochair.formats import placeholders, units
from cochair.formats.paragraphs import from_json, words_of
from cochair.journal import write_guards
from cochair.procedure.refusal import Refusal, Refused, _, require

KEY_BYTES, LONGEST_TITLE = 24, 500
CAME_BACK = "machine.came_back"


@transaction.atomic
def ask(
    revision: Revision,
    language: str,
    *,
    provider: Provider,
    seen: int,
    by: ActingOffice,
    at: datetime,
) -> MachineTranslation:
    """Ask a provider for a language of a revision; the worker sends the text.

    Asked twice, it is one.  Raises StaleVersion, and Refused with everything that stands against
    it, above all for a text that is marked.
    """
    document = locked(revision.document, seen, "")
    row = Revision.objects.get(pk=revision.pk)
    row.document = document
    there = machine.last(row, language)
    if there is not None and there.settled_at is None:
        return there
    known = parties.book(document.forum, at).languages
    require(
        None
        if provider.sends
        else Refusal(register.CLAUSE, _("No machine translation provider is configured here.")),
        register.known(language, dict.fromkeys(known), register.UNKNOWN_LANGUAGE),
        _another(row, language),
        *refusals.against(row, language),
    )
    source = row.expressions.filter(language=row.source, replaced_at=None).get()
    made = MachineTranslation.objects.create(
        revision=row,
        language=language,
        source=source,
        provider=provider.code,
        key=secrets.token_urlsafe(KEY_BYTES),
        state=State.WAITING.value,
        due_at=at,
        asked_at=at,
        asked_by_id=by.office,
    )
    facts = {"revision": row.number, "language": language, "provider": provider.code}
    tell(document, "machine.asked", by=by, at=at, facts=facts, is_draft=True)
    return made


@transaction.atomic
def claim(forum: Forum, at: datetime) -> MachineTranslation | None:
    """Take the next one that is to be sent, for the time of a lease; None when none is left."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    rows = machine.open_of(forum).filter(free, state=State.WAITING, due_at__lte=at)
    next_one = rows.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk")
    while (row := next_one.first()) is not None:
        failure = _may_not_go(row)
        if failure is Failure.NONE:
            row.leased_until, row.tries = at + LEASE, row.tries + 1
            row.save()
            return row
        _failed(row, failure, at)
    return None


@transaction.atomic
def handed_over(
    row: MachineTranslation, reference: str, failure: Failure, at: datetime
) -> MachineTranslation:
    """Write what came of sending; what may be over in a while is tried again."""
    kept = _locked(row)
    if kept.settled_at is not None or kept.leased_until != row.leased_until:
        return kept
    kept.leased_until = None
    if failure is Failure.NONE:
        kept.state, kept.reference, kept.sent_at = State.SENT.value, reference, at
        kept.failure, kept.due_at = "", at + PATIENCE
    elif failure in PASSING and kept.tries <= len(PAUSES):
        kept.failure, kept.due_at = failure.value, at + PAUSES[kept.tries - 1]
    else:
        return _failed(kept, failure, at)
    kept.save()
    return kept


@transaction.atomic
def expire(forum: Forum, at: datetime) -> int:
    """Give up those that were sent and never answered; how many."""
    late = machine.open_of(forum).filter(state=State.SENT, due_at__lte=at)
    rows = list(late.select_for_update(skip_locked=True, of=("self",)))
    for row in rows:
        _failed(row, Failure.NO_ANSWER, at)
    return len(rows)


@transaction.atomic
def take_back(row: MachineTranslation, answer: Answer, *, at: datetime) -> MachineTranslation:
    """Keep what a provider sent back, as a courtesy that nobody reviewed; once, however often.

    What a person wrote meanwhile stays; a translation of words that have changed is not kept.
    """
    forum = Forum.objects.select_for_update().get(pk=row.revision.document.forum_id)
    kept = _locked(row)
    if kept.settled_at is not None or _is_of_another(kept, answer):
        return kept
    kept.revision.document.forum = forum
    if answer.failure is not Failure.NONE:
        return _failed(kept, answer.failure, at)
    if not answer.html:
        return kept
    against = _against(kept)
    if _is_behind(kept):
        return _failed(kept, Failure.SOURCE_CHANGED, at)
    if against:
        written = Expression.objects.filter(
            revision=kept.revision, language=kept.language, replaced_at=None, courtesy=False
        )
        reason = Failure.WRITTEN_MEANWHILE if written.exists() else Failure.NOT_ALLOWED
        return _failed(kept, reason, at)
    return _keep(kept, answer.html, at)


def _keep(row: MachineTranslation, html: str, at: datetime) -> MachineTranslation:
    document = Document.objects.select_related("forum", "party").get(pk=row.revision.document_id)
    source = from_json(row.source.text)
    told = dict(
        placeholders.read(html, [placeholders.TITLE, *(unit.name for unit in units.units(source))])
    )
    title = words_of(told.pop(placeholders.TITLE, ())).strip()[:LONGEST_TITLE]
    if not told:
        return _failed(row, Failure.UNREADABLE, at)
    draft = languages.Draft(
        row.language,
        units.translated(source, told),
        title=title,
        origin=Origin.MACHINE,
        courtesy=True,
    )
    by = parties.hat_of(document.forum, row.asked_by, at)
    try:
        made = languages.add_edition(row.revision, draft, seen=document.version, by=by, at=at)
    except Refused:
        return _failed(row, Failure.UNREADABLE, at)
    row.edition = made
    _settled(row, State.DONE, Failure.NONE, at)
    facts = {"language": row.language, "edition": made.edition, "provider": row.provider}
    tell(document, CAME_BACK, by=by, at=at, facts=facts, is_draft=True)
    return row


def _locked(row: MachineTranslation) -> MachineTranslation:
    rows = MachineTranslation.objects.select_for_update(of=("self",))
    return rows.select_related(
        "revision__document__party", "revision__document__forum", "source", "asked_by"
    ).get(pk=row.pk)


def _is_of_another(row: MachineTranslation, answer: Answer) -> bool:
    """Whether an answer names another text or language than was asked for."""
    if row.reference and answer.reference != row.reference:
        return True
    return bool(answer.language) and answer.language != row.language


def _may_not_go(row: MachineTranslation) -> Failure:
    """Why a text that waits is not sent, or not once more: a turn that breaks off counts too."""
    if _is_behind(row):
        return Failure.SOURCE_CHANGED
    if _against(row):
        return Failure.NOT_ALLOWED
    return Failure.UNREACHABLE if row.tries > len(PAUSES) else Failure.NONE


def _against(row: MachineTranslation) -> tuple[Refusal, ...]:
    """What stands against a translation as the text now is, and against writing it anywhere."""
    document = row.revision.document
    coming = write_guards.Intended(document.forum.slug, CAME_BACK, ("document", document.key), {})
    return (*refusals.against(row.revision, row.language), *write_guards.refusals(coming))


def _is_behind(row: MachineTranslation) -> bool:
    """Whether the words that went out are no longer those that stand."""
    newest = queries.last_revision(row.revision.document)
    if newest is not None and newest.pk != row.revision_id:
        return True
    standing = Expression.objects.filter(
        revision=row.revision, language=row.revision.source, replaced_at=None
    )
    return standing.order_by("edition").values_list("pk", flat=True).last() != row.source_id


def _failed(row: MachineTranslation, failure: Failure, at: datetime) -> MachineTranslation:
    _settled(row, State.FAILED, failure, at)
    document = row.revision.document
    by = parties.hat_of(document.forum, row.asked_by, at)
    facts = {"language": row.language, "failure": failure.value, "provider": row.provider}
    tell(document, "machine.failed", by=by, at=at, facts=facts, is_draft=True)
    return row


def _settled(row: MachineTranslation, state: State, failure: Failure, at: datetime) -> None:
    row.state, row.failure, row.settled_at = state.value, failure.value, at
    row.leased_until = None
    row.save()


def _another(revision: Revision, language: str) -> Refusal | None:
    if language != revision.source:
        return None
    return Refusal(register.CLAUSE, _("This is the original language of the text."))

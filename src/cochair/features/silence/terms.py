"""What both bind when they open a silence: the text in every language, who has a say, until when."""

from datetime import UTC, datetime

import tzdata

from cochair.features.decisions import options
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.documents.vocabulary import PROCEDURE_PROPOSAL
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.publications.actions import standing
from cochair.features.silence import queries, validators
from cochair.procedure import silence as core
from cochair.procedure.calendar import civil_day, zone_named
from cochair.procedure.entitlement import Entitlement, Unit, Voice, entitlement_of_members, unit_of
from cochair.procedure.obstacle import clauses_of
from cochair.procedure.refusal import require

# As what option `silence.allowed_for` names a document of this kind, where it has another name.
AS = {PROCEDURE_PROPOSAL: "procedures_review"}


def put(document: Document) -> Revision:
    """The newest revision of a document that went out.  Raises Refused when none did."""
    rows = document.revisions.filter(circulated_at__isnull=False).order_by("number")
    found = rows.last()
    require(validators.nothing_circulated(found))
    assert found is not None
    return queries.revision(document.forum, document.slug, found.number)


def body(
    forum: Forum,
    revision: Revision,
    expires_at: datetime,
    at: datetime,
    meeting: Meeting | None = None,
) -> dict[str, object]:
    """The terms as an act holds them, with the digest that the core asks for.

    `meeting` is one at which nobody objected to the method, as both note it.  Raises Refused where the forum knows no silence, or does not say who has a say.
    """
    regime, document = queries.regime(forum, at), revision.document
    owed = documents.languages_of(document, regime.languages)
    entitled = _entitled(forum, revision, at)
    before = queries.on_document(forum, document.slug)
    said: dict[str, object] = {
        "silence": f"{document.key}-{revision.number}-{at.astimezone(UTC):%Y%m%d%H%M%S%f}",
        "subject": document.slug,
        "document": document.slug,
        "revision": revision.number,
        "kind": AS.get(document.kind, document.kind),
        "languages": {code: row.digest for code, row in standing(revision).items()},
        "owed": list(owed),
        "unit": entitled.unit.value,
        "voices": sorted([one.party, one.id] for one in entitled.voices),
        "expires_at": expires_at.astimezone(UTC).isoformat(),
        "zone": regime.expiry_zone,
        "told": told(expires_at, regime.expiry_zone),
        "min_hours": regime.min_hours,
        "extension_max": regime.extension_max,
        "grace_seconds": int(regime.grace.total_seconds()),
        "zone_data": tzdata.IANA_VERSION,
        "follows": str(before.terms["silence"]) if before else "",
        "mandate": consent_of(meeting) if meeting else [],
        "named": options.in_force(forum, at).get(queries.NAMED, True) is True,
    }
    return {**said, "binds": core.opening_digest(queries.bound_terms(forum, said, at))}


def told(expires_at: datetime, zone: str) -> str:
    """An end with the offset that its place has when it is told, so that a later law is noticed."""
    return expires_at.astimezone(zone_named(zone)).isoformat()


def consent_of(meeting: Meeting) -> list[str]:
    """A meeting that consented to the method, and since when it sat, as the terms hold it."""
    return [meeting.slug, meeting.opened_at.isoformat() if meeting.opened_at else ""]


def _entitled(forum: Forum, revision: Revision, at: datetime) -> Entitlement:
    """The members of the day, or the presidencies; without a meeting, every member is asked."""
    book, roster = parties.book(forum, at), parties.roster(forum)
    meeting, unit = revision.document.meeting, Unit.MEMBER_DELEGATION
    if meeting is not None:
        clause = clauses_of(book).consensus
        unit = unit_of(book.decision or {}, meeting.configuration, clause=clause)
    today = civil_day(at, forum.zone)
    members = [
        Voice(one.member, one.party)
        for one in roster.memberships
        if (one.start is None or one.start <= today) and (one.end is None or today < one.end)
    ]
    return entitlement_of_members(unit, roster.party_codes, members)

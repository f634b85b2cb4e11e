"""The part of a document's page that is about silences."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.silence import party_clearance, presenters, queries
from cochair.procedure import silence as core
from cochair.procedure.obstacle import clauses_of
from cochair.procedure.refusal import Refused
from cochair.web import formats
from cochair.web.localize import language_now

TEMPLATE = "decisions/parts/on_document.html"


@dataclass(frozen=True, slots=True)
class Part:
    """The latest silence on a document, acts that wait, and the expiry that a new one would have.

    `zone` is the place whose hour counts, in the reader's language.

    `clears` says whether the reader clears it for a Party, `cleared` what that Party said last.
    """

    last: SilenceProcedure | None
    acts: list[JointAct]
    usual: presenters.Typed | None
    zone: str
    hours: int
    clears: bool = False
    cleared: str = ""
    revision: int = 0
    clause: str = ""
    meetings: tuple[tuple[str, str], ...] = ()
    template: str = TEMPLATE


def part(document: Document, hat: ActingOffice, at: datetime) -> Part | None:
    """What a reader sees of silences on a document; None where there is and could be none."""
    if not hat.may(Power.READ_SHARED) or parties.book(document.forum, at).silence is None:
        return None
    regime = queries.regime(document.forum, at)
    if document.circulated_at is None or document.kind not in regime.allowed_for:
        return None
    last = SilenceProcedure.objects.filter(revision__document=document).first()
    proposes = hat.may(Power.PROPOSE) and document.withdrawn_at is None
    acts = queries.waiting(document.forum, document.slug) if proposes else []
    usual = _usual(regime, at) if proposes else None
    if last is None and not proposes:
        return None
    newest = party_clearance.to_clear(document, hat) if proposes else None
    return Part(
        last,
        acts,
        usual,
        formats.place(regime.expiry_zone, language_now()),
        regime.min_hours,
        clears=newest is not None,
        cleared=party_clearance.said(newest, hat) if newest else "",
        revision=newest.number if newest else 0,
        clause=clauses_of(parties.book(document.forum, at)).clearance,
        meetings=_meetings(document, at) if usual else (),
    )


def _meetings(document: Document, at: datetime) -> tuple[tuple[str, str], ...]:
    """The meetings that may have consented to the method, by their slugs, in words."""
    book = parties.book(document.forum, at)
    return tuple(
        (one.slug, meeting_title(one, book, language_now()))
        for one in queries.sat(document.forum, at)
    )


def _usual(regime: core.Regime, at: datetime) -> presenters.Typed | None:
    try:
        return presenters.typed(core.usual_expiry(regime, at), regime.expiry_zone)
    except Refused:
        return None

"""Propose that both take commitments in: from paragraphs of a document, or from a table.

Source: domain.md C.2 (Commitment), C.6 (both sign), CB-51.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import queries
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.extraction import candidates, import_plan, paragraphs, refusals
from cochair.features.extraction.import_plan import Plan
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import adoptions
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all

TAKING = _("Commitments from {source}")
TABLE = _("Commitments from a table")
MOVED = _("The commitments were changed while you were previewing the table.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A paragraph that is chosen, with the codes of its areas, purposes and levels."""

    paragraph: str
    areas: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


@transaction.atomic
def propose_from_document(
    document: Document,
    chosen: Iterable[Chosen],
    *,
    kind: str,
    day: date,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose the chosen paragraphs of a circulated document as commitments, in all languages at
    once; `day` is the civil day on which the instrument was adopted.

    Raises Refused for a paragraph that is missing or stale in a language, one that is a commitment
    already, an unknown code, a day still to come, and one on which it was not adopted where its
    adoption is known.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    revision = paragraphs.revision_of(document)
    symbol = documents.name_of(document)
    if revision is None or not symbol:
        raise Refused(
            Refusal(
                "practice",
                _(
                    "Commitments may be extracted only from a numbered "
                    "document that has been circulated."
                ),
            )
        )
    known = {one.id: one for one in paragraphs.aligned(revision)}
    chosen = list(chosen)
    made = Instrument.objects.filter(forum=forum, document=document).first()
    slug = made.slug if made else document.slug
    source = candidates.Source(
        document=document.slug,
        revision=revision.number,
        slug=slug,
        kind=made.kind if made else kind,
        day=made.day if made else day,
        symbol=symbol,
        title=document.title,
    )
    rows = [
        candidates.New(
            slug=number,
            instrument=slug,
            text=known[one.paragraph].text if one.paragraph in known else {},
            areas=one.areas,
            purposes=one.purposes,
            paragraph=one.paragraph,
            levels=one.levels,
        )
        for number, one in zip(_numbers(forum, document), chosen, strict=False)
    ]
    require(
        outside_calendar(day)
        or _not_to_come(day, civil_day(at, forum.zone))
        or _another_day(day, adopted_on(document)),
        *(_still_free(one.paragraph, known) for one in chosen),
        *refusals.to_taking(forum, source, rows),
    )
    return acts.propose(
        forum,
        kind=candidates.EXTRACT,
        subject=("document", document.slug),
        title=in_all(TAKING, source=symbol),
        body=candidates.body(source, rows),
        by=by,
        at=at,
    )


@transaction.atomic
def propose_table(
    forum: Forum, plan: Plan, *, seen: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose what a table adds, once it was read what that is (`seen` is its digest).

    Raises StaleVersion when the register changed meanwhile, Refused while a row is wrong.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    again = import_plan.plan(forum, plan.table)
    if again.digest != seen:
        said = Refusal("practice", MOVED)
        raise StaleVersion(said, theirs=again.summary, mine=plan.summary)
    rows = [row.new for row in again.doing(import_plan.ADDED)]
    require(
        Refusal("practice", _("Some rows contain errors: nothing is saved."))
        if again.wrong
        else None,
        *refusals.to_taking(forum, None, rows),
    )
    return acts.propose(
        forum,
        kind=candidates.EXTRACT,
        subject=("commitments", "table"),
        title=in_all(TABLE),
        body=candidates.body(None, rows),
        by=by,
        at=at,
    )


def _numbers(forum: Forum, document: Document) -> Iterator[str]:
    """The numbers of the next commitments of a document: those that nobody has, and for which no
    other proposal waits."""
    rows = Commitment.objects.filter(instrument__forum=forum).values_list("slug", flat=True)
    waiting = queries.open_acts(forum).filter(kind=candidates.EXTRACT)
    gone = {*rows, *(row.slug for act in waiting for row in candidates.rows_of(act))}
    every = (f"{document.slug.upper()}-{place:02d}" for place in count(1))
    return (one for one in every if one not in gone)


def _still_free(id: str, known: Mapping[str, paragraphs.Aligned]) -> Refusal | None:
    if id not in known:
        return Refusal("practice", _("There is no paragraph “{id}”."), {"id": id})
    if known[id].taken:
        facts = {"id": id, "number": known[id].taken}
        return Refusal("practice", _("Paragraph {id} is already commitment {number}."), facts)
    return None


def adopted_on(document: Document) -> tuple[date, ...]:
    """The civil day on which a document was adopted, as it was called where the meeting was and where
    the forum keeps its calendar; none where no adoption is known here."""
    found = adoptions.of_document(document)
    return found.days(document.forum.zone) if found is not None else ()


def _another_day(day: date, adopted: tuple[date, ...]) -> Refusal | None:
    if not adopted or day in adopted:
        return None
    facts = {"day": adopted[0], "typed": day}
    return Refusal("calendar", _("This text was adopted on {day}, not on {typed}."), facts)


def _not_to_come(day: date, today: date) -> Refusal | None:
    if day <= today:
        return None
    return Refusal("calendar", _("{day} is in the future."), {"day": day})

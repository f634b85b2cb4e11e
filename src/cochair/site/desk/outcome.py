"""What came of a meeting that was held: adopted texts first, then decisions, statements, points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.action_points import queries as points
from cochair.features.commitments.models import Commitment
from cochair.features.compliance.names import names_of
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.meeting_records import queries as records
from cochair.features.meetings import subpages
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications import queries as publications
from cochair.features.room import footnotes
from cochair.features.room import presenters as room
from cochair.features.room.adopted import differs
from cochair.features.room.outcome import ADOPTED
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class File:
    """A text as a file in one language."""

    language: str
    href: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """A text that was adopted: since when (aware UTC), how, its files, who stated what of it."""

    title: Mapping[str, str]
    symbol: str
    href: str
    at: datetime | None
    outcome: str
    files: tuple[File, ...]
    statements: tuple[str, ...]
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what else came of a meeting, with where it is read."""

    what: str
    more: str
    href: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a meeting, as one reader may see it."""

    adopted: tuple[Adopted, ...]
    lines: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.adopted or self.lines)


def of_meeting(row: Meeting, hat: ActingOffice, at: datetime) -> Outcome:
    """What came of a meeting, for a reader at an instant (aware UTC)."""
    shown = room.of_meeting(row, hat, at)
    adopted = [one for one in shown if one.stage in ADOPTED]
    others = [one for one in shown if one.stage not in ADOPTED and one.outcome]
    forum = row.forum.slug
    lines = [
        Line(
            f"{one.kind}: {one.symbol}",
            one.outcome,
            reverse("decisions:in-room", args=[forum, row.slug, one.row.number]),
        )
        for one in others
    ]
    lines += _commitments(row, [one.row.document for one in adopted])
    lines += _points(row)
    lines += _record(row, hat, at)
    return Outcome(tuple(_adopted(row, one) for one in adopted), tuple(lines))


def _adopted(row: Meeting, one: room.Shown) -> Adopted:
    document = one.row.document
    revision = _circulated(document)
    published = publications.publication(row.forum, document.slug)
    if published is not None and differs(one.row, published.editions):
        published = None
    language, names = language_now(), names_of(row.forum)
    numbers = bound_texts.numbers(one.row.paragraphs)
    said = [footnotes.sentence(each.row, numbers, names, language) for each in one.statements]
    return Adopted(
        document.title,
        one.symbol,
        reverse("documents:document", args=[row.forum.slug, document.slug]),
        one.declared_at,
        one.outcome,
        _files(row, document, revision),
        tuple(said),
        published.at if published else None,
    )


def _circulated(document: Document) -> Revision | None:
    rows = document.revisions.filter(circulated_at__isnull=False).order_by("number")
    return rows.last()


def _files(row: Meeting, document: Document, revision: Revision | None) -> tuple[File, ...]:
    if revision is None:
        return ()
    return tuple(
        File(
            code,
            reverse("documents:pdf", args=[row.forum.slug, document.slug, revision.number, code]),
        )
        for code in documents.read_by_others(revision)
    )


def _commitments(row: Meeting, adopted: Sequence[Document]) -> list[Line]:
    number = Commitment.objects.filter(instrument__document__in=adopted).count()
    if not number:
        return []
    said = ngettext("One commitment", "{n} commitments", number).format(n=number)
    href = reverse("commitments:commitments", args=[row.forum.slug])
    return [Line(said, __("taken from the adopted text"), href)]


def _points(row: Meeting) -> list[Line]:
    found = points.rows_of(row)
    if not found:
        return []
    said = ngettext("One action point", "{n} action points", len(found)).format(n=len(found))
    done = sum(one.state == "done" for one in found)
    more = ngettext("{n} done", "{n} done", done).format(n=done)
    return [Line(said, more, reverse("records:points", args=[row.forum.slug, row.slug]))]


def _record(row: Meeting, hat: ActingOffice, at: datetime) -> list[Line]:
    record = records.of_meeting(row)
    name = "records:record"
    if record is None or not any(one.name == name for one in subpages.of(row, hat, at)):
        return []
    approved = record.approved is not None
    more = __("approved") if approved else __("not approved yet")
    return [Line(__("Record of the meeting"), more, reverse(name, args=[row.forum.slug, row.slug]))]

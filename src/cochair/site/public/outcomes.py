"""What came of the meetings: texts that were adopted, each with its number, its page and its files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from cochair.features.commitments.models import Instrument
from cochair.features.decisions.models import RoomDecision
from cochair.features.parties.models import Forum
from cochair.features.publications import queries as publications
from cochair.features.publications.queries import Published
from cochair.procedure.calendar import civil_day
from cochair.procedure.consensus import Claim


@dataclass(frozen=True)
class File:
    """A PDF of a text in one language; `first` is the reader's own, or the first that there is."""

    language: str
    href: str
    first: bool


@dataclass(frozen=True)
class Outcome:
    """An adopted text: published here with its files, or known from public sources with a link."""

    title: Mapping[str, str]
    day: date
    symbol: str
    href: str
    files: tuple[File, ...]
    source: Instrument | None


def of_forum(forum: Forum, language: str) -> list[Outcome]:
    """The adopted texts that are public, the newest first."""
    published = publications.finals(forum)
    adopted = adoptions(one.document.pk for one in published)
    ours = [_published(forum, one, adopted.get(one.document.pk), language) for one in published]
    return sorted((*ours, *known(forum)), key=lambda one: one.day, reverse=True)


def known(forum: Forum) -> list[Outcome]:
    """The adopted texts that public sources tell of or both attested, the newest first."""
    told = Q(imported=True) | Q(attestation__isnull=False)
    rows = Instrument.objects.filter(told, forum=forum, document=None)
    return [
        Outcome(row.title, row.day, row.symbol, row.url, (), row)
        for row in rows.order_by("-day", "slug")
    ]


def adoptions(documents: Iterable[int]) -> dict[int, RoomDecision]:
    """The decision by which each document was adopted in the room, by the key of its row."""
    rows = RoomDecision.objects.filter(
        document__in=list(documents), claim=Claim.CONSENSUS, declaration__isnull=False
    ).select_related("declaration", "meeting")
    return {row.document_id: row for row in rows}


def adopted_on(decision: RoomDecision | None) -> datetime | None:
    """The instant (UTC) at which both co-chairs declared consensus on a text."""
    if decision is None or decision.declaration is None:
        return None
    return decision.declaration.effective_at


def files(forum: Forum, one: Published, language: str) -> tuple[File, ...]:
    """The PDFs of a published text, the reader's language first."""
    codes = sorted(one.languages, key=lambda code: code != language)
    return tuple(
        File(code, reverse("public:pdf", args=[forum.slug, one.document.slug, code]), not place)
        for place, code in enumerate(code for code in codes if one.editions[code].text)
    )


def _published(
    forum: Forum, one: Published, decision: RoomDecision | None, language: str
) -> Outcome:
    declared = adopted_on(decision)
    return Outcome(
        title=one.title,
        day=civil_day(declared or one.at, forum.zone),
        symbol=one.symbol,
        href=reverse("public:document", args=[forum.slug, one.document.slug]),
        files=files(forum, one, language),
        source=None,
    )

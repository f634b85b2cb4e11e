"""What came of the meetings: texts that were adopted, each with its number, its page and its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from cochair.features.commitments.models import Instrument
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.publications import queries as publications
from cochair.features.publications.queries import Published
from cochair.features.register import adoptions
from cochair.features.register.adoptions import Adoption
from cochair.procedure.calendar import civil_day


@dataclass(frozen=True)
class File:
    """A PDF of a text in one language; `first` is the reader's own, or the first that there is."""

    language: str
    href: str
    first: bool


@dataclass(frozen=True)
class Outcome:
    """An adopted text: published here with its files, or known from public sources with a link.

    `meeting` is the slug of the meeting whose text it is here; empty for none.
    """

    title: Mapping[str, str]
    day: date
    symbol: str
    href: str
    files: tuple[File, ...]
    source: Instrument | None
    meeting: str = ""


def of_forum(forum: Forum, language: str) -> list[Outcome]:
    """The adopted texts that are public, the newest first: both published the very words that were
    adopted."""
    ours = [
        _published(forum, one, adoption, language)
        for one in publications.finals(forum)
        if (adoption := adoptions.of_editions(one.document, one.editions)) is not None
    ]
    return sorted((*ours, *known(forum)), key=lambda one: one.day, reverse=True)


def known(forum: Forum) -> list[Outcome]:
    """The adopted texts that public sources tell of or both attested, the newest first; none of a
    meeting that did not take place, as both attest."""
    told = Q(imported=True) | Q(attestation__isnull=False)
    rows = Instrument.objects.filter(told, forum=forum, document=None)
    gone = Meeting.objects.filter(forum=forum, attested_at__isnull=False, attested__held=False)
    rows = rows.exclude(meeting_slug__in=gone.values("slug"))
    return [
        Outcome(row.title, row.day, row.symbol, row.url, (), row)
        for row in rows.order_by("-day", "slug")
    ]


def files(forum: Forum, one: Published, language: str) -> tuple[File, ...]:
    """The PDFs of a published text, the reader's language first."""
    codes = sorted(one.languages, key=lambda code: code != language)
    return tuple(
        File(code, reverse("public:pdf", args=[forum.slug, one.document.slug, code]), not place)
        for place, code in enumerate(code for code in codes if one.editions[code].text)
    )


def _published(forum: Forum, one: Published, adoption: Adoption, language: str) -> Outcome:
    return Outcome(
        title=one.title,
        day=civil_day(adoption.at, forum.zone),
        symbol=one.symbol,
        href=reverse("public:document", args=[forum.slug, one.document.slug]),
        files=files(forum, one, language),
        source=None,
        meeting=one.document.meeting.slug if one.document.meeting else "",
    )

"""Take in a translation that comes back as XLIFF: a new edition, found by the units that it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries
from cochair.features.documents.models import Expression, Revision
from cochair.features.files import markings, refusal_texts
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.formats import units, xliff
from cochair.formats.inside.problems import Code
from cochair.formats.paragraphs import from_json
from cochair.formats.xliff import Brought, NotXliff
from cochair.procedure.refusal import Refusal, Refused, _, require

REASONS: Mapping[str, str] = {
    "too_large": _("This file is too large for a translation."),
    "doctype": _(
        "This file declares a document type, which could hide text. Save it without a "
        "document type."
    ),
    "damaged": _("This file is damaged or is not XML."),
    "unknown": _("This is not an XLIFF file of version 1.2 or 2."),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came back: the edition, and the paragraphs whose source has changed meanwhile."""

    edition: Expression
    changed: tuple[str, ...]
    missing: tuple[str, ...]


def original(revision: Revision, source: Expression) -> str:
    """What a file says it was made from: symbol or slug, revision, edition and digest."""
    return f"{revision.document.slug}/{revision.number}/{source.edition}/{source.digest[:16]}"


def read(octets: bytes) -> Brought:
    """An XLIFF file; raises Refused with the reason in words where it is none."""
    try:
        return xliff.read(octets)
    except NotXliff as fault:
        raise Refused(Refusal(refusals.CLAUSE, REASONS[str(fault)])) from None


def take_in(
    revision: Revision,
    language: str,
    brought: Brought,
    *,
    seen: int,
    by: ActingOffice,
    at: datetime,
) -> Taken:
    """Make an edition of a translation that came back; what has no words yet stays without.

    Raises Refused for another document or language, where no unit has words, and where words are
    marked as classified: nothing of such a file is kept.  Source: security.md T15, H17.
    """
    source = _source(revision)
    text = from_json(source.text)
    _fits(revision, language, brought)
    require(*_classified(brought))
    told = {name: runs for name, runs in brought.told.items() if runs}
    made = units.translated(text, told)
    if not any(one.text.strip() for one in made):
        raise Refused(Refusal(refusals.CLAUSE, _("No paragraph of this file is translated yet.")))
    draft = languages.Draft(language, made, origin=Origin.TRANSLATED)
    edition = languages.add_edition(revision, draft, seen=seen, by=by, at=at)
    words = {unit.name: unit.text for unit in units.units(text)}
    changed = tuple(
        name
        for name, said in brought.sources.items()
        if name in words and " ".join(said.split()) != " ".join(words[name].split())
    )
    return Taken(edition, changed, units.missing(text, told))


def _source(revision: Revision) -> Expression:
    found = queries.editions(revision).get(revision.source)
    if found is None:
        raise Refused(
            Refusal(
                refusals.CLAUSE, _("The text from which it was translated is not available yet.")
            )
        )
    return found


def _classified(brought: Brought) -> tuple[Refusal, ...]:
    told = ("".join(run.text for run in runs) for runs in brought.told.values())
    marking = markings.found_in_words([*told, *brought.sources.values()]).classified
    codes = (Code.CLASSIFIED,) if marking else ()
    return refusal_texts.refusals(codes, accepts=(), megabytes=0, marking=marking)


def _fits(revision: Revision, language: str, brought: Brought) -> None:
    slug = brought.original.partition("/")[0]
    if slug and slug != revision.document.slug:
        raise Refused(Refusal(refusals.CLAUSE, _("This translation belongs to another document.")))
    if brought.target and brought.target.split("-")[0].lower() != language:
        raise Refused(
            Refusal(
                refusals.CLAUSE,
                _("This translation is in another language: {language}."),
                {"language": brought.target[:20]},
            )
        )

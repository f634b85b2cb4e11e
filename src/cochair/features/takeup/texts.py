"""Adopted texts that both attest: instruments of the forum, with official number and link."""

from collections.abc import Mapping
from typing import Any

from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.documents.vocabulary import RECORD
from cochair.features.meetings.models import Meeting
from cochair.features.takeup.lines import Said

ATTESTED = "attested"


def adopted(meeting: Meeting, source: str, said: Said, act: JointAct, *, held: bool) -> None:
    """Write the texts of a meeting as both attest them; what commitments were taken from stays.

    One that sources name is found by its number, or else by its title, and told again.
    """
    wanted = [one for one in said.texts if held and one.get("kind") != RECORD and one.get("title")]
    known = list(Instrument.objects.filter(forum=meeting.forum, meeting_slug=meeting.slug))
    kept = []
    for number, text in enumerate(wanted, start=1):
        row = next((one for one in known if one not in kept and _is_same(one, text)), None)
        row = row or Instrument(
            forum=meeting.forum, slug=_slug(meeting, number), meeting_slug=meeting.slug
        )
        row.kind = text.get("kind") or row.kind or "text"
        day = said.last or said.first
        assert day is not None
        row.day = day
        row.title = dict(text["title"])
        row.symbol, row.url = text.get("reference") or "", text.get("url") or ""
        row.source, row.confidence, row.attestation = [source], ATTESTED, act
        row.save()
        kept.append(row)
    for one in known:
        if one in kept:
            continue
        if not one.imported and one.document_id is None and _is_free(one):
            one.delete()
        elif one.imported and one.attestation_id is not None:
            _as_sources_say(one, meeting)


def _as_sources_say(row: Instrument, meeting: Meeting) -> None:
    """What both no longer attest is again what sources say of it."""
    told: Mapping[str, Any] = next((one for one in meeting.outcomes if _is_same(row, one)), {})
    row.attestation = None
    row.confidence = told.get("confidence", "")
    row.source = list(meeting.source)
    row.save(update_fields=["attestation", "confidence", "source"])


def _is_same(row: Instrument, text: Mapping[str, Any]) -> bool:
    reference = text.get("reference")
    if reference and row.symbol:
        return bool(row.symbol == reference)
    return any(words and words in row.title.values() for words in text["title"].values())


def _is_free(row: Instrument) -> bool:
    return not Commitment.objects.filter(instrument=row).exists()


def _slug(meeting: Meeting, number: int) -> str:
    while Instrument.objects.filter(
        forum=meeting.forum, slug=(slug := f"{meeting.slug}-text-{number}")
    ).exists():
        number += 1
    return slug

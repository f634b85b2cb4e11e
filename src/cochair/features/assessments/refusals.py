"""Why a joint assessment cannot be written or signed."""

from collections.abc import Collection, Mapping

from cochair.features.assessments.criteria import CRITERIA
from cochair.features.commitments.models import EffectivenessAssessment
from cochair.features.follow_up.refusals import printed
from cochair.procedure.book import PRACTICE
from cochair.procedure.refusal import Refusal, Sentence, _

LONGEST = 8000

type Sections = Mapping[str, Mapping[str, str]]


def not_signed(row: EffectivenessAssessment) -> Refusal | None:
    """What both signed changes no more."""
    if row.signed_at is None:
        return None
    return Refusal(
        "two-keys", _("Both Parties signed this assessment. It can no longer be changed.")
    )


def short(sections: Sections) -> Refusal | None:
    """No more than a page can carry."""
    texts = [said for words in sections.values() for said in words.values()]
    if all(len(said) <= LONGEST for said in texts):
        return printed(*texts)
    return Refusal(
        "practice", _("This is too long: the limit is {number} characters."), {"number": LONGEST}
    )


def whole(sections: Sections, languages: Collection[str], clause: str = PRACTICE) -> Refusal | None:
    """Every heading says something in every language before anybody signs."""
    missing = [
        Sentence(words)
        for code, words in CRITERIA.items()
        if not all(sections.get(code, {}).get(language, "").strip() for language in languages)
    ]
    if not missing:
        return None
    return Refusal(
        clause,
        _("Not written in every language: {headings}."),
        {"headings": tuple(missing)},
    )

"""Why a joint assessment cannot be written or signed."""

from collections.abc import Collection, Iterator, Mapping

from cochair.features.assessments import results
from cochair.features.assessments.criteria import CRITERIA
from cochair.features.commitments.models import Commitment, EffectivenessAssessment
from cochair.features.expectations.refusals import words_in
from cochair.features.follow_up.refusals import printed
from cochair.features.parties import queries as parties
from cochair.procedure.book import PRACTICE
from cochair.procedure.refusal import Refusal, Sentence, _

LONGEST = 8000
# What was expected, what came of it, and what it rests on do not fit in fewer.
FEWEST_WORDS = 8

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


def says_something(
    sections: Sections, languages: Collection[str], clause: str = PRACTICE
) -> Refusal | None:
    """Under no heading are there two words alone: "Most of it." assesses nothing."""
    thin = [
        Sentence(words)
        for code, words in CRITERIA.items()
        if any(
            0 < words_in(sections.get(code, {}).get(language, "")) < FEWEST_WORDS
            for language in languages
        )
    ]
    if not thin:
        return None
    return Refusal(
        clause,
        _(
            "These headings say too little: {headings}. Write at least {number} words in every "
            "language: what was expected, what came of it, and what shows it."
        ),
        {"headings": tuple(thin), "number": FEWEST_WORDS},
    )


def compared(
    row: EffectivenessAssessment, languages: Collection[str], clause: str = PRACTICE
) -> Iterator[Refusal]:
    """Each commitment with an expected result has its line, and the refusal says what it lacks."""
    codes = parties.roster(row.forum).party_codes
    for one in results.lines(row.cycle, row):
        missing = one.missing(languages, codes)
        if missing:
            facts = {"commitment": one.slug, "missing": missing}
            yield Refusal(clause, _("Commitment {commitment} still lacks: {missing}."), facts)


def to_sign(
    row: EffectivenessAssessment, languages: Collection[str], clause: str = PRACTICE
) -> tuple[Refusal, ...]:
    """Everything that an assessment lacks before anybody may sign it."""
    found = (
        not_signed(row),
        whole(row.sections, languages, clause),
        says_something(row.sections, languages, clause),
        *compared(row, languages, clause),
    )
    return tuple(one for one in found if one is not None)


def is_expected(line: results.Line | None, commitment: Commitment) -> Refusal | None:
    """A result is set beside what both agreed to expect."""
    if line is not None:
        return None
    return Refusal(
        "practice",
        _("Both Parties have not agreed to what is expected of {number}."),
        {"number": commitment.slug},
    )


def known(view: str, follows: str) -> Refusal | None:
    """What is chosen is offered, or nothing is chosen yet."""
    if view in {"", *results.VIEWS} and follows in {"", *results.FOLLOWS}:
        return None
    return Refusal("practice", _("Choose one of the answers that are offered."))

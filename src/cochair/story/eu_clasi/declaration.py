"""The joint declaration of the ministerial meeting: 24 paragraphs in three languages, and what becomes of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from cochair.features.texts import actions, chairs, issue, opening, party_private, queries
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.story.eu_clasi import papers, words
from cochair.story.events import Stage

PAPER, SYMBOL = "ec-min-2026-7", "EC-MIN/2026/7"
# The paragraph that is printed as point 9.
NINE = "p-14"
# Each of these paragraphs had a proposal by Spain or Paraguay after the first round.
CONTESTED = tuple(f"p-{number}" for number in range(7, 18))
STAYED = CONTESTED[:3]
REWRITTEN = tuple(f"p-{number}" for number in range(18, 24))

type Change = Mapping[str, Mapping[str, str]]


def title() -> Mapping[str, str]:
    """What the declaration is called, by language."""
    found: Mapping[str, str] = words.said("declaration.document.title")
    return found


def commitments() -> Sequence[Mapping[str, Any]]:
    """The 18 commitments in their order, each with its number, its areas and what is asked of it."""
    found: Sequence[Mapping[str, Any]] = words.said("declaration.commitments")
    return found


def of_paragraph(paragraph: str) -> Mapping[str, Any]:
    """The commitment that stands in a paragraph."""
    return next(one for one in commitments() if one["paragraph"] == paragraph)


def paragraphs(language: str) -> list[str]:
    """The 24 paragraphs in one language, as they are typed."""
    numbered = (*commitments(), words.said("declaration.last"))
    return [
        title()[language],
        *(one["text"][language] for one in words.said("declaration.recitals")),
        *(f"{one['number']}. {one['text'][language]}" for one in numbered),
    ]


def begun(stage: Stage) -> None:
    """The declaration in the register and out in three languages, its text under negotiation."""
    made = papers.entered(stage, "draft_final_document", title())
    for language in papers.LANGUAGES:
        papers.written(stage, made, language, paragraphs(language))
    papers.sent(stage, made, purpose="comment")
    by, at = stage.by("secretariat")
    opening.begin(papers.paper(stage, made.slug), by=by, at=at)


def row(stage: Stage) -> NegotiatedText:
    """The text that is negotiated."""
    found = queries.on_document(stage.forum, PAPER)
    assert found is not None, "The negotiation has begun."
    return found


def now(stage: Stage) -> core.NegotiatedText:
    """The text as it stands."""
    return queries.negotiated(row(stage))


def proposed(stage: Stage, who: str) -> None:
    """A delegation asks for other words in its share of the contested paragraphs, and notes for its
    capital why."""
    by, at = stage.by(who)
    for paragraph in CONTESTED:
        amendment = of_paragraph(paragraph)["amendment"]
        if amendment["by"] == who:
            old, new = amendment["en"]["old"], amendment["en"]["new"]
            start = now(stage).paragraph(paragraph).words["en"].index(old)
            draft = actions.Draft(
                core.Operation.REPLACE,
                paragraph,
                {"en": new},
                span=core.Span(start, start + len(old)),
                read=1,
            )
            actions.propose(row(stage), [draft], by=by, at=at)
            _noted(stage, who, paragraph, amendment["why"])


def noted(stage: Stage, who: str, paragraph: str, where: str) -> None:
    """A delegation notes for its capital, beside a paragraph, what stands at a place of the data."""
    _noted(stage, who, paragraph, words.said(where))


def _noted(stage: Stage, who: str, paragraph: str, said: Mapping[str, str]) -> None:
    by, at = stage.by(who)
    note, _language = stage.in_own_words(who, said)
    party_private.note(row(stage), paragraph, note, by=by, at=at)


def taken_in(stage: Stage, ids: Sequence[str]) -> None:
    """Both co-chairs have agreed to take in what was proposed; the other languages follow."""
    by, at = stage.by("secretariat")
    for paragraph in ids:
        (proposal,) = now(stage).open_on(paragraph)
        chairs.accept(row(stage), proposal.id, instructed=True, by=by, at=at)
        followed(stage, paragraph, of_paragraph(paragraph)["amendment"])


def rewritten(stage: Stage) -> None:
    """Both co-chairs agreed to write six more paragraphs anew."""
    for paragraph in REWRITTEN:
        change = of_paragraph(paragraph)["rewrite"]
        edited(stage, paragraph, change)
        followed(stage, paragraph, change)


def edited(stage: Stage, paragraph: str, change: Change, *, is_editorial: bool = False) -> None:
    """The secretariat writes other English words, as both co-chairs told it to."""
    by, at = stage.by("secretariat")
    said = now(stage).paragraph(paragraph)
    fresh = said.words["en"].replace(change["en"]["old"], change["en"]["new"], 1)
    chairs.edit(
        row(stage), paragraph, "en", fresh, read=said.numbers["en"], editorial=is_editorial,
        instructed=not is_editorial, by=by, at=at,
    )  # fmt: skip


def followed(stage: Stage, paragraph: str, change: Change) -> None:
    """A paragraph is put into the other languages as it is said now."""
    by, at = stage.by("secretariat")
    said = now(stage).paragraph(paragraph)
    for code in papers.LANGUAGES[1:]:
        fresh = said.words[code].replace(change[code]["old"], change[code]["new"], 1)
        read = said.numbers[code]
        chairs.translate(
            row(stage), paragraph, code, fresh, sense=said.sense, read=read, by=by, at=at
        )


def issued(stage: Stage, number: int) -> None:
    """The words as they stand, sent to everybody as the next revision."""
    by, at = stage.by("secretariat")
    found = row(stage)
    summary = f"declaration.document.preparatory_version.rev_{number}"
    issue.issue(
        found,
        summary=words.told(stage, "secretariat", summary),
        purpose="comment",
        seen=found.document.version,
        by=by,
        at=at,
    )

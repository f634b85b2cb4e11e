"""One text from its submission to its publication: what both submitted is adopted, and nothing else.

Refusal and success side by side: while both decide nothing is done to a document, afterwards only
what says the very words that were adopted, and a corrigendum that both sign.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest

import decided
import filed
import papers
import signing
import silences
from cochair.features.decisions import facts
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import facts as of_documents
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages import actions as languages
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.publications import queries as published
from cochair.features.register import actions as register
from cochair.features.register import adoptions
from cochair.features.room import actions as room
from cochair.features.silence import acts, closure
from cochair.features.texts import chairs, opening
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from decided import minutes
from papers import words
from played import played
from world import NOW

OTHER = words("One other.", "Two other.", "Three other.")
PASSED = silences.LATER + timedelta(minutes=1)
type Deed = Callable[[Document, datetime], object]


def seen(document: Document) -> int:
    return papers.fresh(document).version


def office(document: Document, at: datetime):
    return signing.secretariat(document.forum, at)


def told(document: Document, at: datetime) -> dict[str, object]:
    return {"seen": seen(document), "by": office(document, at), "at": at}


def other_words(document: Document, at: datetime, language: str = "en") -> Expression:
    draft = languages.Draft(language, OTHER)
    return languages.add_edition(papers.last(document), draft, **told(document, at))  # type: ignore[arg-type]


def released(document: Document, at: datetime) -> object:
    """A language released anew: of an edition that was written before."""
    made = Expression.objects.filter(revision__document=document, released_at=None).last()
    assert made is not None
    return languages.release(made, **told(document, at))  # type: ignore[arg-type]


def confirmed(document: Document, at: datetime) -> object:
    made = Expression.objects.filter(revision__document=document, language="es").last()
    assert made is not None
    return languages.confirm(made, **told(document, at))  # type: ignore[arg-type]


def revised(document: Document, at: datetime) -> Revision:
    return register.revise(document, source="en", summary="", **told(document, at))  # type: ignore[arg-type]


def circulated(document: Document, at: datetime) -> object:
    said = {"purpose": "information", "until": None}
    return register.circulate(papers.fresh(document), **said, **told(document, at))  # type: ignore[arg-type]


def finished(document: Document, at: datetime) -> object:
    return register.finish(document, **told(document, at))  # type: ignore[arg-type]


def widened(document: Document, at: datetime) -> object:
    return publishing.widen(document, marking="public", **told(document, at))  # type: ignore[arg-type]


def withdrawn(document: Document, at: datetime) -> object:
    return register.withdraw(document, reason="An older text.", **told(document, at))  # type: ignore[arg-type]


def superseded(document: Document, at: datetime) -> object:
    another = papers.circulated(document.forum, at=at)
    return register.supersede(document, successor=another, **told(document, at))  # type: ignore[arg-type]


def negotiated(document: Document, at: datetime) -> object:
    return opening.begin(document, by=office(document, at), at=at)


def publication(document: Document, at: datetime) -> object:
    why = "Nobody can wait for the last language."
    return publishing.propose_publication(papers.fresh(document), reason=why, **told(document, at))  # type: ignore[arg-type]


# What changes the words of a document, or takes it away; and what sends it on.
CHANGES: Mapping[str, Deed] = {
    "revised": revised,
    "written in other words": other_words,
    "released anew": released,
    "confirmed anew": confirmed,
    "withdrawn": withdrawn,
    "superseded": superseded,
    "negotiated": negotiated,
}
SENDS: Mapping[str, Deed] = {
    "circulated": circulated,
    "called final": finished,
    "read by more": widened,
    "published": publication,
}


def prepared(forum: Forum, **more: object) -> Document:
    """A paper with words that its office has written and not released; Spanish went stale."""
    paper = decided.paper(forum, **more)
    other_words(paper, NOW)
    Expression.objects.filter(revision__document=paper, language="es").update(
        state="stale", stale_at=NOW, stale_paragraphs=["p-1"]
    )
    return papers.fresh(paper)


@played
def in_the_room(forum: Forum, **more: object) -> tuple[Document, RoomDecision]:
    paper = prepared(forum, **more)
    reasons = {
        **decided.REASONS,
        "language": "Spanish is confirmed by both Parties after the meeting.",
    }
    row = decided.put(decided.sitting(forum), decided.wish(paper, reasons=reasons))
    return paper, row


@pytest.mark.parametrize("deed", [*CHANGES, *SENDS], ids=lambda deed: str(deed).replace(" ", "-"))
def test_while_a_text_is_submitted_in_the_room_nothing_is_done_to_it(
    small_forum: Forum, deed: str
) -> None:
    marking = "public" if deed == "published" else "forum"
    paper, row = in_the_room(small_forum, marking=marking)
    if deed == "confirmed anew":
        # A language that both went on without may follow, and once.
        confirmed(paper, minutes(1))
        return

    with pytest.raises(
        Refused, match="The document is submitted for adoption at the meeting: number"
    ):
        {**CHANGES, **SENDS}[deed](paper, minutes(1))

    decided.declared(row, Claim.REPLACED, minutes(2))
    assert {**CHANGES, **SENDS}[deed](paper, minutes(3)) is not None


@played
def under_silence(forum: Forum, marking: str) -> Document:
    paper = silences.line(forum, marking=marking)
    other_words(paper, NOW)
    signing.both_sign(forum, silences.proposed(paper))
    return paper


@pytest.mark.parametrize("deed", [*CHANGES, *SENDS], ids=lambda deed: str(deed).replace(" ", "-"))
def test_while_a_text_is_under_silence_nothing_is_done_to_it(small_forum: Forum, deed: str) -> None:
    paper = under_silence(small_forum, "public" if deed == "published" else "forum")
    row = silences.queries.procedures(small_forum).get()

    with pytest.raises(Refused, match="The document is under silence procedure 1"):
        {**CHANGES, **SENDS}[deed](paper, NOW)

    act = acts.WITHDRAW.propose(row, None, reason="Anew.", by=office(paper, NOW), at=NOW)
    signing.both_sign(small_forum, act)
    if deed != "confirmed anew":
        assert {**CHANGES, **SENDS}[deed](paper, NOW) is not None


@played
def adopted_in_the_room(forum: Forum) -> Document:
    paper = decided.paper(forum)
    other_words(paper, NOW)
    row = decided.put(decided.sitting(forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, minutes(2))
    return paper


@pytest.mark.parametrize("deed", CHANGES, ids=lambda deed: str(deed).replace(" ", "-"))
def test_what_was_adopted_in_the_room_is_changed_by_nobody_alone(
    small_forum: Forum, deed: str
) -> None:
    paper = adopted_in_the_room(small_forum)

    with pytest.raises(Refused, match="This text was adopted: decision"):
        CHANGES[deed](paper, minutes(3))


def by_silence(paper: Document) -> None:
    """Both open a silence, nobody objects, and it is closed."""
    signing.both_sign(paper.forum, silences.proposed(paper))
    closure.close_due(paper.forum, silences.LATER)


@played
def adopted_by_silence(forum: Forum) -> Document:
    paper = silences.line(forum)
    other_words(paper, NOW)
    by_silence(paper)
    return paper


@pytest.mark.parametrize("deed", CHANGES, ids=lambda deed: str(deed).replace(" ", "-"))
def test_what_was_adopted_by_silence_is_changed_by_nobody_alone(
    small_forum: Forum, deed: str
) -> None:
    paper = adopted_by_silence(small_forum)

    with pytest.raises(Refused, match="adopted by silence procedure 1"):
        CHANGES[deed](paper, PASSED)


def test_the_words_that_were_adopted_go_to_more_readers_and_to_the_public(
    small_forum: Forum,
) -> None:
    paper = decided.paper(small_forum)
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, minutes(2))
    at = minutes(5)

    assert circulated(paper, at) and widened(paper, at)
    act = publication(paper, at)
    signing.both_sign(small_forum, act, at)  # type: ignore[arg-type]

    found = published.publication(small_forum, paper.slug)
    assert found is not None
    assert {code: one.digest for code, one in found.editions.items()} == row.terms["languages"]


def other_words_went_out(paper: Document) -> None:
    """As an older database may have it: a later revision that says something else, in all languages."""
    first = papers.last(paper)
    newer = Revision.objects.create(
        document=paper, number=1, source="en", made_at=NOW, circulated_at=minutes(3)
    )
    for made in Expression.objects.filter(revision=first):
        made.pk, made.revision, made.digest = None, newer, "0" * 64
        made.save()


def test_a_text_that_nobody_agreed_is_not_published_as_the_agreed_one(small_forum: Forum) -> None:
    """Also where other words went out before anything held the document, in an older database."""
    paper = decided.paper(small_forum, marking="public")
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, minutes(2))
    other_words_went_out(paper)

    with pytest.raises(Refused, match="does not say what both Parties agreed to"):
        publication(paper, minutes(5))
    with pytest.raises(Refused, match="does not say what both Parties agreed to"):
        circulated(paper, minutes(5))


def test_a_publication_that_waits_while_a_text_is_submitted_waits_until_it_is_adopted(
    small_forum: Forum,
) -> None:
    paper = decided.paper(small_forum, marking="public")
    act = publication(paper, NOW)
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    with pytest.raises(Refused, match="submitted for adoption at the meeting"):
        signing.turn(act, signing.league(small_forum, minutes(1)), minutes(1))  # type: ignore[arg-type]

    decided.declared(row, Claim.CONSENSUS, minutes(2))
    signing.both_sign(small_forum, act, minutes(3))  # type: ignore[arg-type]

    assert published.publication(small_forum, paper.slug) is not None


def test_nothing_is_submitted_while_another_revision_is_being_written(small_forum: Forum) -> None:
    paper = decided.paper(small_forum)
    meeting = decided.sitting(small_forum)
    revised(paper, NOW)
    with pytest.raises(Refused, match="A new revision has begun"):
        decided.put(meeting, decided.wish(paper))

    for code in ("en", "es", "pt"):
        papers.written(paper, code, OTHER)
    papers.sent(paper)
    assert decided.put(meeting, decided.wish(paper)).terms["revision"] == 1


def test_what_was_adopted_is_submitted_to_nobody_again(small_forum: Forum) -> None:
    paper = silences.line(small_forum)
    by_silence(paper)

    with pytest.raises(Refused, match="adopted by silence"):
        decided.put(decided.sitting(small_forum), decided.wish(paper))
    assert decided.put(
        decided.Meeting.objects.get(slug=signing.COUNCIL), decided.wish(decided.paper(small_forum))
    )


def test_a_language_that_both_went_on_without_follows_once(small_forum: Forum) -> None:
    texts = {"en": words("One.", "Two."), "es": words("Uno.", "Dos.")}
    paper = papers.circulated(small_forum, texts, marking="public")
    reasons = {**decided.REASONS, "language": "Portuguese follows within a week."}
    row = decided.put(decided.sitting(small_forum), decided.wish(paper, reasons=reasons))
    decided.declared(row, Claim.CONSENSUS, minutes(2))
    at = minutes(5)

    papers.written(paper, "pt", words("Um.", "Dois."), at=at)
    with pytest.raises(Refused, match="This text was adopted"):
        papers.written(paper, "pt", words("Outro.", "Dois."), at=at)
    with pytest.raises(Refused, match="This text was adopted"):
        papers.written(paper, "es", words("Otro.", "Dos."), at=at)

    signing.both_sign(small_forum, publication(paper, at), at)  # type: ignore[arg-type]
    found = published.publication(small_forum, paper.slug)
    assert found is not None and set(found.editions) == {"en", "es", "pt"}


def test_a_language_whose_file_was_held_follows_and_makes_no_adopted_language_stale(
    small_forum: Forum,
) -> None:
    """Nobody read the words that were held: the others were never translations of them."""
    paper = papers.entered(small_forum, marking="public")
    for code in ("en", "es"):
        papers.written(paper, code, words("One.", "Two."))
    file = filed.kept(small_forum, office(paper, NOW), "LIMITE")
    papers.written(paper, "pt", words("Um.", "Dois."), file=file)
    paper = papers.sent(paper)
    reasons = {**decided.REASONS, "language": "The Portuguese file is held until Friday."}
    row = decided.put(decided.sitting(small_forum), decided.wish(paper, reasons=reasons))
    decided.declared(row, Claim.CONSENSUS, minutes(2))

    papers.written(paper, "pt", words("Um só.", "Dois."), at=minutes(5))

    states = Expression.objects.filter(revision=papers.last(paper), replaced_at=None)
    assert set(states.values_list("state", flat=True)) == {"released"}


def test_what_was_changed_during_a_pause_is_not_adopted_in_the_words_before(
    small_forum: Forum,
) -> None:
    row = decided.negotiated(small_forum)
    made = decided.objected(row, decided.head(small_forum), minutes(1))
    decided.suspended(row, minutes(2))
    by = signing.secretariat(small_forum, minutes(3))
    said = {"read": 1, "editorial": False, "instructed": True, "by": by, "at": minutes(3)}
    chairs.edit(row.text, "p-3", "en", "We will meet every year.", **said)  # type: ignore[arg-type]
    room.withdraw(row, made, by=decided.head(small_forum), at=minutes(4))

    with pytest.raises(Refused, match="changed since it was submitted"):
        decided.declared(row, Claim.CONSENSUS, minutes(5))
    assert decided.declared(row, Claim.REPLACED, minutes(6)).effective_at == minutes(6)


def test_clauses_are_judged_by_what_was_adopted_and_not_by_what_went_out_later(
    small_forum: Forum,
) -> None:
    """In an older database other words may stand under the number of what was adopted."""
    paper = decided.paper(small_forum)
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, minutes(2))
    first = papers.last(paper)
    other_words_went_out(paper)
    Expression.objects.filter(revision=papers.last(paper), language="pt").delete()

    decision = facts.known(small_forum)
    assert decision.agreed == {paper.slug: 0}
    (known,) = of_documents.documents(small_forum, decision.agreed)
    assert {one.language for one in known.current} == {"en", "es", "pt"}
    (taken,) = decision.decisions[row.meeting.slug]
    assert taken.decision.same_text

    Expression.objects.filter(revision=first, language="es").update(digest="0" * 64)
    (taken,) = facts.known(small_forum).decisions[row.meeting.slug]
    assert not taken.decision.same_text


def test_consensus_that_was_claimed_over_an_objection_in_time_is_shown_as_no_adoption(
    small_forum: Forum,
) -> None:
    """The objection reached the server before, and was dealt with afterwards."""
    paper = decided.paper(small_forum)
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, minutes(5))
    Document.objects.filter(pk=paper.pk).update(final_at=minutes(9))
    before = adoptions.of_document(papers.fresh(paper))

    decided.objected(row, decided.head(small_forum), minutes(3))

    assert before is not None and before.at == minutes(5)
    assert adoptions.of_document(papers.fresh(paper)) is None

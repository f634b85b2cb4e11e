"""The page of a document, as somebody meets it who has never seen one: what is next, and no more.

Each of these was in somebody's way when the screens were walked through.
"""

import html

import pytest

import decided
import papers
import signing
import silences
from cochair.features.circulation import actions as circulating
from cochair.features.circulation import queries
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents.models import Document, Expression, Receipt
from cochair.features.languages import actions as languages
from cochair.features.observers import actions as observing
from cochair.features.observers.states import Answer
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.register import actions as register
from cochair.features.silence import closure
from cochair.formats.paragraphs import ITEM, Paragraph, plain
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from matrix import Scene
from papers import words
from world import NOW

HARBOURS = "world-harbours"


def page(scene: Scene, paper: Document, hat: str = "secretariat", ask: str = "") -> str:
    address = f"/en/{scene.forum.slug}/documents/{paper.slug}/{ask}"
    answer = scene.client(hat).get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def main(shown: str) -> str:
    return shown.split("<main")[1].split("</main>")[0]


def test_its_authors_are_told_what_is_next_and_are_not_told_of_authors(at_work: Scene) -> None:
    paper = papers.entered(at_work.forum)
    first = main(page(at_work, paper))
    assert "Add the text of a language" in first and "The authors have not released" not in first
    assert f"/documents/{paper.slug}/text/en/" in first.split("<ul")[0]
    assert "Opened by" not in first and "No comments yet." not in first

    papers.written(paper, "en", words("One."), released=False)
    assert 'href="#change">Release a language version' in main(page(at_work, paper))

    papers.written(paper, "en", words("One."))
    ready = main(page(at_work, paper))
    assert 'href="#circulate"' in ready and 'id="circulate" open' in ready

    papers.sent(paper)
    out = main(page(at_work, paper))
    # Two languages are still missing; once nothing waits, what its authors may change is folded.
    assert 'id="change" open' in out
    papers.written(paper, "es", words("One es."))
    # A courtesy translation waits until it is released.
    courtesy = papers.written(paper, "pt", words("One pt."), courtesy=True, released=False)
    assert 'id="change" open' in main(page(at_work, paper))
    seen, by = papers.fresh(paper).version, signing.secretariat(at_work.forum)
    languages.release(courtesy, seen=seen, by=by, at=NOW)
    assert 'id="change" open' not in main(page(at_work, paper))
    assert 'id="circulate"' in out and 'id="circulate" open' not in out
    assert "Circulate the document again" in out and "A draft" not in out and "Opened by" in out


def test_what_a_hold_would_refuse_is_not_offered_and_one_line_says_what_holds_it(
    at_work: Scene,
) -> None:
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    paper = papers.circulated(at_work.forum, texts, kind="press_line", marking="forum")
    changes = [
        f"/documents/{paper.slug}/{one}/"
        for one in (
            "text/en",
            "circulation",
            "revision",
            "readers",
            "final",
            "successor",
            "withdrawal",
        )
    ]
    free = main(page(at_work, paper))
    offered = [one for one in changes if f'"/en/{at_work.forum.slug}{one}"' in free]
    assert len(offered) >= 5 and "The document is under silence procedure" not in free

    signing.both_sign(at_work.forum, silences.proposed(paper))
    held = main(page(at_work, paper))

    number = SilenceProcedure.objects.get(revision__document=paper).number
    assert [one for one in offered if f'"/en/{at_work.forum.slug}{one}"' in held] == []
    assert held.count(f"The document is under silence procedure {number}.") == 1
    # A number in another register changes nothing of it.
    assert "Record the number" in held
    for language, says in (("es", "silencio"), ("pt", "silêncio")):
        address = f"/{language}/{at_work.forum.slug}/documents/{paper.slug}/"
        answer = at_work.client("secretariat").get(address).content.decode()
        assert says in main(answer).split('id="change"')[1]


def test_what_took_the_place_of_a_document_is_named_to_whoever_may_read_it(
    at_work: Scene,
) -> None:
    """Its address alone would tell its number (domain.md C.8; docs/decisions/0039)."""
    paper = papers.circulated(at_work.forum)
    later = papers.circulated(at_work.forum, marking="presidencies")
    by, seen = signing.secretariat(at_work.forum), papers.fresh(paper).version
    register.supersede(paper, successor=later, seen=seen, by=by, at=NOW)
    address = f"/documents/{later.slug}/"

    own, other = main(page(at_work, paper)), main(page(at_work, paper, "delegation"))

    assert at_work.client("delegation").get(f"/en/{at_work.forum.slug}{address}").status_code == 404
    assert address in own and "This document was replaced by:" in own
    assert address not in other and later.slug not in other
    assert "The document was replaced by another document." in other


def test_a_document_is_replaced_by_one_that_stands_and_nobody_is_led_round(at_work: Scene) -> None:
    one, two, gone = (papers.circulated(at_work.forum) for _ in range(3))
    by = signing.secretariat(at_work.forum)

    def replaced(paper: Document, later: Document) -> None:
        seen = papers.fresh(paper).version
        register.supersede(paper, successor=papers.fresh(later), seen=seen, by=by, at=NOW)

    register.withdraw(gone, reason="Sent twice.", seen=papers.fresh(gone).version, by=by, at=NOW)
    with pytest.raises(Refused, match="withdrawn"):
        replaced(one, gone)
    with pytest.raises(Refused, match="Only another"):
        replaced(one, one)
    replaced(one, two)
    with pytest.raises(Refused, match="itself replaced"):
        replaced(two, one)

    assert papers.fresh(one).superseded_by == two
    assert papers.fresh(two).superseded_by is None


def test_there_is_something_to_compare_from_the_second_version_on(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, {"en": words("One.")})
    assert "/comparison/" not in page(at_work, paper)

    papers.written(paper, "es", words("Uno."), released=False)

    assert "/comparison/" in page(at_work, paper)
    assert "/comparison/" not in page(at_work, paper, "other_presidency")


def test_nothing_is_offered_on_an_old_revision_or_a_withdrawn_document(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum)
    by = signing.secretariat(at_work.forum)
    row = papers.fresh(paper)
    register.revise(row, source="en", summary="", seen=row.version, by=by, at=NOW)
    assert 'id="change"' in page(at_work, paper)
    assert 'id="change"' not in page(at_work, paper, ask="init/")

    row = papers.fresh(paper)
    register.withdraw(row, reason="Wrong paper.", seen=row.version, by=by, at=NOW)

    assert 'id="change"' not in page(at_work, paper)


def test_a_text_that_was_kept_is_shown_in_its_own_language(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum)
    address = f"/en/{at_work.forum.slug}/documents/{paper.slug}/"
    seen = Document.objects.get(pk=paper.pk).version

    kept = at_work.client("secretariat").post(
        f"{address}text/es/", {"seen": seen, "text": "Uno.\n\nDos."}
    )

    assert kept["Location"] == f"{address}?text=es"
    assert "Uno." in page(at_work, paper, ask="?text=es")


def test_only_the_language_that_was_shown_counts_as_opened(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, {"en": words("One."), "es": words("Uno.")})

    page(at_work, paper, "other_presidency", "?text=es")

    rows = Receipt.objects.filter(expression__revision__document=paper)
    assert [row.expression.language for row in rows] == ["es"]
    page(at_work, paper, "other_presidency", "?text=all")
    assert rows.all().count() == 2


def test_a_translation_with_a_gap_is_released_with_a_word_of_warning(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum)
    gap = (plain("p-1", "Uno."), Paragraph("p-2", ITEM, number="1."))
    papers.written(paper, "es", gap, released=False)
    client = at_work.client("secretariat")
    address = f"/en/{at_work.forum.slug}/documents/{paper.slug}/"

    seen = Document.objects.get(pk=paper.pk).version
    released = client.post(f"{address}text/es/release/", {"seen": seen}, follow=True)

    said = html.unescape(released.content.decode())
    assert "1 paragraph has no text in this language." in said
    assert "not in this language" in main(page(at_work, paper, ask="?text=es"))


def test_going_out_as_public_is_not_yet_for_anyone(at_work: Scene) -> None:
    said = "The public may read the document only after both co-presidencies have published it."
    public = papers.entered(at_work.forum, marking="public")
    wide = papers.entered(at_work.forum)

    assert said in page(at_work, public) and said not in page(at_work, wide)


def test_a_comment_says_on_which_paragraph_it_hangs(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum)
    edition = Expression.objects.get(revision__document=paper)
    by = signing.concert(at_work.forum)
    circulating.comment(edition, paragraph="p-2", text="Why?", own_party=False, by=by, at=NOW)

    shown = page(at_work, paper)
    assert "on paragraph 2" in shown
    # What opens the form is a verb and its object.
    assert "<span>Write a comment</span>" in shown


def test_an_observer_reads_the_papers_it_was_granted_and_what_nobody_says_of_them(
    small_forum: Forum,
) -> None:
    """CB-31: papers marked for observers, of a meeting to which both agreed to invite it."""
    council = signing.fixed(small_forum)
    hat = papers.somebody(small_forum, Role.OBSERVER, "", "", HARBOURS)
    about = {"marking": "participants", "meeting": council.slug}
    paper = papers.circulated(small_forum, for_observers=True, **about)
    other = papers.circulated(small_forum, **about)
    ours, theirs = signing.league(small_forum), signing.concert(small_forum)
    edition = Expression.objects.get(revision__document=paper)
    said = circulating.comment(
        edition, paragraph="", text="Not so.", own_party=False, by=theirs, at=NOW
    )
    request = observing.request_attendance(
        council, organisation=HARBOURS, reason="We care.", documents="observers", by=ours, at=NOW
    )
    for by in (ours, theirs):
        observing.answer_request(request, answer=Answer.AGREED, by=by, at=NOW)
    assert not papers.sees(paper, hat)

    act = observing.propose_invitation(request, sessions=(), documents="observers", by=ours, at=NOW)
    signing.both_sign(small_forum, act)

    assert papers.sees(paper, hat) and not papers.sees(other, hat)
    assert queries.comments(paper, hat) == []
    assert queries.comment(small_forum, said.pk, hat) is None


def test_words_that_its_office_never_released_are_not_shown_to_it_as_adopted(
    at_work: Scene,
) -> None:
    """They were written before both submitted the text, and stay as they are."""
    forum, at = at_work.forum, silences.LATER
    paper = silences.line(forum)
    papers.written(paper, "en", words("Another en."), released=False)
    signing.both_sign(forum, silences.proposed(papers.fresh(paper)))
    closure.close_due(forum, at)
    by = signing.secretariat(forum, at)
    register.finish(paper, seen=papers.fresh(paper).version, by=by, at=at)

    with clock.at(at):
        draft, es = (main(page(at_work, paper, ask=ask)) for ask in ("?text=en", "?text=es"))
        others = main(page(at_work, paper, "other_presidency", "?text=en"))

    assert "Another en." in draft and "Adopted by consensus" not in draft
    assert "One es." in es and "Adopted by consensus" in es
    assert "One en." in others and "Adopted by consensus" in others


def test_an_adopted_text_names_the_meeting_that_adopted_it_and_not_the_one_it_was_written_for(
    at_work: Scene,
) -> None:
    forum, at = at_work.forum, silences.LATER
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    row = decided.put(decided.sitting(forum), decided.wish(decided.paper(forum)))
    decided.declared(row, Claim.CONSENSUS, decided.LATER)
    silent = papers.circulated(forum, texts, kind="press_line", meeting=row.meeting.slug)
    signing.both_sign(forum, silences.proposed(silent))
    closure.close_due(forum, at)
    for paper in (silent, row.document):
        # As both would issue it.
        Document.objects.filter(pk=paper.pk).update(final_at=decided.LATER)

    with clock.at(decided.LATER):
        client = at_work.client("secretariat")
        silently, in_room = (
            client.get(f"/en/{forum.slug}/documents/{paper.slug}/").context
            for paper in (silent, row.document)
        )

    assert (silently["adopted_in"], in_room["adopted_in"]) == ("", "Council II")
    assert silently["adoption"] is not None and silently["head"].meeting == "Council II"

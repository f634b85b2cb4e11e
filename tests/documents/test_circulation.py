"""Who opened what, comments and their answers, and the letters about documents (N12, N14; C.9)."""

from datetime import timedelta

import pytest

import negotiations
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.circulation import actions, notices, queries
from cochair.features.documents.models import Comment, Document, Expression, Receipt
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web import localize
from cochair.web.clock import clock
from matrix import Scene
from papers import words
from world import NOW


@pytest.fixture
def paper(small_forum: Forum) -> Document:
    """A paper in three languages, sent for comment."""
    texts = {code: words(f"One {code}.", f"Two {code}.") for code in ("en", "es", "pt")}
    return papers.circulated(small_forum, texts)


def english(paper: Document) -> Expression:
    return Expression.objects.get(revision__document=paper, language="en", replaced_at=None)


def commented(paper: Document, by, **more: object) -> Comment:
    said = {"paragraph": "p-1", "text": "Why?", "own_party": False, **more}
    return actions.comment(english(paper), by=by, at=NOW, **said)  # type: ignore[arg-type]


def test_a_comment_is_answered_by_whoever_registered_the_document(paper: Document) -> None:
    forum = paper.forum
    theirs, ours = signing.concert(forum), signing.secretariat(forum)
    said = commented(paper, theirs)
    assert commented(paper, theirs).pk == said.pk

    with pytest.raises(Refused):
        actions.answer(said, state="taken", text="", by=theirs, at=NOW)
    with pytest.raises(Refused):
        actions.answer(said, state="not_taken", text="", by=ours, at=NOW)
    done = actions.answer(said, state="not_taken", text="It was agreed.", by=ours, at=NOW)

    assert (done.state, done.answer) == ("not_taken", "It was agreed.")


def test_a_comment_in_one_party_is_read_counted_and_answered_by_nobody_of_the_other(
    paper: Document,
) -> None:
    forum = paper.forum
    theirs, ours = signing.concert(forum), signing.secretariat(forum)

    private = commented(paper, theirs, own_party=True)

    assert [one.pk for one in queries.comments(paper, theirs)] == [private.pk]
    assert queries.comments(paper, ours) == []
    assert queries.comment(forum, private.pk, ours) is None
    with pytest.raises(Refused):
        actions.answer(private, state="taken", text="", by=ours, at=NOW)
    assert not Entry.objects.filter(verb="document.commented").exists()


@pytest.mark.parametrize(
    "typed", [{"text": " "}, {"paragraph": "p-99"}, {"text": "\u202e"}, {"text": "x" * 5000}]
)
def test_a_comment_without_words_or_on_nothing_is_refused(
    paper: Document, typed: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        commented(paper, signing.concert(paper.forum), **typed)


def test_whoever_may_read_a_paper_is_written_to_and_nobody_else(paper: Document) -> None:
    forum = paper.forum
    signing.concert(forum)
    papers.somebody(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    wide = Entry.objects.get(verb="document.circulated")

    told = {letter.to.office for letter in notices.of_a_circulation(wide, NOW)}
    assert told == {"co_presidency CONCERT XP", "delegation_head LEAGUE XN"}

    papers.circulated(forum, marking="presidencies")
    narrow = Entry.objects.filter(verb="document.circulated").order_by("-seq")[0]
    told = {letter.to.office for letter in notices.of_a_circulation(narrow, NOW)}
    assert told == {"co_presidency CONCERT XP"}


def test_the_secretariat_that_owes_them_is_told_which_languages_went_stale(
    paper: Document,
) -> None:
    papers.written(paper, "en", words("One en.", "Three en."))
    entry = Entry.objects.filter(verb="language.released").order_by("-seq")[0]

    (letter,) = notices.of_what_went_stale(entry, NOW)

    assert letter.to.office == "secretariat LEAGUE"
    assert "Spanish and Portuguese" in localize.say(letter.lines[0], language="en")  # type: ignore[arg-type]


def test_no_secretariat_is_told_of_a_paper_that_a_delegation_has_not_sent_out(
    small_forum: Forum,
) -> None:
    """Its page is closed to the secretariat of the Party until it is circulated (domain.md C.8)."""
    signing.secretariat(small_forum)
    head = papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    draft = papers.entered(small_forum, by=head, kind="non_paper")
    for code in ("en", "es"):
        papers.written(draft, code, words("One.", "Two."), by=head)
    papers.written(draft, "en", words("One.", "Three."), by=head)
    entry = Entry.objects.filter(verb="language.released").order_by("-seq")[0]

    assert entry.facts["stale"] == ["es"]
    assert list(notices.of_what_went_stale(entry, NOW)) == []


def test_opening_the_page_is_noted_once_and_shown_to_the_authors(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum)
    address = f"/en/{at_work.forum.slug}/documents/{paper.slug}/"

    for _twice in range(2):
        assert at_work.client("other_presidency").get(address).status_code == 200

    assert Receipt.objects.filter(expression__revision__document=paper).count() == 1
    shown = at_work.client("secretariat").get(address).content.decode()
    assert "Opened by" in shown and "Palmera" in shown
    assert "Opened by" not in at_work.client("other_presidency").get(address).content.decode()


def test_while_comments_are_asked_for_home_and_the_document_say_until_when(
    small_forum: Forum,
) -> None:
    until = NOW + timedelta(days=3)
    by = signing.secretariat(small_forum)
    paper = papers.entered(small_forum, by=by)
    papers.written(paper, "en", words("One."), by=by)
    papers.sent(paper, by=by, purpose="comment", until=until)
    norland, ours = (
        people.signed_in(Account.objects.get(pk=hat.account))
        for hat in (negotiations.norland(small_forum), by)
    )
    home = f"/en/{small_forum.slug}/home/"
    page = f"/en/{small_forum.slug}/documents/{paper.slug}/"

    with clock.at(NOW):
        said = [norland.get(home), norland.get(page)]
        own = ours.get(home).content.decode()
    with clock.at(until):
        later = [norland.get(home), norland.get(page)]

    assert all("Open for comments" in one.content.decode() for one in said)
    assert "Open for comments" not in own
    assert not any("Open for comments" in one.content.decode() for one in later)

"""What both agreed to is corrected by both: a corrigendum and its words take both signatures."""

import pytest
from django.test import Client
from django.urls import reverse

import decided
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts import visibility
from cochair.features.acts.models import JointAct
from cochair.features.corrigenda import actions
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression
from cochair.features.languages import actions as languages
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.publications import queries as published
from cochair.features.register import actions as register
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from decided import minutes
from papers import words

AT = minutes(60)
RIGHT = words("Uno es.", "Dos es.", "Tres es.")


@pytest.fixture
def adopted(small_forum: Forum) -> RoomDecision:
    """A paper in three languages that the Council adopted."""
    paper = decided.paper(small_forum, marking="public")
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    return row


def drafted(of: Document) -> Document:
    """A corrigendum of the Spanish words, written and released by one side, that nobody has."""
    made = papers.entered(
        of.forum, kind="corrigendum", of=of, suffix="COR", corrects="es", source="es",
        marking=of.marking, at=AT,
    )  # fmt: skip
    papers.written(made, "es", words("En lugar de «One», léase «Uno»."), at=AT)
    return made


def sent(corrigendum: Document) -> JointAct:
    by, seen = signing.secretariat(corrigendum.forum, AT), papers.fresh(corrigendum).version
    return actions.propose(papers.fresh(corrigendum), seen=seen, by=by, at=AT)


def spanish(document: Document) -> Expression:
    return queries.released(papers.last(papers.fresh(document)))["es"]


def test_neither_the_corrigendum_nor_its_words_go_out_by_one_side_alone(
    adopted: RoomDecision,
) -> None:
    paper, before = adopted.document, spanish(adopted.document)
    corrigendum = drafted(paper)
    edition = papers.written(paper, "es", RIGHT, corrigendum=corrigendum, released=False, at=AT)

    with pytest.raises(Refused, match="for signature"):
        papers.sent(corrigendum, at=AT)
    with pytest.raises(Refused, match="for signature"):
        by, seen = signing.secretariat(paper.forum, AT), papers.fresh(paper).version
        languages.release(edition, seen=seen, by=by, at=AT)
    act = sent(corrigendum)
    signing.turn(act, signing.league(paper.forum, AT), AT)
    assert spanish(paper) == before and papers.fresh(corrigendum).circulated_at is None

    signing.turn(act, signing.concert(paper.forum, AT), AT)

    assert papers.fresh(corrigendum).circulated_at == AT
    assert spanish(paper) == edition and spanish(paper).corrigendum == corrigendum


def test_both_sides_read_the_corrigendum_that_they_sign_and_others_once_both_have_signed(
    adopted: RoomDecision,
) -> None:
    paper, forum = adopted.document, adopted.document.forum
    corrigendum = drafted(paper)
    papers.written(paper, "es", RIGHT, corrigendum=corrigendum, released=False, at=AT)
    act = sent(corrigendum)
    both = signing.league(forum, AT), signing.concert(forum, AT)
    delegation = papers.somebody(forum, "delegation_head", "CONCERT", "XL", at=AT)

    assert [visibility.seen([act], forum, hat, AT) for hat in both] == [[act], [act]]
    assert visibility.seen([act], forum, delegation, AT) == []

    for hat in both:
        signing.turn(act, hat, AT)
    act.refresh_from_db()
    assert visibility.seen([act], forum, delegation, AT) == [act]


def test_other_words_than_those_that_were_read_make_the_signatures_void(
    adopted: RoomDecision,
) -> None:
    paper = adopted.document
    corrigendum = drafted(paper)
    papers.written(paper, "es", RIGHT, corrigendum=corrigendum, released=False, at=AT)
    act = sent(corrigendum)
    signing.turn(act, signing.league(paper.forum, AT), AT)

    other = words("Otra cosa.", "Dos es.", "Tres es.")
    papers.written(paper, "es", other, corrigendum=corrigendum, released=False, at=AT)
    with pytest.raises(Refused):
        signing.turn(act, signing.concert(paper.forum, AT), AT)

    act.refresh_from_db()
    assert act.state == "void" and spanish(paper).corrigendum is None


def test_another_title_than_the_one_that_was_read_makes_the_signatures_void(
    adopted: RoomDecision,
) -> None:
    paper = adopted.document
    corrigendum = drafted(paper)
    papers.written(paper, "es", RIGHT, corrigendum=corrigendum, released=False, at=AT)
    act = sent(corrigendum)
    signing.turn(act, signing.league(paper.forum, AT), AT)

    said = {"title": "Puertos cerrados", "corrigendum": corrigendum, "released": False}
    papers.written(paper, "es", RIGHT, at=AT, **said)
    with pytest.raises(Refused):
        signing.turn(act, signing.concert(paper.forum, AT), AT)

    assert spanish(paper).title != "Puertos cerrados"


def test_while_a_text_is_submitted_nobody_sends_out_a_corrigendum_of_it(
    small_forum: Forum,
) -> None:
    paper = decided.paper(small_forum, marking="public")
    row = decided.put(decided.sitting(small_forum), decided.wish(paper))
    corrigendum = drafted(paper)

    with pytest.raises(Refused, match="submitted for adoption at the meeting"):
        papers.sent(corrigendum, at=AT)

    decided.declared(row, Claim.REPLACED, minutes(61))
    assert papers.sent(corrigendum, at=minutes(62)).circulated_at == minutes(62)


@pytest.mark.parametrize("end", ["withdrawn", "superseded"])
def test_a_corrigendum_with_which_nobody_goes_on_waits_for_no_signature(
    adopted: RoomDecision, end: str
) -> None:
    forum = adopted.document.forum
    corrigendum = drafted(adopted.document)
    act = sent(corrigendum)
    signing.turn(act, signing.league(forum, AT), AT)
    told = {"seen": papers.fresh(corrigendum).version, "by": signing.secretariat(forum, AT), "at": AT}  # fmt: skip

    if end == "withdrawn":
        register.withdraw(corrigendum, reason="The word was right.", **told)  # type: ignore[arg-type]
    else:
        other = papers.circulated(forum, at=AT)
        register.supersede(corrigendum, successor=other, **told)  # type: ignore[arg-type]

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", f"document.{end}")
    with pytest.raises(Refused):
        sent(corrigendum)


def test_what_both_signed_stays_and_can_be_published(adopted: RoomDecision) -> None:
    paper = adopted.document
    corrigendum = drafted(paper)
    papers.written(paper, "es", RIGHT, corrigendum=corrigendum, released=False, at=AT)
    signing.both_sign(paper.forum, sent(corrigendum), AT)
    by = signing.secretariat(paper.forum, AT)

    for deed in (
        lambda one, **told: register.revise(one, source="es", summary="", **told),
        lambda one, **told: register.withdraw(one, reason="Wrong.", **told),
    ):
        with pytest.raises(Refused, match="Both Parties signed this corrigendum"):
            deed(corrigendum, seen=papers.fresh(corrigendum).version, by=by, at=AT)
    with pytest.raises(Refused, match="Both Parties have signed all"):
        sent(corrigendum)
    for one in (paper, corrigendum):
        seen = papers.fresh(one).version
        act = publishing.propose_publication(papers.fresh(one), reason="", seen=seen, by=by, at=AT)
        signing.both_sign(paper.forum, act, AT)
    found = published.publication(paper.forum, paper.slug)
    assert found is not None and found.editions["es"].corrigendum == corrigendum


def test_of_what_nobody_agreed_to_it_takes_no_signature(small_forum: Forum) -> None:
    paper = decided.paper(small_forum)
    corrigendum = drafted(paper)

    with pytest.raises(
        Refused,
        match="Only a corrigendum of words that both Parties agreed to needs both signatures",
    ):
        sent(corrigendum)
    assert papers.sent(corrigendum, at=AT).circulated_at == AT


def test_the_act_shows_the_words_that_it_binds_and_only_who_prepares_it_reads_them_before(
    adopted: RoomDecision,
) -> None:
    forum, paper = adopted.meeting.forum, adopted.document
    corrigendum = drafted(paper)
    papers.written(paper, "es", RIGHT, corrigendum=corrigendum, released=False, at=AT)
    page = reverse("documents:document", args=[forum.slug, corrigendum.slug])
    signing.league(forum, AT)
    client: Client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    with clock.at(AT):
        assert "Send the corrigendum for signature" in client.get(page).text
        seen = papers.fresh(corrigendum).version
        address = reverse("documents:correct", args=[forum.slug, corrigendum.slug])
        answer = client.post(address, {"seen": seen})
        shown = client.get(answer.headers["Location"]).text
        delegation = people.signed_in(Account.objects.get(pk=decided.head(forum).account))
        hidden = delegation.get(answer.headers["Location"])
    assert "<del>One" in shown and "<ins>Uno" in shown and "léase «Uno»" in shown
    assert hidden.status_code == 404


def test_the_page_of_a_corrigendum_that_both_sign_offers_no_circulation_by_one_alone(
    adopted: RoomDecision,
) -> None:
    made = drafted(adopted.document)
    client = people.signed_in(Account.objects.get(pk=signing.secretariat(made.forum, AT).account))
    page = reverse("documents:document", args=[made.forum.slug, made.slug])
    with clock.at(AT):
        shown = client.get(page).content.decode()

    assert reverse("documents:circulate", args=[made.forum.slug, made.slug]) not in shown
    assert "send the corrigendum for signature" in shown

"""CB-23: how a silence ended is told in one letter, which both sign, in every language."""

from datetime import timedelta

import pytest
from django.test import Client

import papers
import signatures
import signing
from cochair.features.acts.models import JointAct
from cochair.features.corrigenda import actions as corrigenda
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.printing import heading
from cochair.features.register import actions as register
from cochair.features.silence import acts, closure, outcome_letter, queries
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from matrix import Scene
from silences import EXPIRY, INSTANT, LATER, WHY, lagoon, norland, opened, sent
from world import NOW

AFTER = LATER + timedelta(minutes=9)
LANGUAGES = ("en", "es", "pt")


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    """A silence that runs until Thursday."""
    return opened(small_forum)


def proposed(row: SilenceProcedure, at: object = AFTER) -> JointAct:
    by = signing.secretariat(row.forum, at)  # type: ignore[arg-type]
    return outcome_letter.propose(row, by=by, at=at)  # type: ignore[arg-type]


def passed(row: SilenceProcedure) -> SilenceProcedure:
    closure.close_due(row.forum, LATER)
    return queries.fresh(row)


def said(act: JointAct, language: str = "en") -> str:
    """The whole letter in a language."""
    return "\n".join(run["text"] for one in act.body["texts"][language] for run in one["runs"])


def letters() -> list[Document]:
    return list(Document.objects.filter(kind="letter").order_by("pk"))


def test_only_what_passed_or_was_broken_has_a_letter(running: SilenceProcedure) -> None:
    for at in (NOW, EXPIRY - INSTANT, EXPIRY):
        with pytest.raises(
            Refused,
            match="An outcome letter may be drafted only for a silence procedure that ended in adoption or was broken",
        ):
            proposed(running, at)

    assert proposed(passed(running)).kind == "silence.letter"


def test_what_was_withdrawn_has_none(running: SilenceProcedure) -> None:
    by = signing.secretariat(running.forum)
    act = acts.WITHDRAW.propose(running, None, reason="A page is missing.", by=by, at=NOW)
    signing.both_sign(running.forum, act)

    with pytest.raises(
        Refused,
        match="An outcome letter may be drafted only for a silence procedure that ended in adoption or was broken",
    ):
        proposed(running)


def test_one_key_registers_nothing_and_both_register_the_words_that_they_signed(
    running: SilenceProcedure,
) -> None:
    head = norland(running.forum)
    sent(running, head, NOW, "statement", "We read it so.")
    act = proposed(passed(running))
    signing.turn(act, signing.league(running.forum, AFTER), AFTER)
    assert not letters() and queries.fresh(running).letter is None

    signing.turn(act, signing.concert(running.forum, AFTER), AFTER)

    (made,) = letters()
    text = running.revision.document
    assert queries.fresh(running).letter == made
    assert (made.marking, made.meeting_id) == (text.marking, text.meeting_id)
    assert made.circulated_at == made.final_at == AFTER and made.number
    editions = made.revisions.get().expressions.filter(replaced_at=None)
    assert {one.language: one.digest for one in editions} == act.body["languages"]
    assert all(one.released_at for one in editions) and len(editions) == len(LANGUAGES)
    assert papers.sees(made, head, AFTER)
    assert made.references.get().to == text
    assert signing.verbs(running.forum)[-1] == "silence.letter_signed"


def test_the_head_of_a_letter_names_both_presidencies_in_each_language(
    running: SilenceProcedure,
) -> None:
    signing.both_sign(running.forum, proposed(passed(running)), AFTER)
    (letter,) = letters()
    titles = [one.presidency_title for one in parties.roster(running.forum).parties]

    for edition in letter.revisions.get().expressions.filter(replaced_at=None):
        said = [one.words for one in heading.of(edition).lines if one.name == "from"]
        assert len(said) == 1, edition.language
        assert all(str(one[edition.language]) in said[0] for one in titles)


def test_the_words_of_a_letter_that_both_signed_are_changed_by_nobody_alone(
    running: SilenceProcedure,
) -> None:
    signing.both_sign(running.forum, proposed(passed(running)), AFTER)
    (letter,) = letters()
    by, seen = signing.secretariat(running.forum, AFTER), papers.fresh(letter).version

    with pytest.raises(
        Refused, match="Both co-presidencies signed the outcome letter of a silence procedure"
    ):
        papers.register.revise(letter, source="en", summary="", seen=seen, by=by, at=AFTER)
    with pytest.raises(
        Refused, match="Both co-presidencies signed the outcome letter of a silence procedure"
    ):
        papers.written(letter, "en", papers.words("It was broken."), by=by, at=AFTER)
    papers.register.withdraw(letter, reason="The day is wrong.", seen=seen, by=by, at=AFTER)
    assert papers.fresh(letter).withdrawn_at == AFTER


def test_it_tells_what_is_kept_and_a_late_comment_as_such(running: SilenceProcedure) -> None:
    forum = running.forum
    sent(running, norland(forum), NOW, "statement", "We read it so.")
    sent(running, lagoon(forum), EXPIRY + INSTANT, "objection", "Too late.\nBut said.")
    act = proposed(passed(running))

    told = said(act)
    assert "Adopted by consensus, with statements." in told
    # A noun: the text that it speaks of may be feminine.
    assert "Adopción por consenso, con declaraciones." in said(act, "es")
    beside, _heading, late = told.partition("Late comments")
    assert "Norland" in beside and "We read it so." in beside and "Lagunia" not in beside
    assert "have no effect" in late and "Lagunia" in late and "Too late.\nBut said." in late
    assert "Objections and amendments" not in told
    assert "6 February 2031" in told and "; 09:00 UTC)" in told
    assert "We read it so." in said(act, "es") and "We read it so." in said(act, "pt")
    ids = {tuple(one["id"] for one in text) for text in act.body["texts"].values()}
    assert len(ids) == 1


def test_what_broke_it_is_told_by_name_or_without_as_both_opened_it(
    running: SilenceProcedure,
) -> None:
    sent(running, norland(running.forum), NOW)
    named = proposed(running, NOW + INSTANT)
    assert "Norland: " in said(named) and WHY in said(named) and "Not agreed" in said(named)
    SilenceProcedure.objects.update(terms={**running.terms, "named": False})

    from cochair.features.silence import letter

    nameless = letter.texts(queries.fresh(running), NOW + INSTANT)
    for text in nameless.values():
        assert "Norland" not in str(text) and "Norlandia" not in str(text) and WHY in str(text)


def test_a_late_comment_between_the_keys_makes_them_void(running: SilenceProcedure) -> None:
    forum = running.forum
    act = proposed(passed(running))
    signing.turn(act, signing.league(forum, AFTER), AFTER)
    sent(running, lagoon(forum), AFTER + INSTANT)

    with pytest.raises(Refused):
        signing.turn(act, signing.concert(forum, AFTER), AFTER + 2 * INSTANT)

    act.refresh_from_db()
    assert act.state == "void" and not letters()
    anew = proposed(running, AFTER + 3 * INSTANT)
    assert "Lagunia" in said(anew)
    signing.both_sign(forum, anew, AFTER + 4 * INSTANT)
    assert len(letters()) == 1


def test_a_proposal_that_is_behind_gives_way_to_one_that_is_not(
    running: SilenceProcedure,
) -> None:
    first = proposed(passed(running))
    with pytest.raises(
        Refused, match="has already been sent for signature with the same content, as number"
    ):
        proposed(running)
    sent(running, lagoon(running.forum), AFTER + INSTANT)

    assert proposed(running, AFTER + 2 * INSTANT).number > first.number
    first.refresh_from_db()
    assert first.state == "void"


def test_a_second_letter_only_when_something_came_since_and_it_follows_the_first(
    running: SilenceProcedure,
) -> None:
    forum = running.forum
    signing.both_sign(forum, proposed(passed(running)), AFTER)
    with pytest.raises(Refused, match="already an outcome letter for this silence procedure"):
        proposed(running)
    sent(running, lagoon(forum), AFTER + INSTANT)

    later = AFTER + 2 * INSTANT
    signing.both_sign(forum, proposed(running, later), later)

    first, second = letters()
    assert first.superseded_by == second and queries.fresh(running).letter == second


def test_what_waits_for_a_letter_ends_when_another_letter_takes_its_place(
    running: SilenceProcedure,
) -> None:
    """One side alone puts nothing in the place of a letter that both have before them to sign."""
    forum, later = running.forum, AFTER + 2 * INSTANT
    signing.both_sign(forum, proposed(passed(running)), AFTER)
    (first,) = letters()
    signatures.ready(forum, papers.fresh(first), AFTER)
    made = papers.entered(
        forum, kind="corrigendum", of=papers.fresh(first), suffix="COR", corrects="es", source="es",
        at=AFTER,
    )  # fmt: skip
    papers.written(made, "es", papers.words("Léase «doce»."), at=AFTER)
    by, seen = signing.secretariat(forum, AFTER), papers.fresh(made).version
    act = corrigenda.propose(papers.fresh(made), seen=seen, by=by, at=AFTER)
    signing.turn(act, signing.league(forum, AFTER), AFTER)
    with pytest.raises(Refused, match="has been sent for signature"):
        seen = papers.fresh(first).version
        register.supersede(first, successor=made, seen=seen, by=by, at=AFTER)
    sent(running, lagoon(forum), AFTER + INSTANT)

    signing.both_sign(forum, proposed(running, later), later)

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", "document.superseded")
    (first, second) = Document.objects.filter(kind="letter").order_by("pk")
    assert first.superseded_by == second


PAGE = "/en/league-concert/decisions/1/"


def text(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def test_it_is_written_and_taken_away_from_the_page_of_the_silence(at_work: Scene) -> None:
    secretariat, delegation = at_work.client("secretariat"), at_work.client("delegation")
    assert "Outcome letter" not in text(secretariat)
    closure.close_due(at_work.forum, LATER)
    with clock.at(AFTER):
        assert "Draft the outcome letter" in text(secretariat)
        assert "Draft the outcome letter" not in text(delegation)
        assert "Not yet signed by both co-presidencies." in text(delegation)
        assert delegation.post(f"{PAGE}letter/").status_code == 403
        page = secretariat.post(f"{PAGE}letter/", follow=True).content.decode()
        assert "What is agreed" in page and "We read it so." in page
        assert "Español" in page and "Draft the outcome letter" not in text(secretariat)
        act = JointAct.objects.order_by("number").last()
        assert act is not None
        for by in (signing.league, signing.concert):
            signing.turn(act, by(at_work.forum, AFTER), AFTER)
        (made,) = letters()
        for client in (delegation, secretariat):
            assert made.slug in text(client)
        for form in ("pdf", "docx"):
            links = [
                one
                for one in text(delegation).split('"')
                if one.endswith(f".{form}") and made.slug in one
            ]
            assert len(links) == len(LANGUAGES)
            assert all(delegation.get(one).status_code == 200 for one in links)

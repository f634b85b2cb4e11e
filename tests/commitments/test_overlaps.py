"""Overlaps with other initiatives are found from what is kept, and decided by both."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

import finding
import people
from cochair.features.accounts.models import Account
from cochair.features.acts.actions import turn_key
from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import Commitment, OverlapDecision
from cochair.features.overlaps import queries
from cochair.features.overlaps.acts import DECIDE, Decided
from cochair.features.parties.models import Forum
from cochair.features.support import actions as support
from cochair.features.support.actions import Asked
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from finding import agree, offices, who
from pledges import SEARCH, entered, lagoon
from signing import both_sign, concert, league, secretariat
from world import NOW

WORDS = {
    "en": "The watch trains the crews; the forum buys the boats.",
    "es": "La vigía forma a las tripulaciones; el foro compra las embarcaciones.",
    "pt": "A vigia forma as tripulações; o fórum compra as embarcações.",
}
LATER = NOW + timedelta(days=1)


@pytest.fixture
def related(small_forum: Forum) -> Forum:
    """The small forum, in which the commitment to search ships is related to an initiative."""
    name = {"en": "Sea watch", "es": "Vigía del mar", "pt": "Vigia do mar"}
    coherence.register_initiative(
        small_forum, code="WATCH-1", name=name, about={}, source="Gazette",
        by=league(small_forum), at=NOW,
    )  # fmt: skip
    compared(small_forum, "WATCH-1")
    return small_forum


def compared(forum: Forum, *codes: str, at=NOW) -> None:
    """What a comparison of the commitment to search ships found."""
    row = Commitment.objects.get(instrument__forum=forum, slug="S30-01")
    coherence.compare(forum, {row.pk: codes}, by=league(forum), at=at)


def pair(forum: Forum) -> queries.Pair:
    """That commitment with that initiative."""
    found = queries.pair(forum, "S30-01", "WATCH-1")
    assert found is not None
    return found


def proposed(forum: Forum, decision: str = "divided", words=WORDS, at=NOW):
    """The act by which both decide."""
    by = secretariat(forum)
    return DECIDE.propose(pair(forum), Decided(decision, words), by=by, at=at)


def signs(forum: Forum) -> list[str]:
    """What shows the only overlap, in English."""
    (one,) = queries.overlaps(forum)
    return [str(said) for said in one.signs]


def test_what_is_related_is_an_overlap_and_what_is_kept_shows_it(related: Forum) -> None:
    assert signs(related) == []

    watch = pair(related).initiative
    by = secretariat(related)
    action = entered(related, by, end=date(2031, 4, 30))
    coherence.add_event(
        watch, title={"en": "Course"}, start=date(2031, 4, 29), end=date(2031, 5, 2), place="",
        source="Gazette", by=league(related), at=NOW,
    )  # fmt: skip
    asked = Asked(SEARCH, "WATCH-1", ["S30-01"], NOW.date(), NOW.date(), "Letter 3")
    support.ask(related, asked, by=by, at=NOW)
    Commitment.objects.filter(slug="S30-01").update(owners=["XN", "WATCH-1"])

    found = signs(related)
    assert found[0] == "It is an owner of this commitment."
    assert f"in the days of action {action.number}" in found[1]
    assert found[2] == "LEAGUE asked it for support with this commitment: request 1"

    coherence.add_event(
        watch, title={"en": "Later"}, start=date(2031, 5, 1), end=date(2031, 5, 2), place="",
        source="Gazette", by=league(related), at=NOW,
    )  # fmt: skip
    assert len(signs(related)) == 3


def test_both_decide_with_words_in_every_language_and_one_signature_is_not_enough(
    related: Forum,
) -> None:
    for decision, words, why in (
        ("merged", WORDS, "Select what becomes of the overlap"),
        ("kept", {**WORDS, "es": " "}, "Write it in every language"),
        ("kept", {**WORDS, "pt": "Está bem."}, "Write a sentence"),
    ):
        with pytest.raises(Refused, match=why):
            proposed(related, decision, words)
    act = proposed(related)
    assert act.title["es"].endswith("S30-01 y Vigía del mar"), act.title
    (one,) = queries.overlaps(related)
    assert one.act == act and not one.is_open

    turn_key(act, seen=act.digest, by=league(related), at=NOW)
    assert not OverlapDecision.objects.exists()
    turn_key(act, seen=act.digest, by=concert(related), at=NOW)

    (one,) = queries.overlaps(related)
    assert one.decision is not None and one.decision.decision == "divided" and one.act is None
    assert Entry.objects.filter(verb="overlap.decided").count() == 1
    (told,) = queries.archived(Reader(related, None, None, NOW))  # type: ignore[arg-type]
    assert (told["decision"], told["words"], told["act"]) == ("divided", WORDS, act.number)


def test_the_same_is_not_decided_twice_and_a_new_comparison_opens_it_again(related: Forum) -> None:
    both_sign(related, proposed(related))
    with pytest.raises(Refused, match="already decided exactly this"):
        proposed(related)
    both_sign(related, proposed(related, "joined"))
    (one,) = queries.overlaps(related)
    assert one.decision is not None and one.decision.decision == "joined"

    compared(related, at=LATER)
    assert queries.overlaps(related) == []
    compared(related, "WATCH-1", at=LATER)

    (one,) = queries.overlaps(related)
    assert one.is_open
    both_sign(related, proposed(related, "joined", at=LATER), LATER)


def test_nobody_signs_on_what_is_related_no_longer(related: Forum) -> None:
    act = proposed(related)
    compared(related, at=LATER)

    with pytest.raises(Refused):
        turn_key(act, seen=act.digest, by=league(related), at=LATER)
    assert queries.pair(related, "S30-01", "WATCH-1") is None


def test_both_parties_see_the_overlaps_and_only_they_send_a_decision(related: Forum) -> None:
    listed = reverse("commitments:overlaps", args=[related.slug])
    one = reverse("commitments:overlap", args=[related.slug, "S30-01", "WATCH-1"])
    lagoon(related), concert(related)
    head = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    sent = {f"words_{language}": said for language, said in WORDS.items()} | {"decision": "kept"}
    with clock.at(NOW):
        assert "not decided" in head.get(listed).content.decode()
        assert 'name="decision"' not in head.get(one).content.decode()
        assert head.post(one, sent).status_code == 403
        assert head.get(one.replace("S30-01", "S30-02")).status_code == 404
        assert chair.post(one, {**sent, "words_pt": ""}).status_code == 422
        assert chair.post(one, {**sent, "words_pt": "Sim."}).status_code == 422
        assert chair.post(one, sent).status_code == 302
        assert "waits for signatures" in head.get(listed).content.decode()
        assert 'name="decision"' not in chair.get(one).content.decode()


def test_a_decision_is_found_by_its_initiative_and_its_words_as_long_as_it_stands(
    related: Forum,
) -> None:
    both_sign(related, proposed(related))
    row = OverlapDecision.objects.get()
    address = reverse("commitments:overlap", args=[related.slug, "S30-01", "WATCH-1"])
    readers = who(offices(related), "delegation", "presidency")
    agree(related, address, "sea watch divided", "overlap-decision", row.pk, NOW, readers)
    hat = finding.hat(related, readers["delegation"][0], NOW)
    found = finding.items(related, "tripulaciones", hat, "overlap-decision", language="es")
    assert found == {row.pk}

    compared(related, at=LATER)
    assert not finding.items(related, "sea watch", hat, "overlap-decision", at=LATER)


def test_the_pages_of_a_commitment_and_of_initiatives_lead_to_overlaps_and_requests(
    related: Forum,
) -> None:
    both_sign(related, proposed(related))
    asked = Asked(
        {"en": "Boats", "es": "Barcos", "pt": "Barcos"}, "WATCH-1", ["S30-01"],
        NOW.date(), NOW.date() + timedelta(days=30), "Letter 4",
    )  # fmt: skip
    row = support.ask(related, asked, by=league(related), at=NOW)
    reader = people.signed_in(Account.objects.get(pk=lagoon(related).account))
    links = [
        f'href="{reverse(name, args=[related.slug, *args])}"'
        for name, args in (
            ("commitments:overlap", ("S30-01", "WATCH-1")),
            ("commitments:support_request", (row.number,)),
        )
    ]
    with clock.at(NOW):
        page = reader.get(reverse("commitments:commitment", args=[related.slug, "S30-01"])).text
        register = reader.get(reverse("commitments:initiatives", args=[related.slug])).text

    assert all(link in page and link in register for link in links)
    assert "Divided between the forum and the initiative" in page and "Not answered yet" in page

"""A text that is put, adopted, final or gone: what is still written in it, and what is not (C.4)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

import decided
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.decisions.models import RoomDecision
from cochair.features.parties.models import Forum
from cochair.features.register import finding
from cochair.features.room import actions as room
from cochair.features.room import footnotes
from cochair.features.texts import actions, chairs, queries
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.presenters.page import page as presented
from cochair.formats import paragraphs
from cochair.procedure import text as core
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from decided import minutes
from negotiations import begun, lagoon, norland, words_for
from world import NOW

TABLE, ADOPTED = (
    "This text has been submitted for adoption and cannot be changed unless both co-chairs suspend the decision or withdraw the text.",
    "This text was adopted",
)


@pytest.fixture
def put(small_forum: Forum) -> RoomDecision:
    """A negotiated text on the table."""
    return decided.negotiated(small_forum)


def text_of(row: RoomDecision) -> NegotiatedText:
    assert row.text is not None
    return queries.texts(row.meeting.forum).get(pk=row.text.pk)


def edited(row: NegotiatedText, at: object, **more: object) -> None:
    """The secretariat writes a paragraph anew, as both instructed."""
    said = {"read": 1, "editorial": False, "instructed": True, **more}
    by = signing.secretariat(row.forum, at)  # type: ignore[arg-type]
    chairs.edit(row, "p-3", "en", "We will meet every year.", by=by, at=at, **said)  # type: ignore[arg-type]


def page(row: NegotiatedText, at: object, path: str = "") -> str:
    hat = norland(row.forum)
    client: Client = people.signed_in(Account.objects.get(pk=hat.account))
    with clock.at(at):  # type: ignore[arg-type]
        address = f"/en/{row.forum.slug}/documents/{row.document.slug}/text/{path}"
        return str(client.get(address).content.decode())


def test_what_is_put_says_so_and_its_words_stay_until_both_pause(put: RoomDecision) -> None:
    text, forum = text_of(put), put.meeting.forum
    assert "The text has been submitted for adoption." in page(text, minutes(1))

    for editorial in (True, False):
        with pytest.raises(Refused, match=TABLE):
            edited(text, minutes(1), editorial=editorial)
    made = decided.objected(put, decided.head(forum), minutes(2))
    decided.suspended(put, minutes(3))
    edited(text, minutes(4))

    assert (
        made.pk and text.paragraphs.get(stable_id="p-3").words["en"] == "We will meet every year."
    )
    assert put.paragraphs[2]["words"]["en"] == "We will meet every 18 months."


def test_what_was_adopted_is_not_negotiated_any_more(put: RoomDecision) -> None:
    text, forum = text_of(put), put.meeting.forum
    words_for(text, "p-3", "18", "24", by=norland(forum), at=minutes(1))
    left = [one.id for one in queries.negotiated(text).proposals]
    assert queries.under_negotiation(forum, [text.document_id])
    decided.declared(put, Claim.CONSENSUS, minutes(30))
    at = minutes(40)

    assert not queries.under_negotiation(forum, [text.document_id])
    for deed in (
        lambda: chairs.bracket(text, left, by=signing.secretariat(forum), at=at),
        lambda: words_for(text, "p-3", "18", "36", by=norland(forum), at=at),
        lambda: edited(text, at),
        lambda: edited(text, at, editorial=True),
        lambda: chairs.agree(text, "p-3", instructed=True, by=signing.secretariat(forum), at=at),
        lambda: chairs.open_round(text, by=signing.secretariat(forum), at=at),
        lambda: actions.reserve(text, core.ReservationKind.GENERAL, by=lagoon(forum), at=at),
        lambda: chairs.translate(
            text, "p-3", "es", "Otra cosa.", sense=1, read=1, by=signing.secretariat(forum), at=at
        ),
    ):
        with pytest.raises(Refused, match=ADOPTED):
            deed()
    shown = page(text, at)
    assert "Adopted by consensus" in shown and "Propose a new paragraph" not in shown
    paragraph, _, _ = page(text, at, "paragraphs/p-3/").partition("</main>")
    assert "We will" in paragraph and "Enter a reservation on this paragraph" not in paragraph


def test_an_agreement_ad_referendum_is_confirmed_after_the_adoption(small_forum: Forum) -> None:
    """domain.md C.4 (Reservation): it is lifted late, by its author; the words stay."""
    forum = small_forum
    meeting, text = decided.sitting(forum), begun(forum)
    held = actions.reserve(
        text, core.ReservationKind.AD_REFERENDUM, paragraph="p-3", by=lagoon(forum), at=NOW
    )
    put = decided.put(meeting, decided.wish(text.document))
    decided.declared(put, Claim.CONSENSUS, minutes(30))
    assert "Lift the reservation" in page_of_lagoon(text, minutes(40))

    actions.lift(text, held, by=lagoon(forum), at=minutes(40))

    assert decided.stage(put) == "adopted_by_consensus"
    assert not queries.negotiated(text).standing_reservations


def test_what_is_for_information_alone_is_no_obstacle_to_adoption(small_forum: Forum) -> None:
    forum = small_forum
    decided.sitting(forum)
    text = begun(forum)
    before = presented(text, norland(forum), minutes(1)).things
    actions.reserve(
        text, core.ReservationKind.AD_REFERENDUM, paragraph="p-3", by=lagoon(forum), at=NOW
    )
    after = presented(text, norland(forum), minutes(1))

    assert after.things == before
    assert [len(one.things) for one in after.groups if not one.is_obstacle] == [1]
    assert "are in brackets" not in page(text, minutes(1))


def page_of_lagoon(row: NegotiatedText, at: object) -> str:
    client = people.signed_in(Account.objects.get(pk=lagoon(row.forum).account))
    with clock.at(at):  # type: ignore[arg-type]
        address = f"/en/{row.forum.slug}/documents/{row.document.slug}/text/paragraphs/p-3/"
        return str(client.get(address).content.decode())


def test_a_summary_leaves_the_text_under_negotiation(put: RoomDecision) -> None:
    decided.declared(put, Claim.SUMMARY, minutes(30))

    assert words_for(text_of(put), "p-3", "18", "24", by=norland(put.meeting.forum), at=minutes(40))
    document = text_of(put).document_id
    assert queries.under_negotiation(put.meeting.forum, [document]) == {document}


@pytest.mark.parametrize(
    ("field", "says"), [("withdrawn_at", "has been withdrawn"), ("final_at", "is final")]
)
def test_what_is_gone_or_final_is_not_negotiated(small_forum: Forum, field: str, says: str) -> None:
    row = begun(small_forum)
    assert words_for(row, "p-3", "18", "24", by=norland(small_forum))
    type(row.document).objects.filter(pk=row.document_id).update(**{field: NOW})
    assert not queries.under_negotiation(small_forum, [row.document_id])

    with pytest.raises(Refused, match=says):
        words_for(row, "p-4", "share", "say", by=norland(small_forum))
    with pytest.raises(Refused, match=says):
        chairs.agree(row, "p-4", instructed=True, by=signing.secretariat(small_forum), at=NOW)


def held_put(forum: Forum) -> tuple[RoomDecision, str]:
    """A text on which Lagoon holds back for its parliament, on the table all the same."""
    meeting, text = decided.sitting(forum), begun(forum)
    kind = core.ReservationKind.PARLIAMENTARY
    held = actions.reserve(text, kind, paragraph="p-3", by=lagoon(forum), at=NOW)
    return decided.put(meeting, decided.wish(text.document)), held


def test_a_reservation_ends_in_a_statement_of_its_author_beside_the_text(
    small_forum: Forum,
) -> None:
    """domain.md C.4: standing, then lifted or converted; CB-13."""
    row, held = held_put(small_forum)
    said = decided.said(paragraphs=("p-3",))

    for other in ("XN", "XS"):
        with pytest.raises(Refused, match="Only its author"):
            room.file_statement(
                row, said, reservation=held, by=decided.head(small_forum, other), at=minutes(1)
            )
    assert not row.statements.exists()
    by = decided.head(small_forum, "XL")
    made = room.file_statement(row, said, reservation=held, by=by, at=minutes(2))

    text = text_of(row)
    assert not queries.negotiated(text).standing_reservations
    kept = text.reservations.get()
    assert kept.statement == f"{row.meeting.slug}/{row.number}/{made.pk}"
    assert signing.verbs(small_forum)[-1] == "text.reservation_converted"
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    assert decided.stage(row) == "adopted_with_statements"


def test_the_page_of_the_decision_names_the_own_reservations_and_takes_one_back(
    small_forum: Forum,
) -> None:
    row, held = held_put(small_forum)
    address = f"/en/{small_forum.slug}/meetings/{row.meeting.slug}/decisions/{row.number}/"
    pages = {}
    for code in ("XL", "XN"):
        by = decided.head(small_forum, code)
        client = people.signed_in(Account.objects.get(pk=by.account))
        with clock.at(minutes(1)):
            pages[code] = client.get(address).content.decode()
    assert "parliamentary reservation, on paragraph 1" in pages["XL"]
    assert "parliamentary reservation" not in pages["XN"]

    client = people.signed_in(Account.objects.get(pk=decided.head(small_forum, "XL").account))
    sent = {
        "kind": "explanation_of_position",
        "words_en": "Our parliament was heard.",
        "printed": "annex",
        "reservation": held,
    }
    with clock.at(minutes(2)):
        assert client.post(f"{address}statements/", sent).status_code == 302
    assert not queries.negotiated(text_of(row)).standing_reservations


def test_one_number_stands_in_the_margin_and_is_the_one_that_is_cited(small_forum: Forum) -> None:
    """In the register, in the negotiation and in the search: titles and recitals have none."""
    row = begun(small_forum)
    hat = norland(small_forum)
    client = people.signed_in(Account.objects.get(pk=hat.account))
    with clock.at(NOW):
        shown = client.get(
            reverse("documents:expression", args=[small_forum.slug, row.document.slug, 0, "en"])
        )
        page = " ".join(shown.content.decode().split())

    margin = dict(re.findall(r'href="#p(\w+)" aria-label="Paragraph (\w+)"', page))
    assert list(margin) == list(margin.values()) == ["1", "2", "3"]
    assert 'id="par-p-3"' in page and ">1. " not in page
    text = queries.negotiated(row)
    assert [text.numbers[f"p-{n}"] for n in range(1, 6)] == ["i", "ii", "1", "2", "3"]
    edition = row.began_from.expressions.get(language="en", replaced_at=None)
    words = paragraphs.from_json(edition.text)
    assert dict(text.numbers) == dict(paragraphs.cited_in(words)) == dict(footnotes.labels(words))
    found = finding.paragraphs_of(edition)
    assert {one.paragraph: one.number for one in found} == dict(text.numbers)


def test_after_the_adoption_nothing_says_that_it_is_open(put: RoomDecision) -> None:
    hat = norland(put.meeting.forum)
    client = people.signed_in(Account.objects.get(pk=hat.account))
    address = reverse("texts:text", args=[put.meeting.forum.slug, text_of(put).document.slug])
    with clock.at(decided.PUT_AT):
        before = client.get(address).content.decode()
    decided.declared(put, Claim.CONSENSUS, minutes(20))
    with clock.at(minutes(30)):
        after = client.get(address).content.decode()

    for words in ("Obstacles to adoption", "Only open"):
        assert words in before and words not in after


def test_a_reservation_ends_in_the_statement_that_its_author_made_in_these_words_before(
    small_forum: Forum,
) -> None:
    """The words stand beside the text once; that they take the reservation's place is said all the same."""
    row, held = held_put(small_forum)
    said, by = decided.said(paragraphs=("p-3",)), decided.head(small_forum, "XL")
    made = room.file_statement(row, said, by=by, at=minutes(1))

    for _twice in range(2):
        assert room.file_statement(row, said, reservation=held, by=by, at=minutes(2)) == made

    text = text_of(row)
    assert not queries.negotiated(text).standing_reservations
    assert text.reservations.get().statement == f"{row.meeting.slug}/{row.number}/{made.pk}"
    assert type(made).objects.count() == 1

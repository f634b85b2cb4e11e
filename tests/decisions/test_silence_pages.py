"""A silence on its pages: who sees it, on which clock, how it is broken there, what is taken away."""

import copy
import re
from datetime import timedelta

import pytest
from django.test import Client

import papers
import silences
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Message, Objection, RoomDecision, SilenceProcedure
from cochair.features.register import holds
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import presenters
from cochair.web.clock import clock
from matrix import Scene
from silences import EXPIRY, INSTANT

LIST, PAGE = "/en/league-concert/decisions/", "/en/league-concert/decisions/1/"
MOST_QUERIES = 22
# With the beginning and the end of what is written.
MOST_TO_OBJECT = 20
SENT = {"form": "amendment", "words": "In paragraph 1, read “two”."}


@pytest.fixture
def row(at_work: Scene) -> SilenceProcedure:
    """The silence of the scene."""
    return SilenceProcedure.objects.select_related("forum").get()


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_both_sides_read_it_and_the_end_on_every_clock(at_work: Scene) -> None:
    for who in ("delegation", "other_presidency"):
        page = text(at_work.client(who), PAGE)
        for place in ("Norhaven", "Southport", "UTC"):
            assert place in page
        assert "Safe harbours" in text(at_work.client(who), LIST)
    for who in ("observer", "institution"):
        absent, nothing = (at_work.client(who).get(PAGE.replace("1", n)) for n in "19")
        assert absent.status_code == nothing.status_code == 404
    for number in "19":
        answer = at_work.client("anonymous").get(PAGE.replace("1", number))
        assert answer.headers["Location"].startswith("/en/accounts/login/")


def test_a_document_that_a_reader_may_not_read_has_no_silence_for_it(
    at_work: Scene, row: SilenceProcedure
) -> None:
    papers.Document.objects.filter(pk=row.revision.document_id).update(marking="internal")
    theirs = at_work.client("other_presidency")

    assert theirs.get(PAGE).status_code == 404
    assert "Safe harbours" not in text(theirs, LIST)
    assert at_work.client("secretariat").get(PAGE).status_code == 200


def test_a_delegation_breaks_it_with_no_more_than_its_sign_in(
    at_work: Scene, row: SilenceProcedure
) -> None:
    """CB-20; domain.md US-07: an amendment is enough, and the receipt is shown."""
    client = at_work.client("delegation")
    with clock.at(EXPIRY - INSTANT):
        page = client.post(f"{PAGE}messages/", SENT, follow=True).content.decode()

    made = Message.objects.get(form="amendment")
    assert made.received_at == EXPIRY - INSTANT
    assert "Received in time." in page and made.receipt in page and "not adopted" in page
    taken = client.get(f"{PAGE}messages/{made.pk}/receipt.json")
    assert taken.json()["digest"] == made.receipt and "attachment" in taken["Content-Disposition"]
    assert silences.stage(row, EXPIRY) == "broken"
    # What was received is said in words; the fingerprint stands with the submission alone.
    assert page.count(made.receipt) == 1
    # What ended it is called what it was, and its instant is told in words, to the second.
    assert "objected, or proposed an amendment," in page
    stamp = (EXPIRY - INSTANT).isoformat()
    assert f"<code>{stamp}" not in page
    assert re.search(rf'<time datetime="{re.escape(stamp)}">[^<]*:\d\d:\d\d ', page)
    # An end that is past is told with its day, and as what it was.
    assert "End that had been set" in page
    assert re.search(r'<p class="clock">\s*\d\d:\d\d\s*<small>[^<]*20\d\d</small>', page)


def test_the_next_round_begins_beside_the_words_of_the_amendment(
    at_work: Scene, row: SilenceProcedure
) -> None:
    """Only for the side whose text it is; the other is sent to the document."""
    own, other = at_work.client("secretariat"), at_work.client("other_presidency")
    assert "Next round" not in text(own, PAGE)
    silences.sent(row, silences.lagoon(at_work.forum), papers.NOW, "amendment", SENT["words"])

    for client, revises in ((own, True), (other, False)):
        page = text(client, PAGE)
        assert f'<blockquote><span lang="en">{SENT["words"]}</span></blockquote>' in page
        assert (f"{row.revision.document.slug}/revision/" in page) is revises
    assert "Next round" not in text(at_work.client("delegation"), PAGE)
    paper = row.revision.document
    paper.refresh_from_db()
    sent = {"seen": paper.version, "source": "en", "summary": "As was asked."}
    begun = own.post(f"/en/league-concert/documents/{paper.slug}/revision/", sent)
    assert begun.status_code == 302
    assert f"{paper.slug}/revision/" not in text(own, PAGE)


def test_the_page_asks_for_nothing_of_whoever_agrees_and_says_above_the_button_what_it_does(
    at_work: Scene, row: SilenceProcedure
) -> None:
    """interaction.md section 5: the objection is an ordinary button, and there is no tick."""
    page = text(at_work.client("delegation"), PAGE)

    assert "Nothing, if you agree." in page and 'href="#object"' in page
    said, _, button = page.partition('id="object"')[2].partition("<button")
    assert "the text is then not adopted" in said and "cannot be taken back" in said
    assert 'type="checkbox"' not in said and "main" not in button.split(">")[0]
    bound, _, _ = page.partition("Fingerprint of the text")[2].partition("</details>")
    for one in row.terms["languages"].values():
        assert one in bound and page.count(one) == 1
    other = text(at_work.client("other_presidency"), PAGE)
    assert 'id="object"' not in other and "Nothing, if you agree." not in other


@pytest.mark.parametrize("missing", ["words", "form"])
def test_what_was_typed_is_kept_when_something_is_missing(at_work: Scene, missing: str) -> None:
    sent = {name: said for name, said in SENT.items() if name != missing}

    answer = at_work.client("delegation").post(f"{PAGE}messages/", sent)

    assert answer.status_code == 422
    assert (SENT["words"] in answer.content.decode()) is (missing != "words")
    assert not Message.objects.filter(form="amendment").exists()


def test_the_page_of_a_document_proposes_one_where_that_is_allowed(at_work: Scene) -> None:
    """AMB-18: the form is there for the kinds that the option names, and for who proposes."""
    by = at_work.client("secretariat")
    hat = papers.people.hat(
        at_work.forum, Account.objects.get(email="secretariat-league@example.org")
    )
    line = silences.line(at_work.forum, by=hat)
    address = f"/en/league-concert/documents/{line.slug}/"
    assert "Send the silence procedure for signature" in text(by, address)
    assert "Send the silence procedure for signature" not in text(
        at_work.client("delegation"), address
    )
    assert "Send the silence procedure for signature" not in text(
        by, f"/en/league-concert/documents/{at_work.places['paper']}/"
    )

    sent = {"day": "2031-02-06", "hour": "09:00"}
    answer = by.post(f"{address}silence/", sent, follow=True)

    assert JointAct.objects.order_by("-number").first().kind == "silence.open"
    assert (
        "The silence procedure has been sent to both co-presidencies for signature."
        in answer.content.decode()
    )
    refusal = by.post(f"{address}silence/", {**sent, "day": "2031-02-04"})
    assert refusal.status_code == 422 and "at least 48 hours" in refusal.content.decode()


def test_after_the_end_the_page_says_how_it_ended(at_work: Scene, row: SilenceProcedure) -> None:
    from cochair.features.silence import closure

    later = EXPIRY + timedelta(minutes=2)
    closure.close_due(at_work.forum, later)
    with clock.at(later):
        page = text(at_work.client("delegation"), PAGE)

    assert "Adopted by consensus, with statements." in page
    assert "A submission that arrives after the end is kept as a comment and has no effect." in page


def test_the_list_and_the_page_cost_few_queries_however_many_there_are(
    at_work: Scene, row: SilenceProcedure, django_assert_max_num_queries: object
) -> None:
    client = at_work.client("delegation")
    for path in (LIST, PAGE):
        client.get(path)
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            client.get(path)


def test_an_objection_takes_few_queries_however_many_came_before(
    at_work: Scene, row: SilenceProcedure, django_assert_max_num_queries: object
) -> None:
    """G14: dozens of delegations object in the last second, and each waits for all before it."""
    client = at_work.client("delegation")
    client.post(f"{PAGE}messages/", {**SENT, "form": "statement"})
    silences.sent(row, silences.lagoon(at_work.forum), EXPIRY - 2 * INSTANT)

    with django_assert_max_num_queries(MOST_TO_OBJECT):  # type: ignore[operator]
        answer = client.post(f"{PAGE}messages/", SENT)

    assert answer.status_code == 302
    assert Message.objects.filter(form="amendment").count() == 1


def test_a_forum_without_any_decision_says_so_and_asks_for_nothing(at_work: Scene) -> None:
    for rows in (Objection, RoomDecision, Message, SilenceProcedure):
        rows.objects.all().delete()

    assert "No decisions, past or pending" in text(at_work.client("auditor"), LIST)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_has_is_refused_and_no_failure(at_work: Scene, day: str) -> None:
    sent = {"day": day, "hour": "00:10"}
    outage = {
        "start_day": day,
        "start_hour": "00:10",
        "end_day": day,
        "end_hour": "23:50",
        "evidence": "The host wrote of it.",
    }

    by = at_work.client("secretariat")
    assert by.post(f"{PAGE}extension/", sent).status_code == 422
    assert by.post(f"{PAGE}outages/", outage).status_code == 422


def test_what_happened_says_when_it_was_broken_and_a_withdrawn_one_promises_nothing(
    at_work: Scene, row: SilenceProcedure
) -> None:
    reader = at_work.client("delegation")
    assert "If no delegation objects before the end, the text is adopted without change." in text(
        reader, PAGE
    )
    silences.sent(row, silences.lagoon(at_work.forum), EXPIRY - INSTANT)
    with clock.at(EXPIRY):
        page = text(reader, PAGE)
    assert re.search(r"<dt>Silence broken</dt>\s*<dd>", page)
    assert (
        "If no delegation objects before the end, the text is adopted without change." not in page
    )

    Message.objects.all().delete()
    by = silences.signing.secretariat(at_work.forum)
    act = silence_acts.WITHDRAW.propose(row, None, reason="Another text.", by=by, at=papers.NOW)
    silences.signing.both_sign(at_work.forum, act)
    page = text(reader, PAGE)
    assert (
        "withdrawn" in page
        and "If no delegation objects before the end, the text is adopted without change."
        not in page
    )


def test_a_revision_that_goes_out_meanwhile_is_told_beside_the_words_that_count(
    at_work: Scene, row: SilenceProcedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """security.md section 7, rule 10; in an older database, where nothing held the document yet."""
    monkeypatch.setattr(holds, "_HOLDERS", {})
    reader, paper = at_work.client("delegation"), row.revision.document
    assert "other words need a new silence" not in text(reader, PAGE)
    seen = papers.fresh(paper).version
    by = silences.signing.secretariat(at_work.forum)
    papers.register.revise(paper, source="en", summary="", seen=seen, by=by, at=papers.NOW)
    papers.written(paper, "en", papers.words("Another."), by=by)
    papers.sent(paper, by=by)

    assert "other words need a new silence" in text(reader, PAGE)


def test_the_clock_of_a_party_without_a_seat_of_its_own_is_that_of_its_presidency(
    at_work: Scene, row: SilenceProcedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """US-07: the end on the clocks of Brussels and La Paz."""
    roster = copy.deepcopy(presenters.parties.roster(at_work.forum))
    for party in roster.parties:
        party.seat_zone = "Europe/Brussels"
    roster.member("XP").zone = "America/La_Paz"
    monkeypatch.setattr(presenters.parties, "roster", lambda _forum: roster)

    shown = presenters.clocks(presenters.shown(row, papers.NOW), "", papers.NOW)

    names = [one.name for one in shown]
    assert "Brussels" in names and names.count("Brussels") == 1
    assert any("Palmera" in one and one.endswith(", La Paz") for one in names)


def test_the_list_counts_the_time_down(at_work: Scene) -> None:
    """domain.md C.7, D5."""
    assert text(at_work.client("delegation"), LIST).count("data-left") == 1


def test_the_page_of_a_document_offers_the_meetings_that_may_have_consented(
    at_work: Scene,
) -> None:
    """CB-16: only those that sat, and for nobody else's silence."""
    by = at_work.client("secretariat")
    hat = papers.people.hat(
        at_work.forum, Account.objects.get(email="secretariat-league@example.org")
    )
    line = silences.line(at_work.forum, by=hat)
    address = f"/en/league-concert/documents/{line.slug}/"
    page = text(by, address)
    assert 'value="league-concert-council-in-session"' in page

    sent = {"day": "2031-02-06", "hour": "09:00"}
    assert by.post(f"{address}silence/", {**sent, "meeting": "nowhere"}).status_code == 404
    sat = {**sent, "meeting": "league-concert-council-in-session"}
    answer = by.post(f"{address}silence/", sat, follow=True)
    assert "Meeting that agreed to the method" in answer.content.decode()

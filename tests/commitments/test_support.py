"""Requests for support to a programme: what was asked, for which commitments, and what came of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

import finding
import people
from cochair.features.accounts.models import Account
from cochair.features.commitments.models import SupportOutcome, SupportRequest
from cochair.features.parties.models import Forum, Organisation
from cochair.features.support import actions, queries
from cochair.features.support.actions import Asked
from cochair.features.support.kind import CAME, turns
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from finding import agree, offices, who
from pledges import lagoon
from signing import concert, league, secretariat
from world import NOW

A_DAY = timedelta(days=1)
TITLE = {
    "en": "A course for pilots",
    "es": "Un curso para prácticos",
    "pt": "Um curso para pilotos",
}
CAME_OF_IT = "Forty pilots followed the course in May."


def programme(forum: Forum, place: int = 0) -> str:
    """The code of an organisation of the small forum."""
    return Organisation.objects.filter(forum=forum).order_by("code")[place].code


def typed(forum: Forum) -> Asked:
    """A course that is asked for today, for the commitment to search ships, needed in a month."""
    today = NOW.date()
    return Asked(TITLE, programme(forum), ["S30-01"], today, today + 30 * A_DAY, "Letter 3")


def asked(forum: Forum, by=league, **more: object) -> SupportRequest:
    """A request by the League, unless said otherwise."""
    said = replace(typed(forum), **more)  # type: ignore[arg-type]
    return actions.ask(forum, said, by=by(forum), at=NOW)


def came(row: SupportRequest, state: str = "given", at=NOW, by=league, **more: object):
    """What became of a request."""
    said = {"day": at.date(), "words": CAME_OF_IT, "language": "en", **more}
    return actions.record_outcome(row, state, by=by(row.forum), at=at, **said)  # type: ignore[arg-type]


def test_a_request_says_what_is_asked_of_whom_for_what_and_by_when(small_forum) -> None:
    today = NOW.date()
    for wrong, why in (
        (
            {"title": {"en": "A course", "es": "", "pt": "Um curso"}},
            "Enter a name in every language",
        ),
        ({"programme": "MOON"}, "Select the programme that is asked"),
        ({"commitments": []}, "Select at least one commitment"),
        ({"commitments": ["S30-99"]}, "Only commitments in force"),
        ({"asked_on": today + A_DAY}, "is in the future"),
        ({"needed_by": today - A_DAY}, "before it was asked for"),
        ({"source": " "}, "Give the source"),
    ):
        with pytest.raises(Refused, match=why):
            asked(small_forum, **wrong)
    assert not SupportRequest.objects.exists()

    first, again = asked(small_forum), asked(small_forum)

    assert first == again and (first.number, first.party) == (1, "LEAGUE")
    assert Entry.objects.filter(verb="support.asked", about_id="1").count() == 1


def test_the_party_that_asked_says_what_came_and_every_step_stays(small_forum) -> None:
    row = asked(small_forum)
    for state, more, why in (
        ("given", {"by": concert}, "LEAGUE asked for this support"),
        ("lost", {}, "Select what became of it"),
        ("given", {"words": "All good"}, "Write a sentence"),
        ("given", {"day": NOW.date() + A_DAY}, "is in the future"),
        ("given", {"day": NOW.date() - A_DAY}, "is before the support was asked for"),
    ):
        with pytest.raises(Refused, match=why):
            came(row, state, **more)
    assert queries.state(row) == "asked" and not SupportOutcome.objects.exists()

    first = came(row, "granted")
    assert came(row, "granted") == first
    came(row, "given", at=NOW + A_DAY, by=lambda forum: secretariat(forum, NOW + A_DAY))

    now = queries.request(small_forum, 1)
    assert now is not None and queries.state(now) == "given"
    (told,) = queries.archived(Reader(small_forum, None, None, NOW))  # type: ignore[arg-type]
    assert [one["state"] for one in told["outcomes"]] == ["granted", "given"]


def test_the_secretariat_is_asked_what_came_once_the_day_is_over(small_forum) -> None:
    row = asked(small_forum)
    over = NOW + 31 * A_DAY
    assert not list(turns(row, NOW + 30 * A_DAY))

    (turn,) = turns(row, over)

    assert (turn.says, turn.role, turn.of) == (CAME, "secretariat", "LEAGUE")
    came(row, "granted")
    assert queries.running(small_forum) == [row], "what was granted is still to come"
    came(row, "not_given", words="The course was cancelled by the programme.")
    assert queries.running(small_forum) == []


def test_a_programme_that_is_asked_twice_for_the_same_commitment_is_noticed(small_forum) -> None:
    ours, theirs = asked(small_forum), asked(small_forum, by=concert)
    asked(small_forum, by=concert, programme=programme(small_forum, 1))
    asked(small_forum, by=concert, commitments=["S30-02"])

    assert queries.same_asked(ours, queries.requests(small_forum)) == [theirs]

    came(theirs, "withdrawn", by=concert)
    assert queries.same_asked(ours, queries.requests(small_forum)) == []


def _selecting(answer: HttpResponse) -> str:
    """The field in which commitments are selected."""
    return answer.content.decode().split('id="commitments"')[1].split("</fieldset>")[0]


def test_both_parties_read_the_requests_and_each_writes_its_own(small_forum) -> None:
    address = reverse("commitments:support", args=[small_forum.slug])
    one = reverse("commitments:support_request", args=[small_forum.slug, 1])
    lagoon(small_forum), league(small_forum), concert(small_forum)
    head = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    chair = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    other = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    sent = {f"title_{language}": said for language, said in TITLE.items()} | {
        "programme": programme(small_forum), "commitments": "S30-01", "source": "Letter 3",
        "asked_on": "2031-02-03", "needed_by": "2031-03-03",
    }  # fmt: skip
    said = {"state": "granted", "day": "2031-02-03", "words": "The programme sends two experts."}
    with clock.at(NOW):
        # The commitments are folded until one is selected or what is sent is refused.
        assert '<details class="fold">' in _selecting(chair.get(address))
        assert '<details class="fold" open>' in _selecting(
            chair.post(address, {**sent, "source": ""})
        )
        assert "No requests for support yet" in head.get(address).content.decode()
        assert head.post(address, sent).status_code == 403
        assert chair.post(address, {**sent, "commitments": ""}).status_code == 422
        assert chair.post(address, {**sent, "programme": "MOON"}).status_code == 422
        assert chair.post(address, sent).status_code == 302
        assert other.post(address, sent).status_code == 302
        assert "asked for twice" in head.get(address).content.decode()

        assert head.get(one.replace("/1/", "/9/")).status_code == 404
        assert 'name="words"' not in other.get(one).content.decode()
        assert head.post(one, said).status_code == 403
        assert other.post(one, said).status_code == 422
        assert chair.post(one, {**said, "words": "Yes."}).status_code == 422
        assert chair.post(one, said).status_code == 302
        page = other.get(one).content.decode()
        in_spanish = " ".join(other.get(one.replace("/en/", "/es/")).content.decode().split())
    assert f'<span lang="en">{said["words"]}</span> <small class="soft">(en inglés)' in in_spanish
    assert said["words"] in page and "The same programme is asked" in page


def test_a_request_is_found_by_its_words_and_by_what_came_of_it(small_forum: Forum) -> None:
    row = asked(small_forum)
    came(row)
    address = reverse("commitments:support_request", args=[small_forum.slug, row.number])
    readers = who(offices(small_forum), "delegation", "presidency")

    agree(small_forum, address, "pilots", queries.SUBJECT, row.pk, NOW, readers)
    hat = finding.hat(small_forum, readers["presidency"][0], NOW)
    for words, language in (("prácticos", "es"), ("forty pilots followed", "en")):
        found = finding.items(small_forum, words, hat, queries.SUBJECT, language=language)
        assert found == {row.pk}, words
    assert not finding.items(small_forum, "pilots", hat, queries.SUBJECT, until=NOW.date() - A_DAY)

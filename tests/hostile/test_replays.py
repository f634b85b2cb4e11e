"""What was sent once is sent again: by a browser, by a thief of a page, by a program (T28)."""

import copy
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

import papers
import people
import silences
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct, Key
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.meetings.models import Feed
from cochair.journal.models import Entry
from cochair.web.clock import clock
from matrix import Scene, table
from papers import words
from silences import EXPIRY

PAGE = "/en/league-concert/decisions/1/"
SENT = {"form": "objection", "words": "Paragraph 1 is not what was said.", "understood": "on"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ROUTES = {route.name: route for route in table()[1]}


def in_a_browser(scene: Scene, hat: str) -> Client:
    """A client that is asked for the token of the form, as every browser is."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = scene.client(hat).cookies
    return browser


def test_an_objection_sent_twenty_times_is_one_with_one_receipt(at_work: Scene) -> None:
    client, before = at_work.client("delegation"), Entry.objects.count()
    with clock.at(EXPIRY - timedelta(hours=1)):
        first = client.post(f"{PAGE}messages/", SENT)
        entries = Entry.objects.count()
        again = [client.post(f"{PAGE}messages/", SENT) for _time in range(19)]

    assert Message.objects.filter(form="objection").count() == 1
    assert entries > before and Entry.objects.count() == entries
    assert {answer.status_code for answer in (first, *again)} == {302}


@pytest.mark.parametrize(
    ("at", "in_time"),
    [(EXPIRY - silences.INSTANT, True), (EXPIRY, False), (silences.LATER, False)],
    ids=["before the end", "at the end", "after the end"],
)
def test_an_objection_that_is_replayed_after_the_end_does_not_count_as_one_in_time(
    at_work: Scene, at: datetime, in_time: bool
) -> None:
    """One request that somebody kept, sent on at three instants: the clock of the server decides."""
    with clock.at(at):
        page = at_work.client("delegation").post(f"{PAGE}messages/", SENT, follow=True)

    assert ("Received in time." in page.content.decode()) is in_time
    row = SilenceProcedure.objects.get()
    assert (silences.stage(row, silences.LATER) == "broken") is in_time


def test_the_form_of_one_session_is_worth_nothing_in_another(at_work: Scene) -> None:
    mine, theirs = in_a_browser(at_work, "delegation"), in_a_browser(at_work, "other_presidency")
    with clock.at(EXPIRY - timedelta(hours=1)):
        stolen = TOKEN.search(mine.get(PAGE).content.decode())
        assert stolen is not None
        forged = theirs.post(f"{PAGE}messages/", {**SENT, "csrfmiddlewaretoken": stolen[1]})
        old = in_a_browser(at_work, "delegation")
        bare = old.post(f"{PAGE}messages/", {**SENT, "csrfmiddlewaretoken": stolen[1] + "x"})
        assert (forged.status_code, bare.status_code) == (403, 403)
        assert not Message.objects.filter(form="objection").exists()
        assert (
            mine.post(f"{PAGE}messages/", {**SENT, "csrfmiddlewaretoken": stolen[1]}).status_code
            == 302
        )

    assert Message.objects.filter(form="objection").count() == 1


def test_the_session_of_somebody_who_signed_out_signs_nothing_when_its_cookie_comes_again(
    at_work: Scene,
) -> None:
    account = Account.objects.get(pk=at_work.client("co_presidency").session["_auth_user_id"])
    theirs = people.signed_in(account)
    kept = copy.deepcopy(theirs.cookies)
    theirs.post("/en/accounts/logout/")

    thief = Client()
    thief.cookies = kept
    route = ROUTES["acts:key"]
    answer = thief.post(at_work.path(route), at_work.sends(route))

    assert answer.status_code == route.answers["POST"]["anonymous"]
    assert not Key.objects.filter(account=account, act__number=at_work.places["act"]).exists()
    honest = people.signed_in(account).post(at_work.path(route), at_work.sends(route))
    assert honest.status_code == 302
    assert Key.objects.filter(account=account, act__number=at_work.places["act"]).exists()


def test_a_key_on_words_that_were_read_before_a_change_is_turned_on_nothing(
    at_work: Scene,
) -> None:
    forum = at_work.forum
    paper = papers.circulated(
        forum, {code: words(f"One {code}.") for code in ("en", "es", "pt")}, kind="press_line"
    )
    act = silences.proposed(paper)
    client = at_work.client("co_presidency")
    path = f"/en/{forum.slug}/acts/{act.number}/key/"
    read = {"seen": act.digest}

    papers.written(paper, "en", words("Another line."))
    after = client.post(path, read)

    assert after.status_code == 422
    assert not Key.objects.filter(act=act).exists()
    # It is void, and not only held up: the same words again would need both keys anew.
    assert JointAct.objects.get(pk=act.pk).state == "void"


def test_an_objection_of_a_program_that_is_sent_again_is_one_with_one_receipt(
    at_work: Scene,
) -> None:
    route = ROUTES["api:send"]
    said = {"form": "objection", "words": SENT["words"]}
    with clock.at(EXPIRY - timedelta(hours=1)):
        client = at_work.client("delegation")
        answers = [
            client.post(at_work.path(route), said, content_type="application/json")
            for _time in range(3)
        ]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["receipt"] for answer in answers}) == 1
    assert Message.objects.filter(form="objection").count() == 1


@pytest.mark.parametrize("change", ["cut", "longer", "upper", "other"])
def test_an_address_of_a_calendar_that_is_nearly_right_is_the_same_absence(
    at_work: Scene, change: str
) -> None:
    client = at_work.client("co_presidency")
    page = client.post(f"/en/{at_work.forum.slug}/calendar/feeds/").content.decode()
    found = re.search(r"/calendar/feed/([\w-]+)\.ics", page)
    assert found is not None and Feed.objects.exists()
    secret = found[1]
    bent = {
        "cut": secret[:-1],
        "longer": f"{secret}a",
        "upper": secret.swapcase(),
        "other": secret[::-1],
    }[change]

    path = f"/en/{at_work.forum.slug}/calendar/feed/{{}}.ics"
    assert Client().get(path.format(secret)).status_code == 200
    assert Client().get(path.format(bent)).status_code == 404

"""Counts of exchanges, requests for support, and overlaps: told to readers of what the Parties share,
and to nobody else, on a page, in a search, in the activity, on an act, in a calendar or in a message.

domain.md C.8; C.11, INV-4.
"""

import pytest

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment
from cochair.features.mail import collector, worker
from cochair.features.mail.models import Message
from cochair.features.overlaps import queries as overlaps
from cochair.features.overlaps.acts import DECIDE, Decided
from cochair.features.parties.offices import Power
from cochair.features.search import indexer
from cochair.features.support import actions as supporting
from cochair.features.support import queries as support
from cochair.journal.models import Entry
from matrix import Scene
from world import NOW

INSIDE = ("co_presidency", "other_presidency", "secretariat", "delegation", "incoming", "auditor")
OUTSIDE = ("anonymous", "institution", "observer", "administrator")
# Words that stand nowhere else: a channel, what came of a request, why both decided, an initiative.
CHANNEL, CAME = "Harbour line", "The quayside lantern was repaired in four weeks."
WHY = dict.fromkeys(("en", "es", "pt"), "The breakwater stays with the forum for two years.")
EVENT = "Harbour Watch"
ASKED = ("Harbour line", "quayside", "breakwater")


@pytest.fixture
def told(at_work: Scene) -> Scene:
    """The scene, in which something came of a request and both decided an overlap."""
    forum = at_work.forum
    row = support.request(forum, int(at_work.places["request"]))
    by = people.hat(forum, Account.objects.get(email="secretariat-league@example.org"))
    assert row is not None
    supporting.record_outcome(
        row, "given", day=NOW.date(), words=CAME, language="en", by=by, at=NOW
    )
    pair = overlaps.overlaps(forum)[0].pair
    act = DECIDE.propose(pair, Decided("kept", WHY), by=by, at=NOW)
    signing.both_sign(forum, act)
    return at_work


def addresses(scene: Scene) -> list[str]:
    act = JointAct.objects.get(forum=scene.forum, kind=overlaps.DECIDE)
    slug, places = act.body["commitment"], scene.places
    code = act.body["initiative"]
    return [
        "commitments/exchange/",
        "commitments/exchange/table.csv",
        f"commitments/exchange/{places['count']}/",
        "commitments/support/",
        f"commitments/support/{places['request']}/",
        "commitments/overlaps/",
        f"commitments/overlaps/{slug}/{code}/",
        "initiatives/",
        f"commitments/{slug}/",
        f"acts/{act.number}/",
    ]


def test_each_page_is_there_for_readers_of_what_is_shared_and_for_nobody_else(told: Scene) -> None:
    for address in addresses(told):
        there = f"/en/{told.forum.slug}/{address}"
        for who in INSIDE:
            assert told.client(who).get(there).status_code == 200, (who, address)
        for who in OUTSIDE:
            answer = told.client(who).get(there)
            said = answer.content.decode(errors="replace")
            # A stranger is led from a page to where one signs in; to the others there is none.
            assert answer.status_code == (
                302 if who == "anonymous" and address.endswith("/") else 404
            ), (who, address)
            assert not any(word in said for word in (CHANNEL, CAME, WHY["en"], EVENT)), (who, said)


def test_the_public_pages_home_and_the_calendars_name_none_of_it(told: Scene) -> None:
    base = f"/en/{told.forum.slug}/"
    pages = ["", "calendar/", "calendar.ics", "register/", "register.atom", "sitemap.xml", "home/"]
    for who in OUTSIDE:
        for page in pages:
            said = told.client(who).get(f"{base}{page}", follow=True).content.decode()
            assert not any(word in said for word in (CHANNEL, CAME, WHY["en"], EVENT)), (who, page)


def test_a_search_finds_it_for_readers_of_what_is_shared_and_for_nobody_else(told: Scene) -> None:
    while indexer.catch_up(told.forum, NOW):
        pass
    there = f"/en/{told.forum.slug}/search/"
    for typed, kind in zip(ASKED, ("exchange", "support", "overlaps"), strict=True):
        for who in ("secretariat", "delegation"):
            found = told.client(who).get(there, {"q": typed}).content.decode()
            assert f"/commitments/{kind}/" in found, (who, typed)
        for who in OUTSIDE:
            answer = told.client(who).get(there, {"q": typed}, follow=True)
            assert f"/commitments/{kind}/" not in answer.content.decode(), (who, typed)


def test_the_activity_names_it_by_codes_and_no_message_goes_to_whoever_may_not_read_it(
    told: Scene,
) -> None:
    forum = told.forum
    verbs = {"exchange.counted", "support.asked", "support.outcome_recorded", "overlap.decided"}
    entries = Entry.objects.filter(forum=forum.slug, verb__in=verbs)
    assert set(entries.values_list("verb", flat=True)) == verbs
    for one in entries:
        assert not any(word in str(one.facts) for word in (CHANNEL, CAME, WHY["en"]))
    for who in OUTSIDE:
        answer = told.client(who).get(f"/en/{forum.slug}/journal/")
        assert answer.status_code == (302 if who == "anonymous" else 404), who

    while collector.read_journal(forum, NOW):
        pass
    worker.turn_in(forum, NOW)
    rows = Message.objects.filter(forum=forum)
    act = JointAct.objects.get(forum=forum, kind=overlaps.DECIDE)
    about = [one for one in rows if (one.about_kind, one.about_id) == ("act", str(act.number))]
    assert about
    for one in rows:
        said = one.subject + one.body
        if one in about or any(word in said for word in (CHANNEL, CAME, WHY["en"], EVENT)):
            assert one.account is not None, (one.recipient, one.subject)
            hat = people.hat(forum, one.account)
            assert hat.may(Power.READ_SHARED), (one.recipient, one.subject)


def test_the_commitment_is_the_one_that_was_compared(told: Scene) -> None:
    """The pages above are those of a commitment in force, related to the initiative of the scene."""
    act = JointAct.objects.get(forum=told.forum, kind=overlaps.DECIDE)
    row = Commitment.objects.get(slug=act.body["commitment"], instrument__forum=told.forum)
    assert (row.state, act.body["initiative"]) == ("in_force", told.places["initiative"])

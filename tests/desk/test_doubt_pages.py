"""A forum that is only read says so on every page, in every language, and what to do (S2, S3)."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.decisions import receipts as signing
from cochair.features.decisions.models import Message
from cochair.features.silence import receipts
from cochair.journal import doubts, keys
from cochair.journal.doubts import Cause
from matrix import Scene
from world import NOW

HOUR = timedelta(hours=1)
HOME, PAGE = "/en/league-concert/", "/en/league-concert/journal/doubts/"
CONFIRM, SHOW = f"{PAGE}confirm/", f"{PAGE}receipt/"
SILENCE = "/en/league-concert/decisions/1/"


@pytest.fixture
def doubted(at_work: Scene) -> Iterator[Scene]:
    """The ledger ends an hour before what was kept elsewhere."""
    doubts.note(
        "league-concert",
        Cause.BEHIND,
        start=NOW - HOUR,
        end=NOW + HOUR,
        at=NOW,
        size=999,
        root="a" * 64,
    )
    yield at_work


def text(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def test_every_page_says_what_was_noticed_in_utc_and_in_the_readers_zone(doubted: Scene) -> None:
    Account.objects.update(zone="Asia/Tokyo")
    for path in (HOME, SILENCE, "/en/league-concert/home/", PAGE):
        page = text(doubted.client("co_presidency"), path)
        assert "This forum is read-only" in page
        assert "8:00 UTC" in page and "10:00 UTC" in page
        assert "17:00 Tokyo" in page and "19:00 Tokyo" in page
    assert "This forum is read-only" in text(doubted.client("anonymous"), HOME)
    assert "999 entries" in text(doubted.client("co_presidency"), PAGE)


def test_a_suspended_silence_promises_no_adoption_and_offers_nothing_that_would_be_refused(
    doubted: Scene,
) -> None:
    forms = [f'action="{SILENCE}{verb}/"' for verb in ("messages", "resumption", "entered")]
    for who in ("co_presidency", "delegation", "secretariat"):
        page = text(doubted.client(who), SILENCE)
        assert "Nothing is adopted for now." in page and "nothing can be sent here" in page
        assert "End before the suspension" in page and "End of the procedure" not in page
        assert "the text is adopted without change" not in page
        assert [one for one in forms if one in page] == []
    rows = text(doubted.client("delegation"), "/en/league-concert/decisions/")
    assert "Suspended since" in rows and "Ends" not in rows


def test_a_silence_that_runs_says_how_it_ends_and_what_one_may_send(at_work: Scene) -> None:
    page = text(at_work.client("delegation"), SILENCE)
    assert "the text is adopted without change" in page
    assert f'action="{SILENCE}messages/"' in page
    assert "Nothing is adopted for now." not in page
    rows = text(at_work.client("delegation"), "/en/league-concert/decisions/")
    assert "Ends" in rows and "Suspended since" not in rows


@pytest.mark.parametrize(
    ("language", "says"),
    [("es", "Este foro es de solo lectura"), ("pt", "Este fórum é só de leitura")],
)
def test_it_is_said_in_each_language(doubted: Scene, language: str, says: str) -> None:
    assert says in text(doubted.client("co_presidency"), HOME.replace("/en/", f"/{language}/"))


def test_a_forum_without_doubts_says_nothing_of_it(at_work: Scene) -> None:
    assert "read-only" not in text(at_work.client("co_presidency"), HOME)
    assert "Nothing is in doubt" in text(at_work.client("co_presidency"), PAGE)


def test_whatever_is_sent_is_refused_with_the_reason(doubted: Scene) -> None:
    said, before = (
        {"form": "objection", "words": "No."},
        Message.objects.count(),
    )
    answer = doubted.client("delegation").post(f"{SILENCE}messages/", said)
    assert answer.status_code == 422
    assert "This ledger ends before one that was kept elsewhere" in answer.content.decode()
    assert Message.objects.count() == before
    told = doubted.client("delegation").post(
        "/api/v1/league-concert/decisions/1/messages/", "{}", content_type="application/json"
    )
    assert told.status_code == 422 and len(json.loads(told.content)["refusals"]) == 2


def test_the_silence_reads_as_suspended(doubted: Scene) -> None:
    assert "suspended" in text(doubted.client("delegation"), SILENCE).lower()


def test_both_sign_on_the_pages_and_the_forum_is_worked_in_again(doubted: Scene) -> None:
    assert doubted.client("delegation").post(CONFIRM).status_code == 403
    answer = doubted.client("secretariat").post(CONFIRM)
    act = JointAct.objects.get(kind=doubts.KIND)
    assert answer.headers["Location"].endswith(f"/acts/{act.number}/")
    page = text(doubted.client("co_presidency"), answer.headers["Location"])
    assert "This ledger ends before one that was kept elsewhere" in page
    for who in ("co_presidency", "other_presidency"):
        signed = doubted.client(who).post(
            f"/en/league-concert/acts/{act.number}/key/", {"seen": act.digest}
        )
        assert signed.status_code == 302
    assert "read-only" not in text(doubted.client("co_presidency"), HOME)
    assert "Both Parties went on from the ledger" in text(
        doubted.client("co_presidency"), "/en/league-concert/journal/"
    )


def test_a_receipt_that_is_shown_says_what_it_is_worth(doubted: Scene) -> None:
    keys.foreign(NOW)
    message = Message.objects.select_related("procedure__forum").first()
    assert message is not None
    signed = signing.signed(receipts.receipt(message)["received"])
    Message.objects.filter(pk=message.pk).update(
        receipt=signed.digest, signature=signed.signature, key=signed.key
    )
    message.refresh_from_db()
    shown = json.dumps(receipts.receipt(message))
    client = doubted.client("delegation")

    def says(receipt: str) -> str:
        return client.post(SHOW, {"receipt": receipt}).content.decode()

    assert "is known here" in says(shown)
    Message.objects.all().delete()
    assert "is missing here" in says(shown)
    assert "no receipt of this installation" in says(shown.replace("XN", "XE"))
    assert "no receipt of this installation" in says("nonsense")

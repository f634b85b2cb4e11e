"""H26: the mail server and the authority for time are down, and nothing is lost (T84, T91)."""

import html
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as posted
from django.test import override_settings

import signatures
import silences
from cochair.features.decisions.models import Message as Said
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.mail import worker
from cochair.features.mail.models import Message, State
from cochair.web.clock import clock
from documents.test_signing_commands import type_in
from mail.posting import server
from matrix import Scene
from ports import free_port
from signatures import keys
from silences import EXPIRY

PAGE = "/en/league-concert/decisions/1/"
SENT = {"form": "objection", "words": "Paragraph 1 is not what was said.", "understood": "on"}
BEFORE = EXPIRY - timedelta(minutes=5)


def worked_off(at) -> worker.Turn:
    """The worker's turn at an instant."""
    with clock.at(at):
        return worker.tick(at)


def test_an_objection_counts_and_every_letter_follows_once_although_the_mail_server_is_down(
    at_work: Scene,
) -> None:
    row = SilenceProcedure.objects.get()
    Message.objects.all().delete()
    with override_settings(MAILERS=server("Absent")):
        with clock.at(BEFORE):
            page = at_work.client("delegation").post(f"{PAGE}messages/", SENT, follow=True)
        worked_off(BEFORE)
        worked_off(BEFORE + timedelta(minutes=2))
        waiting = dict(Message.objects.values_list("key", "state"))

    assert "Received in time." in page.content.decode()
    assert Said.objects.filter(received_at=BEFORE, form="objection").count() == 1
    assert silences.stage(row, EXPIRY) == "broken"
    assert waiting and set(waiting.values()) <= {State.QUEUED.value, State.NO_ADDRESS.value}
    owed = Message.objects.filter(state=State.QUEUED).count()
    assert owed and Message.objects.filter(failure="unreachable").exists()

    posted.outbox.clear()
    # Some readers sleep: what came at night goes out in their morning.
    for hours in range(24):
        worked_off(BEFORE + timedelta(hours=hours + 1))

    assert not Message.objects.filter(state=State.QUEUED).exists()
    left = Message.objects.exclude(state__in=[State.SENT, State.NO_ADDRESS])
    assert list(left.values_list("key", "state", "tries", "event")) == []
    names = Counter(one.message()["Message-ID"] for one in posted.outbox)
    assert len(posted.outbox) >= owed and set(names.values()) == {1}


def test_letters_that_were_given_up_are_told_where_the_secretariat_begins_and_sent_again_there(
    at_work: Scene,
) -> None:
    Message.objects.exclude(state=State.SENT).delete()
    with clock.at(BEFORE):
        at_work.client("delegation").post(f"{PAGE}messages/", SENT)
    at = BEFORE
    with override_settings(MAILERS=server("Absent")):
        for _turn in range(40):
            worked_off(at)
            at += timedelta(minutes=15)
    assert Message.objects.filter(state=State.FAILED).exists()

    with clock.at(at):
        desk = at_work.client("secretariat").get(f"/en/{at_work.forum.slug}/home/")
        theirs = at_work.client("delegation").get(f"/en/{at_work.forum.slug}/home/")

    assert "messages did not arrive" in html.unescape(desk.content.decode())
    assert "messages did not arrive" not in html.unescape(theirs.content.decode())


def test_an_authority_for_time_that_is_down_is_named_and_nothing_is_half_signed(
    small_forum: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    file, key = tmp_path / "a.pdf", tmp_path / "k.p12"
    file.write_bytes(signatures.octets(original))
    key.write_bytes(keys("LEAGUE").holder.p12())
    before = file.read_bytes()
    said = ("sign", str(file), "--key", str(key), "--party", "LEAGUE")
    down = f"http://127.0.0.1:{free_port()}/"

    assert type_in(monkeypatch, *said, "--stamps", down) == 2

    assert "The authority for time did not answer" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.pdf", "k.p12"]
    assert file.read_bytes() == before
    # The signature does not wait for the stamp: both sign, and the ledger holds the hour.
    assert type_in(monkeypatch, *said) == 0
    signed = (tmp_path / "a-signed.pdf").read_bytes()
    assert signatures.brought(original, "LEAGUE", signed).number == 1

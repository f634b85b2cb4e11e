"""H30: what is past its time is nowhere: no row, no page, no table, no archive, no file, no cache (T51)."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

import packs
import people
from cochair.features.accounts.models import Account
from cochair.features.mail.models import Caught, Message
from cochair.features.meetings.models import ContactPoint, Delegation, Participant
from cochair.features.personal import retention
from cochair.web.clock import clock
from matrix import Scene, table
from world import NOW, every_row

WHO, WHERE = "Zelda Quasar", "zelda@quasar.example"
LATER = NOW + timedelta(days=366 * 11)
WALKED = [
    route
    for route in table()[1]
    if "GET" in route.answers and route.is_ours and not route.by_program and not route.in_json
]


def unpacked(octets: bytes) -> bytes:
    """An answer, and what is packed in it."""
    if not octets.startswith(b"PK\x03\x04"):
        return octets
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return b"\n".join([octets, *(unpacked(archive.read(name)) for name in archive.namelist())])


def told(scene: Scene, account: Account) -> set[str]:
    """The routes whose answer says who somebody is, on any page or in any file given out."""
    client, found = people.signed_in(account), set()
    for route in WALKED:
        said = unpacked(packs.read(client.get(scene.path(route))))
        if WHO.encode() in said or WHERE.encode() in said:
            found.add(route.name)
    return found


def test_a_name_that_stood_everywhere_stands_nowhere_once_its_time_is_over(at_work: Scene) -> None:
    forum = at_work.forum
    assert Participant.objects.update(name=WHO, email=WHERE)
    Delegation.objects.update(replaces=WHO, credentials=WHO, request=WHO)
    assert ContactPoint.objects.update(name=WHO, email=WHERE, ended_at=NOW)
    Message.objects.update(name=WHO, email=WHERE, state="sent")
    Caught.objects.create(at=NOW, to=WHERE, subject=WHO, octets=WHO.encode())
    hats = ("secretariat", "co_presidency", "delegation")
    accounts = {
        hat: Account.objects.get(pk=at_work.client(hat).session["_auth_user_id"]) for hat in hats
    }
    before = {hat: told(at_work, accounts[hat]) for hat in hats}
    assert {"meetings:people-export"} <= before["secretariat"], before

    with clock.at(LATER):
        retention.daily(forum, LATER)
        after = {hat: told(at_work, accounts[hat]) for hat in hats}

        export = people.signed_in(accounts["secretariat"]).get(
            at_work.path(next(one for one in WALKED if one.name == "meetings:people-export"))
        )

    assert after == {hat: set() for hat in hats}
    # The list is there still, with the functions and without the names.
    assert export.status_code == 200 and export.content.count(b"\r\n") > 1
    for label, rows in every_row().items():
        assert WHO not in str(rows) and WHERE not in str(rows), label
    home = Path(settings.COCHAIR_HOME)
    for file in (one for one in home.rglob("*") if one.is_file()) if home.exists() else ():
        if "sqlite" not in file.name:
            octets = file.read_bytes()
            assert WHO.encode() not in octets and WHERE.encode() not in octets, file
    kept = str(getattr(cache, "_cache", {}))
    assert WHO not in kept and WHERE not in kept

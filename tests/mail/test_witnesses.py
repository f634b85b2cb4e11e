"""Each Party gets signed roots without any habit, and a ledger that does not extend them is noticed (S7)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.storage import storages
from django.db import transaction

import restored
import signing
from cochair.features.mail import witnesses, worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.journal import actions as journal
from cochair.journal import keys, watch
from cochair.journal import witnesses as witnessing
from cochair.journal.models import Checkpoint, Doubt, Entry, Place
from cochair.journal.verify_receipt import main as verify_receipt
from cochair.procedure.refusal import Refused
from restored import begin, doubt, noticed
from world import NOW

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
ADDRESS = "register@league.example.org"


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A machine without a mark, as one whose COCHAIR_HOME was brought back too."""
    one = restored.Machine()
    monkeypatch.setattr(watch, "_ran", lambda: one.ran)
    monkeypatch.setattr(watch, "_boot", lambda: one.boot)
    restored.forget_the_mark()
    yield one
    restored.forget_the_mark()


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    """Where Parties have their folders, out of reach of the backup."""
    kept = {**settings.STORAGES["witnesses"], "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "witnesses": kept}
    storages._storages.pop("witnesses", None)
    yield tmp_path / "league"
    storages._storages.pop("witnesses", None)


@pytest.fixture
def forum(small_forum: Forum, folder: Path) -> Forum:
    """A forum in which the League has named an address and a folder, and has its first witness."""
    keys.foreign(NOW)
    by = signing.league(small_forum)
    signing.concert(small_forum), signing.secretariat(small_forum)
    witnesses.name_place(small_forum, email=ADDRESS, folder="league", language="pt", by=by, at=NOW)
    witnesses.give(small_forum, NOW)
    return small_forum


def act(forum: Forum, verb: str = "meeting.scheduled", at=NOW) -> Entry:
    with transaction.atomic():
        return journal.record(forum.slug, verb=verb, about=("meeting", "m"), by=7, at=at)


def given(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("*.receipt.json"))


def test_a_party_gets_its_witness_by_message_and_in_its_folder(forum: Forum, folder: Path) -> None:
    made = Checkpoint.objects.get()
    (name,) = given(folder)
    letter = Message.objects.get(event="witness")
    assert (letter.email, letter.party, letter.language) == (ADDRESS, "LEAGUE", "pt")
    assert made.root in letter.body and '"signature":"' in letter.body
    assert made.size == Entry.objects.filter(forum=forum.slug).count()
    kept = folder / name.replace(".receipt.json", ".json")
    assert json.loads(kept.read_text()) == made.body
    assert verify_receipt([f"--key={keys.fingerprints()[keys.RECEIPT]}", str(folder / name)]) == 0


def test_the_receipt_in_the_message_is_whole(forum: Forum, tmp_path: Path) -> None:
    body = Message.objects.get(event="witness").body
    line = next(one for one in body.splitlines() if one.startswith("{"))
    file = tmp_path / "mailed.json"
    file.write_text(line)
    assert verify_receipt([f"--key={keys.fingerprints()[keys.RECEIPT]}", str(file)]) == 0


def test_the_next_comes_daily_and_after_every_joint_act(forum: Forum, folder: Path) -> None:
    act(forum)
    witnesses.give(forum, NOW + HOUR)
    assert len(given(folder)) == 1
    witnesses.give(forum, NOW + DAY)
    assert len(given(folder)) == 2
    witnesses.give(forum, NOW + 5 * DAY)
    assert len(given(folder)) == 2

    signing.both_sign(forum, signing.departure(forum))
    witnesses.give(forum, NOW + 5 * DAY + HOUR)
    assert len(given(folder)) == 3
    assert Message.objects.filter(event="witness").count() == 3


def test_the_worker_gives_them(forum: Forum, folder: Path) -> None:
    signing.both_sign(forum, signing.departure(forum))
    worker.tick(NOW + HOUR)
    assert len(given(folder)) == 2


def test_the_other_party_is_given_nothing_that_it_did_not_ask_for(forum: Forum) -> None:
    assert list(Place.objects.values_list("party", flat=True)) == ["LEAGUE"]
    noted = Entry.objects.filter(verb="witness.place_named").get()
    assert noted.space == "party:LEAGUE" and ADDRESS not in str(noted.body)


def test_a_ledger_that_goes_on_is_in_no_doubt(forum: Forum) -> None:
    act(forum)
    begin(NOW + HOUR)
    assert not noticed(forum.slug)


def test_a_restore_of_everything_that_the_machine_has_is_noticed_by_the_folder(
    forum: Forum, folder: Path
) -> None:
    size = Entry.objects.filter(forum=forum.slug).count()
    last = act(forum)
    witnesses.give(forum, NOW + DAY)
    restored.cut(forum.slug, size)
    Place.objects.update(size=size, given_at=NOW)
    begin(NOW + DAY + HOUR)
    found = doubt(forum.slug)
    assert (found.cause, found.size, found.end) == ("behind", last.seq, NOW + DAY + HOUR)


@pytest.fixture
def bucket(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An object store that speaks S3, where the settings name no folder for witnesses."""
    import boto3
    from moto import mock_aws

    from cochair import settings as made

    monkeypatch.setenv("COCHAIR_FILES_REGION", "eu-west-1")
    for name in ("COCHAIR_FILES_KEY", "COCHAIR_FILES_SECRET"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client = boto3.client(
            "s3", "eu-west-1", aws_access_key_id="testing", aws_secret_access_key="testing"
        )
        client.create_bucket(
            Bucket="papers", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        settings.STORAGES = {**settings.STORAGES, "witnesses": made.witnesses("", "papers")}
        storages._storages.pop("witnesses", None)
        yield
    storages._storages.pop("witnesses", None)


def test_in_an_object_store_witnesses_are_given_compared_and_notice_a_restore_as_in_a_folder(
    bucket: None, small_forum: Forum
) -> None:
    keys.foreign(NOW)
    by, name = signing.league(small_forum), small_forum.slug
    witnesses.name_place(small_forum, email=ADDRESS, folder="league", language="pt", by=by, at=NOW)
    witnesses.give(small_forum, NOW)
    size = Entry.objects.filter(forum=name).count()
    act(small_forum)
    witnesses.give(small_forum, NOW + DAY)
    _folders, kept = storages["witnesses"].listdir("league")
    assert len([one for one in kept if one.endswith(".receipt.json")]) == 2
    begin(NOW + DAY + HOUR)
    assert not noticed(name) and Place.objects.get().trouble == ""

    restored.cut(name, size)
    Place.objects.update(size=size, given_at=NOW)
    restored.forget_the_mark()
    begin(NOW + DAY + 2 * HOUR)

    assert noticed(name) == ["behind"]


def test_a_ledger_written_anew_is_noticed_from_the_last_witness_that_agrees(
    forum: Forum, folder: Path
) -> None:
    act(forum, at=NOW + DAY)
    witnesses.give(forum, NOW + DAY)
    latest = Entry.objects.filter(forum=forum.slug).count()

    def forged(entry: Entry) -> Entry:
        entry.about_id = "forged" if entry.seq == latest else entry.about_id
        return entry

    restored.rewrite(forum.slug, forged)
    witnessing.compare(forum.slug, NOW + DAY + HOUR)
    found = doubt(forum.slug)
    assert (found.cause, found.start) == ("rewritten", NOW)


def test_after_both_confirmed_the_old_witnesses_are_kept_and_compared_no_more(
    forum: Forum, folder: Path
) -> None:
    from cochair.features.decisions import doubts as deciding

    act(forum)
    witnesses.give(forum, NOW + DAY)
    restored.cut(forum.slug, Entry.objects.filter(forum=forum.slug).count() - 1)
    begin(NOW + DAY)
    proposed = deciding.propose(forum, by=signing.secretariat(forum), at=NOW + DAY)
    signing.both_sign(forum, proposed, NOW + DAY)
    witnessing.compare(forum.slug, NOW + DAY + HOUR)
    assert not noticed(forum.slug)
    witnesses.give(forum, NOW + DAY + HOUR)
    assert Place.objects.get().size == Entry.objects.filter(forum=forum.slug).count()
    restored.cut(forum.slug, 3)
    witnessing.compare(forum.slug, NOW + DAY + HOUR)
    assert noticed(forum.slug) == ["behind"]


def test_a_checkpoint_of_as_many_entries_of_the_lost_ledger_keeps_nobody_waiting(
    forum: Forum, folder: Path
) -> None:
    """Where the entries were cut and the checkpoints were not, the ledger comes to the same number again:
    that one stays as it is, whoever asks for another is told, and the next entry has its own."""
    from cochair.features.decisions import doubts as deciding

    act(forum)
    witnesses.give(forum, NOW + DAY)
    restored.cut(forum.slug, Entry.objects.filter(forum=forum.slug).count() - 1)
    begin(NOW + DAY)
    proposed = deciding.propose(forum, by=signing.secretariat(forum), at=NOW + DAY)
    signing.both_sign(forum, proposed, NOW + DAY)
    size, before = Entry.objects.filter(forum=forum.slug).count(), Place.objects.get().size
    left = Checkpoint.objects.create(forum=forum.slug, size=size, root="0" * 64, at=NOW)

    with pytest.raises(Refused, match=f"already a checkpoint at {size} entries"):
        journal.checkpoint(forum.slug, at=NOW + 2 * DAY)
    witnesses.give(forum, NOW + 2 * DAY)
    assert Place.objects.get().size == before and not noticed(forum.slug)

    act(forum, at=NOW + 2 * DAY)
    witnesses.give(forum, NOW + 2 * DAY)
    assert Place.objects.get().size == size + 1
    assert Checkpoint.objects.get(size=size) == left


def test_a_wrong_clock_hides_no_restore_from_the_folder(
    forum: Forum, folder: Path, machine: SimpleNamespace
) -> None:
    """Neither while both have not confirmed it nor afterwards: they signed that the clock was wrong."""
    from cochair.features.decisions import doubts as deciding

    act(forum)
    witnesses.give(forum, NOW + DAY)
    restored.look(NOW + DAY)
    restored.look(NOW + DAY + HOUR)
    assert noticed(forum.slug) == ["clock_forward"]
    proposed = deciding.propose(forum, by=signing.secretariat(forum), at=NOW + DAY + HOUR)
    signing.both_sign(forum, proposed, NOW + DAY + HOUR)
    assert not noticed(forum.slug)

    restored.cut(forum.slug, 1)
    restored.forget_the_mark()
    restored.look(NOW + DAY + HOUR)
    machine.ran += HOUR.total_seconds()
    restored.look(NOW + DAY + 3 * HOUR)
    assert noticed(forum.slug) == ["clock_forward"]
    witnessing.compare(forum.slug, NOW + DAY + 3 * HOUR)

    assert noticed(forum.slug) == ["clock_forward", "behind"]


def test_the_witnesses_of_a_lost_ledger_hide_none_that_came_after_it(
    forum: Forum, folder: Path
) -> None:
    """However many there are: a second restore is noticed by the folder as the first one was."""
    from cochair.features.decisions import doubts as deciding

    size = Entry.objects.filter(forum=forum.slug).count()
    for _number in range(witnessing.NEWEST + 8):
        act(forum)
        made = journal.checkpoint(forum.slug, at=NOW)
        witnessing.put(Place.objects.get(), made)
    restored.cut(forum.slug, size)
    begin(NOW + DAY)
    proposed = deciding.propose(forum, by=signing.secretariat(forum), at=NOW + DAY)
    signing.both_sign(forum, proposed, NOW + DAY)
    Place.objects.update(size=size)
    witnesses.give(forum, NOW + DAY + HOUR)
    witnessing.compare(forum.slug, NOW + DAY + HOUR)
    assert not noticed(forum.slug)

    restored.cut(forum.slug, size + 1)
    witnessing.compare(forum.slug, NOW + DAY + HOUR)

    assert noticed(forum.slug) == ["behind"]


def test_forged_files_hide_none_that_is_genuine(forum: Forum, folder: Path) -> None:
    """However many somebody puts there, with whatever number."""
    (name,) = given(folder)
    number = name.split("-")[-2]
    for more in range(witnessing.NEWEST + 1):
        (folder / name.replace(number, f"9{more:09}")).write_text("{}")
    restored.cut(forum.slug, 1)

    witnessing.compare(forum.slug, NOW + HOUR)

    assert noticed(forum.slug) == ["behind"]
    assert Place.objects.get().trouble == "forged"


def test_a_file_that_somebody_forged_stops_nobody_and_is_told(forum: Forum, folder: Path) -> None:
    (name,) = given(folder)
    said = json.loads((folder / name).read_text())
    said["received"]["size"] = 9999
    forged = name.replace(f"{said['received']['root'][:12]}", "0" * 12).replace("-0", "-9", 1)
    (folder / forged).write_text(json.dumps(said))
    begin(NOW + HOUR)
    assert not noticed(forum.slug)
    assert Place.objects.get().trouble == "forged"


@pytest.mark.parametrize("content", ["", "[]", "{}", "\x00", '{"received": {"forum": 1}}'])
def test_a_file_that_is_none_stops_nobody(forum: Forum, folder: Path, content: str) -> None:
    (folder / f"{forum.slug}-9999999999-x.receipt.json").write_text(content)
    begin(NOW + HOUR)
    assert not noticed(forum.slug) and Place.objects.get().trouble == "forged"


def test_files_of_a_forum_whose_name_begins_alike_lie_in_the_same_folder_and_hide_nothing(
    forum: Forum, folder: Path
) -> None:
    other = f"{forum.slug}-of-youth"
    for number in range(witnessing.NEWEST + 1):
        with transaction.atomic():
            journal.record(other, verb="meeting.opened", about=("a", "1"), by=7, at=NOW)
        made = journal.checkpoint(other, at=NOW)
        witnessing.put(Place(forum=other, party="LEAGUE", folder="league"), made)
        assert made.size == number + 1
    begin(NOW + HOUR)
    assert not noticed(forum.slug) and Place.objects.get().trouble == ""

    restored.cut(forum.slug, 3)
    restored.forget_the_mark()
    begin(NOW + HOUR)

    assert noticed(forum.slug) == ["behind"]


def test_witnesses_that_were_removed_are_told(forum: Forum, folder: Path) -> None:
    for one in folder.iterdir():
        one.unlink()
    begin(NOW + HOUR)
    assert not noticed(forum.slug)
    assert Place.objects.get().trouble == "missing"


def test_a_witness_signed_before_the_key_was_replaced_still_counts(
    forum: Forum, folder: Path, settings
) -> None:
    settings.RECEIPT_KEY = "ab" * 32
    keys.enter(keys.RECEIPT, NOW)
    restored.cut(forum.slug, 3)
    begin(NOW + HOUR)
    assert noticed(forum.slug) == ["behind"]


def test_a_folder_that_cannot_be_written_keeps_no_message_back(
    forum: Forum, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError("full")

    act(forum)
    monkeypatch.setattr(witnessing, "put", full)
    witnesses.give(forum, NOW + DAY)
    assert Message.objects.filter(event="witness").count() == 2
    assert Place.objects.get().trouble == "unreachable"


def test_a_checkpoint_that_cannot_be_made_puts_the_ledger_in_doubt(forum: Forum) -> None:
    act(forum)

    def forged(entry: Entry) -> Entry:
        entry.about_id = "forged" if entry.seq == 2 else entry.about_id
        return entry

    restored.rewrite(forum.slug, forged)
    witnesses.give(forum, NOW + DAY)
    assert noticed(forum.slug) == ["rewritten"]
    assert Doubt.objects.count() == 1

"""A restore and a wrong clock are noticed: read only until both confirm, and nothing is adopted (S2, S3)."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

import people
import restored
import signing
from cochair.features.acts.models import JointAct
from cochair.features.decisions import doubts as deciding
from cochair.features.decisions import receipts
from cochair.features.decisions.models import Message, Outage, Pulse, SilenceProcedure
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, outages
from cochair.features.silence import receipts as parts
from cochair.journal import actions as journal
from cochair.journal import keys
from cochair.journal.models import Entry, Ledger
from cochair.procedure.refusal import Refused
from restored import Machine, begin, doubt, look, noticed
from silences import EXPIRY, LATER, norland, opened, sent, stage
from world import NOW

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)
TUESDAY = EXPIRY + timedelta(days=5)


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """The machine on which the installation runs, without a mark from another test."""
    yield from restored.machine(monkeypatch)


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    """A silence that runs until Thursday, watched since it was opened."""
    row = opened(small_forum)
    look(NOW)
    return row


def passes(machine: Machine, time: timedelta) -> None:
    """Time goes by, and the process with it."""
    machine.goes_on(time)


def is_served(machine: Machine, start: datetime, until: datetime) -> None:
    """The process goes on all the time, as it does."""
    while start < until:
        step = min(timedelta(hours=6), until - start)
        machine.goes_on(step)
        start += step
        look(start)


def size(forum: Forum) -> int:
    return Ledger.objects.get(forum=forum.slug).size


def confirmed(forum: Forum, at) -> JointAct:
    """Both sign that they go on."""
    act = deciding.propose(forum, by=signing.secretariat(forum, at), at=at)
    return signing.both_sign(forum, act, at)


def test_a_clock_and_a_ledger_that_go_on_are_not_in_doubt(
    running: SilenceProcedure, machine: Machine
) -> None:
    by = norland(running.forum)
    for hour in range(1, 5):
        passes(machine, HOUR)
        sent(running, by, NOW + hour * HOUR, form="statement", said=f"In hour {hour}.")
        look(NOW + hour * HOUR)
    begin(NOW + 4 * HOUR)
    assert not noticed(running.forum.slug)


def test_yesterdays_backup_is_noticed_and_the_interval_is_told(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    by = norland(forum)
    before = size(forum)
    is_served(machine, NOW, NOW + DAY)
    sent(running, by, NOW + DAY)
    look(NOW + DAY)
    Message.objects.all().delete()
    restored.cut(forum.slug, before)

    passes(machine, HOUR)
    begin(NOW + DAY + HOUR)

    found = doubt(forum.slug)
    assert found.cause == "behind" and found.size == before + 1
    last = Entry.objects.filter(forum=forum.slug).order_by("-seq")[0]
    assert (found.start, found.end) == (last.at, NOW + DAY + HOUR)
    assert stage(running, NOW + DAY + HOUR) == "suspended"


def test_a_restored_silence_passes_only_after_both_confirmed_and_set_a_new_end(
    running: SilenceProcedure, machine: Machine
) -> None:
    """The objection that was sent before the restore is not there: the text is not adopted over it."""
    forum, by = running.forum, norland(running.forum)
    before = size(forum)
    sent(running, by, NOW + SECOND)
    is_served(machine, NOW, LATER)
    Message.objects.all().delete()
    restored.cut(forum.slug, before)
    begin(LATER)

    worker.tick(LATER)
    with pytest.raises(
        Refused,
        match="Nothing may be done here until both co-presidencies have confirmed, by a joint act, what is known: see the activity, under “Doubts”",
    ):
        sent(running, by, LATER)
    assert stage(running, LATER) == "suspended"

    confirmed(forum, LATER + HOUR)
    assert not noticed(forum.slug)
    worker.tick(LATER + HOUR)
    assert stage(running, LATER + HOUR) == "suspended"
    assert signing.verbs(forum)[-1] == "silence.suspended"
    sent(running, by, LATER + HOUR + MINUTE)
    assert stage(running, LATER + 2 * HOUR) == "broken"


def test_after_the_confirmation_both_set_the_new_end_and_it_passes_then(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    restored.rewrite(forum.slug, changed(forum))
    begin(NOW + MINUTE)
    confirmed(forum, NOW + HOUR)

    by = signing.secretariat(forum, NOW + HOUR)
    act = acts.RESUME.propose(running, TUESDAY, by=by, at=NOW + HOUR)
    signing.both_sign(forum, act, NOW + HOUR)

    assert stage(running, LATER) == "running"
    assert stage(running, TUESDAY + HOUR) == "closing"


def changed(forum: Forum, seq: int = 3):
    """Entry 3 says something else."""

    def change(entry: Entry) -> Entry:
        if entry.seq == seq:
            entry.about_id = "forged"
        return entry

    return change


def test_a_ledger_written_anew_with_every_hash_is_noticed(
    running: SilenceProcedure, machine: Machine
) -> None:
    restored.rewrite(running.forum.slug, changed(running.forum))
    passes(machine, MINUTE)
    look(NOW + MINUTE)
    assert noticed(running.forum.slug) == ["rewritten"]


def test_an_entry_changed_beneath_its_hash_is_noticed_at_the_start(
    running: SilenceProcedure, machine: Machine
) -> None:
    with restored.unguarded():
        row = Entry.objects.filter(forum=running.forum.slug).order_by("-seq")[0]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE journal_entry SET office = 'x' WHERE id = %s", [row.pk])
    look(NOW + SECOND)
    assert not noticed(running.forum.slug)
    begin(NOW + SECOND)
    assert noticed(running.forum.slug) == ["rewritten"]


def test_a_clock_set_back_after_the_end_opens_nothing_again(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum, by = running.forum, norland(running.forum)
    is_served(machine, NOW, LATER)
    worker.tick(LATER)
    assert stage(running, LATER) == "passed"

    passes(machine, SECOND)
    early = EXPIRY - HOUR
    look(early)

    found = doubt(forum.slug)
    assert (found.cause, found.start) == ("clock_back", early)
    assert found.end == LATER + SECOND
    with pytest.raises(Refused, match="The clock was set back"):
        sent(running, by, early + MINUTE)
    assert not Message.objects.exists()
    assert stage(running, LATER + HOUR) == "passed"


def test_a_clock_behind_the_last_entry_is_noticed_by_a_machine_that_knows_nothing(
    running: SilenceProcedure,
) -> None:
    restored.forget_the_mark()
    begin(NOW - HOUR)
    assert noticed(running.forum.slug) == ["clock_back"]


def test_clocks_of_two_hosts_that_differ_by_seconds_are_no_doubt(
    running: SilenceProcedure,
) -> None:
    look(NOW - 20 * SECOND)
    assert not noticed(running.forum.slug)


def test_a_clock_far_forward_adopts_nothing_early(
    running: SilenceProcedure, machine: Machine
) -> None:
    passes(machine, 2 * SECOND)
    far = LATER + 300 * DAY
    look(far)
    worker.tick(far)

    found = doubt(running.forum.slug)
    assert (found.cause, found.start, found.end) == ("clock_forward", NOW + 2 * SECOND, far)
    assert stage(running, far) == "suspended"

    # Put right again, what was wrong is still confirmed by both; then the silence can go on.
    look(NOW + MINUTE)
    assert set(noticed(running.forum.slug)) == {"clock_forward", "clock_back"}
    confirmed(running.forum, NOW + HOUR)
    passes(machine, HOUR)
    look(NOW + HOUR + MINUTE)
    assert not noticed(running.forum.slug)
    assert stage(running, NOW + HOUR + MINUTE) == "suspended"


def test_a_server_that_stood_still_for_days_is_in_doubt_and_for_an_hour_is_not(
    running: SilenceProcedure, machine: Machine
) -> None:
    machine.starts_anew()
    begin(NOW + HOUR)
    assert not noticed(running.forum.slug)
    machine.starts_anew()
    begin(NOW + 3 * DAY)
    assert noticed(running.forum.slug) == ["stopped"]
    assert (doubt(running.forum.slug).start, doubt(running.forum.slug).end) == (
        NOW + HOUR,
        NOW + 3 * DAY,
    )


def test_one_side_alone_does_not_end_a_doubt(running: SilenceProcedure, machine: Machine) -> None:
    forum = running.forum
    restored.forget_the_mark()
    begin(NOW - HOUR)
    act = deciding.propose(forum, by=signing.secretariat(forum), at=NOW)
    signing.turn(act, signing.league(forum))
    assert noticed(forum.slug) == ["clock_back"]
    with pytest.raises(Refused):
        journal.checkpoint(forum.slug, at=NOW)
    signing.turn(JointAct.objects.get(pk=act.pk), signing.concert(forum))
    assert not noticed(forum.slug)
    assert signing.verbs(forum)[-1] == "ledger.confirmed"
    assert not Outage.objects.filter(end=None).exists()


def test_another_doubt_between_the_two_signatures_makes_both_sign_anew(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    restored.forget_the_mark()
    begin(NOW - HOUR)
    act = deciding.propose(forum, by=signing.secretariat(forum), at=NOW)
    signing.turn(act, signing.league(forum))
    restored.rewrite(forum.slug, changed(forum))
    begin(NOW)
    with pytest.raises(Refused):
        signing.turn(JointAct.objects.get(pk=act.pk), signing.concert(forum))
    assert noticed(forum.slug)


def test_no_other_joint_act_is_signed_and_nobody_decides_by_system(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    act = signing.departure(forum)
    begin(NOW - HOUR)
    with pytest.raises(
        Refused,
        match="Nothing may be done here until both co-presidencies have confirmed, by a joint act, what is known: see the activity, under “Doubts”",
    ):
        signing.turn(act, signing.league(forum))
    with (
        pytest.raises(
            Refused,
            match="Nothing may be done here until both co-presidencies have confirmed, by a joint act, what is known: see the activity, under “Doubts”",
        ),
        transaction.atomic(),
    ):
        journal.record(forum.slug, verb="act.lapsed", about=("act", "1"), by=None, at=NOW)
    act.refresh_from_db()
    assert act.state == "draft"


def test_an_office_is_still_given_so_that_somebody_can_sign(
    running: SilenceProcedure, machine: Machine
) -> None:
    begin(NOW - HOUR)
    assert people.person(running.forum, "delegation_member", "LEAGUE", "XN")


def test_what_is_in_doubt_in_one_forum_is_not_in_another(
    running: SilenceProcedure, machine: Machine
) -> None:
    restored.rewrite(running.forum.slug, changed(running.forum))
    with transaction.atomic():
        journal.record("elsewhere", verb="meeting.opened", about=("a", "1"), by=7, at=NOW)
    begin(NOW)
    assert noticed(running.forum.slug) and not noticed("elsewhere")


def test_a_demo_and_a_story_set_their_clock_and_are_not_watched(
    running: SilenceProcedure, machine: Machine, settings
) -> None:
    settings.DEMO = True
    begin(NOW - DAY)
    look(NOW + 300 * DAY)
    settings.DEMO = False
    Forum.objects.update(clock_at=NOW)
    begin(NOW - DAY)
    assert not noticed(running.forum.slug)


def test_no_pulse_from_a_time_that_has_not_come_is_left(
    running: SilenceProcedure, machine: Machine
) -> None:
    outages.beat(NOW + 300 * DAY)
    look(NOW + 300 * DAY)
    confirmed(running.forum, NOW + HOUR)
    assert Pulse.objects.get().at == NOW + HOUR


def test_a_receipt_that_the_database_lost_is_known_for_genuine(
    running: SilenceProcedure, machine: Machine
) -> None:
    forum = running.forum
    message, _counts = sent(running, norland(forum), NOW + SECOND)
    text = receipt_of(message)
    assert receipts.presented(text, forum.slug)[0] == receipts.Presented.KNOWN
    Message.objects.all().delete()
    assert receipts.presented(text, forum.slug) == (
        receipts.Presented.LOST,
        (NOW + SECOND).isoformat(),
    )
    assert receipts.presented(text, "elsewhere")[0] == receipts.Presented.OTHER_FORUM
    for forged in (text.replace("XN", "XE"), text[:-2], "", "[]", "{}", '{"received": 1}'):
        assert receipts.presented(forged, forum.slug)[0] == receipts.Presented.NO_RECEIPT


def receipt_of(message: Message) -> str:
    """The receipt as a delegation took it away."""
    keys.foreign(NOW)
    return json.dumps(parts.receipt(Message.objects.get(pk=message.pk)))

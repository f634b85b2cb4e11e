"""Every act is an entry, with the next number, in the transaction of the act (law 4, INV-9)."""

import itertools
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cochair.journal import actions, entry_hashing, merkle, queries, write_guards
from cochair.journal.actions import LedgerBroken, checkpoint, record, witness
from cochair.journal.models import Entry, Ledger, Witness
from cochair.procedure.refusal import Refused

MORNING = datetime(2026, 7, 1, 9, tzinfo=UTC)
NORTH, SOUTH = {"public", "shared", "party:N"}, {"public", "shared", "party:S"}

type Write = Callable[..., Entry]


@pytest.mark.django_db
def test_entries_are_numbered_from_one_in_each_forum(forum: str, write: Write) -> None:
    other = f"{forum}-other"
    assert [write(forum).seq, write(forum).seq, write(other).seq, write(forum).seq] == [1, 2, 1, 3]


@pytest.mark.django_db
def test_an_entry_says_who_did_what_when_in_codes(forum: str, write: Write) -> None:
    entry = write(
        forum,
        at=datetime(2026, 7, 1, 6, tzinfo=timezone(timedelta(hours=-4))),
        clause="II.1.meetings.a.2",
        on_behalf_of="N",
    )
    entry.refresh_from_db()
    assert entry.at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert (entry.about_kind, entry.about_id) == ("meeting", "min-3")
    assert (entry.account, entry.office, entry.on_behalf_of) == (7, "secretariat N", "N")
    assert entry.leaf == entry_hashing.leaf(entry.body)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_act_is_refused(forum: str) -> None:
    with pytest.raises(transaction.TransactionManagementError, match="transaction of its act"):
        record(forum, verb="meeting.opened", about=("meeting", "min-3"), by=7, at=MORNING)
    assert queries.size(forum) == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_undone_leaves_no_gap(forum: str, write: Write) -> None:
    write(forum)
    with pytest.raises(RuntimeError), transaction.atomic():
        write(forum)
        raise RuntimeError
    assert write(forum).seq == 2
    assert queries.size(forum) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"verb": "Meeting opened"}, ValueError, "is not a verb"),
        ({"verb": "opened"}, ValueError, "is not a verb"),
        ({"space": "party"}, ValueError, "is not a space"),
        ({"space": "secret"}, ValueError, "is not a space"),
        (
            {"at": datetime(2026, 7, 1)},  # noqa: DTZ001
            ValueError,
            "has no time zone",
        ),
        ({"about": ("meeting", "")}, ValueError, "name its subject"),
        ({"facts": {"share": 0.5}}, TypeError, "facts.share: float"),
        ({"facts": {"on": date(2026, 7, 1)}}, TypeError, "facts.on: date"),
        ({"facts": {"who": ["N", {"n": 2**53}]}}, ValueError, r"facts.who\[1\].n"),
        ({"facts": {"reason": "because " * 80}}, ValueError, "characters are too many"),
        (
            {"facts": {"a": "\x00"}},
            ValueError,
            "control character",
        ),
        ({"facts": {"ñ": 1}}, TypeError, "may not name a fact"),
        ({"clause": "x" * 65}, ValueError, "longer than 64"),
        ({"office": "secretariat\nN"}, ValueError, "office: "),
    ],
)
def test_what_cannot_be_read_alike_everywhere_is_not_written(
    forum: str, write: Write, given: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        write(forum, **given)
    assert queries.size(forum) == 0


texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
facts = st.dictionaries(
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
    max_size=4,
)


@pytest.mark.django_db
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(facts, st.sampled_from(sorted(NORTH | SOUTH))), min_size=1, max_size=9))
def test_inv9_any_acts_are_numbered_without_a_gap_and_read_back_as_written(
    write: Write, acts: list[tuple[dict[str, object], str]]
) -> None:
    forum = f"forum-{secrets.token_hex(6)}"
    for told, space in acts:
        write(forum, facts=told, space=space)
    kept = list(Entry.objects.filter(forum=forum).order_by("seq"))
    assert [entry.seq for entry in kept] == list(range(1, len(acts) + 1))
    assert [entry_hashing.leaf(entry.body) for entry in kept] == [entry.leaf for entry in kept]
    tree = [bytes.fromhex(entry.leaf) for entry in kept]
    assert Ledger.objects.get(forum=forum).tree.root == merkle.root(tree)
    for old, new in itertools.combinations_with_replacement(range(1, len(acts) + 1), 2):
        assert merkle.consistent(
            old=old,
            new=new,
            old_root=merkle.root(tree[:old]),
            new_root=merkle.root(tree[:new]),
            proof=[bytes.fromhex(one) for one in queries.consistency(forum, old, new)],
        )


@pytest.mark.django_db
def test_two_entries_that_say_the_same_have_different_hashes(forum: str, write: Write) -> None:
    """Else the other Party could guess a hidden entry and see that it guessed well."""
    one, two = write(forum, space="party:N"), write(f"{forum}-2", space="party:N")
    same = {"salt": "", "forum": ""}
    assert {**one.body, **same} == {**two.body, **same}
    assert one.salt != two.salt
    assert one.leaf != two.leaf


@pytest.mark.django_db
def test_the_version_is_new_after_every_entry_and_stays_until_the_next(
    forum: str, write: Write
) -> None:
    assert queries.version(forum) != queries.version(forum)
    write(forum)
    first = queries.version(forum)
    assert queries.version(forum) == first
    write(forum)
    assert queries.version(forum) != first


@pytest.mark.django_db
def test_a_party_reads_the_shared_entries_and_its_own_and_counts_no_others(storied: str) -> None:
    north, south = queries.visible(storied, NORTH), queries.visible(storied, SOUTH)
    assert "party:S" not in set(north.values_list("space", flat=True))
    assert "party:N" not in set(south.values_list("space", flat=True))
    assert north.filter(verb="office.granted").count() == 1
    assert north.count() == south.count() == queries.size(storied) - 1
    assert queries.visible(storied, {"public"}).count() == 1
    assert queries.verbs(storied, {"public"}) == ("publication.made",)


@pytest.mark.django_db
def test_entries_are_found_by_verb_by_thing_and_by_day_of_a_zone(forum: str, write: Write) -> None:
    late = datetime(2026, 7, 1, 23, tzinfo=UTC)
    write(forum, "meeting.scheduled", about=("meeting", "min-3"))
    write(forum, "meeting.opened", about=("meeting", "min-3"), at=late)
    write(forum, "act.proposed", about=("act", "1"), at=late)

    def numbers(**asked: object) -> list[int]:
        found = queries.matching(forum, NORTH, **asked)  # type: ignore[arg-type]
        return list(found.values_list("seq", flat=True))

    assert numbers(verb="meeting") == [1, 2]
    assert numbers(verb="meeting.opened") == [2]
    assert numbers(about=("act", "1")) == [3]
    assert numbers(day=date(2026, 7, 1)) == [1, 2, 3]
    assert numbers(day=date(2026, 7, 1), zone="Asia/Tokyo") == [1]
    assert numbers(day=date(2026, 7, 2), zone="Asia/Tokyo") == [2, 3]
    assert [row.seq for row in queries.history(forum, ("meeting", "min-3"), NORTH)] == [1, 2]


@pytest.mark.django_db
def test_pages_go_back_in_time_and_skip_what_is_hidden(forum: str, write: Write) -> None:
    for number in range(7):
        write(forum, space="party:S" if number % 2 else "shared")
    found = queries.visible(forum, NORTH)
    first = queries.page(found, length=3)
    assert [entry.seq for entry in first.entries] == [7, 5, 3]
    last = queries.page(found, before=first.older, length=3)
    assert ([entry.seq for entry in last.entries], last.older) == ([1], None)


@pytest.mark.django_db
def test_a_checkpoint_fixes_the_root_and_is_the_same_until_something_is_done(
    forum: str, write: Write
) -> None:
    write(forum)
    first = checkpoint(forum, at=MORNING)
    assert checkpoint(forum, at=MORNING + timedelta(days=1)) == first
    write(forum)
    second = checkpoint(forum, at=MORNING)
    assert (first.size, second.size) == (1, 2)
    assert queries.checkpoints(forum) == (first, second)
    assert queries.last_checkpoint(forum) == second
    assert queries.checkpoint(forum, 1) == first
    assert queries.checkpoint(forum, 3) is None


@pytest.mark.django_db
def test_nothing_is_fixed_while_nothing_was_done(forum: str) -> None:
    with pytest.raises(
        Refused, match="The activity has no entries yet, so there is nothing to keep"
    ):
        checkpoint(forum, at=MORNING)


@pytest.mark.django_db
def test_the_first_witness_of_a_party_stands_and_is_an_entry(forum: str, write: Write) -> None:
    write(forum)
    fixed = checkpoint(forum, at=MORNING)
    first = witness(fixed, "N", by=7, office="secretariat N", at=MORNING)
    again = witness(fixed, "N", by=8, office="co_presidency N", at=MORNING)
    other = witness(fixed, "S", by=9, office="secretariat S", at=MORNING)
    assert again == first
    assert list(Witness.objects.filter(checkpoint=fixed)) == [first, other]
    assert queries.last_witness(forum, "N") == first
    noted = queries.history(forum, ("checkpoint", "1"), NORTH)
    assert [(row.verb, row.on_behalf_of, row.account) for row in noted] == [
        ("checkpoint.witnessed", "N", 7),
        ("checkpoint.witnessed", "S", 9),
    ]


@pytest.mark.django_db
def test_one_entry_is_proved_to_lie_in_a_checkpoint(storied: str) -> None:
    fixed = queries.checkpoints(storied)[0]
    entry = Entry.objects.get(forum=storied, seq=2)
    proof = [bytes.fromhex(one) for one in queries.inclusion(storied, 2, fixed.size)]
    told = {"index": 1, "size": fixed.size, "proof": proof, "root": bytes.fromhex(fixed.root)}
    assert merkle.includes(leaf=bytes.fromhex(entry.leaf), **told)
    assert not merkle.includes(leaf=merkle.leaf_hash(b""), **told)


@pytest.mark.django_db
def test_no_checkpoint_is_made_over_entries_that_are_not_those_written(
    storied: str, write: Write
) -> None:
    Ledger.objects.filter(forum=storied).update(
        size=queries.size(storied) + 1, peaks=["00" * 32] * (queries.size(storied) + 1).bit_count()
    )
    with pytest.raises(LedgerBroken, match="not those that were written"):
        checkpoint(storied, at=MORNING)


def test_a_gate_is_asked_once_nobody_else_writes_so_that_what_closed_meanwhile_is_known(
    forum: str, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever passed the gate and then waited for the ledger would write after the closing."""
    asked: list[str] = []
    locked = actions._locked

    def lock(forum: str) -> object:
        asked.append("ledger")
        return locked(forum)

    def gate(intended: write_guards.Intended) -> None:
        asked.append("gate")

    monkeypatch.setattr(actions, "_locked", lock)
    monkeypatch.setattr(write_guards, "_GATES", {"spy": gate})
    with transaction.atomic():
        record(forum, verb="thing.done", about=("thing", "1"), by=1, at=MORNING)

    assert asked == ["ledger", "gate"]

"""An act in the name of both: proposed, signed with two keys, or ended; and what is refused.

Architecture section 3, law 3; domain.md C.11 (INV-2, INV-6).
"""

from datetime import datetime, timedelta

import pytest
from django.db import models

import people
import signing
from cochair.features.acts import actions, kinds
from cochair.features.acts.models import JointAct, Key
from cochair.features.compliance.models import Departure, OptionChange
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from signing import concert, departure, league, turn, verbs
from world import NOW, every_row

LATER = NOW + timedelta(hours=3)
# 1 July 2031, 00:00 in Helsinki: Norland follows Estmark.
HANDOVER = datetime.fromisoformat("2031-07-01T00:00+03:00")


def refusals(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(refused.value)


def test_to_propose_turns_no_key_and_changes_nothing_but_the_folder(small_forum: Forum) -> None:
    act = departure(small_forum)

    assert (act.state, act.number, act.keys.count()) == ("draft", 1, 0)
    assert act.subject_kind == "departure" and act.subject_id.endswith(signing.CYCLE[1])
    assert not Departure.objects.exists()
    assert verbs(small_forum)[-1] == "act.proposed"
    # The entry says what it is about as the ledger calls it.
    facts = Entry.objects.latest("seq").facts
    assert (facts["kind"], facts["subject_kind"]) == ("departure", "departure")
    assert signing.CYCLE[1] in facts["subject"]


def test_acts_are_numbered_one_after_the_other(small_forum: Forum) -> None:
    numbers = [
        departure(small_forum, reason=f"{signing.REASON} {index}").number for index in range(3)
    ]

    assert numbers == [1, 2, 3]


def test_the_same_act_twice_is_refused_and_names_the_one_that_waits(small_forum: Forum) -> None:
    departure(small_forum)

    with pytest.raises(Refused) as refused:
        departure(small_forum, by=signing.secretariat(small_forum), at=LATER)

    assert "as number 1" in refusals(refused)
    assert JointAct.objects.count() == 1


def test_another_reason_is_another_act(small_forum: Forum) -> None:
    departure(small_forum)

    assert departure(small_forum, reason=f"{signing.REASON} Both agree.").number == 2


def test_an_act_that_has_ended_can_be_proposed_again(small_forum: Forum) -> None:
    first = departure(small_forum)
    actions.withdraw(first, by=league(small_forum), at=NOW)

    assert departure(small_forum).number == 2


def test_one_key_changes_nothing_but_the_act(small_forum: Forum) -> None:
    act = departure(small_forum)
    before = every_row()

    turned = turn(act, league(small_forum))

    changed = {name for name, rows in every_row().items() if rows != before.get(name)}
    assert turned.state == "half_signed"
    assert turned.effective_at is None
    assert changed <= {
        "acts.JointAct",
        "acts.Key",
        "journal.Entry",
        "journal.Ledger",
        "journal.Stamp",
    }


def test_with_the_second_key_the_act_takes_effect_at_that_instant_with_its_entries(
    small_forum: Forum,
) -> None:
    act = departure(small_forum)
    turn(act, league(small_forum))

    signed = turn(act, concert(small_forum, LATER), LATER)

    assert (signed.state, signed.effective_at) == ("effective", LATER)
    made = Departure.objects.get()
    assert (made.act, made.at, made.reason) == (signed, LATER, signing.REASON)
    assert verbs(small_forum)[-3:] == ["act.key_turned", "act.key_turned", "departure.accepted"]
    of_effect = Entry.objects.filter(forum=small_forum.slug).order_by("seq").last()
    assert of_effect is not None
    assert of_effect.clause == "A.2"
    assert of_effect.facts["digest"] == act.digest


def test_the_order_of_the_keys_does_not_matter(small_forum: Forum) -> None:
    act = departure(small_forum)

    assert turn(turn(act, concert(small_forum)), league(small_forum)).effective_at == NOW


def test_a_key_says_who_turned_it_for_which_member_when_and_on_what(small_forum: Forum) -> None:
    act = departure(small_forum)
    hat = league(small_forum)
    turn(act, hat, LATER)

    key = Key.objects.get()

    assert (key.party.code, key.member.code, key.account_id) == ("LEAGUE", "XE", hat.account)
    assert (key.at, key.digest) == (LATER, act.digest)


def test_a_key_is_turned_once(small_forum: Forum) -> None:
    act = departure(small_forum)
    turn(act, league(small_forum))

    with pytest.raises(Refused) as refused:
        turn(act, league(small_forum), LATER)

    assert "LEAGUE already signed, on" in refusals(refused)
    assert Key.objects.count() == 1


def test_another_person_of_the_same_party_turns_no_second_key(small_forum: Forum) -> None:
    act = departure(small_forum)
    turn(act, league(small_forum))
    deputy = people.person(
        small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XE", email="deputy@example.org"
    )

    with pytest.raises(Refused):
        turn(act, people.hat(small_forum, deputy))


def test_one_person_cannot_turn_both_keys(small_forum: Forum) -> None:
    act = departure(small_forum)
    both = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XE", email="both@example.org")
    people.person(small_forum, Role.CO_PRESIDENCY, "CONCERT", "XP", email="both@example.org")
    hats = {hat.party: hat for hat in people.queries.hats(small_forum, both, NOW)}
    turn(act, hats["LEAGUE"])

    with pytest.raises(Refused) as refused:
        turn(act, hats["CONCERT"])

    assert "One account may not sign for both Parties: this account signed for" in refusals(refused)
    assert JointAct.objects.get().state == "half_signed"


@pytest.mark.parametrize(
    ("role", "party", "member"),
    [
        (Role.CO_PRESIDENCY, "LEAGUE", "XB"),
        (Role.CO_PRESIDENCY, "CONCERT", "XL"),
        (Role.SECRETARIAT, "LEAGUE", ""),
        (Role.DELEGATION_HEAD, "LEAGUE", "XN"),
        (Role.AUDITOR, "", ""),
    ],
)
def test_who_does_not_preside_turns_no_key(
    small_forum: Forum, role: Role, party: str, member: str
) -> None:
    act = departure(small_forum)
    somebody = people.hat(small_forum, people.person(small_forum, role, party, member))

    with pytest.raises(Refused):
        turn(act, somebody)

    assert not Key.objects.exists()


def test_inv6_the_key_passes_to_the_next_presidency_at_the_instant(small_forum: Forum) -> None:
    act = departure(small_forum)
    norland = people.presidency(small_forum, "LEAGUE", "XN", NOW, start=NOW)
    eve = HANDOVER - timedelta(microseconds=1)

    with pytest.raises(Refused):
        turn(act, norland, eve)
    with pytest.raises(Refused):
        turn(act, league(small_forum), HANDOVER)

    assert turn(act, norland, HANDOVER).state == "half_signed"


def test_a_key_turned_in_office_still_counts_after_the_handover(small_forum: Forum) -> None:
    act = departure(small_forum)
    turn(act, league(small_forum), HANDOVER - timedelta(seconds=1))

    assert turn(act, concert(small_forum), HANDOVER).effective_at == HANDOVER


@pytest.mark.parametrize("seen", ["", "0" * 64, "the digest of another text"])
def test_what_was_not_shown_is_not_signed(small_forum: Forum, seen: str) -> None:
    act = departure(small_forum)

    with pytest.raises(Refused) as refused:
        actions.turn_key(act, seen=seen, by=league(small_forum), at=NOW)

    assert "The act has changed since it was shown to you. Read it again, then sign." in refusals(
        refused
    )
    assert not Key.objects.exists()


def test_no_key_is_turned_before_the_act_was_proposed(small_forum: Forum) -> None:
    act = departure(small_forum, at=LATER)

    with pytest.raises(Refused):
        turn(act, league(small_forum), LATER - timedelta(seconds=1))


def test_to_decline_ends_the_act_and_the_other_side_reads_why(small_forum: Forum) -> None:
    act = departure(small_forum)
    turn(act, league(small_forum))

    declined = actions.decline(
        act, reason="  Our ministers are at sea.  ", by=concert(small_forum), at=LATER
    )

    assert (declined.state, declined.closed_at) == ("declined", LATER)
    assert declined.closed_by is not None
    assert (declined.closed_by.code, declined.closed_reason) == (
        "CONCERT",
        "Our ministers are at sea.",
    )
    assert verbs(small_forum)[-1] == "act.declined"
    assert not Departure.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_to_decline_without_a_reason_is_refused(small_forum: Forum, reason: str) -> None:
    act = departure(small_forum)

    with pytest.raises(Refused) as refused:
        actions.decline(act, reason=reason, by=concert(small_forum), at=NOW)

    assert "Give a reason. The other Party can read it." in refusals(refused)
    assert JointAct.objects.get().state == "draft"


def test_a_side_takes_back_what_it_proposed(small_forum: Forum) -> None:
    act = departure(small_forum, by=signing.secretariat(small_forum))

    assert actions.withdraw(act, by=league(small_forum), at=NOW).state == "withdrawn"
    assert verbs(small_forum)[-1] == "act.withdrawn"


def test_a_side_does_not_take_back_what_the_other_proposed(small_forum: Forum) -> None:
    act = departure(small_forum)

    with pytest.raises(Refused) as refused:
        actions.withdraw(act, by=concert(small_forum), at=NOW)

    assert "Only the Party that proposed a joint act may withdraw it." in refusals(refused)
    assert JointAct.objects.get().state == "draft"


@pytest.mark.parametrize("end", ["effective", "declined", "withdrawn"])
def test_an_act_that_has_ended_takes_no_key_and_ends_no_second_time(
    small_forum: Forum, end: str
) -> None:
    act = departure(small_forum)
    if end == "effective":
        act = signing.both_sign(small_forum, act)
    elif end == "declined":
        act = actions.decline(act, reason="No.", by=concert(small_forum), at=NOW)
    else:
        act = actions.withdraw(act, by=league(small_forum), at=NOW)
    league_hat, concert_hat = league(small_forum), concert(small_forum)
    before = every_row()

    for attempt in (
        lambda: turn(act, league_hat, LATER),
        lambda: turn(act, concert_hat, LATER),
        lambda: actions.decline(act, reason="Too late.", by=concert_hat, at=LATER),
        lambda: actions.withdraw(act, by=league_hat, at=LATER),
    ):
        with pytest.raises(Refused):
            attempt()

    assert every_row() == before


def test_a_crash_while_the_act_takes_effect_leaves_no_key_no_entry_and_no_effect(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = signing.option(small_forum, "prep.min", 2)
    turn(act, league(small_forum))
    hat = concert(small_forum)
    before = every_row()

    def crash(model: models.Model, **_kept: object) -> None:
        raise RuntimeError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(OptionChange, "save", crash)
        with pytest.raises(RuntimeError):
            turn(act, hat)

    assert every_row() == before
    assert turn(act, hat).effective_at == NOW


def test_every_kind_of_act_says_what_it_is_and_writes_a_verb_of_its_own() -> None:
    known = [kinds._KINDS[code] for code in kinds.known()]

    assert len(known) >= 12
    assert len({kind.entry for kind in known}) == len(known)
    with pytest.raises(ValueError, match="Two kinds"):
        kinds.register(kinds.Kind(**{**_fields(known[0]), "name": "Another"}))


def _fields(kind: kinds.Kind) -> dict[str, object]:
    return {name: getattr(kind, name) for name in kinds.Kind.__dataclass_fields__}

"""Whose turn it is on a joint act, in each of its states."""

from datetime import timedelta

import pytest

import forgotten
import signing
from cochair.features.acts import actions, kinds
from cochair.features.acts import kind as acts_kind
from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.procedure.consent import ConsentState
from owing import owed, said
from signing import concert, departure, league
from world import NOW

CP = "co_presidency"
OPEN = {ConsentState.DRAFT, ConsentState.HALF_SIGNED}


def test_each_party_signs_until_it_has_signed(small_forum: Forum) -> None:
    act = departure(small_forum)
    both = [(CP, "LEAGUE", acts_kind.SIGN), (CP, "CONCERT", acts_kind.SIGN)]
    assert sorted(said(owed("act", small_forum, NOW))) == sorted(both)

    signing.turn(act, league(small_forum))

    (turn,) = owed("act", small_forum, NOW)
    assert said([turn]) == [(CP, "CONCERT", acts_kind.SIGN_TOO)]
    assert turn.address == ("acts:act", "1")
    assert turn.facts["title"] == act.title and turn.facts["party"]["en"]

    signing.turn(act, concert(small_forum))
    assert owed("act", small_forum, NOW) == []


@pytest.mark.parametrize("state", ConsentState)
def test_an_open_act_has_a_turn_and_one_that_ended_has_none(
    small_forum: Forum, state: ConsentState
) -> None:
    act = departure(small_forum)
    JointAct.objects.filter(pk=act.pk).update(state=state.value)
    act.refresh_from_db()

    assert bool(list(acts_kind.turns(act, NOW))) == (state in OPEN)


def test_an_act_that_was_declined_is_nobodys(small_forum: Forum) -> None:
    actions.decline(departure(small_forum), reason="No.", by=concert(small_forum), at=NOW)

    assert owed("act", small_forum, NOW) == []


def test_nobody_signs_for_a_party_that_nobody_presides(small_forum: Forum) -> None:
    act = departure(small_forum)
    PresidencyTerm.objects.filter(party__code="CONCERT").delete()
    forgotten.everything()
    signing.option(small_forum, "retention.years", 3)

    assert {one.of for one in acts_kind.turns(act, NOW)} == {"LEAGUE"}


def test_it_is_to_be_signed_until_the_instant_that_its_kind_names(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, until = departure(small_forum), NOW + timedelta(days=3)
    found = kinds.kind_of(act)
    assert {one.firm for one in acts_kind.turns(act, NOW)} == {""}

    monkeypatch.setattr(type(found), "until", property(lambda kind: lambda act, at: until))

    assert {(one.until, one.firm) for one in acts_kind.turns(act, NOW)} == {(until, "fixed")}


def test_what_stands_against_signing_makes_it_nobodys_turn(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = departure(small_forum)
    JointAct.objects.filter(pk=act.pk).update(digest="0" * 64)
    act.refresh_from_db()

    assert list(acts_kind.turns(act, NOW)) == []

"""H22: signs that turn the direction of other words are refused where a person types a reason."""

from collections.abc import Callable
from datetime import date

import pytest

import signing
from cochair.features.acts import actions as acts
from cochair.features.compliance import actions as compliance
from cochair.features.invitations import actions as inviting
from cochair.features.parties.models import Forum
from cochair.features.planner import actions as planner
from cochair.features.sessions import changes
from cochair.procedure.refusal import Refused
from inviting_story import keys
from world import NOW

REASON = "The air traffic of the whole north is closed for weeks."
TURNED = REASON.replace("whole", "\u202ewhole")
ISOLATED = REASON.replace("whole", "\u2067whole\u2069")


def postponed(forum: Forum, said: str) -> object:
    meeting = signing.fixed(forum)
    return changes.propose_postponement(meeting, reason=said, by=signing.league(forum), at=NOW)


def extraordinary(forum: Forum, said: str) -> object:
    return changes.propose_extraordinary(
        forum,
        configuration="council",
        day=signing.day("2031-02-04"),
        reason=REASON,
        reasons={"es": said},
        by=signing.league(forum),
        at=NOW,
    )


def cancelled(forum: Forum, said: str) -> object:
    meeting = signing.fixed(forum)
    return signing.step(meeting, "meeting.cancel", NOW, reason=said)


def an_option(forum: Forum, said: str) -> object:
    by = signing.league(forum)
    return compliance.propose_option(forum, key="prep.min", value=2, reason=said, by=by, at=NOW)


def declined(forum: Forum, said: str) -> object:
    act = signing.option(forum, "prep.min", 2)
    return acts.decline(act, reason=said, by=signing.concert(forum), at=NOW)


def noticed_as(forum: Forum, said: str) -> object:
    meeting = signing.fixed(forum)
    text = dict.fromkeys(("en", "es", "pt"), said)
    by, everybody = signing.league(forum), keys(meeting)
    return inviting.propose_notice(meeting, text=text, recipients=everybody, by=by, at=NOW)


def blocked(forum: Forum, said: str) -> object:
    by, day = signing.league(forum), date(2031, 3, 3)
    return planner.block_days(forum, start=day, end=day, required=True, reason=said, by=by, at=NOW)


TYPED: tuple[Callable[[Forum, str], object], ...] = (
    postponed,
    extraordinary,
    cancelled,
    an_option,
    declined,
    noticed_as,
    blocked,
)


@pytest.mark.parametrize("typed", TYPED, ids=lambda one: one.__name__)
@pytest.mark.parametrize("said", [TURNED, ISOLATED], ids=["override", "isolate"])
def test_words_that_turn_others_are_refused(
    small_forum: Forum, typed: Callable[[Forum, str], object], said: str
) -> None:
    with pytest.raises(Refused, match="contains characters that cannot be printed"):
        typed(small_forum, said)


@pytest.mark.parametrize("typed", TYPED, ids=lambda one: one.__name__)
def test_the_same_words_in_several_lines_are_taken(
    small_forum: Forum, typed: Callable[[Forum, str], object]
) -> None:
    assert typed(small_forum, f"{REASON}\n\nNobody can travel.")

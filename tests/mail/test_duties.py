"""Which messages only inform: those whose reader has nothing to do, and loses nothing without them."""

import re
from datetime import timedelta

import pytest

import papers
import signing
from cochair.features.acts import actions as acts
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from inviting_story import noticed
from world import NOW

LATER = NOW + timedelta(hours=1)


def told(event: str) -> set[tuple[str, bool]]:
    """The beginning of each message of an event, with whether it only informs."""
    return {
        (re.split(r": | – ", row.subject)[0], row.informs)
        for row in Message.objects.filter(event=event)
    }


@pytest.mark.parametrize(
    ("purpose", "until", "informs"),
    [
        ("information", None, True),
        ("information", NOW + timedelta(days=9), False),
        ("comment", NOW + timedelta(days=9), False),
        ("decision", None, False),
    ],
)
def test_a_paper_informs_unless_something_is_asked_of_who_reads_it(
    small_forum: Forum, purpose: str, until: object, informs: bool
) -> None:
    signing.concert(small_forum)
    paper = papers.entered(small_forum)
    papers.written(paper, "en", papers.words("One.", "Two."))
    papers.sent(paper, purpose=purpose, until=until)  # type: ignore[arg-type]

    worker.tick(NOW)

    assert told("N12") == {("New document", informs)}


def test_an_act_that_waits_or_was_declined_is_a_duty_and_one_in_effect_informs(
    small_forum: Forum,
) -> None:
    league, concert = signing.league(small_forum), signing.concert(small_forum)
    papers.somebody(small_forum, Role.SECRETARIAT, "CONCERT")
    waits = signing.departure(small_forum, by=league)
    worker.tick(NOW)
    assert told("act") == {("For signature", False)}

    acts.decline(waits, reason="Not now.", by=concert, at=NOW)
    worker.tick(NOW)
    signing.both_sign(small_forum, signing.departure(small_forum, by=league, at=LATER), LATER)
    worker.tick(LATER)

    assert told("act") == {("For signature", False), ("Declined", False), ("In effect", True)}
    assert told("N31") == {("Accepted", True)}


def test_an_invitation_and_what_follows_from_it_are_duties(small_forum: Forum) -> None:
    papers.somebody(small_forum, Role.DELEGATION_HEAD, "CONCERT", "XL")
    noticed(small_forum)

    worker.tick(NOW)

    assert Message.objects.filter(event="N06").exists()
    assert not Message.objects.filter(event="N06", informs=True).exists()

"""An agenda in the small forum, for stories: a draft with items, published or adopted by both.

The Council has two functions of its own, `review` and `statement`; the League's delegation is
that of Norhaven's country, XN.
"""

from dataclasses import replace
from datetime import datetime

import people
import signing
from cochair.features.agendas import actions, queries
from cochair.features.agendas.actions import Typed
from cochair.features.agendas.queries import Version
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from played import played
from signing import league, secretariat
from world import NOW

OPENING = Typed(
    title={"en": "Opening", "es": "Apertura", "pt": "Abertura"},
    type="adoption_without_debate",
    tags=("procedural",),
    minutes=10,
)
REVIEW = Typed(
    title={"en": "Review of the year", "es": "Examen del año", "pt": "Exame do ano"},
    type="discussion",
    tags=("review",),
    minutes=60,
    documents=("LC/2031/4",),
)
STATEMENT = Typed(
    title={"en": "Joint statement", "es": "Declaración conjunta", "pt": "Declaração conjunta"},
    type="decision",
    tags=("statement",),
    documents=("LC/2031/5",),
)


def latest(meeting: Meeting) -> Version:
    """The version made last."""
    found = queries.latest(queries.versions(meeting))
    assert found is not None
    return found


def begun(meeting: Meeting, stage: str = "provisional", at: datetime = NOW) -> Version:
    """A stage that begins."""
    by = secretariat(meeting.forum, at)
    return actions.begin_stage(meeting, stage=stage, by=by, at=at)


def with_items(meeting: Meeting, *typed: Typed, at: datetime = NOW) -> Version:
    """The draft with further items."""
    for one in typed or (OPENING, REVIEW, STATEMENT):
        actions.insert_item(
            meeting,
            typed=one,
            place=None,
            seen=latest(meeting).token,
            by=secretariat(meeting.forum, at),
            at=at,
        )
    return latest(meeting)


def change(meeting: Meeting, key: str, at: datetime = NOW, **said: object) -> Version:
    """An item said differently: what is not named stays."""
    item = next(item for item in latest(meeting).items if item.key == key)
    typed = Typed(
        title=dict(item.title),
        type=item.type,
        tags=item.tags,
        minutes=item.minutes,
        documents=item.documents,
    )
    return actions.change_item(
        meeting,
        key,
        typed=replace(typed, **said),  # type: ignore[arg-type]
        seen=latest(meeting).token,
        by=secretariat(meeting.forum, at),
        at=at,
    )


def proposed(meeting: Meeting, at: datetime = NOW) -> signing.JointAct:
    """A proposal that both publish, or adopt, the latest version."""
    return actions.propose_publication(
        meeting, seen=latest(meeting).token, by=league(meeting.forum, at), at=at
    )


def published(meeting: Meeting, at: datetime = NOW) -> Version:
    """The latest version, published or adopted by both."""
    signing.both_sign(meeting.forum, proposed(meeting, at), at)
    return latest(meeting)


@played
def provisional(meeting: Meeting, *typed: Typed, at: datetime = NOW) -> Version:
    """A provisional agenda with items, published by both."""
    begun(meeting, at=at)
    with_items(meeting, *typed, at=at)
    return published(meeting, at)


def delegation(forum: Forum, party: str = "LEAGUE", member: str = "XN") -> ActingOffice:
    """The head of a delegation."""
    email = f"head-{member}@example.org".lower()
    return people.hat(forum, people.person(forum, Role.DELEGATION_HEAD, party, member, email=email))

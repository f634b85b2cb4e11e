"""Play: begin a story, play its next event, let its clock go on.

Every event is one transaction, with its place in the story and the clock of its forum: whoever is
interrupted goes on where it stopped.  What an event does, it does through the actions of the apps.
"""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from cochair.features.accounts.models import Account
from cochair.features.compliance import loader
from cochair.features.mail import worker
from cochair.features.parties import actions as parties
from cochair.features.parties import queries as forums
from cochair.features.parties.introductions import introduce
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refusal, _, require
from cochair.story import queries
from cochair.story.events import Event, Stage, address
from cochair.story.models import Course
from cochair.story.shelf import Character, Story, story_of
from cochair.web import tables

BACK = _("The clock of a demonstration cannot go back before {now}.")
OVER = _("The demonstration has ended: there are no more events.")


@transaction.atomic
def begin(story: Story, *, password: str) -> Forum:
    """Load the forum of a story with its cast, its clock at the beginning; once.

    Raises `parties.folder.Faults` for a folder that cannot be loaded.
    """
    found = forums.forum(story.forum)
    if found is not None and Course.objects.filter(forum=found).exists():
        return found
    forum = open_forum(story, password=password)
    forum.clock_at = story.begins
    forum.save(update_fields=["clock_at"])
    Course.objects.create(forum=forum)
    return forum


@transaction.atomic
def open_forum(story: Story, *, password: str) -> Forum:
    """Load the forum of a story, with its cast; its clock is that of the installation."""
    loader.load(story.folder(), story.begins)
    forum = Forum.objects.get(slug=story.forum)
    forum.clock_may_be_set = True
    forum.save(update_fields=["clock_may_be_set"])
    appoint(forum, story.cast, at=story.begins, password=password)
    return forum


def appoint(forum: Forum, cast: Mapping[str, Character], *, at: datetime, password: str) -> None:
    """An account of the demo for everybody in a cast, each with its office, in the language and zone of its
    capital; one password for all."""
    hashed = make_password(password)
    for name, one in cast.items():
        known = introduce(
            forum,
            at,
            role=one.role,
            party=one.party,
            member=one.member,
            organisation=one.organisation,
        )
        account, _made = Account.objects.get_or_create(
            email=address(name),
            defaults={
                "name": known.name,
                "language": known.language,
                "zone": known.zone,
                "is_demo": True,
                "password": hashed,
                "opened_at": at,
            },
        )
        parties.appoint(
            forum,
            account=account,
            role=one.role,
            party=one.party,
            member=one.member,
            organisation=one.organisation,
            start=at,
            end=None,
            by=None,
            at=at,
        )


def play_next(forum: Forum, *, seen: str | None = None, tells: bool = True) -> Event | None:
    """Play the next event of a forum's story, and return it.

    `seen` is the code of the event that whoever asks saw as the next: None is returned, and
    nothing played, when another was faster.  Without `tells` the worker has no turn after it.  Raises Refused at the end of the story, and with the
    sentence of whatever refuses the event; StoryBroken when it goes otherwise than told.
    """
    with transaction.atomic():
        course = _locked(forum)
        found = queries.stood(_story(course.forum), course)
        event = found.next
        if seen is not None and (event is None or event.code != seen):
            return None
        if event is None:
            require(Refusal("practice", OVER))
            return None
        _goes_on(course.forum, event.at)
        event.play(Stage(course.forum, event.at))
        course.played = event.code
        course.save(update_fields=["played"])
        _set(course.forum, event.at)
    if tells:
        tell(course.forum, event.at)
    return event


def plays(forum: Forum, until: datetime | None) -> None:
    """Say on its pages up to which instant (UTC) a story is being played; None for its end."""
    Course.objects.filter(forum=forum).update(plays_until=until)


def go_on(forum: Forum, to: datetime) -> None:
    """Let the clock of a forum's story go on to an instant (aware) up to which all is played.

    Raises Refused for an instant that is over.
    """
    with transaction.atomic():
        course = _locked(forum)
        require(_not_back(course.forum, to))
        _set(course.forum, to)
    tell(course.forum, to)


def tell(forum: Forum, at: datetime) -> None:
    """What the worker does at an instant: close what has run out, and queue what is to be told."""
    worker.turn_in(forum, at)


def _locked(forum: Forum) -> Course:
    return Course.objects.select_for_update(of=("self",)).select_related("forum").get(forum=forum)


def _story(forum: Forum) -> Story:
    found = story_of(forum.slug)
    assert found is not None, "A course is only made for a story on the shelf."
    return found


def _goes_on(forum: Forum, at: datetime) -> None:
    """Before an event: what time itself does until then is done by the worker of that instant."""
    require(_not_back(forum, at))


def _not_back(forum: Forum, at: datetime) -> Refusal | None:
    if forum.clock_at is not None and at < forum.clock_at:
        return Refusal("practice", BACK, {"now": forum.clock_at})
    return None


def _set(forum: Forum, at: datetime) -> None:
    forum.clock_at = at
    # Every page reads the hour of its forum for itself: nothing that is kept hangs on it.
    with tables.beside():
        forum.save(update_fields=["clock_at"])

"""The deadlines of a person's turns as calendar entries; each is gone once its turn is over."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from cochair.features.accounts.models import Account
from cochair.features.calendars import events, queries
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats.icalendar import Event, uid
from cochair.site.desk import turn_texts, turns
from cochair.site.desk.turns import Asked
from cochair.web import deadlines

NAME_LENGTH = 16


def of_account(
    forum: Forum, account: Account, hats: Sequence[ActingOffice], at: datetime
) -> Iterator[Event]:
    """The turns of an account by all its offices that have a deadline, each on the day that it ends.

    On whole days, as in the zone of the forum; the description says the hour, there and in the
    account's zone.
    """
    own = [asked for hat in hats if turns.has_home(hat) for asked in turns.own(forum, hat, at)]
    versions = {one.id: events.version(one) for one in queries.meetings_at(forum, at)}
    for name, asked in zip(names(own), own, strict=True):
        row = turns.present(forum, asked.turn, at, account.zone)
        if row.deadline is None:
            continue
        day = deadlines.day_of(row.deadline.until, forum.zone)
        yield Event(
            uid=uid(f"turn-{name}", forum.slug),
            sequence=versions.get("".join(asked.turn.address[1:2]), 0),
            starts=day,
            ends=day,
            zone=forum.zone,
            summary=f"{row.verb} {row.thing}".strip(),
            description=turn_texts.until(row.deadline, is_relative=False),
            url=f"{settings.ADDRESS.rstrip('/')}{row.href}",
            busy=False,
        )


def names(own: Sequence[Asked]) -> list[str]:
    """A name for each turn, the same while the turn lasts, however its line and its date change.

    It is made of who acts and where; of the words only where two turns would else be one.
    """
    found = [_place(asked) for asked in own]
    for more in (_line, _facts):
        counts = Counter(found)
        found = [
            (*name, more(asked)) if counts[name] > 1 else name
            for name, asked in zip(found, own, strict=True)
        ]
    return [sha256(json.dumps(name).encode()).hexdigest()[:NAME_LENGTH] for name in found]


def _place(asked: Asked) -> tuple[str, ...]:
    return asked.kind, asked.turn.role, asked.turn.of, *asked.turn.address


def _line(asked: Asked) -> str:
    return asked.turn.says


def _facts(asked: Asked) -> str:
    return json.dumps(dict(asked.turn.facts), sort_keys=True, default=str)

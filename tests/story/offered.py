"""What home offers an office is there for it: each turn leads to a page that this office may open."""

from collections.abc import Iterator
from datetime import datetime

from django.test import Client

from cochair.features.accounts.models import Account
from cochair.features.parties import queries as parties
from cochair.features.parties.middleware import CHOSEN
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.site.desk import turns
from people import signed_in
from story import walk

type Asked = set[tuple[object, ...]]


def dead_ends(forum: Forum, at: datetime, asked: Asked | None = None) -> list[str]:
    """The turns whose page does not open for the office that acts, or has no such part.

    One of each line and role; with `asked`, every turn that was not asked before, which is noted
    there.  What the pages write is undone.
    """
    with walk.aside(at):
        return list(_dead_ends(forum, at, asked))


def _dead_ends(forum: Forum, at: datetime, asked: Asked | None) -> Iterator[str]:
    every, known = turns.every(forum, at), set() if asked is None else asked
    held = Office.objects.filter(forum=forum).values("account")
    for account in Account.objects.filter(pk__in=held).order_by("pk"):
        client: Client | None = None
        for hat in parties.hats(forum, account, at):
            for one in every:
                turn = one.turn
                key: tuple[object, ...] = (turn.says, turn.role)
                if asked is not None:
                    key = (*key, turn.of, turn.address, hat.office)
                if key in known or not turns.is_of(turn, hat):
                    continue
                known.add(key)
                client = client or signed_in(account)
                yield from _open(client, forum, hat, one, at)


def _open(
    client: Client, forum: Forum, hat: ActingOffice, asked: turns.Asked, at: datetime
) -> Iterator[str]:
    session = client.session
    session[CHOSEN] = hat.office
    session.save()
    address = turns.address(forum, asked.turn)
    path, _hash, part = address.partition("#")
    answer = client.get(f"/en{path.removeprefix('/en')}")
    said = f"{at:%Y-%m-%d}: {asked.kind}, {turns.words(asked.turn)}, {hat.role} {asked.turn.of}"
    if answer.status_code != 200:
        yield f"{said}: {address} answers {answer.status_code}."
    elif part and f'id="{part}"' not in answer.content.decode():
        yield f"{said}: {address} has no such part."

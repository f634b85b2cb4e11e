"""Asking at one address in one office, after which nothing has happened."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse

from cochair.web import tables
from matrix import Route, Scene


@contextmanager
def undone() -> Iterator[None]:
    """What happens here has not happened afterwards: what was kept before it holds again.

    The software takes anything for changed once something was undone.  Here it is known that every
    table is as it was; and what was made meanwhile of tables that were written is kept by nobody.
    """
    before = tables.counts()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    stands_as(before)


def stands_as(counts: Mapping[str, int]) -> None:
    """Every table is as it was when each had been written so often."""
    tables._WRITTEN.clear()
    tables._WRITTEN.update(counts)


def knock(scene: Scene, hat: str, route: Route, method: str) -> HttpResponse:
    """The answer that a hat gets at an address; nothing is changed by asking."""
    client = scene.client(hat)
    # The library counts how often anybody tries; here everybody tries once.
    cache.clear()
    with undone():
        if method == "GET":
            return client.get(scene.path(route))
        how = {"content_type": "application/json"} if route.in_json else {}
        return client.post(scene.path(route), scene.sends(route), **how)

"""A request as the middleware leaves it: when it came, in which forum, by whom in which office."""

from datetime import datetime

from django.http import HttpRequest

from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice


class Request(HttpRequest):
    """What every view may rely on.

    `now` is the instant of the request (aware UTC), read once; `forum` is that of the address;
    `hats` are the offices of the signed-in person in it and `hat` is the one that is worn.
    """

    now: datetime
    forum: Forum | None
    hats: tuple[ActingOffice, ...]
    hat: ActingOffice | None

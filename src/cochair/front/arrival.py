"""What the front says of a request to the process that answers it: when it came, and from where.

The names of these headers are kept to the front: what a client sends under them is dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest

# What is told, each beside the secret that the front shares with those who answer.
FIRST, LAST, CLIENT, SECRET = (
    b"x-cochair-first",
    b"x-cochair-last",
    b"x-cochair-client",
    b"x-cochair-front",
)
OURS = frozenset({FIRST, LAST, CLIENT, SECRET})
# What a trusted proxy tells: t=SECONDS.MILLI;d=SECONDS.MILLI - now, and since when it reads.
PROXY = b"x-request-start"
TOLD = re.compile(rb"t=(\d{9,11}\.\d{3});d=(\d{1,5}\.\d{3})")
# By so much a proxy's clock may differ, and so long it may have kept a request that it read whole.
SKEW, KEPT = 1.0, 600.0


@dataclass(frozen=True, slots=True)
class Trust:
    """How many proxies stand before this server, and whether the last of them replaces `PROXY`.

    With none, nobody's header is believed.
    """

    proxies: int = 0
    is_timed: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the first and the last byte of a request arrived (epoch seconds), and from which address.

    `is_skewed` when a trusted proxy told a time that cannot be: its clock is wrong, and the time at
    which the request reached this machine stands.
    """

    first: float
    last: float
    client: str
    is_skewed: bool = False


def arrival(
    headers: Mapping[bytes, bytes], *, first: float, last: float, peer: str, trust: Trust
) -> Arrival:
    """What is known of a request that this machine read from `first` to `last` from the address `peer`."""
    proxies = trust.proxies
    if not proxies:
        return Arrival(first, last, peer)
    client = _client(headers.get(b"x-forwarded-for", b""), peer, proxies)
    said = TOLD.fullmatch(headers.get(PROXY, b"").strip())
    if said is None or not trust.is_timed:
        return Arrival(first, last, client)
    sent_on, since = float(said[1]), float(said[2])
    began = sent_on - since
    # Milliseconds are cut off, so both may seem a little earlier than they were.
    if not (first - KEPT <= began and sent_on <= first + SKEW and sent_on >= first - SKEW):
        return Arrival(first, last, client, is_skewed=True)
    return Arrival(min(began, first), last, client)


def _client(forwarded: bytes, peer: str, proxies: int) -> str:
    """The address that the outermost trusted proxy saw: each of them added what it saw at the end."""
    named = [one.strip() for one in forwarded.decode("latin-1").split(",") if one.strip()]
    seen = [*named, peer]
    return seen[max(0, len(seen) - 1 - proxies)]


# A request counts by its first byte when its last is there within this time; else by its last.
WHOLE_WITHIN = 15.0


def told(environment: Mapping[str, object], secret: str) -> Arrival | None:
    """What our front told of a request, read from the environment of WSGI; None when it came by no
    front of ours."""
    said = environment.get(_key(SECRET))
    if not secret or not isinstance(said, str) or not compare_digest(said, secret):
        return None
    first, last = (float(str(environment[_key(name)])) for name in (FIRST, LAST))
    return Arrival(first, last, str(environment.get(_key(CLIENT), "")))


def counts_from(found: Arrival) -> float:
    """The instant (epoch seconds) at which a request counts as arrived.

    Whoever begins in time and goes on for minutes has not sent anything in time.
    """
    return found.first if found.last - found.first <= WHOLE_WITHIN else found.last


def _key(name: bytes) -> str:
    return "HTTP_" + name.decode().upper().replace("-", "_")

"""How often a password or a code may be tried: more and more slowly, and nobody is shut out.

What is tried with an account from browsers that it does not know shares one allowance; each browser
from which somebody signed in with it before has its own.  Whoever floods an account, or the address
that it shares with others, therefore never uses up what its holder has in a known browser.  An
account that does not exist has the same allowance as one that does.
The counters are in the database, shared by all processes and hosts; what is refused is remembered in
the process until then, so that a flood costs neither a hash nor a query.
Source: security.md section 8 (T40, T42); OWASP ASVS 5.0, 6.3.1; docs/decisions/0058.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cochair.features.accounts import browsers
from cochair.features.accounts.models import Account, Tries
from cochair.web import security_log
from cochair.web.clock import true_now
from cochair.web.errors import TooOften

# An address stands for the network that one household or office is given.
OF_ONE_NETWORK = 64
# Refusals remembered in a process.
MOST = 4096
# So many passwords from unknown browsers are looked at or wait at a time in a process: threads are
# left for everybody else.
IN_LINE = 2
# So many seconds whoever finds the line full is asked to wait.
A_MOMENT = 3.0


@dataclass(frozen=True, slots=True)
class Pace:
    """So many tries at once, and then one more every so many seconds."""

    at_once: int
    every: float


STRANGE, KNOWN, ADDRESS = Pace(5, 60.0), Pace(10, 60.0), Pace(30, 1.0)
# Mails with a link: to one address, and asked for from one.
LINKS, LINKS_FROM = Pace(3, 600.0), Pace(20, 10.0)


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whose tries are counted together, as a digest, and at what pace."""

    key: str
    pace: Pace

    def wait(self, spent_until: float, now: float) -> float:
        """Seconds until one more may be tried; nothing when it may be now."""
        spent = max(spent_until, now) + self.pace.every
        return max(0.0, spent - self.pace.at_once * self.pace.every - now)


def allowance(pace: Pace, *whose: object) -> Allowance:
    """The allowance of something; nothing can be read from its key."""
    told = "\n".join(str(one) for one in whose)
    return Allowance(salted_hmac("cochair.tries", told, algorithm="sha256").hexdigest(), pace)


@contextmanager
def a_password(request: HttpRequest, email: str) -> Iterator[list[object]]:
    """Let a password be tried; what is put into the list says that it was the right one.

    Raises TooOften, before anything costly is done.
    """
    if request.user.is_authenticated:
        wanted = [allowance(KNOWN, "again", request.user.pk, request.session.session_key)]
        is_strange = False
    elif mark := known_mark(request, email):
        wanted, is_strange = [allowance(KNOWN, "browser", mark)], False
    else:
        wanted, is_strange = of_strangers(request, email), True
    with _LINE.turn() if is_strange else nullcontext(), _tried(wanted) as right:
        yield right


@contextmanager
def a_code(request: HttpRequest, account: Account) -> Iterator[list[object]]:
    """Let a code of the second step be tried, as `a_password`: by account, and by known browser."""
    mark = known_mark(request, account.email)
    pace = KNOWN if mark else STRANGE
    with _tried([allowance(pace, "code", account.pk, mark)]) as right:
        yield right


def a_link(request: HttpRequest, email: str) -> None:
    """Let a link be sent to an address, whether there is such an account or not.  Raises TooOften."""
    wanted = [allowance(LINKS, "link", email.strip().lower()), _of_address(request, LINKS_FROM)]
    if wait := _spend(wanted, true_now().timestamp()):
        raise TooOften(wait)


def of_strangers(request: HttpRequest, email: str) -> list[Allowance]:
    """What a browser that is not known may use: that of the account, and that of the address."""
    return [
        allowance(STRANGE, "account", email.strip().lower()),
        _of_address(request, ADDRESS),
    ]


def _of_address(request: HttpRequest, pace: Pace) -> Allowance:
    return allowance(pace, "address", pace, network(str(request.META.get("REMOTE_ADDR", ""))))


def is_refused(request: HttpRequest, email: str) -> float:
    """Seconds for which this process knows that a try would be refused; costs no query for most."""
    wait = max(_MEMORY.wait(one.key) for one in of_strangers(request, email))
    wait = wait or (A_MOMENT if _LINE.is_full else 0.0)
    return 0.0 if wait and known_mark(request, email) else wait


def known_mark(request: HttpRequest, email: str) -> str:
    """The digest of this browser's mark where the account of an address knows it; else empty.

    An account that does not exist is asked for in the same way, and takes as long.
    """
    return browsers.known(request, email, request.now)  # type: ignore[attr-defined]


def network(address: str) -> str:
    """An address of IPv4, or the network of one of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if (mapped := getattr(found, "ipv4_mapped", None)) is not None:
        return str(mapped)
    return str(ipaddress.ip_network((found, OF_ONE_NETWORK), strict=False))


@contextmanager
def _tried(wanted: list[Allowance]) -> Iterator[list[object]]:
    """Spend one try of each, and give it back when it was right."""
    wait = _spend(wanted, true_now().timestamp())
    if wait:
        raise TooOften(wait)
    right: list[object] = []
    yield right
    if right:
        _give_back(wanted)


def _spend(wanted: list[Allowance], now: float) -> float:
    """Spend one try of each, or of none: then the seconds to wait."""
    if refused := _refused(wanted, dict(_rows(wanted).values_list("key", "spent_until")), now):
        return refused
    with transaction.atomic():
        # In one order, so that no two wait for each other.
        for key in sorted(one.key for one in wanted):
            Tries.objects.get_or_create(key=key, defaults={"spent_until": now})
        rows = {row.key: row for row in _rows(wanted).order_by("key").select_for_update()}
        refused = _refused(wanted, {key: row.spent_until for key, row in rows.items()}, now)
        if refused:
            return refused
        for one in wanted:
            row = rows[one.key]
            row.spent_until = max(row.spent_until, now) + one.pace.every
            row.save(update_fields=["spent_until"])
    return 0.0


def _refused(wanted: list[Allowance], spent: dict[str, float], now: float) -> float:
    """The longest wait among these; each is remembered, and told once."""
    waits = {one.key: one.wait(spent.get(one.key, now), now) for one in wanted}
    for key, wait in waits.items():
        if wait and _MEMORY.keep(key, now + wait):
            security_log.event("limit.reached", seconds=round(wait), of=key[:16])
    return max(waits.values())


def _give_back(wanted: list[Allowance]) -> None:
    with transaction.atomic():
        paces = {one.key: one.pace for one in wanted}
        for row in _rows(wanted).order_by("key").select_for_update():
            row.spent_until -= paces[row.key].every
            row.save(update_fields=["spent_until"])


def _rows(wanted: list[Allowance]) -> QuerySet[Tries]:
    return Tries.objects.filter(key__in=[one.key for one in wanted])


def over() -> QuerySet[Tries]:
    """The counters that say nothing any more, by the machine's clock."""
    return Tries.objects.filter(spent_until__lt=true_now().timestamp())


class _Memory:
    """Until when something is refused, as far as this process knows."""

    def __init__(self) -> None:
        self._lock, self._until = Lock(), OrderedDict[str, float]()

    def keep(self, key: str, until: float) -> bool:
        """Remember; whether nothing was refused until now, or what was is over."""
        with self._lock:
            is_new = self._until.get(key, 0.0) <= true_now().timestamp()
            self._until[key] = until
            self._until.move_to_end(key)
            while len(self._until) > MOST:
                self._until.popitem(last=False)
            return is_new

    def wait(self, key: str) -> float:
        with self._lock:
            until = self._until.get(key)
            wait = 0.0 if until is None else until - true_now().timestamp()
            if until is not None and wait <= 0:
                del self._until[key]
        return max(0.0, wait)

    def clear(self) -> None:
        with self._lock:
            self._until.clear()


class _Line:
    """One after another, and few in line: hashing a password takes a fifth of a second."""

    def __init__(self) -> None:
        self._lock, self._turn, self._waiting = Lock(), Lock(), 0

    @property
    def is_full(self) -> bool:
        return self._waiting >= IN_LINE

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn.  Raises TooOften when the line is full."""
        with self._lock:
            if self.is_full:
                raise TooOften(A_MOMENT)
            self._waiting += 1
        try:
            with self._turn:
                yield
        finally:
            with self._lock:
                self._waiting -= 1


_MEMORY, _LINE = _Memory(), _Line()


def forget() -> None:
    """Remember no refusal; tests do so between two stories."""
    _MEMORY.clear()

"""The pulse of a server: that its own pages answer, kept six times a minute.

A gap in it is an outage, which suspends silences (`silence.outages`).  With it each server tells
until when everything that reached it has been answered: no silence is closed before all of them have
got past its end.  A demo keeps none: its clock is set, and nobody is kept from objecting in it.
"""

import http.client
import logging
import secrets
import threading
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection

from cochair.features.parties import ledger_watch
from cochair.features.silence import outages
from cochair.web.clock import clock
from cochair.web.inflight import on_the_way

logger = logging.getLogger(__name__)

SECONDS_BETWEEN, PATIENCE = 10.0, 10.0
# So long what a client has sent may lie unread in a busy machine.
UNREAD = timedelta(seconds=5)
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def beside(host: str, port: int) -> Callable[[], None]:
    """Keep the pulse of the pages at an address in a thread of its own; what is returned stops it."""
    stop = threading.Event()
    if not settings.DEMO:
        words = (EVERYWHERE.get(host, host), port, stop)
        threading.Thread(target=run, args=words, name="pulse", daemon=True).start()
    return stop.set


def run(host: str, port: int, stop: threading.Event, between: float = SECONDS_BETWEEN) -> None:
    """Beat after beat until told to stop; without an answer there is none."""
    server = secrets.token_hex(8)
    while not stop.wait(between):
        try:
            close_old_connections()
            ledger_watch.look(clock.now)
            if answers(host, port):
                at = clock.now()
                outages.beat(at, server, min((at - UNREAD, *on_the_way())))
        except Exception:
            logger.exception("The pulse could not be kept")
    try:
        outages.gone(server)
    except Exception:
        logger.exception("That this server has ended could not be told")
    connection.close()


def answers(host: str, port: int) -> bool:
    """Whether the pages answer there, whatever they say of the name by which they are asked."""
    asked = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        asked.request("GET", "/alive/")
        return asked.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()

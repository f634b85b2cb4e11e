"""The pulse of a server: that its own pages answer, kept twice a minute.

A gap in it is an outage, which suspends silences (`silence.outages`).  A demo keeps none: its clock
is set, and nobody is kept from objecting in it.
"""

import http.client
import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connection

from cochair.decisions.silence import outages
from cochair.parties import watching
from cochair.web.clock import clock

logger = logging.getLogger(__name__)

SECONDS_BETWEEN, PATIENCE = 30.0, 10.0
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
    while not stop.wait(between):
        try:
            close_old_connections()
            watching.look(clock.now())
            if answers(host, port):
                outages.beat(clock.now())
        except Exception:
            logger.exception("The pulse could not be kept")
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

"""Ports on which the servers of the tests listen."""

import os
import random
import socket

FIRST, EACH = 20_000, 500


def free_port() -> int:
    """A port on which nobody listens, from a range of this worker's own.

    Between finding and using it another worker could be given the same one by the system.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = FIRST + worker * EACH
    for port in random.sample(range(first, first + EACH), EACH):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError(f"No port is free between {first} and {first + EACH}.")

"""When bytes arrived: the time of their packet, however late they are read."""

import socket
import time

from cochair.front import times
from cochair.web.clock import true_now

LATE = 0.3


def pair() -> tuple[socket.socket, socket.socket]:
    """A connection over TCP: who sends, and who reads."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        times.note_times(door)
        # The kernel begins to note times a moment later, once for the whole machine.
        time.sleep(LATE)
        sender = socket.create_connection(door.getsockname())
        reader, _address = door.accept()
    return sender, reader


def test_what_is_read_late_has_the_time_at_which_it_came() -> None:
    sender, reader = pair()
    with sender, reader:
        before = true_now().timestamp()
        sender.sendall(b"I object.")
        after = true_now().timestamp()
        time.sleep(LATE)

        found, at = times.read(reader, 100)

    assert found == b"I object."
    assert before - 0.001 <= at <= after + 0.05


def test_what_comes_in_two_packets_and_is_read_in_turn_has_two_times() -> None:
    sender, reader = pair()
    with sender, reader:
        sender.sendall(b"I ")
        first, began = times.read(reader, 100)
        time.sleep(LATE)
        sender.sendall(b"object.")
        rest, ended = times.read(reader, 100)

    assert first + rest == b"I object."
    assert LATE <= ended - began < 2 * LATE


def test_the_end_of_a_connection_has_no_bytes_and_the_time_of_reading() -> None:
    sender, reader = pair()
    with reader:
        sender.close()
        time.sleep(LATE)
        before = true_now().timestamp()

        found, at = times.read(reader, 100)

    assert found == b""
    assert before <= at <= true_now().timestamp()

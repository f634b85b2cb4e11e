"""What a front has under way, told over a socket in the file system to whoever asks on the machine.

Under way is what may change something: from its first byte until it is answered.
"""

import json
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

# A front that does not answer within so many seconds is not there.
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One request: its path (empty while its head is not whole), its first byte (epoch seconds), and
    whether its last byte is there."""

    path: str
    first: float
    is_whole: bool


def said(found: list[UnderWay]) -> bytes:
    """The answer to whoever asks: one line of JSON."""
    return json.dumps([asdict(one) for one in found]).encode() + b"\n"


def under_way(path: Path) -> list[UnderWay]:
    """What the front that answers at a socket in the file system has under way.

    Raises OSError when none answers.
    """
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(PATIENCE)
        client.connect(str(path))
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    if not answer.endswith(b"\n"):
        raise ConnectionError("The front broke off")
    return [UnderWay(**one) for one in json.loads(answer)]

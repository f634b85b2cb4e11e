"""When bytes reached this machine, as its kernel noted it.

The kernel stamps each packet as it comes in.  However busy the machine is, and however late this
process reads, the time of arrival is that of the packet.  Source: Linux, networking/timestamping.
"""

import socket
import struct
import sys
import time

# linux/net_tstamp.h and asm-generic/socket.h; Python names none of them.
SO_TIMESTAMPING, RX_SOFTWARE, SOFTWARE = 37, 1 << 3, 1 << 4
STAMPS = struct.Struct("@6q")
ROOM = socket.CMSG_SPACE(STAMPS.size)


def note_times(listening: socket.socket) -> None:
    """Ask the kernel to note when each packet arrives of each connection that is taken in here.

    Asked before the first of them comes: a packet that came earlier has no time.  Elsewhere than on
    Linux the time of reading stands for it.
    """
    if sys.platform == "linux":
        listening.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPING, RX_SOFTWARE | SOFTWARE)


def read(sock: socket.socket, most: int) -> tuple[bytes, float]:
    """At most so many bytes of a connection, and when the last of them arrived (epoch seconds).

    Packets that nobody has read for a while are one to the kernel, with the time of the last.

    Raises BlockingIOError when nothing is there; no bytes once the other side has ended.
    """
    found, beside, _flags, _address = sock.recvmsg(most, ROOM)
    # The one place without a clock to ask: this process has no other.
    now = time.time()  # noqa: TID251
    for level, kind, data in beside:
        if (level, kind) == (socket.SOL_SOCKET, SO_TIMESTAMPING) and len(data) >= STAMPS.size:
            seconds, parts = STAMPS.unpack_from(data)[:2]
            if seconds:
                return found, min(seconds + parts / 1e9, now)
    return found, now

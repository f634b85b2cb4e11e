"""The front on real sockets: what it passes on, what it refuses, and who waits for whom."""

import asyncio
import http.client
import socket
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import h11
import pytest

from cochair.front.backend import KEPT
from cochair.front.incoming import Gone, Incoming
from cochair.web.clock import true_now
from front.fronted import SECRET, Answering, fronted

type Front = tuple[tuple[str, int], Answering]
PATIENCE = 20


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    with fronted(tmp_path) as found:
        yield found


def asked(address: tuple[str, int], method: str, path: str, **words: object) -> tuple[int, bytes]:
    client = http.client.HTTPConnection(*address, timeout=PATIENCE)
    try:
        client.request(method, path, **words)  # type: ignore[arg-type]
        answer = client.getresponse()
        return answer.status, answer.read()
    finally:
        client.close()


def typed(address: tuple[str, int], *words: bytes, pause: float = 0.0) -> bytes:
    """What is answered to bytes as they are, until the connection ends."""
    with socket.create_connection(address, timeout=PATIENCE) as client:
        for one in words:
            client.sendall(one)
            time.sleep(pause)
        client.shutdown(socket.SHUT_WR)
        found = b""
        while more := client.recv(65536):
            found += more
        return found


def headers(request: h11.Request) -> dict[bytes, bytes]:
    return dict(request.headers)


class TestPassingOn:
    def test_a_request_is_answered_by_those_behind(self, front: Front) -> None:
        address, behind = front
        assert asked(address, "POST", "/a/?b=c", body=b"words") == (200, b"Heard: words")
        request, body = behind.seen[0]
        assert (request.method, request.target, body) == (b"POST", b"/a/?b=c", b"words")

    def test_many_requests_go_over_one_connection(self, front: Front) -> None:
        client = http.client.HTTPConnection(*front[0], timeout=PATIENCE)
        for number in range(5):
            client.request("POST", "/", body=str(number))
            assert client.getresponse().read() == f"Heard: {number}".encode()
        client.close()

    def test_however_much_is_sent_few_connections_stay_open_behind(self, front: Front) -> None:
        """P1, G2: what changes something takes a new connection each time; a flood used up all."""
        address, behind = front
        for _one in range(40):
            assert asked(address, "POST", "/", body=b"1")[0] == 200
        until = time.monotonic() + PATIENCE
        while behind.open > KEPT and time.monotonic() < until:
            time.sleep(0.01)

        assert 0 < behind.open <= KEPT < 40

    def test_two_requests_sent_together_are_answered_in_their_order(self, front: Front) -> None:
        one = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n"
        found = typed(front[0], one + b"1" + one + b"2")
        assert found.count(b"HTTP/1.1 200") == 2
        assert found.index(b"Heard: 1") < found.index(b"Heard: 2")

    def test_a_body_in_chunks_and_one_that_waits_to_be_asked_are_whole(self, front: Front) -> None:
        head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
        found = typed(front[0], head, b"3\r\nyes\r\n0\r\n\r\n", pause=0.1)
        assert found.startswith(b"HTTP/1.1 100") and found.endswith(b"Heard: yes")
        assert headers(front[1].seen[0][0])[b"content-length"] == b"3"

    def test_of_a_head_alone_no_words_come(self, front: Front) -> None:
        assert asked(front[0], "HEAD", "/") == (200, b"")


class TestWhatThoseBehindSayOfThemselves:
    def test_no_answer_names_the_server_or_its_version(self, front: Front) -> None:
        """S6."""
        said = typed(front[0], b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").lower()

        assert b"heard: " in said
        assert b"server" not in said
        assert b"version" not in said


class TestWhatAClientSaysUnderOurNames:
    def test_it_is_dropped(self, front: Front) -> None:
        forged = {
            "X-Cochair-Front": SECRET,
            "X-Cochair-First": "1.0",
            "X-Cochair-Client": "203.0.113.9",
        }
        before = true_now().timestamp()
        asked(front[0], "POST", "/", body=b"", headers=forged)
        told = front[1].seen[0][0].headers
        named = [(name, value) for name, value in told if name.startswith(b"x-cochair-")]
        assert len(named) == 4
        assert dict(named)[b"x-cochair-client"] == b"127.0.0.1"
        assert before - 0.1 <= float(dict(named)[b"x-cochair-first"]) <= true_now().timestamp()


class TestWhenItCame:
    def test_the_first_and_the_last_byte_have_their_own_times(self, front: Front) -> None:
        head = b"POST /objections/ HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n"
        typed(front[0], head, b"n", b"o", pause=0.2)
        told = headers(front[1].seen[0][0])
        took = float(told[b"x-cochair-last"]) - float(told[b"x-cochair-first"])
        assert 0.35 <= took < 2

    def test_a_second_request_of_a_connection_has_a_time_of_its_own(self, front: Front) -> None:
        one = b"POST /objections/ HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
        typed(front[0], one, one, pause=0.3)
        began = [float(headers(request)[b"x-cochair-first"]) for request, _body in front[1].seen]
        assert began[1] - began[0] >= 0.25


class TestWhoWaits:
    def test_an_objection_waits_for_no_page_and_pages_wait_for_each_other(
        self, front: Front
    ) -> None:
        address, behind = front
        behind.go_on.clear()
        clients = [http.client.HTTPConnection(*address, timeout=PATIENCE) for _one in range(3)]
        for client in clients:
            client.request("GET", "/slow/")
        for _two in range(2):
            assert behind.waiting.acquire(timeout=PATIENCE)
        assert not behind.waiting.acquire(timeout=0.3)

        assert asked(address, "POST", "/objections/", body=b"no") == (200, b"Heard: no")

        behind.go_on.set()
        assert [client.getresponse().status for client in clients] == [200, 200, 200]
        for client in clients:
            client.close()

    def test_whoever_sends_slowly_takes_no_place(self, front: Front) -> None:
        slow = [socket.create_connection(front[0]) for _one in range(50)]
        for one in slow:
            one.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nI")
        assert asked(front[0], "GET", "/") == (200, b"Heard: ")
        for one in slow:
            one.close()


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "words",
        [
            b"hello\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: 1\r\n\r\n",
        ],
        ids=["no HTTP", "no host", "two lengths", "negative length", "endless head", "bad name"],
    )
    def test_what_is_no_request_is_not_passed_on(self, front: Front, words: bytes) -> None:
        assert typed(front[0], words).startswith(b"HTTP/1.1 4")
        assert front[1].seen == []

    def test_a_length_beside_chunks_hides_no_second_request(self, front: Front) -> None:
        words = (
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        typed(front[0], words)
        assert all(b"transfer-encoding" not in headers(one) for one, _body in front[1].seen)
        assert [len(body) for _one, body in front[1].seen] == [0] * len(front[1].seen)

    def test_what_is_too_large_is_not_passed_on(self, front: Front) -> None:
        words = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + b"a" * 150_000
        assert typed(front[0], words).startswith(b"HTTP/1.1 413")
        assert front[1].seen == []

    def test_when_nobody_answers_behind_the_front_says_so(self, tmp_path: Path) -> None:
        with fronted(tmp_path) as (address, behind):
            behind.door.close()
            behind.path.unlink()
            assert asked(address, "GET", "/")[0] == 503

    def test_whoever_comes_while_those_behind_start_is_answered_when_they_have(
        self, tmp_path: Path
    ) -> None:
        with fronted(tmp_path, starts=PATIENCE) as (address, behind):
            away = behind.path.with_name("away.sock")
            behind.path.rename(away)
            with socket.create_connection(address, timeout=PATIENCE) as client:
                client.sendall(b"GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n")
                client.settimeout(0.5)
                with pytest.raises(TimeoutError):
                    client.recv(20)
                away.rename(behind.path)
                client.settimeout(PATIENCE)
                assert client.recv(20).startswith(b"HTTP/1.1 200")


class TestRoom:
    def test_bodies_that_never_end_take_no_more_room_than_there_is(self, tmp_path: Path) -> None:
        """G2: two thousand unfinished uploads filled the disk of the ledger."""
        head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
        with fronted(tmp_path, room=250_000) as (address, _behind):
            unfinished = [socket.create_connection(address, timeout=PATIENCE) for _one in range(8)]
            for one in unfinished:
                one.sendall(head + b"a" * 90_000)
            # Two find room; each further one ends one that was there.
            assert is_soon(lambda: sum(map(is_ended, unfinished)) == 6)
            assert asked(address, "POST", "/objections/", body=b"no") == (200, b"Heard: no")
            # Whoever is left may finish, and makes room by it.
            for one in [one for one in unfinished if not is_ended(one)]:
                one.sendall(b"a" * 10_000)
                assert one.recv(100).startswith(b"HTTP/1.1 200")
                one.close()
            assert asked(address, "POST", "/", body=b"a" * 99_999)[0] == 200

    def test_a_body_takes_no_room_while_its_client_reads_the_answer(self, tmp_path: Path) -> None:
        body = b"a" * 3_000_000
        length = b"Content-Length: %d\r\n\r\n" % len(body)
        with (
            fronted(tmp_path, largest=3_000_000, room=4_000_000) as (address, behind),
            socket.socket() as slow,
        ):
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.settimeout(PATIENCE)
            slow.connect(address)
            slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\n" + length + body)
            assert behind.waiting.acquire(timeout=PATIENCE)
            assert slow.recv(20).startswith(b"HTTP/1.1 200")
            assert asked(address, "POST", "/", body=body)[0] == 200

    def test_what_came_in_on_a_connection_that_was_ended_is_counted_no_more(self) -> None:
        """Else it would take the room of another, who is ended for it."""
        counted: list[int] = []

        async def ended(client: socket.socket, sock: socket.socket) -> None:
            sock.setblocking(False)
            incoming = Incoming(sock, "")
            client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            assert await incoming.request() is not None
            client.sendall(b"a" * 50_000)
            incoming.end()
            with pytest.raises(Gone):
                await incoming.body(BytesIO(), 100_000, counted.append)

        with socket.create_server(("127.0.0.1", 0)) as door:
            client = socket.create_connection(door.getsockname(), timeout=PATIENCE)
            taken, _peer = door.accept()
            with client, taken:
                asyncio.run(ended(client, taken))
        assert counted == []


def is_ended(client: socket.socket) -> bool:
    """Whether a connection was ended from the other side."""
    if client.fileno() < 0:
        return True
    client.setblocking(False)
    try:
        ended = client.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        ended = True
    finally:
        client.settimeout(PATIENCE)
    if ended:
        client.close()
    return ended


def is_soon(found: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not found() and time.monotonic() < until:
        time.sleep(0.02)
    return found()

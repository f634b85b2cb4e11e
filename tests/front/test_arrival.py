"""What is believed of when a request began, and from where it came."""

import pytest

from cochair.front.arrival import Arrival, Trust, arrival, counts_from, told

AT = 1_795_855_444.5
PEER, CLIENT, FORGED = "10.0.0.2", "198.51.100.7", "203.0.113.9"
NOBODY, ONE, TWO = Trust(), Trust(1, is_timed=True), Trust(2, is_timed=True)


def found(trust: Trust, **said: str) -> Arrival:
    headers = {name.replace("_", "-").encode(): words.encode() for name, words in said.items()}
    return arrival(headers, first=AT, last=AT + 1, peer=PEER, trust=trust)


class TestWithoutAProxy:
    def test_nothing_that_a_client_says_of_itself_is_believed(self) -> None:
        one = found(NOBODY, x_forwarded_for=FORGED, x_request_start="t=1795855444.400;d=0.400")
        assert one == Arrival(AT, AT + 1, PEER)


class TestBehindAProxy:
    def test_a_request_begins_when_the_proxy_began_to_read_it(self) -> None:
        one = found(ONE, x_request_start="t=1795855444.400;d=3.000")
        assert one.first == pytest.approx(1_795_855_441.4, abs=0.001)
        assert (one.last, one.is_skewed) == (AT + 1, False)

    @pytest.mark.parametrize(
        "said",
        ["t=1795855434.400;d=0.000", "t=1795855449.000;d=0.000", "t=1795855444.400;d=700.000"],
    )
    def test_a_proxy_with_a_wrong_clock_is_not_believed(self, said: str) -> None:
        one = found(ONE, x_request_start=said)
        assert (one.first, one.is_skewed) == (AT, True)

    @pytest.mark.parametrize("said", ["", "1795855444", "t=1;d=1", "t=1795855444.400;d=-5.000"])
    def test_what_is_no_time_is_none(self, said: str) -> None:
        one = found(ONE, x_request_start=said)
        assert (one.first, one.is_skewed) == (AT, False)

    def test_two_headers_are_none(self) -> None:
        said = "t=1795855444.400;d=1.000"
        assert found(ONE, x_request_start=f"{said},{said}").first == AT

    def test_a_proxy_that_does_not_replace_the_header_hands_on_what_a_client_says(self) -> None:
        trust = Trust(1, is_timed=False)
        assert found(trust, x_request_start="t=1795855444.400;d=60.000").first == AT

    def test_the_address_is_the_one_that_the_outermost_proxy_saw(self) -> None:
        assert found(ONE, x_forwarded_for=CLIENT).client == CLIENT
        assert found(ONE, x_forwarded_for=f"{FORGED}, {CLIENT}").client == CLIENT
        assert found(TWO, x_forwarded_for=f"{FORGED}, {CLIENT}, 10.0.0.3").client == CLIENT

    def test_without_the_header_it_is_the_proxy_itself(self) -> None:
        assert found(ONE).client == PEER
        assert found(TWO, x_forwarded_for=CLIENT).client == CLIENT


class TestByWhatItCounts:
    def test_a_request_that_came_within_fifteen_seconds_counts_from_its_first_byte(self) -> None:
        assert counts_from(Arrival(AT, AT + 15, PEER)) == AT

    def test_a_longer_one_counts_from_its_last(self) -> None:
        assert counts_from(Arrival(AT, AT + 15.1, PEER)) == AT + 15.1


class TestWhatIsToldToTheServer:
    SAID = {
        "HTTP_X_COCHAIR_FRONT": "secret",
        "HTTP_X_COCHAIR_FIRST": "1.5",
        "HTTP_X_COCHAIR_LAST": "2.5",
        "HTTP_X_COCHAIR_CLIENT": CLIENT,
    }

    def test_what_our_own_front_tells_is_taken(self) -> None:
        assert told(self.SAID, "secret") == Arrival(1.5, 2.5, CLIENT)

    @pytest.mark.parametrize("secret", ["", "another"])
    def test_what_anybody_else_tells_is_not(self, secret: str) -> None:
        assert told(self.SAID, secret) is None

    def test_an_empty_secret_opens_nothing(self) -> None:
        assert told({**self.SAID, "HTTP_X_COCHAIR_FRONT": ""}, "") is None

"""G14: delegations that object before the end are in time, however busy the server is."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from front.clients import Installation, Tally, busy, installed, round_of


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path) as found:
        yield found


@pytest.mark.soak
def test_none_of_the_objections_sent_before_the_end_is_late(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, tally = random.randrange(2**32), Tally()
    with busy(4):
        round_of(installation, tally, random.Random(seed), notice=4)
    with capsys.disabled():
        print(f"\nseed {seed}: {tally}")
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert tally.in_time and tally.too_late


@pytest.mark.soak
def test_of_two_thousand_none_is_late_at_a_load_of_ten(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, tally = random.randrange(2**32), Tally()
    luck = random.Random(seed)
    with busy(12):
        while tally.in_time < 2000:
            round_of(installation, tally, luck, notice=6)
    with capsys.disabled():
        print(f"\nseed {seed}: {tally}")
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong[:5])
    assert sorted(tally.waits)[int(len(tally.waits) * 0.99)] < 2

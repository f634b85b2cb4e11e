"""A damaged or forged workbook is refused in words, or read with its faults; it breaks nothing.

security.md on uploads (T32 to T38).
"""

import io
import random
import time
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from cochair.features.delegations import tables
from cochair.features.delegations.tables import Table
from cochair.procedure.refusal import Refused

A_SECOND = 1.0
ROUNDS = 500


def workbook() -> bytes:
    """A list of people as a table program writes it."""
    made = Workbook()
    made.active.append(["delegation", "name", "function", "e-mail"])
    for number in range(40):
        made.active.append(["XN", f"Ada {number} Berg", "Officer", f"ada{number}@xn.example"])
    made.active.append(["XN", 12.5, True, None])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def stored(content: bytes) -> bytes:
    """The same workbook without compression, so that a flipped byte reaches the XML itself."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as after,
    ):
        for one in before.infolist():
            after.writestr(one.filename, before.read(one))
    return out.getvalue()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Some bytes flipped, a piece cut out, or the end cut off."""
    octets = bytearray(content)
    match chance.randrange(4):
        case 0:
            return bytes(octets[: chance.randrange(4, len(octets))])
        case 1:
            begin = chance.randrange(4, len(octets))
            del octets[begin : begin + chance.randrange(1, 200)]
        case _:
            for _flip in range(chance.choice((1, 1, 3, 20))):
                octets[chance.randrange(4, len(octets))] ^= 1 << chance.randrange(8)
    return bytes(octets)


def with_matching_sums(content: bytes, chance: random.Random) -> bytes:
    """A part of the workbook spoilt and packed again, so that the archive itself is in order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        spoilt = chance.choice(before.namelist())
        for one in before.infolist():
            text = before.read(one)
            after.writestr(one.filename, damaged(text, chance) if one.filename == spoilt else text)
    return out.getvalue()


def read(content: bytes) -> Table | None:
    """The table, or None where it is refused; anything else that is raised is a fault of ours."""
    try:
        return tables.read_file(content)
    except Refused as refused:
        assert all(len(str(one)) > 10 for one in refused.refusals)
        return None


def test_five_hundred_damaged_workbooks_are_refused_or_read_each_within_a_second() -> None:
    chance = random.Random(3)
    whole = workbook()
    sources = (whole, stored(whole))
    outcomes = set()

    for number in range(ROUNDS):
        content = (
            with_matching_sums(whole, chance)
            if number % 3 == 0
            else damaged(sources[number % 2], chance)
        )
        begun = time.perf_counter()
        outcomes.add(read(content) is None)
        assert time.perf_counter() - begun < A_SECOND, number

    assert outcomes == {True, False}


@pytest.mark.parametrize(
    "fault",
    [zlib.error("invalid block type"), ValueError("seek of closed file"), OverflowError("big")],
    ids=["stream", "value", "number"],
)
def test_whatever_the_archive_stumbles_over_is_told_as_a_damaged_file(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(*_args: object, **_more: object) -> None:
        raise fault

    content = workbook()
    assert read(content) is not None
    monkeypatch.setattr(zipfile.ZipFile, "open", stumbles)

    with pytest.raises(Refused, match="damaged"):
        tables.read_file(content)

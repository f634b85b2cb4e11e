"""A ZIP as it is written: file by file, the same bytes for the same files, never whole in memory."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import StreamingHttpResponse

# ZIP knows no earlier day; when it was made stands inside, where it can be read.
NO_DAY = (1980, 1, 1, 0, 0, 0)
# An ordinary file that everybody may read, as Unix writes it.
READABLE = 0o100644 << 16
UNIX = 3
LOOK = (
    "web/tokens.css",
    "web/components.css",
    "web/mark.svg",
    "web/fonts/sans.woff2",
    "web/fonts/sans-ext.woff2",
    "web/fonts/serif.woff2",
    "web/fonts/serif-italic.woff2",
    "web/fonts/NOTICE.txt",
    "web/fonts/OFL-source-sans-3.txt",
    "web/fonts/OFL-source-serif-4.txt",
)


class _Drain(io.RawIOBase):
    """What is written here is taken away again; it cannot be gone back in."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, octets: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self.parts.append(bytes(octets))
        return len(octets)

    def take(self) -> bytes:
        taken = b"".join(self.parts)
        self.parts.clear()
        return taken


def stream(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The octets of a ZIP of these files (name and content), in their order.

    At most one file is in memory at a time.  Raises ValueError for a name that stands twice.
    """
    drain, seen = _Drain(), set()
    with zipfile.ZipFile(drain, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            if name in seen:
                raise ValueError(f"{name} stands twice in a pack.")
            seen.add(name)
            entry = zipfile.ZipInfo(name, NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = READABLE, UNIX
            archive.writestr(entry, content)
            yield drain.take()
    yield drain.take()


def look() -> Iterator[tuple[str, bytes]]:
    """The style, the mark and the fonts that pages need which open without a server."""
    for name in LOOK:
        found = finders.find(name)
        assert isinstance(found, str)
        yield name, Path(found).read_bytes()


def answer(files: Iterable[tuple[str, bytes]], name: str) -> StreamingHttpResponse:
    """These files as one that is saved; nobody on the way keeps a copy."""
    made = StreamingHttpResponse(stream(files), content_type="application/zip")
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    made.headers["Cache-Control"] = "private, no-store"
    return made


def digest(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()

"""Where the bytes of files are kept: each once, under its SHA-256; nothing is changed or deleted.

A folder by default; a bucket that speaks S3 where the settings name one.  Both are behind four
functions, so that nothing else of this software knows which it is.
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage as Backend
from django.core.files.storage import storages

FOLDER = "django.core.files.storage.FileSystemStorage"
DIGEST = re.compile(r"[0-9a-f]{64}")
# A file that is being written is called so until all of it is on the disk.
UNFINISHED = ".new-"


class Damaged(Exception):
    """What is kept under a digest is not what it was: somebody or something changed it."""


class Storage(Protocol):
    """What is asked of a place for files; `name` is where in it a digest is found."""

    def put(self, digest: str, octets: bytes) -> None:
        """Keep some bytes, all of them or none; bytes that are there already stay."""

    def get(self, digest: str) -> bytes:
        """The bytes of a digest; raises FileNotFoundError where there are none."""

    def size(self, digest: str) -> int | None:
        """How many octets are kept under a digest; None where there are none."""

    def names(self) -> Iterator[str]:
        """The name of everything that is kept, finished or not."""


def kept() -> Storage:
    """The place for files of this installation."""
    told: Any = settings.STORAGES["default"]
    if told["BACKEND"] == FOLDER:
        return Folder(Path(told["OPTIONS"]["location"]))
    return Bucket(storages["default"])


def put(octets: bytes) -> str:
    """Keep some bytes and return their digest."""
    digest = digest_of(octets)
    kept().put(digest, octets)
    return digest


def read(digest: str) -> bytes:
    """The bytes of a digest, exactly; raises FileNotFoundError or Damaged."""
    octets = kept().get(digest)
    if digest_of(octets) != digest:
        raise Damaged(f"What is kept under {digest} is something else.")
    return octets


def digest_of(octets: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(octets).hexdigest()


def name_of(digest: str) -> str:
    """Where the bytes of a digest are found; raises ValueError for what is no digest."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no digest.")
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


class Folder:
    """Files in a folder: written beside their place, brought to the disk, then named, at once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, digest: str, octets: bytes) -> None:
        place = self.root / name_of(digest)
        if self.size(digest) == len(octets):
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(prefix=UNFINISHED, dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(octets)
                file.flush()
                os.fsync(file.fileno())
            Path(written).replace(place)
        except BaseException:
            Path(written).unlink(missing_ok=True)
            raise
        for folder in (place.parent, place.parent.parent, self.root):
            _to_disk(folder)

    def get(self, digest: str) -> bytes:
        return (self.root / name_of(digest)).read_bytes()

    def size(self, digest: str) -> int | None:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return (self.root / name_of(digest)).stat().st_size
        return None

    def names(self) -> Iterator[str]:
        for path in sorted(self.root.rglob("*")):
            if path.is_file() or path.is_symlink():
                yield path.relative_to(self.root).as_posix()


class Bucket:
    """Files in a bucket that speaks S3, through Django's interface to it."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def put(self, digest: str, octets: bytes) -> None:
        if self.size(digest) != len(octets):
            self.backend.save(name_of(digest), ContentFile(octets))

    def get(self, digest: str) -> bytes:
        into = BytesIO()
        with self.backend.open(name_of(digest), "rb") as file:
            for chunk in file.chunks():
                into.write(chunk)
        return into.getvalue()

    def size(self, digest: str) -> int | None:
        name = name_of(digest)
        return self.backend.size(name) if self.backend.exists(name) else None

    def names(self) -> Iterator[str]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            folders, files = self.backend.listdir(folder)
            yield from (f"{folder}{name}" for name in files)
            waiting += [f"{folder}{name}/" for name in folders]


def _to_disk(folder: Path) -> None:
    """Make sure that the name of a new file outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

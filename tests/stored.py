"""An archive as it is taken away, for tests: its octets, its files, and copies that were spoilt."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from cochair.exports.archives import actions, queries, verify_archive
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from world import NOW


def taken(forum: Forum, party: str = "LEAGUE", cycle: int = 2) -> bytes:
    """The octets of the archive of a cycle for a Party."""
    row = Cycle.objects.select_related("forum").get(forum=forum, number=cycle)
    return b"".join(actions.archive(queries.reader_of(forum, row, party, NOW), by=None))


def opened(octets: bytes) -> dict[str, bytes]:
    """Its files by name, in their order, as any program for ZIP opens them."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(path: Path) -> list[str]:
    """The sealed originals that the manifest of an archive names."""
    return list(json.loads(opened(path.read_bytes())["manifest.json"])["sealed"])


def unpacked(files: Mapping[str, bytes], root: Path) -> Path:
    """Its files in a folder."""
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return root


def fault(path: Path, **given: object) -> str:
    """Why an archive is not verified; empty when it is."""
    try:
        for _sentence in verify_archive.verify(path, **given):  # type: ignore[arg-type]
            pass
    except verify_archive.Fault as found:
        return str(found) or "?"
    return ""

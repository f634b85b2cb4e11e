"""Everything that goes into an archive, file by file, always in the same order.

First the look and the verifiers, then each kind as JSON with its files, the ledger, the pages in each
language, and at the end the manifest with the digest of every file.  One file is in memory at a time.
Source: peers.md section 3 (a copy for each Party that opens without the software); domain.md C.9 (Integrity).
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from cochair.exports.archives import pages, parts, verify_archive
from cochair.exports.archives.parts import Part, Reader
from cochair.features.documents import archived
from cochair.features.parties import visibility
from cochair.journal.export import folder
from cochair.journal.verify_export import NAMES as LEDGER_FILES
from cochair.journal.verify_export import SUMS as LEDGER_SUMS
from cochair.kernel.kind import File
from cochair.web.archive import look
from cochair.web.varieties import override

VERIFY = "verify.py"


class Contents:
    """The files of one archive; once all were taken, `manifest` is the digest of manifest.json."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.manifest = ""
        self.number = 0

    def __iter__(self) -> Iterator[File]:
        rows = []
        for name, content in self._files():
            rows.append(
                {
                    "name": name,
                    "octets": len(content),
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )
            yield name, content
        reader = self.reader
        manifest = verify_archive.canonical(
            {
                "format": verify_archive.FORMAT,
                "forum": reader.forum.slug,
                "cycle": reader.cycle.number,
                "party": reader.party,
                "made_at": parts.instant(reader.at),
                # Of what was written: one that is sealed meanwhile is in the next archive.
                "sealed": [row["name"] for row in rows if archived.is_sealed(str(row["name"]))],
                "files": rows,
            }
        )
        self.manifest, self.number = hashlib.sha256(manifest).hexdigest(), len(rows) + 2
        yield verify_archive.MANIFEST, manifest
        yield verify_archive.SUMS, verify_archive.sums(rows, self.manifest)

    def _files(self) -> Iterator[File]:
        yield VERIFY, Path(verify_archive.__file__).read_bytes()
        yield from look()
        counts: dict[str, int] = {}
        for part in parts.known():
            yield from self._part(part, counts)
        forum, hat, at = self.reader.forum, self.reader.hat, self.reader.at
        ledger = folder(
            forum.slug,
            spaces=hat.spaces,
            narrowed=lambda rows: visibility.entries(rows, forum, hat, at),
        )
        for name in (*LEDGER_FILES, LEDGER_SUMS):
            yield f"{verify_archive.LEDGER}{name}", ledger[name]
        for language, _name in settings.LANGUAGES:
            with override(language):
                index = pages.index(self.reader, language, counts)
            yield f"{language}/index.html", index
        yield "index.html", pages.front(self.reader)

    def _part(self, part: Part, counts: dict[str, int]) -> Iterator[File]:
        """A kind as JSON, its files, and its page in each language."""
        rows = list(part.rows(self.reader))
        counts[part.code] = len(rows)
        yield (
            f"data/{part.code}.json",
            verify_archive.canonical(
                {"kind": part.code, "cycle": self.reader.cycle.number, "rows": rows}
            ),
        )
        yield from part.files(self.reader)
        for language, _name in settings.LANGUAGES:
            with override(language):
                page = pages.part(self.reader, part, rows, language)
            yield f"{language}/{part.code}.html", page

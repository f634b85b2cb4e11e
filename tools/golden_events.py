"""What an event of the played story changed: the ledger, results, joint acts and letters."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cochair.exports.archives import actions as archives
from cochair.exports.archives import queries as of_archives
from cochair.features.acts.models import JointAct
from cochair.features.compliance import json as of_results
from cochair.features.compliance import queries as results
from cochair.features.cycles.models import Cycle
from cochair.features.mail.models import Message
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.models import Ledger


class Watcher:
    """Writes a file after each event, with what is not as it was after the one before."""

    def __init__(self, out: Path, texts: Any) -> None:
        self.out, self.texts = out, texts
        self._before: dict[str, object] = {}
        self._last_letter = 0

    def write(self, number: int, code: str, forum: Forum, at: datetime) -> None:
        """The state after an event, at its instant (aware)."""
        ledger = Ledger.objects.get(forum=forum.slug)
        now = {**_results(forum, at), **_acts(forum)}
        gone = {key: None for key in self._before if key not in now}
        changed = {key: value for key, value in now.items() if self._before.get(key) != value}
        self._before = now
        found = {
            "ledger": {"size": ledger.size, "root": ledger.tree.root.hex()},
            **gone,
            **changed,
            **self._letters(forum),
        }
        self._written(f"event-{number:03}-{code}.json", found)

    def archives(self, forum: Forum, at: datetime) -> None:
        """Both Parties' archives of each cycle, file by file."""
        for cycle in Cycle.objects.filter(forum=forum).order_by("number"):
            for party in parties.roster(forum).party_codes:
                reader = of_archives.reader_of(forum, cycle, party, at)
                octets = b"".join(archives.archive(reader, by=None))
                self._written(f"archive-{cycle.number}-{party}.json", self._files(octets))

    def _files(self, octets: bytes) -> Mapping[str, object]:
        with zipfile.ZipFile(io.BytesIO(octets)) as packed:
            return {name: self._file(packed.read(name)) for name in packed.namelist()}

    def _file(self, octets: bytes) -> Mapping[str, object]:
        try:
            return {"text": self.texts.put(octets.decode())}
        except UnicodeDecodeError:
            return {"sha256": hashlib.sha256(octets).hexdigest()}

    def _letters(self, forum: Forum) -> Mapping[str, object]:
        """The letters since the last time, in the order in which they were written."""
        rows = Message.objects.filter(forum=forum, pk__gt=self._last_letter).order_by("pk")
        found = {}
        for row in rows:
            self._last_letter = row.pk
            found[f"letter {row.key} to {row.recipient}"] = {
                "event": row.event,
                "about": [row.about_kind, row.about_id],
                "space": row.space,
                "language": row.language,
                "state": row.state,
                "due": row.due_at.isoformat(),
                "text": self.texts.put(f"{row.subject}\n\n{row.body}\n\n{row.calendar}"),
            }
        return found

    def _written(self, name: str, found: Mapping[str, object]) -> None:
        text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)
        (self.out / name).write_text(f"{text}\n")


def _results(forum: Forum, at: datetime) -> Mapping[str, object]:
    rows = results.results(forum, at)
    return {
        f"result {one.rule} {one.procedure_version} on {one.target.kind} {one.target.id}": {
            **of_results.row(one),
            "says": [said.message for said in one.says],
        }
        for one in rows
    }


def _acts(forum: Forum) -> Mapping[str, object]:
    rows = JointAct.objects.filter(forum=forum).order_by("number")
    return {f"act {row.number}": [row.kind, row.digest, row.state] for row in rows}

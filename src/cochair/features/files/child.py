"""The process in which a file is opened: `python -I -m cochair.features.files.child`.

A line of JSON comes in that says what to do, and the bytes of the file after it; a line of JSON
goes out.  Before the first octet of the file is looked at, the process gives up what it could do
harm with: it has so much memory and so much time, it can write no file, start no process, and
open nothing more, neither a file nor a connection.  Whatever goes wrong ends the process; its
parent takes that as an answer.
"""

import base64
import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping

from cochair.web import child_processes

# Who reads the text of which kind; each gives something that `as_json` can be asked of.
READERS: dict[str, str] = {
    "docx": "cochair.formats.word:read_docx",
    "docx-tracked": "cochair.formats.word.tracked:read_tracked",
    "odt": "cochair.formats.word:read_odt",
    "pdf": "cochair.formats.word.pdf:read_pdf",
}
NOBODY = 65_534
# Codecs and modules that are looked for only when they are first needed: too late in here.
_LATER = ("utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "latin_1", "ascii", "cp437")


def main() -> None:
    """One task: read what it is, give up what is not needed, do it, say what came of it."""
    head = json.loads(sys.stdin.buffer.readline())
    do = TASKS[head["task"]](head)
    _give_up(int(head["memory"]), int(head["seconds"]))
    said = do(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode())


def _examination(head: Mapping[str, object]) -> Callable[[bytes], object]:
    from cochair.features.files import examination as examining
    from cochair.features.files import markings

    markings.prepare()
    if head["pdf"]:
        importlib.import_module("cochair.formats.inside.pdf")
    name, accepts, said = str(head["name"]), head["accepts"], str(head["said"])
    assert isinstance(accepts, list)
    return lambda octets: examining.examine(octets, name, accepts, said).as_json()


def _reading(head: Mapping[str, object]) -> Callable[[bytes], object]:
    module, _colon, function = READERS[str(head["kind"])].partition(":")
    read = getattr(importlib.import_module(module), function)
    return lambda octets: read(octets).as_json()


def _signatures(head: Mapping[str, object]) -> Callable[[bytes], object]:
    from cochair.features.signatures import examination as examining

    return examining.examiner(examining.Asked.from_json(head))


def _fields(head: Mapping[str, object]) -> Callable[[bytes], object]:
    from cochair.features.signatures import examination as examining

    fields = head["fields"]
    assert isinstance(fields, list)
    return lambda octets: {
        "pdf": base64.b64encode(examining.with_fields(octets, fields)).decode("ascii")
    }


def _clearing(head: Mapping[str, object]) -> Callable[[bytes], object]:
    from cochair.features.files import metadata_removal

    kind = str(head["kind"])
    if head["pdf"]:
        metadata_removal.prepare()
    return lambda octets: {
        "cleared": base64.b64encode(metadata_removal.cleared(octets, kind)).decode("ascii")
    }


TASKS: dict[str, Callable[[Mapping[str, object]], Callable[[bytes], object]]] = {
    "examine": _examination,
    "clear": _clearing,
    "read": _reading,
    "signatures": _signatures,
    "fields": _fields,
}


def _give_up(memory: int, seconds: int) -> None:
    """Limit the process, as far as the platform lets; `memory` in octets, `seconds` of computing."""
    for codec in _LATER:
        importlib.import_module(f"encodings.{codec}")
    if hasattr(os, "getuid") and os.getuid() == 0:
        # An administrator's limits are no limits: become nobody, for good.
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    child_processes.limit(
        {
            "RLIMIT_AS": memory,
            "RLIMIT_CPU": seconds,
            "RLIMIT_NPROC": 0,
            # What is open stays open (in, out, errors); a number beyond these is never given again.
            "RLIMIT_NOFILE": 3,
        }
    )


if __name__ == "__main__":
    main()

"""The process in which a file is opened: what it may not do, and that its end is an answer."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from cochair.features.files import child, inspection, sandbox
from cochair.formats.inside.media import DOCUMENTS, Media
from cochair.formats.inside.problems import Code
from cochair.procedure.refusal import Refused
from documents.corpora import marked, office

# What a file that has taken over the child would try; each says what came of it.
TRIED = {
    "read a file": "open('/etc/passwd').read()",
    "write a file": "open('/tmp/cochair-escaped', 'w').write('x')",
    "call somebody": "__import__('socket').create_connection(('127.0.0.1', 9))",
    "ask for a name": "__import__('socket').socket()",
    "start a program": "__import__('subprocess').run(['/bin/true'])",
    "take all memory": "bytearray(2 * 1024 ** 3)",
    "raise its limits": "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))",
    "become somebody": "os.setuid(0) if os.getuid() else 1 / 0",
}  # fmt: skip


@pytest.mark.parametrize("what", TRIED)
def test_a_child_that_was_taken_over_can_do_nothing(what: str) -> None:
    """T32: no file, no connection, no program, no more memory."""
    code = (
        "import socket, subprocess, resource, os\n"
        "from cochair.features.files import child\n"
        "child._give_up(512 * 1024 * 1024, 2)\n"
        f"try:\n {TRIED[what]}\nexcept BaseException as problem:\n print(type(problem).__name__)\n"
        "else:\n print('done')\n"
    )

    said = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, env={}, cwd="/"
    ).stdout.strip()

    assert said in {"OSError", "BlockingIOError", "MemoryError", "PermissionError", "ValueError"}
    assert not Path("/tmp/cochair-escaped").exists()


def test_a_child_knows_nothing_of_the_house_it_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHAIR_SECRET_KEY", "not for files")
    code = "import os, json, sys; print(json.dumps([dict(os.environ), os.getcwd()]))"
    monkeypatch.setattr(sandbox, "MODULE", "json.tool")
    seen: list[dict[str, object]] = []
    started = subprocess.Popen

    def start(words: list[str], **more: object) -> subprocess.Popen[bytes]:
        seen.append(more)
        return started([sys.executable, "-I", "-c", code], **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", start)
    sandbox.run({"task": "examine"}, b"", seconds=2, megabytes=512)

    assert (seen[0]["env"], seen[0]["cwd"], seen[0]["close_fds"]) == ({}, "/", True)


def in_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """Let a child of another mind answer."""
    started = subprocess.Popen
    monkeypatch.setattr(
        subprocess,
        "Popen",
        lambda words, **more: started([sys.executable, "-I", "-c", code], **more),
    )


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "raise SystemExit(3)",
        "print('no json')",
        "print('[]')",
        "print('{}')",
        'print(\'{"media": 1, "codes": [], "held": [], "classified": "", "findings": []}\')',
        'print(\'{"media": "", "codes": [], "held": [], "classified": "", "findings": []}\')',
        'print(\'{"media": "text/html", "codes": [], "held": [], "classified": "", "findings": []}\')',
        "print('[' * 100000)",
        "import sys; sys.stdin.close()",
    ],
)
def test_a_child_that_fails_or_lies_is_a_refusal_and_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str
) -> None:
    in_its_place(monkeypatch, tmp_path, code)

    with pytest.raises(Refused) as refused:
        inspection.inspect(office.docx(), "a.docx")

    assert [one.message for one in refused.value.refusals] == [
        inspection.refusal_texts.SENTENCES[Code.UNREADABLE]
    ]


def test_a_child_that_ends_before_it_heard_all_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_its_place(monkeypatch, tmp_path, "import os; os.abort()")

    assert sandbox.run({}, bytes(5 * 1024 * 1024), seconds=2, megabytes=512) is None


def test_a_machine_that_starts_no_child_refuses_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_said: object, **_more: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", full)

    with pytest.raises(Refused):
        inspection.inspect(office.docx(), "a.docx")


def test_a_child_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: LazySettings
) -> None:
    in_its_place(monkeypatch, tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(sandbox, "PATIENCE", 1)
    settings.FILE_SECONDS = 1

    begun = time.monotonic()
    with pytest.raises(Refused):
        inspection.inspect(office.docx(), "a.docx")

    assert time.monotonic() - begun < 5


def test_a_child_that_says_too_much_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_its_place(monkeypatch, tmp_path, "while True: print('x' * 1000)")
    monkeypatch.setattr(sandbox, "MOST_SAID", 10_000)

    assert sandbox.run({"task": "examine"}, b"", seconds=2, megabytes=512) is None


def test_a_child_that_computes_without_end_is_stopped_by_its_own_limit() -> None:
    code = (
        "from cochair.features.files import child\n"
        "child._give_up(512 * 1024 * 1024, 1)\n"
        "while True: pass\n"
    )

    ended = subprocess.run([sys.executable, "-I", "-c", code], env={}, cwd="/", timeout=60)

    assert ended.returncode < 0


def test_a_document_goes_through_a_real_child() -> None:
    plain = inspection.inspect(office.docx(), "  ..\\evil/paper\u202e.docx ")
    held = inspection.inspect(office.pdf(header="LIMITE"), "paper.pdf")
    scan = inspection.inspect(marked.pictures_of_pages(), "scan.pdf")

    assert (plain.media, plain.name, plain.is_held) == (Media.DOCX, "paper.docx", False)
    assert (held.markings, held.is_held) == (("limite",), True)
    assert (scan.markings, scan.is_held) == ((), True)


@pytest.mark.parametrize(
    ("octets", "name", "code"),
    [
        (office.docx(["SECRETO"]), "a.docx", Code.CLASSIFIED),
        (office.odt(more={"Basic/a.xml": b"<a/>"}), "a.odt", Code.MACROS),
        (b"", "a.pdf", Code.EMPTY),
        (b"\x00" * (20 * 1024 * 1024 + 1), "a.pdf", Code.TOO_LARGE),
        (office.docx(), "a.pdf", Code.WRONG_NAME),
    ],
)
def test_a_refusal_says_what_and_what_next(octets: bytes, name: str, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        inspection.inspect(octets, name)

    said = refused.value.refusals[0]
    assert said.message == inspection.refusal_texts.SENTENCES[code]
    assert "{" not in str(said)


def test_every_code_has_a_sentence_and_every_reason_to_wait_has_words() -> None:
    from cochair.features.files import markings, refusal_texts
    from cochair.formats.inside.problems import Finding

    assert set(refusal_texts.SENTENCES) == set(Code)
    assert set(refusal_texts.FINDINGS) == set(Finding)
    assert {one.code for one in markings.every() if one.code} <= set(refusal_texts.HELD)


def test_the_text_of_a_file_is_read_in_a_child_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is looked up by the kind of file; one that fails is a refusal."""
    head = json.dumps({"task": "read", "kind": "none", "memory": 512 << 20, "seconds": 2})
    ended = subprocess.run(
        [sys.executable, "-I", "-m", sandbox.MODULE],
        input=head.encode() + b"\n",
        env={},
        cwd="/",
        capture_output=True,
    )

    assert ended.returncode != 0
    # The reader of tracked changes is another way to read one of these kinds.
    assert set(child.READERS) - {"docx-tracked"} == set(inspection.KINDS.values())
    assert set(inspection.KINDS) == DOCUMENTS


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.docx", "passwd.docx"),
        ("C:\\temp\\paper.docx", "paper.docx"),
        ("a\r\nSet-Cookie: x=1.docx", "aSet-Cookie x=1.docx"),
        ('a";b.docx', "a ;b.docx"),
        ("\u202excod.exe.docx", "xcod.exe.docx"),
        ("…docx", "…docx"),
        ("", "file"),
        ("..", "file"),
        ("x" * 400 + ".docx", "x" * 145 + ".docx"),
        ("Declaración ñ 宣言.docx", "Declaración ñ 宣言.docx"),
        ("a\x00b.docx", "ab.docx"),
    ],
)
def test_a_name_is_kept_without_what_steers(name: str, kept: str) -> None:
    assert inspection.clean_name(name) == kept

"""Write what the software does with the played story, so that two trees of sources can be compared.

    python tools/golden.py against REVISION  what differs; ends with 1 where anything does
    python tools/golden.py write OUT         what these sources do
    python tools/golden.py compare OLD NEW   what differs between two folders so written

What was written of some sources is kept in `var/golden` by their digest.
After each event of the story: the root of the ledger, results and joint acts that changed, letters.
At checkpoints: each kind of page for each kind of office, in three languages in turn, with the
queries that it took cold (after an entry by somebody else) and warm.  At the end: each Party's archive.
Salts, keys and clocks are given, so that two runs of the same sources write the same.
Source: house.md 3.1.
"""

import argparse
import difflib
import gzip
import hashlib
import io
import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
STORY = "eu-clasi-story"
CHECKPOINTS = 10
# How many differences are shown in full.
SHOWN = 12


class Store:
    """Texts in files named by their digest, compressed; what is written twice is kept once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, words: str) -> str:
        """Keep a text; its digest."""
        octets = words.encode()
        digest = hashlib.sha256(octets).hexdigest()[:24]
        file = self.folder / digest[:2] / digest
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(gzip.compress(octets, 3, mtime=0))
            fresh.replace(file)
        return digest

    def get(self, digest: str) -> str:
        """A text that was kept."""
        return gzip.decompress((self.folder / digest[:2] / digest).read_bytes()).decode()


def given_salts() -> None:
    """Whatever is random and kept is counted instead: each length and form by itself, so that what
    is asked for beside it moves nothing."""
    counters: dict[tuple[str, int | None], Iterator[int]] = {}

    def octets(form: str, length: int | None) -> bytes:
        number = next(counters.setdefault((form, length), count(1)))
        size = length or secrets.DEFAULT_ENTROPY
        return hashlib.shake_256(f"{form} {length} {number}".encode()).digest(size)

    import base64

    secrets.token_hex = lambda nbytes=None: octets("hex", nbytes).hex()
    secrets.token_bytes = lambda nbytes=None: octets("bytes", nbytes)
    secrets.token_urlsafe = lambda nbytes=None: (
        base64.urlsafe_b64encode(octets("url", nbytes)).rstrip(b"=").decode()
    )


def opened(home: Path) -> None:
    """Let what follows in this process happen in a home."""
    os.environ |= {
        "COCHAIR_HOME": str(home),
        "COCHAIR_DEMO": "yes",
        "DATABASE_URL": "",
        "COCHAIR_SECRET_KEY": "k" * 50,
        "COCHAIR_RECEIPT_KEY": "ab" * 32,
        "DJANGO_SETTINGS_MODULE": "cochair.settings",
    }
    (home / "static").mkdir(parents=True, exist_ok=True)
    given_salts()
    import logging

    import django

    django.setup()
    # What is refused on purpose fills the screen.
    logging.disable(logging.CRITICAL)


def played(out: Path, home: Path) -> None:
    """Play the story from its first event to its last, and write what each of them changed."""
    opened(home)
    from django.core.management import call_command
    from golden_events import Watcher

    from cochair.story import actions, queries, shelf

    call_command("migrate", verbosity=0)
    story = shelf.story_of(STORY)
    assert story is not None
    forum = actions.begin(story, password="a-password-of-the-stories")
    standing = queries.standing(forum)
    assert standing is not None
    events = standing.story.events
    watcher = Watcher(out, Store(out / "texts"))
    # The last checkpoint is the end.
    taken = {len(events) * (one + 1) // CHECKPOINTS - 1 for one in range(CHECKPOINTS)}
    for number, event in enumerate(events):
        actions.play_next(forum)
        forum.refresh_from_db()
        watcher.write(number, event.code, forum, event.at)
        if number in taken:
            _copied(home, out / "images" / f"{number:03}.sqlite3")
    watcher.archives(forum, events[-1].at)


def _copied(home: Path, image: Path) -> None:
    import sqlite3

    image.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(home / "cochair.sqlite3") as source, sqlite3.connect(image) as copy:
        source.backup(copy)


def write(out: Path) -> None:
    """Play, then ask for the pages at each checkpoint, two checkpoints at a time."""
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _run("play", str(out), str(home))
        images = sorted((out / "images").iterdir())
        waiting, running = list(images), list[subprocess.Popen[bytes]]()
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                running.append(_started("pages", str(out), str(home), str(waiting.pop(0))))
            if running.pop(0).wait():
                sys.exit("The pages of a checkpoint could not be written.")


def _run(*words: str) -> None:
    if _started(*words).wait():
        sys.exit("The story could not be played.")


def _started(*words: str) -> subprocess.Popen[bytes]:
    # The order of sets is the same in both trees.
    env = {**os.environ, "PYTHONHASHSEED": "1"}
    return subprocess.Popen([sys.executable, __file__, *words], env=env)


def pages(out: Path, home: Path, image: Path) -> None:
    """Ask for the pages at a checkpoint, in a home of its own that shares the files."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        (own / "cochair.sqlite3").write_bytes(image.read_bytes())
        if (home / "files").exists():
            (own / "files").symlink_to(home / "files")
        opened(own)
        from golden_pages import walk

        number = image.stem
        found = walk(STORY, Store(out / "texts"), turn=int(number))
        _written(out / f"pages-{number}.json", found)


def _written(file: Path, found: object) -> None:
    file.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def against(revision: Path) -> int:
    """How much differs between a revision and the sources as they are."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["git", "archive", str(revision)], cwd=PROJECT, check=True, capture_output=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
        return compare(_kept(Path(folder)), _kept(PROJECT))


def _kept(project: Path) -> Path:
    """Where the run of some sources is kept; made where it is not."""
    env = {**os.environ, "PYTHONPATH": str(project / "src")}
    tools = project / "tools"
    subprocess.run([sys.executable, tools / "messages.py", "compile"], env=env, check=True)
    digest = hashlib.sha256()
    for file in sorted([*(project / "src").rglob("*"), *tools.glob("golden*.py")]):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(f"{file.relative_to(project)}\0".encode() + file.read_bytes())
    out = PROJECT / "var/golden" / digest.hexdigest()[:16]
    if not out.exists():
        fresh = out.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        subprocess.run([sys.executable, tools / "golden.py", "write", fresh], env=env, check=True)
        fresh.rename(out)
    return out


def compare(old: Path, new: Path) -> int:
    """Print what differs between two runs; how much does."""
    differing = 0
    for name, before, after in _pairs(old, new):
        for key in sorted({*before, *after}):
            was, now = before.get(key), after.get(key)
            if was == now:
                continue
            differing += 1
            if differing <= SHOWN:
                print(f"{name}: {key}")
                print(*_difference(old, new, was, now), sep="\n")
    print(f"{differing} differences.")
    return differing


def _pairs(
    old: Path, new: Path
) -> Iterator[tuple[str, Mapping[str, object], Mapping[str, object]]]:
    names = sorted({file.name for side in (old, new) for file in side.glob("*.json")})
    for name in names:
        sides = [side / name for side in (old, new)]
        before, after = (json.loads(one.read_text()) if one.exists() else {} for one in sides)
        yield name, before, after


def _difference(old: Path, new: Path, was: object, now: object) -> Iterable[str]:
    before, after = _lines(old, was), _lines(new, now)
    return list(difflib.unified_diff(before, after, "old", "new", lineterm="", n=1))[:40]


def _lines(side: Path, value: object) -> list[str]:
    """A value as lines; with the text that it names."""
    said = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False).splitlines()
    if isinstance(value, dict) and "text" in value:
        said += Store(side / "texts").get(str(value["text"])).splitlines()
    return said


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    works: dict[str, Callable[..., object]] = {
        "against": against,
        "write": write,
        "compare": compare,
        "play": played,
        "pages": pages,
    }
    parser.add_argument("what", choices=works)
    parser.add_argument("paths", nargs="+", type=Path)
    words = parser.parse_args()
    sys.exit(1 if works[words.what](*words.paths) else 0)


if __name__ == "__main__":
    main()

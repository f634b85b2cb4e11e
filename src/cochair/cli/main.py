"""What can be said on the command line, and which module answers."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from cochair import __version__
from cochair.cli.status import COULD_NOT, INTERRUPTED
from cochair.web.numbers import whole


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    top = argparse.ArgumentParser(
        prog="cochair",
        description="Runs a meeting cycle between two equal Parties by its own working procedures.",
    )
    top.add_argument("--version", action="version", version=f"cochair {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    commands.add_parser("init", help="prepare COCHAIR_HOME: key, database, the shipped forums")

    load = commands.add_parser("load", help="load a forum from its folder")
    load.add_argument("folder")

    check = commands.add_parser("check", help="the result of every clause, with evidence")
    check.add_argument("forum")
    check.add_argument("--cycle", type=int, metavar="N")
    check.add_argument("--meeting", metavar="ID")
    check.add_argument("--at", metavar="INSTANT", help="a day or an ISO 8601 instant")
    check.add_argument("--json", action="store_true")

    plan = commands.add_parser("plan", help="the ten best plans of a cycle, with reasons")
    plan.add_argument("forum")
    plan.add_argument("cycle", type=int)

    source = commands.add_parser("source", help="the official text beside our words")
    attach = source.add_subparsers(dest="act", required=True, metavar="ACT").add_parser(
        "attach", help="attach the official text and align it clause by clause"
    )
    attach.add_argument("forum")
    attach.add_argument("file")

    search = commands.add_parser("search", help="the index of what can be searched")
    rebuild = search.add_subparsers(dest="act", required=True, metavar="ACT").add_parser(
        "rebuild", help="make the index of a forum anew from its documents"
    )
    rebuild.add_argument("forum")

    archive = commands.add_parser("archive", help="the archive of a cycle for one Party")
    archive.add_argument("forum")
    archive.add_argument("--cycle", type=int, required=True, metavar="N")
    archive.add_argument("--party", required=True, metavar="CODE")
    archive.add_argument("--out", required=True, metavar="FILE")

    verify = commands.add_parser(
        "verify",
        help="check an exported ledger, an archive or a signed PDF, without the database",
    )
    verify.add_argument(
        "export", help="an exported ledger, the archive of a cycle, or a PDF that was signed"
    )
    verify.add_argument("--held", metavar="CHECKPOINT", action="append", default=[])
    verify.add_argument(
        "--file", action="append", default=[], help="a sealed file that the ledger should name"
    )
    verify.add_argument(
        "--anchor",
        metavar="CERTIFICATE",
        action="append",
        default=[],
        help="an authority you trust",
    )
    verify.add_argument(
        "--digest",
        default="",
        help="the SHA-256 that a signed PDF, or the manifest of an archive, should have",
    )
    verify.add_argument("--at", metavar="INSTANT", help="when certificates had to be valid")

    sign = commands.add_parser("sign", help="sign a PDF with your own key, on this machine alone")
    sign.add_argument("file")
    sign.add_argument("--key", required=True, metavar="KEY.p12")
    sign.add_argument("--party", default="", help="for whom you sign, while both halves are empty")
    sign.add_argument("--out", default="", help="where the signed file goes")
    sign.add_argument("--stamps", default="", metavar="ADDRESS", help="an authority for time")

    receipt = commands.add_parser("receipt", help="check a signed receipt, without the database")
    receipt.add_argument("receipt")
    receipt.add_argument("--key", required=True, help="the public key, or a file that holds it")

    files = commands.add_parser("files", help="the files that are kept")
    files.add_subparsers(dest="act", required=True, metavar="ACT").add_parser(
        "audit", help="compare what is kept with what the register says of it"
    )

    keys = commands.add_parser("keys", help="the keys of the installation, and what names them")
    acts = keys.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("show", help="their fingerprints, and whether the database names the same")
    for act, text in (
        ("rotate", "replace a key, and have the database name the new one"),
        ("enter", "have the database name the key that this process has"),
    ):
        acts.add_parser(act, help=text).add_argument("key", choices=("secret_key", "receipt_key"))

    retention = commands.add_parser("retention", help="reduce personal data whose time is over")
    retention.add_argument("forum", nargs="?", default="")
    retention.add_argument("--apply", action="store_true", help="do it; without, only say it")
    retention.add_argument("--all", action="store_true", help="name also what is due later")

    for name, text in (
        ("web", "serve the pages"),
        ("demo", "a demonstration: the shipped forums, demo accounts, the server"),
    ):
        serve = commands.add_parser(name, help=text)
        serve.add_argument("--host", default="127.0.0.1")
        serve.add_argument("--port", type=_port, default=8000)
        if name == "web":
            serve.add_argument(
                "--processes",
                type=_processes,
                default=1,
                help="how many serve at one address; more than one needs PostgreSQL",
            )
        if name == "demo":
            serve.add_argument("--no-serve", action="store_true", help="stop after loading")
            told = serve.add_mutually_exclusive_group()
            told.add_argument(
                "--story",
                action="store_true",
                help="leave the played cycle at its beginning, to step through it;"
                " with --no-serve, play it to its end",
            )
            told.add_argument(
                "--no-story", action="store_true", help="without the forum of the played cycle"
            )

    story = commands.add_parser("story", help="play the story of a demonstration")
    story.add_argument("forum")
    story.add_argument("--to", metavar="INSTANT", help="a day or an ISO 8601 instant; else its end")

    worker = commands.add_parser("worker", help="tell what is to be told: mail and reminders")
    worker.add_argument("--once", action="store_true", help="one turn, and what it did")

    account = commands.add_parser("account", help="open the first account of an office")
    account.add_argument("forum")
    account.add_argument("email")
    account.add_argument("role")
    account.add_argument("--party", default="")
    account.add_argument("--member", default="")
    account.add_argument("--organisation", default="")
    account.add_argument("--name", default="")

    django = commands.add_parser("django", help="Django's own commands, for maintainers")
    django.add_argument("arguments", nargs=argparse.REMAINDER)
    return top


def _port(text: str) -> int:
    """A port that can be asked for by number."""
    if found := whole(text, 65535):
        return found
    raise argparse.ArgumentTypeError(f"“{text}” is no port: write 1 to 65535.")


def _processes(text: str) -> int:
    """How many processes serve: as many as a machine has cores, and no more than 64."""
    if found := whole(text, 64):
        return found
    raise argparse.ArgumentTypeError(f"“{text}” is no number of processes: write 1 to 64.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign shows a question mark; that is no reason to break off.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    words = parser().parse_args(argv)
    try:
        status = _run(words)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader has seen enough (`| head`): that is no failure, and nothing more is said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: argparse.Namespace) -> int:
    """Run one command; what lies outside this software gets one message, and no traceback."""
    if words.command == "receipt":
        from cochair.journal.verify_receipt import main as verify_receipt

        return verify_receipt([f"--key={words.key}", "--", words.receipt])
    if words.command == "verify":
        return _verify(words)
    if words.command == "sign":
        from cochair.features.signatures.local import main as sign

        return sign(words.file, words.key, out=words.out, field=words.party, stamps=words.stamps)
    if words.command == "story":
        os.environ["COCHAIR_DEMO"] = "yes"
    if words.command == "demo":
        os.environ["COCHAIR_DEMO"] = "yes"
        host = f"[{words.host}]" if ":" in words.host else words.host
        os.environ.setdefault("COCHAIR_ADDRESS", f"http://{host}:{words.port}")
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connection
    from django.db.utils import DatabaseError, OperationalError

    try:
        _start_django()
        from cochair.cli import commands

        return commands.COMMANDS[words.command](words)
    except BrokenPipeError:
        raise
    except ImproperlyConfigured as problem:
        print(problem, file=sys.stderr)
    except DatabaseError as problem:
        is_away = connection.vendor == "postgresql" and isinstance(problem, OperationalError)
        hint = "See DATABASE_URL." if is_away else "Prepare it with: cochair init"
        print(f"The database could not be used: {problem}. {hint}", file=sys.stderr)
    except OSError as problem:
        print(f"{problem.filename or 'A file'}: {problem.strerror or problem}.", file=sys.stderr)
    return COULD_NOT


def _verify(words: argparse.Namespace) -> int:
    """A signed PDF by its signatures, an archive by its manifest, else as an exported ledger."""
    if _is_pdf(words.export):
        from cochair.features.signatures.verification import main as signatures
        from cochair.web.clock import true_now

        try:
            at = datetime.fromisoformat(words.at) if words.at else true_now()
        except ValueError:
            print("--at is an instant such as 2031-01-06T10:00Z.", file=sys.stderr)
            return COULD_NOT
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return signatures(words.export, words.anchor, words.digest, at)
    held = [f"--held={one}" for one in words.held]
    if _is_archive(Path(words.export)):
        from cochair.exports.archives.verify_archive import main as archive

        return archive([*held, f"--digest={words.digest}", "--", words.export])
    from cochair.journal.verify_export import main as verify

    return verify([*held, *(f"--file={one}" for one in words.file), "--", words.export])


def _is_pdf(name: str) -> bool:
    try:
        with Path(name).open("rb") as file:
            return file.read(5) == b"%PDF-"
    except OSError:
        return False


def _is_archive(path: Path) -> bool:
    """Whether it is the archive of a cycle, whole or not: it begins with its own verifier."""
    if path.is_dir():
        return (path / "verify.py").exists() or (path / "manifest.json").exists()
    try:
        with path.open("rb") as file:
            return file.read(39)[30:] == b"verify.py"
    except OSError:
        return False


def _start_django() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
    if apps.ready:
        return
    # What is read here stays to the end.  To look through it for garbage, now and once more when the
    # process ends, would take a third of all that a short command takes.
    gc.disable()
    try:
        django.setup()
        import_module("cochair.cli.commands")
        gc.freeze()
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())

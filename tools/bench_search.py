"""What search costs over 100,000 paragraphs, on SQLite and, where one answers, on PostgreSQL.

As a program it measures the database of DATABASE_URL; `bench.py` runs it once for each.  The
texts are invented: words of three languages as often as words are, some terms now and then.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import bench_world

if TYPE_CHECKING:
    from cochair.features.parties.models import Forum

DOCUMENTS, PARAGRAPHS, LANGUAGES = 2000, 50, ("en", "es", "pt")
EACH = DOCUMENTS * PARAGRAPHS // (DOCUMENTS * len(LANGUAGES))
WORDS, VOCABULARY, ROUNDS = 45, 12_000, 3
TERMS = ("trafficking in human beings", "trata de personas", "tráfico de pessoas")
ENDINGS = (
    ("s", "ing", "ed", "tion", "ity", "al", ""),
    ("ción", "ciones", "dad", "es", "ado", "al", "o"),
    ("ção", "ções", "dade", "es", "ado", "ais", "o"),
)
SMALL = (
    ("of", "the", "and", "to", "in"),
    ("de", "la", "y", "en", "el"),
    ("de", "a", "e", "em", "o"),
)
SYLLABLES = (
    "ba",
    "co",
    "di",
    "fe",
    "ga",
    "lo",
    "mi",
    "nu",
    "pe",
    "ra",
    "so",
    "ti",
    "vu",
    "za",
    "bri",
    "con",
    "dre",
    "fra",
    "pla",
    "tor",
)
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/cochair_bench_search"


def both() -> None:
    """Measure in processes of their own: SQLite, and PostgreSQL where it answers."""
    for url in ("", os.environ.get("COCHAIR_BENCH_POSTGRESQL", POSTGRESQL)):
        subprocess.run([sys.executable, str(Path(__file__)), url], check=False, env={**os.environ})


def main(url: str) -> int:
    """Fill a database, index it, ask it; prints figures, and nothing where no server answers."""
    if url and not _fresh(url):
        print("search on PostgreSQL: no server answers, not measured")
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes", "DATABASE_URL": url}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        from cochair.cli.main import main as cochair

        cochair(["demo", "--no-serve"])
        where = "PostgreSQL" if url else "SQLite"
        measure(lambda what, figure, target: _say(f"{what}, {where}", figure, target))
    return 0


def measure(say: Callable[[str, str, str], None]) -> None:
    """Print the figures of the database at hand."""
    from django.db import transaction

    from cochair.features.search import indexer, sources
    from cochair.web.clock import clock

    forum, at = bench_world.fullest(), clock.now()
    _fill(forum, at)
    started = time.perf_counter()
    number = indexer.rebuild(forum, at)
    say(
        f"index {number} passages from nothing", f"{time.perf_counter() - started:.1f} s", "<= 90 s"
    )
    (source,) = sources.every()
    items = list(source.every(forum))[:: DOCUMENTS // 40]
    anew = transaction.atomic(indexer.again)
    again = [_timed(partial(anew, forum, source, item)) for item in items]
    say("index one document anew, p95", f"{_p95(again):.1f} ms", "<= 50 ms")
    _ask(forum, at, say)


def _ask(forum: "Forum", at: datetime, say: Callable[[str, str, str], None]) -> None:
    from django.conf import settings
    from django.test import Client

    from cochair.features.accounts.models import Account
    from cochair.features.parties import queries as parties
    from cochair.features.search import queries, question
    from cochair.kernel.search import Filters

    settings.ALLOWED_HOSTS = ["*"]
    asked = _questions()
    for who in ("secretariat.eu", "delegation.clasi", "observer", ""):
        account = Account.objects.filter(email__startswith=who).first() if who else None
        hat = parties.hats(forum, account, at)[0] if account else None
        client = Client()
        if account:
            client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        finding, pages = [], []
        worst = (0.0, "")
        for typed in asked:
            for _round in range(ROUNDS):
                read = question.read(typed, LANGUAGES, queries.terms(forum))
                taken = _timed(
                    partial(queries.find, forum, read, hat=hat, at=at, language="en", to=Filters())
                )
                finding.append(taken)
                worst = max(worst, (taken, typed))
                address = f"/en/{forum.slug}/search/"
                pages.append(_timed(partial(client.get, address, {"q": typed})))
        name = who or "anyone"
        say(f"find, p95 of {len(asked)} questions, {name}", f"{_p95(finding):.1f} ms", "<= 150 ms")
        say(f"  the slowest: {worst[1]}", f"{worst[0]:.1f} ms", "")
        say(f"page of it, p95, {name}", f"{_p95(pages):.1f} ms", "<= 150 ms")


def _fill(forum: "Forum", at: datetime) -> None:
    """Two thousand circulated documents, each in three languages, a third of the paragraphs each."""
    from django.db import transaction

    from cochair.features.documents.models import Document, Expression, Revision
    from cochair.features.parties import queries as parties
    from cochair.formats.paragraphs import as_json, plain

    chance = random.Random(4)
    party = parties.roster(forum).parties[0]
    markings = ("public", "forum", "participants", "presidencies", "internal")
    texts = [_text(chance, place) for place in range(len(LANGUAGES))]
    with transaction.atomic():
        documents = Document.objects.bulk_create(
            Document(
                forum=forum,
                slug=f"bench-2026-{number}",
                key=f"bench{number}",
                series="BENCH",
                year=2026,
                number=number,
                kind="note",
                title=dict.fromkeys(LANGUAGES, f"Bench {number}"),
                originator="NONE",
                marking=markings[number % len(markings)],
                party=party,
                registered_at=at,
                circulated_at=at,
            )
            for number in range(1, DOCUMENTS + 1)
        )
        revisions = Revision.objects.bulk_create(
            Revision(document=one, number=0, source="en", party=party, made_at=at, circulated_at=at)
            for one in documents
        )
        for place, language in enumerate(LANGUAGES):
            Expression.objects.bulk_create(
                (
                    Expression(
                        revision=one,
                        language=language,
                        state="released",
                        origin="original",
                        digest="0" * 64,
                        text=as_json(
                            tuple(plain(f"p-{n}", next(texts[place])) for n in range(1, EACH + 1))
                        ),
                        made_at=at,
                        released_at=at,
                    )
                    for one in revisions
                ),
                batch_size=200,
            )


def _text(chance: random.Random, place: int) -> Iterator[str]:
    """Paragraphs of one language without end: few words often, many seldom."""
    words = _vocabulary(chance, place)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    while True:
        said = chance.choices(words, weights, k=WORDS)
        if chance.random() < 0.02:
            said[chance.randrange(WORDS)] = TERMS[place]
        yield f"{' '.join(said)}."


def _vocabulary(chance: random.Random, place: int) -> Sequence[str]:
    small = SMALL[place]
    made = {
        "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) + chance.choice(ENDINGS[place])
        for _number in range(VOCABULARY)
    }
    return [*small, *sorted(made, key=lambda word: chance.random())]


def _questions() -> list[str]:
    """From the rarest to the most frequent words, alone and together, and all that can be typed."""
    chance = random.Random(4)
    texts = [_text(chance, place) for place in range(len(LANGUAGES))]
    vocabulary = [_vocabulary(random.Random(5), place) for place in range(len(LANGUAGES))]
    sampled = [next(text).strip(".").split() for text in texts for _number in range(6)]
    return [
        "trata de personas",
        '"trafficking in human beings"',
        "BENCH/2026/77",
        "bench",
        "of the",
        "de",
        *(" ".join(words[3:5]) for words in sampled),
        *(words[0] for words in sampled),
        *(f"{words[7][:3]}*" for words in sampled[:4]),
        f"{sampled[0][0]} -{sampled[0][1]}",
        *(words[8] for words in vocabulary),
    ]


def _fresh(url: str) -> bool:
    """Make the database anew; False where no server answers."""
    try:
        import psycopg

        parts = urlsplit(url)
        server = url.replace(parts.path, "/postgres")
        with psycopg.connect(server, autocommit=True, connect_timeout=2) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{parts.path[1:]}"')
            connection.execute(f'CREATE DATABASE "{parts.path[1:]}"')
    except (ImportError, OSError, psycopg.Error):
        return False
    return True


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def _say(what: str, figure: str, target: str) -> None:
    print(f"{what:78} {figure:>12} {target:>10}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DATABASE_URL", "")))

"""What an official document costs: a declaration of 20 pages as PDF, as Word and as Akoma Ntoso;
and what it costs to compare two revisions of 2,000 paragraphs."""

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import bench_world

if TYPE_CHECKING:
    from cochair.features.documents.models import Expression

TESTS = Path(__file__).parents[1] / "tests"


def measure(
    times: Callable[[Callable[[], object]], tuple[float, float, float]],
    say: Callable[[str, str, str], None],
) -> None:
    """Print the figures for a document of the first forum; no file is made twice, so that none
    comes from a cache of the typesetter."""
    sys.path.append(str(TESTS))
    from cochair.features.printing import official

    edition = _edition()
    made = 0

    def another(form: str) -> None:
        nonlocal made
        made += 1
        edition.title = f"Declaration {made}"
        official.FORMS[form].make(edition, None)

    for form in official.FORMS:
        median, most, processor = times(partial(another, form))
        say(f"20 pages as {form}, p50, warm", f"{median:.0f} ms", "<= 300 ms")
        say(f"20 pages as {form}, p95", f"{most:.0f} ms", "")
        say(f"20 pages as {form}, of the processor, median", f"{processor:.0f} ms", "")
    for label, share in (("a tenth", 0.1), ("all", 1)):
        took = _comparison(share)
        say(f"compare 2 x 2,000 paragraphs, {label} of them changed", f"{took:.0f} ms", "<= 500 ms")


def _comparison(share: float) -> float:
    """How many milliseconds it takes to compare two revisions of which a share was changed, four
    words of sixty in each paragraph; the middle of five."""
    from cochair.formats.comparison import compare
    from cochair.formats.paragraphs import plain

    chance = random.Random(4)
    words = [f"word{number}" for number in range(3000)]
    older = [[chance.choice(words) for _ in range(60)] for _ in range(2000)]
    newer = [list(one) for one in older]
    for one in newer:
        if chance.random() < share:
            for place in chance.sample(range(60), 4):
                one[place] = chance.choice(words)
    first, second = (
        tuple(plain(f"p-{at}", " ".join(said)) for at, said in enumerate(text))
        for text in (older, newer)
    )
    took = []
    for _ in range(5):
        started = time.perf_counter()
        compare(first, second)
        took.append(time.perf_counter() - started)
    return statistics.median(took) * 1000


def _edition() -> "Expression":
    """The declaration, registered by a secretariat, in the first language of the forum."""
    from cochair.features.documents import vocabulary
    from cochair.features.languages import actions as languages
    from cochair.features.parties import queries
    from cochair.features.parties.models import Office
    from cochair.features.register import entry as entering
    from cochair.web.clock import clock
    from documents.declaration import declaration

    forum, at = bench_world.fullest(), clock.now()
    office = Office.objects.filter(forum=forum, role="secretariat").order_by("pk")[0]
    by = next(hat for hat in queries.hats(forum, office.account, at) if hat.office == office.pk)
    entry = entering.Entry(
        kind="note",
        title={"en": "Declaration"},
        source="en",
        originator=vocabulary.presidency_of(queries.book(forum), by.party),
        marking="forum",
    )
    document = entering.register(forum, entry, by=by, at=at)
    draft = languages.Draft("en", declaration())
    return languages.add_edition(
        document.revisions.get(), draft, seen=document.version, by=by, at=at
    )

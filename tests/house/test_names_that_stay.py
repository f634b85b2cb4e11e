"""What is stored, signed or bookmarked keeps its name whatever becomes of the code (house.md 3).

`names_that_stay.txt` lists them.  A new name is added to it; one that is there stays: an entry, a
signed act and an address that somebody kept are read for ever.  An address may redirect.  Entries and
joint acts call things by the codes of their kinds, some with `-` and some with `_` (drift W3): these stay.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from cochair.exports.archives import parts
from cochair.features.acts import kinds
from cochair.kernel.kind import every
from cochair.site.desk import verbs

LISTED = Path(__file__).with_name("names_that_stay.txt")
# What tests declare for themselves.
OF_TESTS = frozenset({"a.test"})
# `<forum:name>` and `(?P<name>...)` alike.
PART = re.compile(r"<(?:\w+:)?(\w+)>")


def names() -> Iterator[str]:
    """Every name as it is in the code."""
    yield from (f"verb {verb}" for verb in verbs.known())
    yield from (
        f"act {code} {kind.entry}" for code, kind in kinds._KINDS.items() if code not in OF_TESTS
    )
    yield from (f"kind {kind.code}" for kind in every())
    yield from (f"archive {part.code}" for part in parts.known())
    yield from (f"over {code}" for code in kinds._ENDS if code not in OF_TESTS)
    for address in _addresses(get_resolver().url_patterns, "/"):
        yield f"address {address}"


def _addresses(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for one in patterns:
        is_language = isinstance(one.pattern, LocalePrefixPattern)
        path = before + ("LANGUAGE/" if is_language else PART.sub(r"<\1>", str(one.pattern)))
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, path)
        else:
            yield path


def test_every_name_is_listed_and_every_listed_name_is_still_there() -> None:
    listed, found = set(LISTED.read_text().splitlines()), set(names())

    assert sorted(listed - found) == [], "These names were taken away or changed."
    assert sorted(found - listed) == [], f"Add these names to {LISTED.name}."

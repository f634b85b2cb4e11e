"""From a paragraph written anew to the words in it that changed.

Whoever proposes writes the whole paragraph as it should read; only the words that differ are put
in brackets, from the first to the last, so that others can speak of the rest.  Pure.
"""

import re

from cochair.procedure.text import Span

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def narrowed(old: str, new: str) -> tuple[Span, str] | None:
    """The span of the old words that changed and what stands there now; None where all did.

    Cut between words, never within one.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    if start == 0 and end == 0:
        return None
    first = sum(map(len, before[:start]))
    last = len(old) - sum(map(len, before[len(before) - end :]))
    return Span(first, last), "".join(after[start : len(after) - end])

"""A text as HTML for a machine and back: each unit an element with its name as id, looks as b, i, u.

What comes back is hostile until it is read: only words, the three looks and known names count.
Pure.
"""

from collections.abc import Iterable, Mapping
from html import escape
from html.parser import HTMLParser

from cochair.formats.paragraphs import Run
from cochair.formats.units import Unit
from cochair.formats.xliff import UNPRINTED

TITLE = "title"
LOOKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u"}
MOST_SIGNS = 1_000_000
# Elements whose insides are no words.
DEAF = frozenset({"script", "style", "template"})


def write(units: Iterable[Unit], title: str, language: str) -> str:
    """An HTML document of the title and the units."""
    body = [f'<h1 id="{TITLE}">{escape(title)}</h1>'] if title else []
    body += [f'<p id="{escape(unit.name)}">{_runs(unit.runs)}</p>' for unit in units]
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title></title></head><body>{''.join(body)}</body></html>"
    )


def read(html: str, names: Iterable[str]) -> Mapping[str, tuple[Run, ...]]:
    """The runs of each name that is there with words; everything else is left out."""
    reader = _Reader(frozenset(names))
    reader.feed(html)
    reader.close()
    return {name: tuple(runs) for name, runs in reader.found.items() if _has_words(runs)}


def _runs(runs: Iterable[Run]) -> str:
    return "".join(
        "".join(f"<{letter}>" for letter in run.style)
        + escape(run.text)
        + "".join(f"</{letter}>" for letter in reversed(run.style))
        for run in runs
    )


def _has_words(runs: Iterable[Run]) -> bool:
    return any(run.text.strip() for run in runs)


class _Reader(HTMLParser):
    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.names = names
        self.found: dict[str, list[Run]] = {}
        self.name, self.tag, self.depth, self.deaf = "", "", 0, ""
        self.looks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DEAF:
            self.deaf = tag
        name = dict(attrs).get("id") or ""
        if name in self.names and name not in self.found:
            self.name, self.tag, self.depth, self.looks = name, tag, 1, []
            self.found[name] = []
        elif self.name and tag == self.tag:
            self.depth += 1
        if tag in LOOKS:
            self.looks.append(LOOKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag == self.deaf:
            self.deaf = ""
        if tag in LOOKS and LOOKS[tag] in self.looks:
            self.looks.remove(LOOKS[tag])
        if self.name and tag == self.tag:
            self.depth -= 1
            if not self.depth:
                self.name = ""

    def handle_data(self, data: str) -> None:
        if not self.name or self.deaf:
            return
        words = UNPRINTED.sub("", data).replace("\n", " ").replace("\r", " ")
        style = "".join(one for one in "biu" if one in self.looks)
        runs = self.found[self.name]
        if runs and runs[-1].style == style:
            runs[-1] = Run(runs[-1].text + words, style)
        elif words:
            runs.append(Run(words, style))

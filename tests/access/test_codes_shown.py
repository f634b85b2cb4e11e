"""No page shows a code of the software where people read words.

What is read is the text of a page, its options, and what is said of a part of it to those who do not
see it; not addresses, and nothing that a page gives as a code (`<code>`).
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.utils import translation

from knocking import undone
from matrix import Scene, table

_HATS, ROUTES = table()
# Each office reads the pages that it finds in one language; a co-presidency those that no other has.
READERS = (
    ("secretariat", "es"),
    ("delegation", "pt"),
    ("institution", "en"),
    ("anonymous", "pt"),
)
UNREAD = {"script", "style", "code"}
SPOKEN = ("title", "aria-label", "alt", "placeholder", "label")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
CODE = re.compile(
    r"""
    \bleague-concert-[\w-]+                          # the name of a thing in addresses
    | \b[a-z]+(?:-[a-z]+)*-\d+\b                     # such as notice-1
    | \b[A-Za-z]+(?:_[A-Za-z0-9]+)+\b                # co_presidency
    | \b[a-z]{3,}\.[a-z_]{3,}(?:\.[a-z_]+)*\b        # silence.opened
    | \b[a-z]+(?:-[a-z]+)+:[\w-]+                    # action-point:1
    | (?<![\w.]) (?:True|False|NaN|undefined|datetime|Decimal) (?!\w)
    | (?<!\w)None(?=$|[,)\]}])
    | [\[{(]['"]\w | \{\w*\} | %\(\w+\) | %[sd]\b | \{[{%] | [%}]\}
    | \d{4}-\d\d-\d\dT\d | \+00:00 | <\w+[ >] | &\w+;
    """,
    re.VERBOSE,
)
ELSEWHERE = re.compile(r"\S+@\S+|https?://\S+|\w+/\w+_\w+")
# What looks like a code and is none, or is meant as one: by the route, where it stands there only.
ALLOWED = {
    # The file that is opened in a pack, and one that somebody brought.
    "index.html": "desk:packs",
    "paper.docx": ("documents:held", "desk:home"),
    # What a paragraph of a text is called until it has a number, and a proposal on it.
    "q-1": "texts:paragraph",
    # The small forum has no words for these values of its options; each shipped forum has.
    **dict.fromkeys(
        ("action_list", "final_document", "joint_statement", "observer_request", "press_line"),
        "compliance:",
    ),
    "working_paper": "compliance:",
    # A change of the procedures is called by the option that it changes.
    "prep.min": "compliance:",
}


class Shown(HTMLParser):
    """What a reader gets to read of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [said for name, said in attrs if name in SPOKEN and said]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not UNREAD & set(self._open):
            self.texts.append(" ".join(data.split()))


def codes(html: str) -> Iterator[tuple[str, str]]:
    """Each code that a page shows, with the text in which it stands."""
    page = Shown()
    page.feed(html)
    for text in page.texts:
        for found in CODE.finditer(ELSEWHERE.sub("", text)):
            yield found[0], text[:120]


def test_no_page_shows_a_code_of_the_software(at_work: Scene) -> None:
    found = {
        (route.name, hat, code, text)
        for route, hat, language in _visits()
        for code, text in codes(_page(at_work, route.path, hat, language))
        if not route.name.startswith(ALLOWED.get(code, "nowhere"))
    }

    assert sorted(found) == []


def test_codes_are_seen_where_people_read_and_not_in_addresses() -> None:
    shown = """<p title="co_presidency">A joint act was signed.</p><option value="not_invited">None</option>
      <a href="/league-concert-council-1/">league-concert-council-2</a> <code>silence.opened</code>
      <p>silence.opened {name} 2031-03-03T09:00:00+00:00 ['en'] council_1@example.org</p>"""

    assert [code for code, _text in codes(shown)] == [
        *("co_presidency", "None", "league-concert-council-2", "silence.opened", "{name}"),
        *("2031-03-03T0", "+00:00", "['e"),
    ]


def _visits() -> Iterator[tuple[object, str, str]]:
    for route in ROUTES:
        answers = route.answers.get("GET", {})
        readers = [one for one in READERS if answers.get(one[0]) == 200]
        if not readers and answers.get("co_presidency") == 200:
            readers = [("co_presidency", "es")]
        for hat, language in readers:
            yield route, hat, language


def _page(scene: Scene, path: str, hat: str, language: str) -> str:
    """The page as it is shown; empty where it is a file."""
    address = re.sub(r"^/en/", f"/{language}/", path.format_map(scene.places))
    with translation.override(language), undone():
        answer = scene.client(hat).get(address)
    assert answer.status_code == 200, address
    html = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.content.decode() if html else ""

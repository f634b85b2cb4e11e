"""What is looked at on every screen: that it can be used by everyone, fits, and speaks one language.

axe-core finds no serious or critical violation, nothing is wider than the window, the page says
which language it speaks, and speaks it: no English sentence of the interface stands on the
Spanish or the Portuguese page.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import allauth
from babel.messages.pofile import read_po

from journeys import server

LANGUAGES = ("en", "es", "pt")
CATALOGUE = server.PROJECT / "src/cochair/locale/en/LC_MESSAGES/django.po"
# The sentences of the library of accounts, as it gives them for translation.
LIBRARY = sorted(
    (Path(allauth.__file__).parent / "locale" / "es" / "LC_MESSAGES").glob("django.po")
)
SERIOUS = {"serious", "critical"}
# What was found in order is not written down: that takes longer than to find it.
ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}
# What is shown in its own language says so, as the titles of an act do, and is left out.
SAID_IN_ITS_LANGUAGE = """() => {
    const elsewhere = `body [lang]:not([lang=${document.documentElement.lang}])`;
    const aside = [...document.querySelectorAll(elsewhere)];
    aside.forEach(element => element.style.setProperty("display", "none", "important"));
    const said = document.body.innerText;
    aside.forEach(element => element.style.removeProperty("display"));
    return said;
}"""
# Icons that lie over the words beside them, and entries of the head that break over two lines.
COVERED = """() => {
    const over = words => {
        const icon = words.previousElementSibling.getBoundingClientRect(), [first] = words.getClientRects();
        return first && icon.width && icon.right > first.left + 1 && icon.left < first.right
            && icon.bottom > first.top && icon.top < first.bottom;
    };
    const broken = entry => entry.checkVisibility() && innerWidth >= 1280 && entry.offsetHeight > 70;
    return [
        ...[...document.querySelectorAll("summary > .icon + *")].filter(over),
        ...[...document.querySelectorAll(".nav > ul > li > a")].filter(broken),
    ].map(element => element.textContent.trim());
}"""
WIDE, NARROW = 1280, 360
type Look = tuple[str, str, int]
# Each screen is looked at wholly in one of these and is seen in the other, in turn; all twelve looks
# are looked at in the soak.
LOOKS: tuple[Look, Look] = (("es", "light", WIDE), ("pt", "dark", NARROW))
ALL_LOOKS: tuple[Look, ...] = tuple(
    (language, theme, width)
    for language in LANGUAGES
    for theme in ("light", "dark")
    for width in (WIDE, NARROW)
)


@dataclass(frozen=True)
class Windows:
    """A window for each theme and width, signed in or not; each is opened once."""

    house: server.House
    forum: str
    open: Callable[[bool, str, int], object]

    def show(self, path: str, look: Look, *, signed_in: bool = True, answers: int = 200) -> object:
        """The screen at an address of the forum."""
        language, theme, width = look
        page = self.open(signed_in, theme, width)
        answer = page.goto(f"{self.house.address}/{language}/{self.forum}/{path}")
        assert answer.status == answers, (answer.status, page.url)
        return page


@contextmanager
def windows_on(
    house: server.House, forum: str, browser: object, state: object
) -> Iterator[Windows]:
    """Windows on a house; `state` is how a browser is after signing in."""
    opened: dict[tuple[bool, str, int], object] = {}

    def open_window(signed_in: bool, theme: str, width: int) -> object:
        key = (signed_in, theme, width)
        if key not in opened:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                storage_state=state if signed_in else None,
            )
            opened[key] = context.new_page()
        return opened[key]

    yield Windows(house, forum, open_window)
    for window in opened.values():
        window.context.close()


def in_turn(place: int) -> tuple[list[Look], list[Look]]:
    """The look in which the screen at a place of a list is looked at wholly, and the other one."""
    first, second = LOOKS if place % 2 == 0 else LOOKS[::-1]
    return [first], [second]


def faults(
    show: Callable[[Look], object], looks: Iterable[Look], fits: Iterable[Look]
) -> list[str]:
    """What is wrong with a screen: wholly in some looks, in others only whether it fits."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found, looks = Axe(), [], list(looks)
    for look in [*looks, *fits]:
        page = show(look)
        where = " ".join(map(str, look))
        found += [f"{where}: {fault}" for fault in shape(page, look[0])]
        if look in looks:
            found += [
                f"{where}: {said}" for said in violations(axe.run(page, options=ONLY_WHAT_IS_WRONG))
            ]
        # A page that is left open goes on asking the server while others are looked at.
        page.goto("about:blank")
    return found


def shape(page: object, language: str) -> Iterator[str]:
    """Where a page does not say its language, or is wider than its window."""
    if page.get_attribute("html", "lang") != language:
        yield "the page does not say which language it speaks."
    covered = page.evaluate(COVERED)
    if covered:
        yield f"an icon lies over words, or an entry of the head takes two lines: {covered}"
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > window:
        yield f"{wide - window} pixels wider than the window: {_widest(page)}"


def _widest(page: object) -> object:
    return page.evaluate(
        "[...document.querySelectorAll('main *')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && !e.closest('.scroll, [tabindex]:not(main)'))"
        ".map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"
    )


def violations(results: object) -> Iterator[str]:
    """The serious and critical findings of axe."""
    for found in results.response["violations"]:
        if found["impact"] in SERIOUS:
            for node in found["nodes"][:3]:
                yield f"{found['id']}: {node['html'][:160]}"


def english_on(page: object) -> list[str]:
    """The English sentences of the interface that stand on a page, which stays as it is."""
    text = " ".join(page.evaluate(SAID_IN_ITS_LANGUAGE).split())
    return [
        found[0]
        for longest, said in english(CATALOGUE)
        # To look for words that are always the same is quick, and most are not there.
        if longest in text and (found := said.search(text))
    ]


def english(catalogue: Path) -> list[tuple[str, re.Pattern[str]]]:
    """The sentences of the interface of three words or more, with anything in their places, each
    beside the longest of its words that stand together."""
    global _ENGLISH
    if not _ENGLISH:
        messages = []
        for file in (catalogue, *LIBRARY):
            with file.open("rb") as lines:
                messages += [m.id for m in read_po(lines, locale="en") if m.id]
        flat = [one for m in messages for one in (m if isinstance(m, (list, tuple)) else (m,))]
        _ENGLISH = [
            (longest(said), re.compile(rf"(?<!\w){pattern(said)}(?!\w)"))
            for said in flat
            if len(re.findall(r"[^\W\d_]+", PLACE.sub(" ", said))) >= 3
        ]
    return _ENGLISH


_ENGLISH: list[tuple[str, re.Pattern[str]]] = []
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*[^{}]*\}|%[sd]")


def longest(said: str) -> str:
    """The longest piece of a sentence between its places, as it stands on a page."""
    return max((" ".join(piece.split()) for piece in PLACE.split(said)), key=len)


def pattern(said: str) -> str:
    """A sentence as an expression, with anything in its places."""
    pieces = [re.escape(" ".join(piece.split())) for piece in PLACE.split(said)]
    return r"\s*.{1,80}?\s*".join(piece.replace(r"\ ", " ") for piece in pieces)

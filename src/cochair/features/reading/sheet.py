"""A text laid out for reading: one, two or three languages, one number a paragraph, what changed.

Every page that shows a text shows it by this: the register, a negotiation, a joint act, a silence,
a decision, a record and what is public.  Source: docs/decisions/0063.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cochair.features.reading.footnotes import Note, called, labels_of, notes_of
from cochair.formats.comparison import Line, compare, runs
from cochair.formats.paragraphs import (
    HEADING,
    TABLE,
    TITLE,
    Paragraph,
    Run,
    Text,
    cited_in,
    numbers_of,
)
from cochair.formats.wording import Run as Change

TEXT, SHOW, SIDE, CLEAN, CHANGES = "text", "show", "all", "clean", "changes"
LOOKS = (("b", "b"), ("i", "i"), ("u", "u"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asks to see: a language or all, changes or clean words; empty: the usual.

    `more` is what else the address of the page asks for, and links keep; `prefix` stands before the
    anchors, where a page shows several texts.
    """

    text: str = ""
    show: str = ""
    more: tuple[tuple[str, str], ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to read the text: a plain link."""

    address: str
    is_current: bool
    language: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Tabs:
    """In which languages a thing is read: `shown` are those on the page, `first` leads."""

    tongues: tuple[Tab, ...]
    beside: Tab | None
    first: str
    shown: tuple[str, ...]

    @property
    def is_beside(self) -> bool:
        """Whether languages stand side by side."""
        return len(self.shown) > 1

    @property
    def columns(self) -> int:
        """How many languages stand side by side."""
        return len(self.shown)


NO_TABS = Tabs((), None, "", ())


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one language, ready to be shown; `is_missing` where the language lacks it."""

    language: str
    html: SafeString
    is_missing: bool = False
    is_stale: bool = False
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph in every language that is shown; `number` is empty where it has none."""

    id: str
    number: str
    name: str
    prefix: str
    columns: tuple[Words, ...]
    is_title: bool = False
    is_heading: bool = False
    is_changed: bool = False
    is_gone: bool = False

    @property
    def anchor(self) -> str:
        """Where it stands on the page, in the words of whoever cites it."""
        name = f"p{self.name.replace(' ', '-')}" if self.name else f"gone-{self.id}"
        return f"{self.prefix}{name}"

    @property
    def lasting(self) -> str:
        """The same, in the name that it keeps over revisions."""
        return f"{self.prefix}par-{self.id}"

    @property
    def is_recital(self) -> bool:
        """Whether it is text without a number."""
        return not (self.number or self.is_title or self.is_heading)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text on its sheet.  `changed` are the paragraphs that differ from what is compared."""

    tabs: Tabs
    shows: tuple[Tab, ...]
    places: tuple[Place, ...]
    notes: tuple[Note, ...]
    changed: tuple[Place, ...]
    is_compared: bool
    prefix: str = ""

    @property
    def anchor(self) -> str:
        """Where the text stands on the page."""
        return f"{self.prefix}text"

    @property
    def statements(self) -> tuple[Note, ...]:
        """The statements beside an adopted text, in the language that leads."""
        return tuple(
            note for note in self.notes if note.is_statement and note.language == self.tabs.first
        )

    @property
    def has_title(self) -> bool:
        """Whether a title or a heading comes first."""
        return bool(self.places) and (self.places[0].is_title or self.places[0].is_heading)


def wish(asked: QueryDict) -> Wish:
    """What the address of a page asks for."""
    more = tuple((name, str(value)) for name, value in asked.items() if name not in {TEXT, SHOW})
    return Wish(asked.get(TEXT, ""), asked.get(SHOW, ""), more)


def tabs_of(codes: Sequence[str], asked: Wish, *, own: str) -> Tabs:
    """The languages of a thing as links, that of the reader (`own`) shown where it is among them."""
    first = asked.text if asked.text in codes else own if own in codes else codes[0]
    if len(codes) == 1:
        return Tabs((), None, first, (first,))
    is_beside = asked.text == SIDE
    tongues = tuple(
        Tab(_address(asked, text=code), not is_beside and code == first, code, code == own)
        for code in codes
    )
    beside = Tab(_address(asked, text=SIDE), is_beside)
    shown = (first, *(code for code in codes if code != first)) if is_beside else (first,)
    return Tabs(tongues, beside, first, shown)


def sheet(
    texts: Mapping[str, Text],
    asked: Wish,
    *,
    own: str,
    before: Mapping[str, Text] | None = None,
    stale: Mapping[str, Iterable[str]] | None = None,
    adopted: Mapping[str, Text] | None = None,
) -> Sheet:
    """A text in the languages that it has, that of the reader (`own`) first if there is a choice.

    `before` is what its reader knows of it, if anything; `stale` are the paragraphs of a language
    that say by now what the text said before.  `adopted` is the text as it was adopted: a footnote
    that it lacks is a statement beside it.
    """
    codes = tuple(texts)
    if not codes:
        return Sheet(NO_TABS, (), (), (), (), is_compared=False)
    tabs = tabs_of(codes, asked, own=own)
    first, shown = tabs.first, tabs.shown
    old = (before or {}).get(first)
    known = {one.id for one in old or ()}
    can_compare = old != texts[first] and any(one.id in known for one in texts[first])
    is_compared = can_compare and asked.show != CLEAN and not tabs.is_beside
    marks = {code: labels_of(texts[code], (adopted or {}).get(code)) for code in shown}
    places = _places(texts, marks, stale or {}, asked.prefix)
    lines = compare(old, texts[first]) if old is not None and can_compare else ()
    changed = _changed(lines, places, first, asked.prefix)
    if is_compared:
        places = _in_order(lines, places, changed)
    return Sheet(
        tabs=tabs,
        shows=(
            Tab(_address(asked, show=""), is_compared),
            Tab(_address(asked, show=CLEAN), not is_compared),
        )
        if can_compare and not tabs.is_beside
        else (),
        places=places,
        notes=tuple(
            note
            for code in shown
            for note in notes_of(texts[code], code, marks[code], asked.prefix)
        ),
        changed=changed,
        is_compared=is_compared,
        prefix=asked.prefix,
    )


def _address(asked: Wish, *, text: str | None = None, show: str | None = None) -> str:
    said = {TEXT: asked.text if text is None else text, SHOW: asked.show if show is None else show}
    kept = {name: value for name, value in (*asked.more, *said.items()) if value}
    return f"?{urlencode(kept)}#{asked.prefix}text"


def _places(
    texts: Mapping[str, Text],
    marks: Mapping[str, Mapping[tuple[str, int], str]],
    stale: Mapping[str, Iterable[str]],
    prefix: str,
) -> tuple[Place, ...]:
    """Every paragraph in the languages shown.  Its number is that of the text in all its languages,
    the one in which it was written first, so that it is the same in each."""
    shown = tuple(marks)
    by_id = {code: {one.id: one for one in texts[code]} for code in shown}
    rows = _merged(list(texts.values()))
    numbers, names = numbers_of(rows), cited_in(rows)
    behind = {code: frozenset(ids) for code, ids in stale.items()}
    return tuple(
        Place(
            one.id,
            numbers[one.id],
            names[one.id],
            prefix,
            tuple(
                _words(
                    by_id[code].get(one.id),
                    code,
                    marks[code],
                    prefix,
                    one.id in behind.get(code, ()),
                )
                for code in shown
            ),
            is_title=one.kind == TITLE,
            is_heading=one.kind == HEADING,
        )
        for one in rows
    )


def _merged(texts: Sequence[Text]) -> Text:
    """The paragraphs of all, each after the one before it in its own text."""
    found = list(texts[0])
    order = [one.id for one in found]
    for text in texts[1:]:
        place = 0
        for one in text:
            if one.id in order:
                place = order.index(one.id) + 1
                continue
            order.insert(place, one.id)
            found.insert(place, one)
            place += 1
    return tuple(found)


def _words(
    one: Paragraph | None,
    code: str,
    marks: Mapping[tuple[str, int], str],
    prefix: str,
    is_stale: bool,
) -> Words:
    if one is None or not (one.text.strip() or one.notes):
        return Words(code, SafeString(""), is_missing=True)
    return Words(
        code, _html(one, code, marks, prefix), is_stale=is_stale, is_table=one.kind == TABLE
    )


def _html(
    one: Paragraph, code: str, marks: Mapping[tuple[str, int], str], prefix: str
) -> SafeString:
    places = iter(range(len(one.notes)))

    def said(words: Iterable[Run]) -> SafeString:
        return format_html_join("", "{}{}", ((_look(run), mark(run)) for run in words))

    def mark(run: Run) -> SafeString:
        if not run.note:
            return SafeString("")
        label = marks[one.id, next(places)]
        return format_html(
            '<a class="fnref" href="#{}note-{}-{}" aria-label="{}">{}</a>',
            prefix,
            code,
            label,
            called(label),
            label,
        )

    if one.kind != TABLE:
        return said(one.runs)
    cells = (
        format_html_join("", "<td>{}</td>", ((said(cell),) for cell in row)) for row in one.cells
    )
    return format_html(
        '<table class="table"><tbody>{}</tbody></table>',
        format_html_join("", "<tr>{}</tr>", ((row,) for row in cells)),
    )


def _look(run: Run) -> SafeString:
    found = format_html("{}", run.text)
    for letter, tag in LOOKS:
        if letter in run.style:
            found = format_html("<{}>{}</{}>", SafeString(tag), found, SafeString(tag))
    return found


def _changed(
    lines: Iterable[Line], places: Sequence[Place], code: str, prefix: str
) -> tuple[Place, ...]:
    """The paragraphs that say something else than before, with what went and what came."""
    known = {place.id: place for place in places}
    return tuple(
        _with_marks(line, known.get(line.id), code, prefix)
        for line in lines
        if line.is_added or line.is_removed or _says_more_or_less(line)
    )


def _says_more_or_less(line: Line) -> bool:
    """Whether words or footnotes differ: a look or a number alone is no change of what is said."""
    old, new = line.old, line.new
    return old is None or new is None or (old.text, old.notes) != (new.text, new.notes)


def _with_marks(line: Line, place: Place | None, code: str, prefix: str) -> Place:
    was = line.old.text if line.old is not None else ""
    if line.new is None or place is None:
        gone = Words(code, marked(runs(was, "")))
        return Place(line.id, "", "", prefix, (gone,), is_changed=True, is_gone=True)
    if line.new.kind == TABLE or was == line.new.text:
        return replace(place, is_changed=True)
    words = Words(code, marked(runs(was, line.new.text)))
    return replace(place, columns=(words,), is_changed=True)


def _in_order(
    lines: Iterable[Line], places: Sequence[Place], changed: Sequence[Place]
) -> tuple[Place, ...]:
    """The paragraphs with what changed in its place, and what went where it stood."""
    by_id = {place.id: place for place in (*places, *changed)}
    return tuple(by_id[line.id] for line in lines)


def marked(words: Iterable[Change]) -> SafeString:
    """Words with what came and what went."""
    return format_html_join("", "{}", ((_change(run),) for run in words))


def _change(run: Change) -> SafeString:
    if run.is_gone:
        return format_html("<del>{}</del>&#8202;", run.text)
    return format_html("<ins>{}</ins>" if run.is_new else "{}", run.text)

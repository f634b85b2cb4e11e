"""Everything that the page of a text shows, in a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries as documents
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.reading.outline import LONG
from cochair.features.reading.sheet import SIDE, Tabs, Wish, tabs_of
from cochair.features.texts import authors, chairs, decision_state, party_private, queries
from cochair.features.texts.concordance import differences
from cochair.features.texts.labels import CLEARANCES, RESERVATIONS, STATES
from cochair.features.texts.models import Clearance, NegotiatedText
from cochair.features.texts.presenters import standing
from cochair.features.texts.presenters.names import Who, names_for
from cochair.features.texts.presenters.text import Column, Shown, Voice, laid, rows, voices
from cochair.procedure import text as core

OPEN, STALE = "open", "stale"
ALL_OF_IT = Wish()


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many paragraphs stand in one state."""

    shape: str
    tone: str
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class Held:
    """A reservation on the whole text, as its reader sees it."""

    id: str
    kind: str
    who: Who
    until: object
    is_own: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the own Party said of the words as they stand, and who may say more."""

    last: Clearance | None
    word: str
    is_current: bool
    earlier: tuple[Clearance, ...]
    may_clear: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs that follow each other; folded where nobody said anything of them."""

    paragraphs: Sequence[Shown]
    is_folded: bool

    @property
    def numbers(self) -> str:
        """The numbers of its paragraphs, such as 11–13."""
        known = [one.margin for one in self.paragraphs if one.margin]
        return "–".join(dict.fromkeys((known[0], known[-1]))) if known else ""

    @property
    def preview(self) -> Column:
        """Where it begins, while it is folded."""
        return self.paragraphs[0].columns[0]


@dataclass(frozen=True, slots=True)
class Page:
    """A text as one reader sees it."""

    row: NegotiatedText
    text: core.NegotiatedText
    digest: str
    symbol: str
    stage: str
    rows: Sequence[Shown]
    shown: Sequence[Shown]
    tabs: Tabs
    groups: Sequence[standing.Group]
    tally: Sequence[Tallied]
    figures: core.Figures
    held: Sequence[Held]
    whole: Sequence[Voice]
    clearance: Said | None
    acts: Sequence[JointAct]
    keeps: bool
    writes: bool
    is_over: bool
    # Whether all of it is to be read at once, folded nowhere.
    whole_text: bool = False

    @property
    def runs(self) -> Sequence[Run]:
        """The text as it is shown: a long one, while no round is open, folded where it is quiet."""
        is_all = len(self.shown) == len(self.rows) and len(self.rows) >= LONG
        if self.whole_text or self.round_is_open or not is_all:
            return [Run(self.shown, False)]
        runs = groupby(self.shown, key=lambda one: one.is_quiet and not one.is_heading)
        return [Run(tuple(those), is_quiet) for is_quiet, those in runs]

    @property
    def round_is_open(self) -> bool:
        """Whether a round goes on."""
        return bool(self.text.rounds) and self.text.rounds[-1].closed_at is None

    @property
    def first_open(self) -> Shown | None:
        """Where a reader begins: the first paragraph in brackets, else the first that was reopened.

        None where nothing is in dispute: a paragraph that nobody recorded as agreed is none to go to.
        """
        reopened = (one for one in self.rows if one.state is core.ParagraphState.REOPENED)
        return next((one for one in self.rows if one.proposals), next(reopened, None))

    @property
    def source(self) -> str:
        """The language of negotiation."""
        return self.text.negotiation

    @property
    def things(self) -> int:
        """How many things stand between the text and its adoption."""
        return sum(len(one.things) for one in self.groups if one.is_obstacle)

    @property
    def stale(self) -> int:
        """How many paragraphs lag behind in a language."""
        return sum(one.is_stale for one in self.rows)

    @property
    def open(self) -> int:
        """How many paragraphs are not agreed."""
        return sum(one.is_open for one in self.rows)


def page(
    row: NegotiatedText,
    hat: ActingOffice,
    at: datetime,
    *,
    asked: Wish = ALL_OF_IT,
    own: str = "",
    only: str = "",
    whole_text: bool = False,
) -> Page:
    """A text as a reader sees it: side by side or in one language, as asked; `own` is the reader's.

    Perhaps only what is open or stale.
    """
    text = queries.negotiated(row)
    name = names_for(row, hat)
    found = differences(text, row.forum)
    everything = rows(text, text.languages, name, found)
    tabs = tabs_of(text.languages, replace(asked, text=asked.text or SIDE), own=own)
    chosen = {
        OPEN: {one.id for one in everything if one.is_open},
        STALE: {one.id for one in everything if one.is_stale},
    }.get(only)
    author = authors.author_of(hat)
    keeps = authors.keeps_the_text(hat)
    digest, decided = core.text_digest(text), decision_state.on(row)
    return Page(
        row=row,
        text=text,
        digest=digest,
        symbol=documents.name_of(row.document),
        stage=decision_state.stage(decided, text),
        rows=everything,
        shown=[
            _in_languages(one, tabs) for one in everything if chosen is None or one.id in chosen
        ],
        tabs=tabs,
        groups=standing.groups(
            hat, queries.outstanding_of(row, text, at), is_opened=decided is not None
        ),
        tally=_tally(everything),
        figures=core.figures(text),
        held=[
            Held(one.id, RESERVATIONS[one.kind], name(one.by), one.until, one.by == author)
            for one in text.standing_on("")
        ],
        whole=voices(laid(text), "", name),
        clearance=_clearance(row, hat, digest),
        acts=list(waiting(row.forum, row.document.slug)) if keeps else [],
        keeps=keeps,
        writes=author is not None and not decision_state.is_over(row, decided),
        is_over=decision_state.is_over(row, decided),
        whole_text=whole_text,
    )


def _in_languages(one: Shown, tabs: Tabs) -> Shown:
    """A paragraph in the languages that are shown, in their order.

    Where there is room for one language alone, brackets are shown in the one in which they stand.
    """
    columns = {column.language: column for column in one.columns}
    return replace(
        one,
        columns=tuple(
            replace(
                columns[code],
                is_other=code != tabs.first and not (one.proposals and columns[code].is_source),
            )
            for code in tabs.shown
        ),
    )


def waiting(forum: Forum, slug: str) -> list[JointAct]:
    """The acts on a text that wait for keys."""
    rows = acts.open_acts(forum).filter(
        kind__in=(chairs.ATTRIBUTION, chairs.REOPENING),
        subject_kind=chairs.SUBJECT,
        subject_id=slug,
    )
    return list(rows)


def _tally(rows: Sequence[Shown]) -> list[Tallied]:
    counted: Mapping[core.ParagraphState, int] = Counter(one.state for one in rows)
    return [
        Tallied(shape, tone, word, counted[state])
        for state, (word, tone, shape) in STATES.items()
        if counted[state]
    ]


def _clearance(row: NegotiatedText, hat: ActingOffice, digest: str) -> Said | None:
    """What the own Party said; nothing of another one is ever read here."""
    if not party_private.reads_clearances(hat):
        return None
    said = tuple(
        party_private.clearances(row, hat).select_related("by").prefetch_related("followed")
    )
    current = next((one for one in said if _holds(one, digest)), None)
    words = {state.value: word for state, word in CLEARANCES.items()}
    return Said(
        last=said[0] if said else None,
        word=words[current.state] if current else words["pending"],
        is_current=current is not None,
        earlier=said,
        may_clear=authors.may_clear(hat),
    )


def _holds(one: Clearance, digest: str) -> bool:
    """Whether a clearance was given on these words, or languages followed it to them."""
    return digest in {one.digest, *(later.digest for later in one.followed.all())}

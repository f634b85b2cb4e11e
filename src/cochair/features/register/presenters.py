"""Documents as pages show them: names, states, languages, each in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as __

from cochair.features.documents import queries, vocabulary
from cochair.features.documents.marking import WIDTH, WORDS, Marking
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages.states import State
from cochair.features.meetings.titles import meeting_title
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _
from cochair.procedure.symbol import revision_name
from cochair.web.localize import translated

DRAFT, OUT, FINAL, WITHDRAWN, SUPERSEDED = "draft", "out", "final", "withdrawn", "superseded"
CORRECTED, ADOPTED = "corrected", "adopted"
STATES = {
    DRAFT: (_("draft"), "warn"),
    OUT: (_("circulated"), "plain"),
    ADOPTED: (_("adopted"), "good"),
    FINAL: (_("final"), "good"),
    CORRECTED: (_("final, corrected"), "good"),
    WITHDRAWN: (_("withdrawn"), "off"),
    SUPERSEDED: (_("superseded"), "off"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """One language of a revision, as its mark shows it."""

    code: str
    row: Expression | None
    # Whether something holds its words: then nobody writes or releases it.
    is_held: bool = False

    @property
    def state(self) -> str:
        """The look: released, stale, courtesy, working or missing."""
        if self.row is None:
            return "missing"
        if self.row.courtesy:
            return "courtesy"
        if self.row.state in {State.RELEASED, State.STALE}:
            return str(self.row.state)
        return "working"

    @property
    def is_released(self) -> bool:
        """Whether it counts: released and not stale."""
        return self.state == "released"

    @property
    def can_release(self) -> bool:
        """Whether the newest edition waits for its release."""
        return self.row is not None and self.row.released_at is None and not self.is_held

    @property
    def can_write(self) -> bool:
        """Whether its words may be written or changed."""
        return not self.is_held

    @property
    def can_confirm(self) -> bool:
        """Whether it went stale and may be right all the same."""
        return self.state == "stale" and not self.is_held

    @property
    def waits(self) -> bool:
        """Whether something is still to be done for it: written, released or confirmed."""
        return self.can_release or (
            self.state in {"missing", "working", "stale"} and not self.is_held
        )

    @property
    def breaches(self) -> int:
        """In how many places it departs from the glossary."""
        return self.row.breaches if self.row is not None else 0

    @property
    def word(self) -> str:
        """Its state in words."""
        row = self.row
        if row is None:
            return __("missing")
        if self.state == "stale":
            n = len(row.stale_paragraphs)
            return ngettext("{n} paragraph out of date", "{n} paragraphs out of date", n).format(
                n=n
            )
        words = {
            "released": __("released"),
            "courtesy": __("courtesy translation, not reviewed"),
            "working": __("being revised"),
        }
        return words[self.state]


@dataclass(frozen=True, slots=True)
class Held:
    """What holds a document on its page: why, and what its authors are therefore not offered."""

    says: tuple[Refusal, ...]
    stops: frozenset[str]
    languages: frozenset[str]

    @property
    def ends(self) -> bool:
        """Whether anything that ends the document's way is left to its authors."""
        return not self.stops >= {Verb.FINISH, Verb.SUPERSEDE, Verb.WITHDRAW}


# What the page of a document offers to its authors, besides writing and releasing its languages.
OFFERED = (
    Verb.CIRCULATE,
    Verb.REVISE,
    Verb.MARK,
    Verb.FINISH,
    Verb.SUPERSEDE,
    Verb.WITHDRAW,
)


def held(document: Document, languages: Iterable[str], at: datetime) -> Held:
    """What holds a document at an instant (aware UTC), each reason once."""
    holding = holds.on(document, at)
    whole = {verb: holds.against(holding, verb) for verb in OFFERED}
    words = {
        code: (
            *holds.against(holding, Verb.WRITE, language=code),
            *holds.against(holding, Verb.RELEASE, language=code),
        )
        for code in languages
    }
    reasons = [one for found in (*whole.values(), *words.values()) for one in found]
    return Held(
        says=tuple(dict.fromkeys(reasons)),
        stops=frozenset(verb.value for verb, found in whole.items() if found),
        languages=frozenset(code for code, found in words.items() if found),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a list or at the head of its page, as one reader sees it."""

    row: Document
    revision: Revision | None
    is_own: bool
    languages: tuple[Language, ...]
    kind: str
    originator: str
    marking: str
    meeting: str = ""
    is_adopted: bool = False

    @property
    def symbol(self) -> str:
        """Its number with the revision; the word for a paper without one."""
        number = self.revision.number if self.revision else 0
        return queries.name_of(self.row, number) or __("No number")

    @property
    def state(self) -> str:
        """How far it has come, as a code."""
        row = self.row
        if row.withdrawn_at is not None:
            return WITHDRAWN
        if row.superseded_by is not None:
            return SUPERSEDED
        if self.revision is None or self.revision.circulated_at is None:
            return DRAFT
        if row.final_at is None:
            return ADOPTED if self.is_adopted else OUT
        is_corrected = any(one.row and one.row.corrigendum_id for one in self.languages)
        return CORRECTED if is_corrected else FINAL

    @property
    def state_word(self) -> str:
        """How far it has come, in words."""
        return __(STATES[self.state][0])

    @property
    def tone(self) -> str:
        """The tone of its state."""
        return STATES[self.state][1]

    @property
    def is_draft(self) -> bool:
        """Whether only its authors see this revision."""
        return self.state == DRAFT

    @property
    def is_public(self) -> bool:
        """Whether it is marked for anyone, which it reaches by two keys alone."""
        return self.row.marking == Marking.PUBLIC

    @property
    def can_finish(self) -> bool:
        """Whether it went out and is not final."""
        return self.state in {OUT, ADOPTED}

    @property
    def missing(self) -> int:
        """How many languages are not there as they are owed."""
        return sum(not one.is_released for one in self.languages)


class Step(StrEnum):
    """What its authors do next with a draft."""

    WRITE = "write"
    RELEASE = "release"
    CIRCULATE = "circulate"

    @property
    def is_write(self) -> bool:
        """Whether no language has a text."""
        return self is Step.WRITE

    @property
    def is_release(self) -> bool:
        """Whether there is a text, and none that others could read."""
        return self is Step.RELEASE

    @property
    def is_circulate(self) -> bool:
        """Whether it can go out."""
        return self is Step.CIRCULATE


@dataclass(frozen=True, slots=True)
class Past:
    """One revision in the list of all."""

    row: Revision
    symbol: str

    @property
    def name(self) -> str:
        """INIT, REV 1, REV 2."""
        return revision_name(self.row.number)


def line(
    document: Document,
    book: Book,
    languages: Iterable[str],
    *,
    is_own: bool,
    adopted: Mapping[int, str] | None = None,
) -> Line:
    """A document read with its rows, as its authors (`is_own`) or others see it.

    `adopted` says as what documents were adopted, by their keys in the database.
    """
    form = (adopted or {}).get(document.pk, "")
    revision = queries.last_revision(document) if is_own else queries.circulated_revision(document)
    standing = queries.readable(revision, is_own=is_own) if revision else {}
    return Line(
        row=document,
        revision=revision,
        is_own=is_own,
        languages=tuple(
            Language(code, standing.get(code)) for code in queries.languages_of(document, languages)
        ),
        kind=said(vocabulary.adopted_kinds(book), form)
        if form
        else said(vocabulary.kinds(book), document.kind),
        is_adopted=document.pk in (adopted or {}),
        originator=originator(document, book),
        marking=marking(document, book),
        meeting=meeting_title(document.meeting, book, get_language() or "en")
        if document.meeting
        else "",
    )


def next_step(marks: Iterable[Language]) -> Step:
    """What is next with a draft whose languages stand so."""
    there = [one for one in marks if one.row is not None]
    if not there:
        return Step.WRITE
    if all(one.can_release for one in there):
        return Step.RELEASE
    return Step.CIRCULATE


def said(words: Mapping[str, object], code: str) -> str:
    """The words of a code in the reader's language; the code where nobody gave it words."""
    found = words.get(code, code)
    return str(translated(found)) if isinstance(found, Mapping) else __(str(found))


def originator(document: Document, book: Book) -> str:
    """Who a document comes from: the State or organisation by its name."""
    if document.originator == vocabulary.MEMBER and document.member is not None:
        return str(translated(document.member.name))
    if document.originator == vocabulary.ORGANISATION and document.organisation is not None:
        return str(translated(document.organisation.name))
    return said(vocabulary.originators(book), document.originator)


def marking(document: Document, book: Book) -> str:
    """The marking in words, with the forum or the Party that it names."""
    party = translated(document.party.short) if document.party else ""
    words = __(WORDS[Marking(document.marking)])
    return words.format(forum=translated(book.short_title), party=party)


def markings(book: Book, party: object) -> list[tuple[str, str]]:
    """Every marking with its words, for a form."""
    names = {"forum": translated(book.short_title), "party": translated(party) if party else "–"}
    return [(code.value, __(words).format(**names)) for code, words in WORDS.items()]


def revisions(document: Document, *, is_own: bool) -> list[Past]:
    """The revisions that a reader may open, the newest first."""
    rows = [row for row in document.revisions.all() if is_own or row.circulated_at is not None]
    return [Past(row, queries.name_of(document, row.number)) for row in reversed(rows)]


def comparable(document: Document, *, is_own: bool) -> bool:
    """Whether a reader may open two versions or more of a document read with its rows."""
    rows = [row for row in document.revisions.all() if is_own or row.circulated_at is not None]
    return sum(len(queries.readable(row, is_own=is_own)) for row in rows) > 1


def wider(document: Document, book: Book) -> list[tuple[str, str]]:
    """The markings by which more people would read a document, the next one first."""
    place = WIDTH.index(Marking(document.marking))
    party = document.party.short if document.party else None
    words = dict(markings(book, party))
    return [(one.value, words[one.value]) for one in WIDTH[place + 1 :]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrigendum of what is being read; `is_applied`: the words are as it puts them right."""

    row: Document
    is_applied: bool

    @property
    def symbol(self) -> str:
        """Its number with the language that it corrects."""
        return queries.name_of(self.row)


def corrections(
    rows: Iterable[Document], editions: Mapping[str, Expression], codes: Iterable[str]
) -> list[Correction]:
    """The corrigenda that concern some of the languages that are read."""
    read = set(codes)
    found = []
    for row in rows:
        concerned = {row.corrects} if row.corrects else read
        if concerned & read:
            applied = any(
                editions[code].corrigendum_id == row.pk for code in concerned if code in editions
            )
            found.append(Correction(row, applied))
    return found

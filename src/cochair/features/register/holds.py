"""What holds a document: who decides on it, signs it or agreed to its words, and what that stops.

One question for every verb.  Apps above say what they hold (`register`); nobody else knows why a
document stays as it is.  While a document is submitted for adoption nothing is done to it; once
both Parties have agreed to its words, only a corrigendum that both sign, or a new document, says
anything else.  Source: domain.md B.8 (CB-36), C.2 (Corrigendum), C.4, C.11 (INV-1, INV-2).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, QuerySet, Value

from cochair.features.documents.models import Document, Expression
from cochair.procedure.refusal import Refusal, _


class Verb(StrEnum):
    """What somebody is about to do to a document, or to one language of it."""

    REVISE = "revise"
    WRITE = "write"
    RELEASE = "release"
    CIRCULATE = "circulate"
    FINISH = "finish"
    MARK = "mark"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    # Put the same document before a meeting, or under a silence procedure.
    SUBMIT = "submit"
    # Change the words of the text that is negotiated for it.
    NEGOTIATE = "negotiate"
    # Take back that a silence procedure adopted it, since an objection had arrived in time.
    RECALL = "recall"


class Way(StrEnum):
    """By which act something is done that nobody may do otherwise: each has its own refusals."""

    NONE = ""
    RECORD = "record"
    AGENDA = "agenda"
    TEXT = "text"
    ISSUE = "issue"
    CORRIGENDUM = "corrigendum"
    LETTER = "letter"


# What stops while both sign a text, or one side writes it elsewhere: its words, and taking it away.
CHANGES = frozenset({Verb.REVISE, Verb.WRITE, Verb.RELEASE, Verb.WITHDRAW})
# The same, and putting another document in its place.
SIGNED = CHANGES | {Verb.SUPERSEDE}
# What stops once both agreed; the very words that they agreed to may still be sent on.
AGREED = CHANGES | {Verb.SUPERSEDE, Verb.SUBMIT, Verb.NEGOTIATE}
# What stops while a document is submitted for adoption.  Whether it may be submitted twice is for
# whoever decides on it.
SUBMITTED = frozenset(Verb) - {Verb.SUBMIT, Verb.NEGOTIATE, Verb.RECALL}

type Editions = Mapping[str, Expression]
"""The editions of a revision that others read, by language."""

type Differs = Callable[[Editions], tuple[str, ...]]
"""Given the editions of a revision: the languages that do not say what was agreed."""


def unlike(
    editions: Editions, words: Mapping[str, str], *, besides: Collection[str] = ()
) -> tuple[str, ...]:
    """The languages of some editions that have other words than these fingerprints name.

    What a corrigendum put right is not among them, nor the languages `besides`.
    """
    return tuple(
        code
        for code, row in editions.items()
        if row.corrigendum_id is None and code not in besides and words.get(code) != row.digest
    )


def nothing_differs(editions: Editions) -> tuple[str, ...]:
    """What a hold says that is about no words."""
    return ()


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a document, or some languages of it, stay as they are.

    `says` is the refusal; `stops` the verbs.  `is_agreed` when both Parties have agreed to its
    words: then it is corrected by both alone, and `differs` tells what says something else.
    `languages` are those that are held, all when empty; `follows` those that both went on without:
    each of them may still come.  `ways` are the acts that may do what is stopped all the same.
    """

    says: Refusal
    stops: frozenset[Verb]
    is_agreed: bool = False
    differs: Differs = nothing_differs
    languages: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    ways: frozenset[Way] = frozenset()

    def stands_against(self, verb: Verb, way: Way, language: str) -> bool:
        """Whether it stops a verb that is done in a way, to one language or (empty) to the whole."""
        if verb not in self.stops or (way is not Way.NONE and way in self.ways):
            return False
        if not language:
            return True
        return language not in self.follows and (not self.languages or language in self.languages)


# Of a document whose place another one took nothing goes on: that is an end, as a withdrawal is.
SUPERSEDED = Hold(
    Refusal("practice", _("Another document took the place of this one: use that document.")),
    frozenset({Verb.REVISE, Verb.CIRCULATE, Verb.FINISH, Verb.SUBMIT, Verb.NEGOTIATE}),
)
OTHER_WORDS = _("This language does not say what both Parties agreed to: {language}.")

type Holder = Callable[[Document, datetime], Iterable[Hold]]
# Of documents by their keys, those of which a holder has to be asked at all: queries of their keys.
type Among = Callable[[Collection[int]], Iterable[QuerySet[Any, Any]]]

_HOLDERS: dict[str, Holder] = {}
_AMONG: dict[str, Among] = {}


def register(code: str, holder: Holder, among: Among) -> None:
    """Ask `holder` of every document that somebody is about to change; once, when an app is ready.

    `among` says of which documents it may hold anything, so that many are asked at once.
    """
    _HOLDERS[code], _AMONG[code] = holder, among


def stopped(documents: Collection[Document], verb: Verb, at: datetime) -> frozenset[int]:
    """The keys of those documents to which something may not be done now; of the others nothing is
    asked one by one."""
    asked = perhaps([one.pk for one in documents])
    asked |= {one.pk for one in documents if one.superseded_by_id is not None}
    return frozenset(one.pk for one in documents if one.pk in asked and refusals(one, verb, at))


def perhaps(keys: Collection[int]) -> set[int]:
    """Of documents by their keys, those that an app may hold; of the others nothing need be asked."""
    return {key for key, _code in _perhaps(keys)}


def _perhaps(keys: Collection[int]) -> Collection[tuple[int, str]]:
    """Documents by their keys, each with the code of a holder that may hold it; one query."""
    queries = [
        one.order_by().annotate(holder=Value(code, CharField()))
        for code, among in _AMONG.items()
        for one in among(keys)
    ]
    return set(queries[0].union(*queries[1:]).order_by()) if keys and queries else ()


def on(document: Document, at: datetime) -> tuple[Hold, ...]:
    """Everything that holds a document at an instant (aware UTC)."""
    own = (SUPERSEDED,) if document.superseded_by_id is not None else ()
    may = {code for _key, code in _perhaps([document.pk])}
    asked = (holder for code, holder in _HOLDERS.items() if code in may)
    return (*own, *(hold for holder in asked for hold in holder(document, at)))


def agreed(document: Document, at: datetime) -> tuple[Hold, ...]:
    """The holds by which both Parties have agreed to the words of a document; none otherwise."""
    return tuple(hold for hold in on(document, at) if hold.is_agreed)


def refusals(
    document: Document, verb: Verb, at: datetime, *, way: Way = Way.NONE, language: str = ""
) -> tuple[Refusal, ...]:
    """Every reason why something is not done to a document, or to one language of it, now.

    `at` is an aware UTC instant.  What sends words on is asked by `sending` as well.
    """
    return against(on(document, at), verb, way=way, language=language)


def against(
    holding: Iterable[Hold], verb: Verb, *, way: Way = Way.NONE, language: str = ""
) -> tuple[Refusal, ...]:
    """Of what holds a document, every reason why something is not done to it, or to one language."""
    found = (hold.says for hold in holding if hold.stands_against(verb, way, language))
    return tuple(dict.fromkeys(found))


def sending(
    document: Document, verb: Verb, editions: Editions, at: datetime, *, way: Way = Way.NONE
) -> tuple[Refusal, ...]:
    """Every reason why these words of a document are not circulated, published or called final.

    Where both have agreed to its words, no others go out under its number, by no way.
    """
    found = on(document, at)
    stopped = [hold.says for hold in found if hold.stands_against(verb, way, "")]
    others = [_other_words(hold, code) for hold in found for code in hold.differs(editions)]
    return tuple(dict.fromkeys((*stopped, *others)))


def _other_words(hold: Hold, language: str) -> Refusal:
    return Refusal(hold.says.clause, OTHER_WORDS, {"language": language})

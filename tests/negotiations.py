"""A declaration under negotiation in the small forum: five paragraphs in three languages.

The League's secretariat keeps the text; Norland and Sandmark are of the League, Lagoon and Palmera
of the Concert.  Everything goes through the actions.
"""

from collections.abc import Mapping
from datetime import datetime

import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import actions, opening, queries
from cochair.features.texts.models import NegotiatedText
from cochair.formats.paragraphs import Paragraph, Run, Text, plain
from cochair.procedure import text as core
from played import played
from world import NOW

ENGLISH = (
    "Safe harbours",
    "Recalling the meeting of 12 March 2030,",
    "We will meet every 18 months.",
    "We will share what we know.",
    "Harbours open at 21 hours.",
)
SPANISH = (
    "Puertos seguros",
    "Recordando la reunión del 12 de marzo de 2030,",
    "Nos reuniremos cada 18 meses.",
    "Compartiremos lo que sabemos.",
    "Los puertos abren a las 21 horas.",
)
PORTUGUESE = (
    "Portos seguros",
    "Recordando a reunião de 12 de março de 2030,",
    "Reunir-nos-emos a cada 18 meses.",
    "Partilharemos o que sabemos.",
    "Os portos abrem às 21 horas.",
)
WORDS = {"en": ENGLISH, "es": SPANISH, "pt": PORTUGUESE}


def declaration(said: tuple[str, ...] = ENGLISH) -> Text:
    """A title, a preamble, and three numbered paragraphs of which the last has a footnote."""
    title, preamble, *numbered = said
    found = [plain("p-1", title, "title"), plain("p-2", preamble)]
    for number, words in enumerate(numbered, start=1):
        note = "See the map." if number == len(numbered) else ""
        runs = (Run(words[:8], "b"), Run(words[8:], "", note))
        found.append(Paragraph(f"p-{number + 2}", "plain", runs, number=f"{number}."))
    return tuple(found)


@played
def draft_declaration(
    forum: Forum, *, texts: Mapping[str, Text] | None = None, **more: object
) -> Document:
    """The draft that went out to everybody in all languages."""
    said = {code: declaration(words) for code, words in WORDS.items()}
    return papers.circulated(forum, texts or said, kind="note", **more)  # type: ignore[arg-type]


@played
def begun(forum: Forum, *, by: ActingOffice | None = None, **more: object) -> NegotiatedText:
    """The text, begun by the League's secretariat."""
    by = by or signing.secretariat(forum)
    return opening.begin(draft_declaration(forum, by=by, **more), by=by, at=NOW)


def someone(forum: Forum, role: str, *who: str) -> ActingOffice:
    """The hat of one person in an office, the same whenever it is asked for."""
    email = f"{'-'.join((role, *who))}@example.org".lower()
    account = Account.objects.filter(email=email).first()
    return people.hat(forum, account or people.person(forum, role, *who, start=NOW))


def norland(forum: Forum) -> ActingOffice:
    """The head of the delegation of Norland, of the League."""
    return someone(forum, "delegation_head", "LEAGUE", "XN")


def estmark(forum: Forum) -> ActingOffice:
    """The head of the delegation of Estmark, of the League."""
    return someone(forum, "delegation_head", "LEAGUE", "XE")


def lagoon(forum: Forum) -> ActingOffice:
    """The head of a delegation of the Concert."""
    return someone(forum, "delegation_head", "CONCERT", "XL")


def other_secretariat(forum: Forum) -> ActingOffice:
    """The secretariat of the Concert."""
    return someone(forum, "secretariat", "CONCERT")


def text(row: NegotiatedText) -> core.NegotiatedText:
    """The text as it stands, with all its history."""
    return queries.negotiated(row, history=True)


def words_for(
    row: NegotiatedText, paragraph: str, old: str, new: str, *, by: ActingOffice, at: datetime = NOW
) -> str:
    """A proposal to say something else in a paragraph, made on the words as they stand."""
    said = text(row).paragraph(paragraph)
    start = said.words["en"].index(old)
    draft = actions.Draft(
        core.Operation.REPLACE,
        paragraph,
        {"en": new},
        span=core.Span(start, start + len(old)),
        read=said.numbers["en"],
    )
    (made,) = actions.propose(row, [draft], by=by, at=at)
    return made

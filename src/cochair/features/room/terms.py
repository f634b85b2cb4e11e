"""What both bind when they put a text: its words in all languages, who has a say, what they set aside."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from cochair.features.decisions.models import RoomDecision
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.room import queries, subjects
from cochair.procedure import consensus as core
from cochair.procedure.book import Book
from cochair.procedure.entitlement import entitlement, unit_of
from cochair.procedure.obstacle import clauses_of
from cochair.procedure.reason import has_words

# What a decision decides; the codes of domain.md C.2.
FINAL, FINAL_CHECK = "final_document", "final_document_agreed"
KINDS = (
    "final_document",
    "procedure_version",
    "programme",
    "next_cycle_plan",
    "observer",
    "record",
    "other",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a co-chair wants to put: the text of a document, under an item, as a kind of decision.

    `form` says of a final document which kind of it the procedures would call it; `reasons` by
    subject why both go on without something; `follows` is the decision that a
    revised text takes the place of.
    """

    document: Document
    kind: str
    form: str = ""
    item: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    follows: RoomDecision | None = None


def body(meeting: Meeting, wish: Wish, at: datetime) -> dict[str, object]:
    """The terms as an act holds them, with the digest that the core asks for.

    Raises Refused where nothing was circulated, or the procedures do not say who has a say.
    """
    forum = meeting.forum
    book, sides = parties.book(forum, at), parties.roster(forum).party_codes
    clauses = clauses_of(book)
    unit = unit_of(book.decision or {}, meeting.configuration, clause=clauses.consensus)
    text = subjects.of_document(wish.document, at)
    has_say = entitlement(unit, sides, queries.participants(meeting, at), before=at)
    reasons = {code: why.strip() for code, why in wish.reasons.items() if has_words(why)}
    said: dict[str, object] = {
        "decision": f"{meeting.slug}-{at.astimezone(UTC):%Y%m%d%H%M%S%f}",
        "meeting": meeting.slug,
        "item": wish.item,
        "kind": wish.kind,
        "form": wish.form,
        "subject": subjects.TEXT if text.text else subjects.REVISION,
        "document": wish.document.slug,
        "revision": text.number,
        "digest": text.digest,
        "languages": dict(text.languages),
        "parties": list(sides),
        "unit": unit.value,
        "voices": sorted([one.party, one.id] for one in has_say.voices),
        "set_aside": [[code, why] for code, why in sorted(reasons.items())],
        "clean": text.clean,
        "behind": [list(one) for one in text.behind],
        "statements": sorted(one.value for one in queries.allowed_statements(forum, at)),
        "clauses": asdict(clauses),
        "follows": str(wish.follows.terms["decision"]) if wish.follows else "",
    }
    return {**said, "binds": core.putting_digest(queries.bound(said))}


def forms(book: Book) -> Mapping[str, Mapping[str, str]]:
    """What a final document may be by the procedures, each in words by language; empty where the
    procedures ask for none."""
    for clause in book.clauses:
        named = clause.check.args.get("kinds")
        if clause.check.fn == FINAL_CHECK and isinstance(named, Mapping):
            option = book.options[str(named["option"])]
            return dict(option.value_labels) or _by_code(option.allowed)
    return {}


def _by_code(allowed: object) -> Mapping[str, Mapping[str, str]]:
    codes = allowed.get("of", ()) if isinstance(allowed, Mapping) else ()
    return {str(code): {} for code in codes}


def same(said: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two proposals put the same: all but when they were made, and who had come by then."""
    apart = {"decision", "binds", "voices"}
    return {name: it for name, it in said.items() if name not in apart} == {
        name: it for name, it in other.items() if name not in apart
    }

"""Which revision of a document says what was adopted, for all documents of a forum at once.

What was adopted are the words that both submitted, by their fingerprints; a later revision that
says something else is not the adopted document, whatever it is called.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Expression
from cochair.features.parties.models import Forum
from cochair.features.register import holds
from cochair.features.room import issue
from cochair.features.texts.models import Paragraph
from cochair.procedure.consent import ConsentState

type Revisions = Mapping[int, Mapping[int, dict[str, Expression]]]
"""What others read, by document, number of the revision, and language."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The last revision that says what was adopted, by the slug of its document, and the decisions
    in the room (by their keys in the database) whose words are those that were submitted."""

    revisions: Mapping[str, int]
    same: frozenset[int]


def agreed(
    forum: Forum, rows: Iterable[RoomDecision], passed: Iterable[SilenceProcedure]
) -> Agreed:
    """What adopted decisions in the room, and silences that passed, have adopted; three queries."""
    rows, passed = list(rows), list(passed)
    papers = {row.document_id for row in rows}
    papers |= {row.revision.document_id for row in passed}
    read = _read(papers)
    issued = _issued(forum)
    written = _written(row.text_id for row in rows if row.text_id)
    found: dict[str, int] = {}
    same = set()
    for row in rows:
        known = read.get(row.document_id, {})
        done = issued.get((row.meeting.slug, row.number))
        says = [
            number
            for number, editions in known.items()
            if not issue.other_words(row, editions, done)
        ]
        if says:
            found[row.document.slug] = max(says)
        if _is_the_same(row, known, written):
            same.add(row.pk)
    for one in passed:
        words: Mapping[str, str] = one.terms["languages"]
        known = read.get(one.revision.document_id, {})
        says = [number for number, there in known.items() if not holds.unlike(there, words)]
        if says:
            found[one.revision.document.slug] = max(says)
    return Agreed(found, frozenset(same))


def _is_the_same(
    row: RoomDecision,
    known: Mapping[int, dict[str, Expression]],
    written: Mapping[int, Mapping[str, Mapping[str, str]]],
) -> bool:
    """Whether what both submitted still stands in those words where it was submitted from."""
    if row.text_id is not None:
        return issue.text_says_the_same(row, written.get(row.text_id, {}))
    editions = known.get(row.terms["revision"], {})
    aside = issue.set_aside(row)
    owed = set(row.terms["languages"]) - aside
    return owed <= set(editions) and not holds.unlike(
        editions, row.terms["languages"], besides=aside
    )


def _read(papers: Iterable[int]) -> Revisions:
    found: defaultdict[int, dict[int, dict[str, Expression]]] = defaultdict(dict)
    rows = Expression.objects.filter(
        revision__document__in=list(papers),
        revision__circulated_at__isnull=False,
        released_at__isnull=False,
        replaced_at=None,
    )
    for one in rows.select_related("revision", "file").order_by("edition"):
        if not documents.is_held(one):
            number = one.revision.number
            found[one.revision.document_id].setdefault(number, {})[one.language] = one
    return found


def _issued(forum: Forum) -> Mapping[tuple[str, int], Mapping[str, str]]:
    """The fingerprints of what was issued with footnotes, by meeting and number of the decision."""
    rows = JointAct.objects.filter(
        forum=forum, kind=issue.ISSUE, state=ConsentState.EFFECTIVE.value
    )
    return {
        (body["meeting"], body["number"]): body["languages"]
        for body in rows.values_list("body", flat=True)
    }


def _written(texts: Iterable[int]) -> Mapping[int, dict[str, Mapping[str, str]]]:
    """The words of texts under negotiation as they stand, by text and paragraph."""
    found: defaultdict[int, dict[str, Mapping[str, str]]] = defaultdict(dict)
    rows = Paragraph.objects.filter(text__in=list(texts), removed_at=None)
    for text, id, words in rows.values_list("text", "stable_id", "words"):
        found[text][id] = words
    return found

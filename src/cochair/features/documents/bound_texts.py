"""The words that a joint act binds, by language, and those before them: what its page shows."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.documents import queries
from cochair.features.documents.models import Expression, Revision
from cochair.features.publications.actions import standing
from cochair.formats.paragraphs import TABLE, Paragraph, Run, Text, from_json
from cochair.procedure import numbering

# A number that was typed before the words, as a decision on a revision keeps them.
_NUMBER = re.compile(r"(\(?\d{1,3}[.)]|\(?[a-z]{1,2}\))\s+")


def of_revision(revision: Revision, act: JointAct) -> Mapping[str, Text]:
    """Every language of a revision that counts, the one in which it was written first.

    Of an act in effect, as they were when both had signed: later words are no words of the act.
    """
    found = standing(revision) if act.effective_at is None else _then(revision, act.effective_at)
    order = sorted(found, key=lambda code: (code != revision.source, code))
    return {code: from_json(found[code].text) for code in order}


def before(revision: Revision) -> Mapping[str, Text]:
    """The words of the revision that was circulated before this one; none of the first."""
    older = revision.document.revisions.filter(
        circulated_at__isnull=False, number__lt=revision.number
    )
    last = older.order_by("number").last()
    return {} if last is None else _texts(standing(last))


def of_last(revision: Revision | None) -> Mapping[str, Text]:
    """The words of a revision as they stand; none of no revision."""
    return {} if revision is None else _texts(standing(revision))


def _texts(rows: Mapping[str, Expression]) -> Mapping[str, Text]:
    return {code: from_json(row.text) for code, row in rows.items()}


def _then(revision: Revision, at: datetime) -> Mapping[str, Expression]:
    """The languages that counted at an instant (aware UTC)."""
    rows = Expression.objects.filter(revision=revision, released_at__lte=at, courtesy=False)
    stood = rows.exclude(replaced_at__lte=at).select_related("file").order_by("edition")
    return {row.language: row for row in stood if not queries.is_held(row)}


def of_body(act: JointAct) -> Mapping[str, Text]:
    """Every language of the words that an act carries itself."""
    return {code: from_json(text) for code, text in act.body["texts"].items()}


def numbers(paragraphs: Iterable[Mapping[str, object]]) -> Mapping[str, str]:
    """What each paragraph of such words is called by whoever cites it, by its id."""
    rows = []
    for one in paragraphs:
        words = one["words"]
        assert isinstance(words, Mapping)
        said = _of_words(one, str(next(iter(words.values()), "")))
        rows.append((str(one["id"]), str(one.get("kind", "")), said.number))
    return numbering.cited(rows)


def of_words(paragraphs: Iterable[Mapping[str, object]]) -> Mapping[str, Text]:
    """Every language of words that are kept paragraph by paragraph, as a decision keeps them."""
    texts: dict[str, list[Paragraph]] = {}
    for one in paragraphs:
        words = one["words"]
        assert isinstance(words, Mapping)
        for code, said in words.items():
            texts.setdefault(code, []).append(_of_words(one, str(said)))
    return {code: tuple(text) for code, text in texts.items()}


def _of_words(one: Mapping[str, object], said: str) -> Paragraph:
    kind, number = str(one.get("kind", "")), str(one.get("number", ""))
    if kind != TABLE:
        before = None if number or kind in numbering.UNNUMBERED else _NUMBER.match(said)
        if before is not None:
            number, said = before[1], said[before.end() :]
        return Paragraph(str(one["id"]), kind, (Run(said),), number=number)
    cells = tuple(tuple((Run(cell),) for cell in row.split("\t")) for row in said.split("\n"))
    return Paragraph(str(one["id"]), TABLE, cells=cells)

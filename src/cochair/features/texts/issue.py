"""Issue the text as the next revision of its document, in every language that is abreast.

Everything goes through the register: a language that is behind is kept as a draft and not
released, so that what the clause on languages says stays true.

Source: domain.md B.6, CB-27, CB-28; clause on languages of the forum.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import accumulate

from django.db import transaction

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as register
from cochair.features.register.holds import Way
from cochair.features.texts import models, mutation
from cochair.features.texts.opening import HEADING, TITLE
from cochair.formats import paragraphs
from cochair.formats.inline import without_notes, words_in_text
from cochair.formats.paragraphs import TABLE, Paragraph, Run, Text
from cochair.formats.word.tracked.shape import LINE_OF_CELL
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused, _

PRACTICE = "practice"
DOCUMENT_KINDS = {TITLE: paragraphs.TITLE, HEADING: paragraphs.HEADING}


@dataclass(frozen=True, slots=True)
class Issued:
    """A revision that was issued, with the languages released and those that are behind."""

    revision: Revision
    released: tuple[str, ...]
    behind: tuple[str, ...]


@transaction.atomic
def issue(
    row: models.NegotiatedText,
    *,
    summary: str,
    purpose: str,
    until: datetime | None = None,
    seen: int,
    by: ActingOffice,
    at: datetime,
) -> Issued:
    """Issue the words as they stand, without brackets, and circulate them to all readers.

    `seen` is the version of the document that was shown.  What is proposed stays with the text.
    What was adopted is issued in the words that were adopted, and in no other.  Raises
    StaleVersion, and Refused where the register refuses or nothing has changed.
    """
    row, text = mutation.locked(row)
    digest = core.text_digest(text)
    last = row.issues.last()
    if last is not None and last.digest == digest:
        raise Refused(Refusal(PRACTICE, _("The text has not changed since the last revision.")))
    based = bases(row)
    way = Way.TEXT
    revision = register.revise(
        row.document, source=text.negotiation, summary=summary, seen=seen, way=way, by=by, at=at
    )
    released, behind = [], []
    for code in _in_order(text):
        said = laid_out(text, code, based)
        if not any(one.text.strip() for one in said):
            behind.append(code)
            continue
        origin = Origin.ORIGINAL if code == text.negotiation else Origin.TRANSLATED
        title = next((one.text for one in said if one.kind == paragraphs.TITLE), "")
        draft = languages.Draft(code, said, title=title, origin=origin)
        made = languages.add_edition(revision, draft, seen=_version(row), way=way, by=by, at=at)
        if any(code in one.stale(text.languages) for one in text.current):
            behind.append(code)
            continue
        languages.release(made, seen=_version(row), way=way, by=by, at=at)
        released.append(code)
    document = documents.with_rows(Document.objects.filter(pk=row.document_id)).get()
    register.circulate(document, purpose=purpose, until=until, seen=document.version, by=by, at=at)
    row.issues.create(revision=revision, digest=digest, languages=released, at=at, by_id=by.office)
    facts = {"revision": revision.number, "digest": digest, "languages": released}
    mutation.tell(row, "text.issued", by=by, at=at, facts=facts)
    return Issued(revision, tuple(released), tuple(behind))


def bases(row: models.NegotiatedText) -> Mapping[str, Text]:
    """The last words of each language in the register, with their looks, numbers and footnotes."""
    last = row.issues.select_related("revision").last()
    revision = last.revision if last else row.began_from
    rows = Expression.objects.filter(revision=revision, replaced_at=None).order_by("edition")
    return {one.language: paragraphs.from_json(one.text) for one in rows}


def laid_out(text: core.NegotiatedText, language: str, based: Mapping[str, Text]) -> Text:
    """The text in a language as the register keeps it, dressed as its last revision was.

    A paragraph that the language lacks keeps its number alone.
    """
    source = {one.id: one for one in based.get(text.negotiation, ())}
    own = {one.id: one for one in based.get(language, ())}
    found = []
    for one in text.current:
        like = own.get(one.id) or source.get(one.id)
        kind = DOCUMENT_KINDS.get(one.kind, paragraphs.PLAIN)
        plain = paragraphs.Paragraph(one.id, like.kind if like else kind)
        if like is not None:
            plain = paragraphs.Paragraph(one.id, like.kind, level=like.level, number=like.number)
        found.append(dressed(one.words.get(language, ""), own.get(one.id), plain))
    return tuple(found)


def _in_order(text: core.NegotiatedText) -> tuple[str, ...]:
    """The language of negotiation first: the others are translations of it."""
    rest = (code for code in text.languages if code != text.negotiation)
    return (text.negotiation, *rest)


def _version(row: models.NegotiatedText) -> int:
    return Document.objects.values_list("version", flat=True).get(pk=row.document_id)


# Give new words of a paragraph the looks that its old words had, and make footnotes of its notes.
#
# Negotiated words are plain, with footnotes at their places (`inline`); how a word processor shows
# them is taken over from the last revision wherever the words are still there. Pure: no row, no
# clock.
TOKEN = re.compile(r"\s+|\w+|\W")


def dressed(words: str, before: Paragraph | None, bare: Paragraph) -> Paragraph:
    """A paragraph with these words; `before` is how it was last in this language, if it was.

    `bare` says its id, kind, level and number.  Words are as `inline.words_in_text` gives them.
    """
    if before is not None and words_in_text(before) == words:
        return replace(before, level=bare.level, number=bare.number)
    if bare.kind == TABLE:
        return replace(bare, cells=_cells(words, before))
    return replace(bare, runs=_runs(words, before.runs if before else ()))


def _cells(words: str, before: Paragraph | None) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    """The cells of a table, each dressed as the one at its place was."""
    old = before.cells if before else ()
    found = []
    for line, row in enumerate(words.split("\n")):
        cells = []
        for place, said in enumerate(row.split("\t")):
            there = old[line][place] if line < len(old) and place < len(old[line]) else ()
            cells.append(_runs(said.replace(LINE_OF_CELL, "\n"), there))
        found.append(tuple(cells))
    return tuple(found)


def _runs(words: str, before: tuple[Run, ...]) -> tuple[Run, ...]:
    """Words cut into runs as the old ones were, where they are the same."""
    words, notes = without_notes(words)
    if not notes and not any(run.style for run in before):
        return (Run(words),)
    old = "".join(run.text for run in before)
    looks = [run.style for run in before for _sign in run.text]
    styles = [""] * len(words)
    for was, now, size in _same(old, words):
        styles[now : now + size] = looks[was : was + size]
    return _cut(words, styles, notes)


def _same(old: str, new: str) -> list[tuple[int, int, int]]:
    """Where both have the same words: the places in each, and how many signs on end."""
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    starts, places = [0, *accumulate(map(len, was))], [0, *accumulate(map(len, now))]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return [
        (starts[one.a], places[one.b], starts[one.a + one.size] - starts[one.a]) for one in blocks
    ]


def _cut(words: str, styles: list[str], notes: list[tuple[int, str]]) -> tuple[Run, ...]:
    """Runs of one look each, ending where a footnote stands."""
    ends = {place for place, _note in notes} | {len(words)}
    ends |= {place for place in range(1, len(words)) if styles[place] != styles[place - 1]}
    found, start = [], 0
    for end in sorted(ends):
        here = [note for place, note in notes if place == end]
        style = styles[start] if start < len(words) else ""
        if end > start or here:
            found.append(Run(words[start:end], style, here[0] if here else ""))
        found += [Run("", "", note) for note in here[1:]]
        start = end
    return tuple(found)

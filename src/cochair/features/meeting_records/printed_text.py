"""The text of a record in one language: the draft's paragraphs, with the comments as footnotes.

What was not taken up is printed with the name of whoever said it, in its own words; where those are in
another language, it stands behind the quotation.  Source: domain.md CB-40.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cochair.features.meeting_records.frames import Frames
from cochair.features.meeting_records.queries import Said, is_blank
from cochair.features.records.models import RecordParagraph
from cochair.formats.paragraphs import HEADING, TITLE, Paragraph, Run, Text, plain
from cochair.procedure.refusal import _
from cochair.web.localize import as_quoted, languages

RECALLED = _("{member} recalled: “{words}”.")
RECALLED_IN = _("{member} recalled: “{words}” (in {language}).")
ONE_RECALLED = _("A delegation recalled: “{words}”.")
ONE_RECALLED_IN = _("A delegation recalled: “{words}” (in {language}).")


def text(
    rows: Iterable[RecordParagraph],
    language: str,
    said: Iterable[Said],
    frames: Frames,
    *,
    inside: bool = False,
) -> Text:
    """What is printed in a language in which every paragraph has words; blank ones are left out.

    A footnote stands at its paragraph; what is about the whole, or about a paragraph that is not
    printed, stands at the first. `inside` is how its language was marked in records of before.
    """
    printed = [
        plain(row.key, row.words[language], row.kind, level=row.level)
        for row in rows
        if not is_blank(row)
    ]
    keys = {one.id for one in printed}
    first = printed[0].id if printed else ""
    notes: dict[str, list[str]] = {}
    for one in said:
        if one.is_printed:
            where = one.paragraph if one.paragraph in keys else first
            notes.setdefault(where, []).append(note(one, language, frames, inside=inside))
    return tuple(_noted(one, notes.get(one.id, [])) for one in without_empty_heads(printed))


def note(one: Said, language: str, frames: Frames, *, inside: bool = False) -> str:
    """The footnote of a comment in a language; that of its words stands behind the quotation.

    With `inside` it stands before them as a code, as records printed it that went out before.
    """
    foreign = one.language != language
    words = f"[{one.language.upper()}] {one.words}" if foreign and inside else one.words
    facts: dict[str, object] = {"words": as_quoted(words)}
    same, marked = (RECALLED, RECALLED_IN) if one.named else (ONE_RECALLED, ONE_RECALLED_IN)
    if one.named:
        facts["member"] = one.voice
    if not foreign or inside:
        return frames.said(same, **facts)[language]
    return frames.said(marked, language=languages([one.language])[0], **facts)[language]


def without_empty_heads(printed: list[Paragraph]) -> list[Paragraph]:
    """The same without headings of sections in which nothing is printed."""
    kept = []
    for number, one in enumerate(printed):
        after = printed[number + 1] if number + 1 < len(printed) else None
        over = after is None or (after.kind == HEADING and after.level <= one.level)
        if one.kind == HEADING and over:
            continue
        kept.append(one)
    return kept if len(kept) == len(printed) else without_empty_heads(kept)


def title(rows: Iterable[RecordParagraph]) -> Mapping[str, str]:
    """What the record is called, by language."""
    found: dict[str, str] = next((row.words for row in rows if row.kind == TITLE), {})
    return found


def _noted(one: Paragraph, notes: list[str]) -> Paragraph:
    if not notes:
        return one
    runs = (*one.runs, *(Run("", note=words) for words in notes))
    return replace(one, runs=runs)

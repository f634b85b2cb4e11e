"""The text of a record in one language: the draft's paragraphs, with the comments as footnotes.

What was not taken up is printed with the name of whoever said it, in its own words; words in another
language carry the code of theirs.  Source: domain.md CB-40.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cochair.features.meeting_records.frames import Frames
from cochair.features.meeting_records.queries import Said, is_blank
from cochair.features.records.models import RecordParagraph
from cochair.formats.paragraphs import HEADING, TITLE, Paragraph, Run, Text, plain
from cochair.procedure.refusal import _

RECALLED = _("{member} recalled: “{words}”")
ONE_RECALLED = _("A delegation recalled: “{words}”")


def text(
    rows: Iterable[RecordParagraph], language: str, said: Iterable[Said], frames: Frames
) -> Text:
    """What is printed in a language in which every paragraph has words; blank ones are left out.

    A footnote stands at its paragraph; what is about the whole, or about a paragraph that is not
    printed, stands at the first.
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
            notes.setdefault(where, []).append(note(one, language, frames))
    return tuple(_noted(one, notes.get(one.id, [])) for one in without_empty_heads(printed))


def note(one: Said, language: str, frames: Frames) -> str:
    """The footnote of a comment in a language."""
    words = one.words if one.language == language else f"[{one.language.upper()}] {one.words}"
    if not one.named:
        return frames.said(ONE_RECALLED, words=words)[language]
    return frames.said(RECALLED, member=one.voice, words=words)[language]


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

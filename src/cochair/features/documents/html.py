"""Texts as they stand on a page that has no reading view of its own, such as that of a joint act.

Everything in them is escaped; each language says which it is.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cochair.features.acts.models import JointAct
from cochair.features.documents import queries
from cochair.features.documents.models import Expression, Revision
from cochair.features.documents.templatetags.texts import runs
from cochair.features.publications.actions import standing
from cochair.formats.paragraphs import HEADING, TABLE, TITLE, Paragraph, Run, Text, from_json


def of_text(text: Text, language: str) -> SafeString:
    """A whole text in one language: numbers, looks, tables and footnotes included."""
    return format_html(
        '<div class="text" lang="{}">{}</div>',
        language,
        format_html_join("", "{}", ((_paragraph(one),) for one in text)),
    )


def of_revision(revision: Revision, act: JointAct) -> Mapping[str, SafeString]:
    """Every language of a revision that counts, the one in which it was written first.

    Of an act in effect, as they were when both had signed: later words are no words of the act.
    """
    found = standing(revision) if act.effective_at is None else _then(revision, act.effective_at)
    order = sorted(found, key=lambda code: (code != revision.source, code))
    return {code: of_text(from_json(found[code].text), code) for code in order}


def _then(revision: Revision, at: datetime) -> Mapping[str, Expression]:
    """The languages that counted at an instant (aware UTC)."""
    rows = Expression.objects.filter(revision=revision, released_at__lte=at, courtesy=False)
    stood = rows.exclude(replaced_at__lte=at).select_related("file").order_by("edition")
    return {row.language: row for row in stood if not queries.is_held(row)}


def of_texts(texts: Mapping[str, Text]) -> Mapping[str, SafeString]:
    """Every language of some texts."""
    return {code: of_text(text, code) for code, text in texts.items()}


def of_body(act: JointAct) -> Mapping[str, SafeString]:
    """Every language of the words that an act carries itself."""
    return {code: of_text(from_json(text), code) for code, text in act.body["texts"].items()}


def of_words(paragraphs: Iterable[Mapping[str, object]]) -> Mapping[str, SafeString]:
    """Every language of words that are kept paragraph by paragraph, as a decision keeps them."""
    texts: dict[str, list[Paragraph]] = {}
    for one in paragraphs:
        words = one["words"]
        assert isinstance(words, Mapping)
        for code, said in words.items():
            texts.setdefault(code, []).append(_of_words(one, str(said)))
    return {code: of_text(tuple(text), code) for code, text in texts.items()}


def _of_words(one: Mapping[str, object], said: str) -> Paragraph:
    kind, number = str(one.get("kind", "")), str(one.get("number", ""))
    if kind != TABLE:
        return Paragraph(str(one["id"]), kind, (Run(said),), number=number)
    cells = tuple(tuple((Run(cell),) for cell in row.split("\t")) for row in said.split("\n"))
    return Paragraph(str(one["id"]), TABLE, cells=cells)


def _paragraph(one: Paragraph) -> SafeString:
    notes = format_html_join("", "<li>{}</li>", ((note,) for note in one.notes))
    footnotes = format_html('<ol class="small soft">{}</ol>', notes) if notes else ""
    if one.kind == TABLE:
        rows = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in one.cells))
        return format_html('<table class="table"><tbody>{}</tbody></table>{}', rows, footnotes)
    words = runs(one.runs)
    if one.kind in {TITLE, HEADING}:
        words = format_html("<b>{}</b>", words)
    number = format_html("{} ", one.number) if one.number else ""
    return format_html("<p>{}{}</p>{}", number, words, footnotes)


def _cells(row: Iterable[Iterable[Run]]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((runs(cell),) for cell in row))

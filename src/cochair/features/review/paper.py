"""The paper that carries a proposed version to all delegations: what differs, in every language.

It names the digest of the whole file, so that who agrees to the paper agrees to exactly that.
"""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.compliance.models import ProposedVersion
from cochair.features.review import presenters, queries
from cochair.formats.paragraphs import HEADING, Paragraph, Text, fresh_ids, plain
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web import formats
from cochair.web.varieties import override

TITLE = _("Proposed version {number} of the working procedures")
BEFORE = _("{what}, before: {words}")
AFTER = _("{what}, from now on: {words}")


def titles(row: ProposedVersion) -> dict[str, str]:
    """What the paper is called, in each language of the interface."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = __(TITLE).format(number=row.number)
    return found


def texts(row: ProposedVersion) -> Mapping[str, Text]:
    """The paper in every language of the forum; its paragraphs have the same ids in each."""
    base, new = queries.base_of(row), queries.book_of(row)
    found = {}
    for language in new.languages:
        with override(language):
            found[language] = fresh_ids(tuple(_paragraphs(row, base, new, language)))
    return found


def _paragraphs(row: ProposedVersion, base: Book, new: Book, language: str) -> Iterator[Paragraph]:
    yield plain(
        "",
        __("Version {number} replaces version {before} on {day}.").format(
            number=row.number,
            before=base.version,
            day=formats.long_day(row.effective_from, language),
        ),
    )
    yield plain(
        "",
        __(
            "Meetings that opened before that date are assessed under the version in "
            "force when they opened."
        ),
    )
    yield plain(
        "", __("File of the version: SHA-256 fingerprint {digest}").format(digest=row.digest)
    )
    for one in presenters.differences_shown(base, new, language):
        yield plain("", f"{one.name}: {one.fate_word}", HEADING, level=1)
        if one.asks:
            yield plain("", one.asks)
        for line in one.lines:
            if line.language in {"", language}:
                yield from _line(line)


def _line(line: presenters.Line) -> Iterator[Paragraph]:
    if line.before:
        yield plain("", __(BEFORE).format(what=line.what, words=line.before))
    if line.after:
        yield plain("", __(AFTER).format(what=line.what, words=line.after))

"""What stands against sending a text to a machine; each a value, never raised here.

Marked texts stay: what is for fewer than all members and institutions, what came in a file with a
marking, and what carries one in its words.  Source: security.md section 3 (T14); domain.md B.8
(CB-37), AMB-21.
"""

from collections.abc import Mapping

from cochair.features.documents import queries
from cochair.features.documents.marking import SHARED
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.files import markings
from cochair.features.languages.states import State
from cochair.features.machine_translation import queries as machine
from cochair.features.register import refusals
from cochair.formats import placeholders
from cochair.formats.paragraphs import from_json
from cochair.formats.units import units
from cochair.procedure.refusal import Refusal, _

CLAUSE = refusals.CLAUSE


def against(revision: Revision, language: str) -> tuple[Refusal, ...]:
    """Everything that stands against a machine translation of a revision into a language."""
    document = revision.document
    standing = _standing(revision)
    source = standing.get(revision.source)
    found = (
        refusals.still_there(document),
        _for_many(document),
        _unmarked(document, source),
        _released(source),
        _not_too_long(source),
        _unwritten(standing.get(language)),
    )
    return tuple(one for one in found if one is not None)


def _standing(revision: Revision) -> Mapping[str, Expression]:
    rows = Expression.objects.filter(revision=revision, replaced_at=None).select_related("file")
    return {row.language: row for row in rows.order_by("edition")}


def _for_many(document: Document) -> Refusal | None:
    if document.marking in SHARED:
        return None
    return Refusal(
        CLAUSE,
        _("Access to this document is restricted: its text may not leave this installation."),
    )


def _unmarked(document: Document, source: Expression | None) -> Refusal | None:
    if machine.is_marked(document) or (source is not None and _says_so(document, source)):
        return Refusal(
            CLAUSE,
            _(
                "A classification marking was found in this text. It "
                "may not leave this installation."
            ),
        )
    if machine.was_held(document):
        return Refusal(
            CLAUSE,
            _(
                "A file of this text could not be checked for a classification marking: "
                "the text may not leave this installation."
            ),
        )
    return None


def _says_so(document: Document, source: Expression) -> bool:
    words = (one.full_text for one in from_json(source.text))
    found = markings.found_in_words([*document.title.values(), source.title, *words])
    return bool(found.held or found.classified)


def _released(source: Expression | None) -> Refusal | None:
    if source is not None and source.released_at is not None and not queries.is_held(source):
        return None
    return Refusal(
        CLAUSE, _("First release the original. Drafts are not sent for machine translation.")
    )


def _not_too_long(source: Expression | None) -> Refusal | None:
    if source is None:
        return None
    signs = sum(len(unit.text) for unit in units(from_json(source.text)))
    if 0 < signs <= placeholders.MOST_SIGNS:
        return None
    return Refusal(CLAUSE, _("This text is empty or too long for machine translation."))


def _unwritten(standing: Expression | None) -> Refusal | None:
    """A machine takes the place of a machine's text, and of nobody's."""
    if standing is None or standing.courtesy:
        return None
    if standing.state == State.STALE:
        return Refusal(CLAUSE, _("A person wrote this language version. Update it instead."))
    return Refusal(CLAUSE, _("A person has already written this language version."))

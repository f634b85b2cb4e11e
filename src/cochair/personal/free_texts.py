"""Every text that is kept, by table: whether people may be named in it, and what becomes of it.

What people write into an act, a document or a reason stays with it as evidence, names among it;
what is written of a delegation, a letter or a pack is reduced with that. A text that is a code, a
number, a digest or a fact of the forum names nobody. A test finds each text field here once.
Source: domain.md C.9 (Personal data); docs/decisions/0017-what-is-kept-of-people.md.
"""

from collections.abc import Mapping

from cochair.personal.periods import Kind

KEPT_AS_EVIDENCE: Mapping[str, str] = {
    "search.Passage": "text words",
}
"""Texts in which people may be named, by fields: they are an act or a document, and stay."""

REDUCED: Mapping[str, tuple[Kind, str]] = {
    "mail.Caught": (Kind.KEPT_MAIL, "to subject message_id"),
}
"""Texts that the rule of a kind reduces."""

NAMES_NOBODY: Mapping[str, str] = {
    "compliance.Told": "states",
    "journal.Entry": "about_id office facts",
    "journal.Ledger": "peaks",
    "journal.Place": "email",
    "journal.Witness": "office",
    "story.Course": "played",
}
"""Codes, numbers, digests, and facts of the forum that it takes from its folder or its forms."""

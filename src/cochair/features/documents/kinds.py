"""The joint acts on documents: what each binds, and what the last key does."""

from cochair.features.circulation import notices as circulating
from cochair.features.corrigenda import kinds as corrigenda
from cochair.features.documents import vocabulary
from cochair.features.glossary import term_check
from cochair.features.machine_translation import dispatch as machine
from cochair.features.publications import kinds as publishing
from cochair.web.code_labels import register_labels

# Each part of the app that has acts or letters of its own names itself here.
PARTS: tuple[object, ...] = (publishing, corrigenda, circulating, term_check, machine)


def register_all() -> None:
    """Make the kinds and tellers of this app known; called once, when the app is ready."""
    register_labels({**vocabulary.PURPOSES, **vocabulary.REFERENCES})
    for part in PARTS:
        part.register_all()  # type: ignore[attr-defined]

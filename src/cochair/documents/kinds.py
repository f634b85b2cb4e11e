"""The joint acts on documents: what each binds, and what the last key does."""

from cochair.documents import vocabulary
from cochair.documents.circulating import notices as circulating
from cochair.documents.corrigenda import kinds as corrigenda
from cochair.documents.glossary import checking
from cochair.documents.machine import sending as machine
from cochair.documents.publishing import kinds as publishing
from cochair.web.wording import know

# Each part of the app that has acts or letters of its own names itself here.
PARTS: tuple[object, ...] = (publishing, corrigenda, circulating, checking, machine)


def register_all() -> None:
    """Make the kinds and tellers of this app known; called once, when the app is ready."""
    know({**vocabulary.PURPOSES, **vocabulary.REFERENCES})
    for part in PARTS:
        part.register_all()  # type: ignore[attr-defined]

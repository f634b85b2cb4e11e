"""Documents, their revisions and languages, files, translation, circulation and publication."""

from cochair.features.documents.models.circulation import Circulation, Comment, Receipt
from cochair.features.documents.models.files import StoredFile
from cochair.features.documents.models.machine import MachineTranslation
from cochair.features.documents.models.publication import Publication
from cochair.features.documents.models.register import Alias, Counter, Document, Reference
from cochair.features.documents.models.signing import Certificate, Original, Signature
from cochair.features.documents.models.translation import Confirmation, Term, Unit
from cochair.features.documents.models.versions import Expression, Revision

__all__ = [
    "Alias",
    "Certificate",
    "Circulation",
    "Comment",
    "Confirmation",
    "Counter",
    "Document",
    "Expression",
    "MachineTranslation",
    "Original",
    "Publication",
    "Receipt",
    "Reference",
    "Revision",
    "Signature",
    "StoredFile",
    "Term",
    "Unit",
]

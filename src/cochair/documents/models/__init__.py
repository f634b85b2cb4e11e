"""Documents, their revisions and languages, files, translation, circulation and publication."""

from cochair.documents.models.circulation import Circulation, Comment, Receipt
from cochair.documents.models.files import StoredFile
from cochair.documents.models.machine import MachineTranslation
from cochair.documents.models.publication import Publication
from cochair.documents.models.register import Alias, Counter, Document, Reference
from cochair.documents.models.signing import Certificate, Original, Signature
from cochair.documents.models.translation import Confirmation, Term, Unit
from cochair.documents.models.versions import Expression, Revision

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

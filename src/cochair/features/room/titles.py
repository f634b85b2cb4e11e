"""The names of joint acts on decisions in the room, in every interface language."""

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import _
from cochair.web.localize import in_all

PUTTING = _("Submit {symbol} for adoption: {title}")
SUSPENSION = _("Suspend the decision on {symbol}: {title}")
ISSUE = _("Issue {symbol} as adopted, with its footnotes: {title}")
DECLARATIONS = {
    Claim.CONSENSUS: _("Declare consensus on {symbol}: {title}"),
    Claim.NOT_AGREED: _("Declare that there is no agreement on {symbol}: {title}"),
    Claim.SUMMARY: _("Issue {symbol} as a summary of the co-chairs: {title}"),
    Claim.REPLACED: _("Withdraw {symbol} for a revised text: {title}"),
}


def title(message: str, document: Document, revision: int) -> dict[str, str]:
    """What an act on a text is called, in each language."""
    words = documents.words_of(document, revision)
    return in_all(message, **{**words, "symbol": words["symbol"] or document.slug})

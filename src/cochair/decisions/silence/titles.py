"""The names of joint acts on silences, in every interface language."""

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.documents import queries as documents
from cochair.documents.models import Revision
from cochair.procedure.refusal import _
from cochair.web.saying import pick

OPENING = _("Open a silence on {symbol}: {title}")
EXTENSION = _("Extend the silence on {symbol}: {title}")
RESUMPTION = _("End the suspension of the silence on {symbol}: {title}")
ARRIVAL = _("Recognise what arrived in time: silence on {symbol}: {title}")
LETTER = _("Letter on the outcome of the silence on {symbol}: {title}")
WITHDRAWAL = _("Withdraw the silence on {symbol}: {title}")


def title(message: str, revision: Revision) -> dict[str, str]:
    """What an act on a revision is called, in each language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = __(message).format(
                symbol=documents.name_of(revision.document, revision.number),
                title=pick(revision.document.title, language),
            )
    return found

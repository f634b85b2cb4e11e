"""The names of joint acts on documents, in every interface language."""

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.documents import queries
from cochair.documents.models import Document
from cochair.procedure.refusal import _
from cochair.web.saying import pick

TITLE = _("Publish {symbol}: {title}")


def publication(document: Document, revision: int) -> dict[str, str]:
    """What an act that publishes a document is called, in each language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = __(TITLE).format(
                symbol=queries.name_of(document, revision),
                title=pick(document.title, language),
            )
    return found

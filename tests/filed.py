"""Files in the small forum, for stories: kept as if they had been inspected, or held."""

from cochair.features.documents.models import StoredFile
from cochair.features.files import actions
from cochair.features.files.inspection import Inspection
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats.inside.media import Media
from documents.corpora import office
from world import NOW


def kept(
    forum: Forum, by: ActingOffice, *markings: str, name: str = "paper.docx", octets: bytes = b""
) -> StoredFile:
    """A DOCX that somebody brought; held when it carries markings."""
    found = Inspection(Media.DOCX, name, markings, ())
    return actions.keep(forum, octets or office.docx(), found, by=by, at=NOW)

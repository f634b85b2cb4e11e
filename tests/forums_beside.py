"""Every shipped forum beside the others, for stories about what is seen of one in another."""

from datetime import datetime
from pathlib import Path

from cochair import forums
from cochair.features.compliance import loader
from cochair.features.parties.folder import Folder
from cochair.features.parties.models import Forum

FOLDERS = sorted(file.parent for file in Path(forums.__path__[0]).glob("*/procedure.yaml"))


def all_of_them(at: datetime) -> list[Forum]:
    """Load every shipped forum, in the order of their folders."""
    slugs = [loader.load(Folder.read(folder), at).forum for folder in FOLDERS]
    return [Forum.objects.get(slug=slug) for slug in slugs]

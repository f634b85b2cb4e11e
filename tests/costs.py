"""How many queries the main pages take: asked again, and after an entry that somebody else wrote."""

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cochair.journal import actions as journal
from matrix import Scene, table
from world import NOW

WHO = "secretariat"
# What each page may take in the scene of `matrix`, for a secretariat: warm, and cold.
MOST = {
    "public:home": (31, 37),
    "public:calendar": (29, 35),
    "public:register": (7, 13),
    "desk:desk": (38, 133),
    "desk:cycle": (13, 86),
    "desk:meetings": (10, 83),
    "desk:meeting": (10, 93),
    "meetings:agenda": (18, 24),
    "meetings:planner": (14, 90),
    "desk:room": (6, 55),
    "records:record": (14, 20),
    "documents:documents": (13, 19),
    "documents:document": (32, 105),
    "texts:text": (16, 22),
    "decisions:decisions": (18, 24),
    "decisions:decision": (19, 25),
    "decisions:of-meeting": (17, 23),
    "commitments:commitments": (8, 16),
    "acts:folder": (9, 15),
    "compliance:version": (12, 88),
    "compliance:clause": (12, 85),
    "parties:members": (6, 12),
    "desk:journal": (29, 35),
    "search:search": (10, 22),
}


def asked(scene: Scene, name: str) -> tuple[int, int]:
    """The queries of a page once all that it needs is kept, and right after another entry.

    The entry is about nothing that any page shows, and is undone.
    """
    address = scene.path(next(route for route in table()[1] if route.name == name))
    client = scene.client(WHO)
    with transaction.atomic():
        client.get(address)
        warm = _counted(client, address)
        journal.record(
            scene.forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=NOW
        )
        cold = _counted(client, address)
        transaction.set_rollback(True)
    return warm, cold


def _counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(captured)

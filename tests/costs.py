"""How many queries the main pages take: asked again, after an entry that somebody else wrote, and cold."""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client

import forgotten
from cochair.features.meetings.models import Meeting
from cochair.journal import actions as journal
from matrix import Scene, table
from world import NOW

WHO = "secretariat"
# What each page may take in the scene of `matrix`, for a secretariat: warm, after an entry by somebody
# else about something else, and in a process that has kept nothing.  Cold, the names of the meetings
# of documents are asked for apart: so thousands of documents need not be read again when a meeting
# is changed.  So are the findings that an area cites (a clause asks for them), and, for turns, what
# follows of the assessments.  Twice more for the list of a take-up that says what became of a meeting:
# the places that are taken, and the meetings that are undecided, of all that were ever planned.
# Adopted texts say so by the kind as which they were adopted: one more wherever documents are listed;
# a document asks for its round of comments.
# The board of a cycle asks for the preparatory meetings that are planned.
# The public list of meetings asks for the adopted texts, which stand with their meetings.
MOST = {
    "public:home": (6, 6, 42),
    "public:calendar": (8, 8, 39),
    "public:register": (8, 8, 14),
    "desk:home": (20, 28, 209),
    "desk:cycle": (15, 15, 96),
    "desk:meetings": (10, 10, 85),
    "desk:meeting": (13, 13, 209),
    "meetings:agenda": (18, 18, 24),
    "meetings:planner": (12, 12, 88),
    "desk:room": (6, 6, 53),
    "records:record": (15, 15, 21),
    "documents:documents": (14, 14, 20),
    "documents:document": (27, 27, 102),
    "texts:text": (17, 17, 24),
    "decisions:decisions": (18, 18, 24),
    "decisions:decision": (17, 17, 23),
    "decisions:of-meeting": (17, 17, 23),
    "commitments:commitments": (8, 10, 16),
    "acts:folder": (9, 9, 16),
    "compliance:version": (11, 11, 87),
    "compliance:clause": (12, 12, 87),
    "parties:members": (6, 6, 12),
    "desk:journal": (26, 26, 32),
    "search:search": (10, 16, 16),
}


# The same after an entry that really changed the meeting of the scene, in a process that has shown
# the page and nothing else.
MOST_AFTER_A_WRITE = {"desk:home": 117, "desk:meeting": 111, "desk:cycle": 39}


def asked(scene: Scene, name: str) -> tuple[int, int, int]:
    """The queries of a page once all that it needs is kept, right after another entry, which is about
    nothing that any page shows, and in a process that has kept nothing yet."""
    address = scene.path(next(route for route in table()[1] if route.name == name))
    client = scene.client(WHO)
    forgotten.everything()
    client.get(address)
    warm = _counted(client, address)
    with transaction.atomic():
        journal.record(
            scene.forum.slug, verb="somebody.looked", about=("look", "1"), by=None, at=NOW
        )
    after = _counted(client, address)
    forgotten.everything()
    return warm, after, _counted(client, address)


def asked_after_a_write_about_it(scene: Scene, name: str) -> int:
    """The queries of a page after an entry that changed the meeting of the scene."""
    address = scene.path(next(route for route in table()[1] if route.name == name))
    client = scene.client(WHO)
    forgotten.everything()
    client.get(address)
    with transaction.atomic():
        row = Meeting.objects.get(forum=scene.forum, slug=scene.places["planned"])
        assert row.known_at is not None
        row.known_at -= timedelta(seconds=1)
        row.save()
        journal.record(
            scene.forum.slug, verb="meeting.told", about=("meeting", "1"), by=None, at=NOW
        )
    return _counted(client, address)


def _counted(client: Client, address: str) -> int:
    count = 0

    def counting(execute: Any, *query: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*query)

    # The innermost: what a page has read before it reads again without asking the database.
    with connection.execute_wrapper(counting):
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return count

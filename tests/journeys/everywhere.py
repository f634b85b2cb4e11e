"""The scene of the access table as a home, with a decision in every state beside it.

Run as a program it prepares a home; `scene.json` in it says who is signed in, and what fills the
places of addresses.

    python tests/journeys/everywhere.py HOME
"""

import json
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from journeys import server, story

FORUM = "league-concert"
SCENE = "scene.json"
# What becomes of the texts that are put beside the two of the scene, in the order of their
# numbers from 3 on.
ENDS = ("put", "suspended", "adopted", "summary", "not_agreed")
OBJECTED = ("suspended", "not_agreed")
SHORTLY = timedelta(minutes=1)


def decided_otherwise(forum: Any, meeting: Any) -> None:
    """Five more texts before the meeting that sits, each brought to another end."""
    import decided
    import people
    import signing
    from cochair.features.accounts.models import Account
    from cochair.features.room import actions, queries
    from cochair.procedure.consensus import Claim
    from world import NOW

    def hat(name: str) -> Any:
        return people.hat(forum, Account.objects.get(email=f"{name}@example.org"))

    decided.came(meeting, "XL", 2, NOW - timedelta(hours=1))
    secretariat, norland = hat("secretariat-league"), hat("delegation_head-league-xn")
    rows = {}
    for end in ENDS:
        wish = decided.wish(decided.paper(forum, secretariat, title=decided.TITLE))
        for chair in (signing.league, signing.concert):
            act = actions.put(meeting, wish, by=chair(forum, NOW), at=NOW)
        rows[end] = queries.decisions(forum).get(act=act)
    for end in OBJECTED:
        decided.objected(rows[end], norland, NOW + SHORTLY)
    decided.stated(rows["adopted"], norland, NOW + SHORTLY)
    decided.suspended(rows["suspended"], NOW + SHORTLY)
    for end, claim in (
        ("adopted", Claim.CONSENSUS),
        ("summary", Claim.SUMMARY),
        ("not_agreed", Claim.NOT_AGREED),
    ):
        decided.declared(rows[end], claim, NOW + 2 * SHORTLY)


def main(home: Path) -> None:
    """A home with the scene in it, on its Monday."""
    (home / "secret_key").write_text(secrets.token_urlsafe(50))
    story.reopen(home)
    import matrix
    import world
    from cochair.features.meetings.models import Meeting
    from cochair.web.clock import clock

    with clock.at(world.NOW):
        scene = matrix.scene(world.small_forum())
        decided_otherwise(scene.forum, Meeting.objects.get(slug=scene.places["sitting"]))
    signed_in = {
        name: [{"name": one.key, "value": one.value} for one in client.cookies.values()]
        for name, client in scene.clients.items()
    }
    said = {"signed_in": signed_in, "places": dict(scene.places)}
    (home / SCENE).write_text(json.dumps(said), encoding="utf-8")
    server.House("", home).set_clock(world.NOW + 5 * SHORTLY)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

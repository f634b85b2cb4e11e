"""The four pages of a meeting's day, with the story's data: alone, and while 200 screens follow the room.

Home, the meeting, the room and a reading view, as a co-presidency opens them one after the other, in
one process.  The story is played until the ministerial meeting is open; the screens are sessions of
its members.  As a program it measures the database of DATABASE_URL.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_meetings
import bench_room
import bench_world

SCREENS, ASKED, TARGET = 200, 60, "<= 60 ms"


def both() -> None:
    """Measure in a process of its own."""
    subprocess.run([sys.executable, str(Path(__file__))], check=False)


def main() -> int:
    """Play the story as far as the open meeting and measure; exit status 0."""
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "COCHAIR_DEMO": "yes"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        pages, room, chair, screens = _set_up()
        with bench_meetings._served(url) as (port, _process):
            asyncio.run(_measured(port, pages, room, chair, screens))
    return 0


def _set_up() -> tuple[dict[str, str], str, str, list[str]]:
    """The four addresses, the room's live part, and the sessions of the chair and of the screens."""
    from django.db import connection

    from cochair.cli.main import main as cochair
    from cochair.features.accounts.models import Account
    from cochair.features.meetings.models import Meeting
    from cochair.features.parties.models import Forum
    from cochair.features.texts.models import NegotiatedText
    from cochair.story import actions, events, shelf

    cochair(["demo", "--no-serve"])
    told = shelf.stories()[0]
    actions.begin(told, password="of a benchmark")
    forum = Forum.objects.get(slug=told.forum)
    while not (opened := Meeting.objects.filter(forum=forum, opened_at__gte=told.shown_at).first()):
        actions.play_next(forum)
    text = (
        NegotiatedText.objects.filter(document__meeting=opened).select_related("document").first()
    )
    assert text is not None
    at = f"/en/{forum.slug}/"
    pages = {
        "home": f"{at}home/",
        "meeting": f"{at}meetings/{opened.slug}/",
        "room": f"{at}meetings/{opened.slug}/room/",
        "reading view": f"{at}documents/{text.document.slug}/text/",
    }
    named = [events.address(name) for name, one in told.cast.items() if one.member]
    accounts = Account.objects.filter(email__in=named)
    sessions = [bench_world.cookie(one) for one in accounts]
    chair = bench_world.cookie(Account.objects.get(email__startswith="ie@"))
    connection.close()
    return pages, f"{pages['room']}live/", chair, sessions


async def _measured(
    port: int, pages: dict[str, str], room: str, chair: str, sessions: list[str]
) -> None:
    await _pages(port, pages, chair, "alone")
    asked = [await bench_room._once(port, "GET", room, one, "") for one in sessions]
    let_in = [one for one, (status, *_) in zip(sessions, asked, strict=True) if status == 200]
    screens = [bench_room.Screen(room, let_in[n % len(let_in)]) for n in range(SCREENS)]
    over = asyncio.Event()
    following = [asyncio.create_task(bench_room._follow(port, one, over)) for one in screens]
    await bench_room._until_up(screens, following)
    await _pages(port, pages, chair, f"{SCREENS} screens in the room")
    over.set()
    await asyncio.gather(*following)


async def _pages(port: int, pages: dict[str, str], chair: str, beside: str) -> None:
    for name, path in pages.items():
        took = []
        for _number in range(ASKED):
            begun = time.perf_counter()
            status, _headers, _page = await bench_room._once(port, "GET", path, chair, "")
            took.append(1000 * (time.perf_counter() - begun))
            assert status == 200, (path, status)
        p95 = statistics.quantiles(took, n=20)[18]
        middle = statistics.median(took)
        bench_meetings._say(
            f"{name}, {beside}: median {middle:.0f} ms, p95", f"{p95:.0f} ms", TARGET
        )


if __name__ == "__main__":
    sys.exit(main())
